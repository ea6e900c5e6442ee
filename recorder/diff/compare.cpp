#include "wiretape/recorder/diff/compare.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "wiretape/core/wire/framing.h"
#include "wiretape/core/wire/http/http_characters.h"
#include "wiretape/recorder/capture/volatile_fields.h"
#include "wiretape/recorder/diff/answer_shape.h"
#include "wiretape/recorder/diff/order.h"

namespace wiretape::recorder::diff {
namespace {

/// Without parameters, in small letters.
std::string media_type(std::string_view content_type) {
  auto type = content_type.substr(0, content_type.find(';'));
  while (type.ends_with(' ') || type.ends_with('\t'))
    type.remove_suffix(1);
  std::string small(type);
  std::ranges::transform(small, small.begin(), wire::to_lower);
  return small;
}

/// Where close is the framing nothing proves more.
bool is_whole(wire::Ending ending) {
  return ending == wire::Ending::complete || ending == wire::Ending::closed;
}

/// Events that only keep a connection open.
bool is_keep_alive(std::string_view type) {
  return type == "ping" || type == "keepalive";
}

std::string event_name(std::string_view type) {
  return type.empty() ? "events" : fmt::format("events {}", type);
}

bool is_stream(std::string_view media_type) {
  return wire::framing_of_type(media_type).has_value();
}

class Comparison {
 public:
  explicit Comparison(const std::vector<std::string>& volatile_fields) : volatile_(volatile_fields) {}

  void compare_answers(const ComparedAnswer& recorded, const ComparedAnswer& now) {
    if (recorded.status != now.status) {
      const auto status = [](int code) { return code == 0 ? "none" : std::to_string(code); };
      return note(Severity::breaking, "status",
                  fmt::format("is {}, was {}", status(now.status), status(recorded.status)));
    }
    compare_endings(recorded.ending, now.ending);
    const auto was = media_type(recorded.content_type);
    const auto is = media_type(now.content_type);
    if (was != is) return note(Severity::breaking, "content-type", fmt::format("is '{}', was '{}'", is, was));
    auto before = shape_of(was, recorded.body);
    auto after = shape_of(is, now.body);
    if (is_stream(was)) return compare_shapes(before, after);
    if (before[""].is_json && !after[""].is_json) return note(Severity::breaking, "the body", "is no longer JSON");
    compare_places("", before[""].json, after[""].json);
  }

  [[nodiscard]] std::vector<Difference> differences() && {
    std::ranges::stable_sort(differences_, {}, &Difference::severity);
    return std::move(differences_);
  }

 private:
  void note(Severity severity, std::string place, std::string what) {
    differences_.push_back({severity, std::move(place), std::move(what)});
  }

  void compare_endings(wire::Ending recorded, wire::Ending now) {
    if (recorded == now || (is_whole(recorded) && is_whole(now))) return;
    note(is_whole(now) ? Severity::additive : Severity::breaking, "end",
         fmt::format("is {}, was {}", wire::to_string(now), wire::to_string(recorded)));
  }

  void compare_shapes(const AnswerShape& recorded, const AnswerShape& now) {
    std::vector<Ordered> firsts;
    std::vector<Ordered> lasts;
    for (const auto& [type, event] : recorded) {
      const auto found = now.find(type);
      if (found == now.end()) {
        note(is_keep_alive(type) ? Severity::variable : Severity::breaking, event_name(type), "no longer come");
        continue;
      }
      compare_events(type, event, found->second);
      if (is_keep_alive(type)) continue;
      firsts.push_back({event_name(type), event.first, found->second.first});
      lasts.push_back({event_name(type), event.last, found->second.last});
    }
    for (const auto& [type, event] : now) {
      if (!recorded.contains(type))
        note(is_keep_alive(type) ? Severity::variable : Severity::additive, event_name(type), "are new");
    }
    note_order(std::move(firsts), std::move(lasts));
  }

  void compare_events(const std::string& type, const EventShape& recorded, const EventShape& now) {
    if (recorded.count != now.count)
      note(Severity::variable, event_name(type), fmt::format("are {}, were {}", now.count, recorded.count));
    if (recorded.is_json && !now.is_json) return note(Severity::breaking, event_name(type), "are no longer JSON");
    compare_places(type, recorded.json, now.json);
    // What has no type is told apart by what it holds.
    if (type.empty()) compare_order_of_places(recorded.json, now.json);
  }

  void compare_places(const std::string& type, const JsonShape& recorded, const JsonShape& now) {
    for (const auto& [path, place] : recorded.places()) {
      const auto found = now.places().find(path);
      if (found != now.places().end()) {
        compare_types(type, path, place.types, found->second.types);
      } else if (has_parent(path, now)) {
        note(severity_at(path, Severity::breaking), place_name(type, path), "is gone");
      }
    }
    for (const auto& [path, place] : now.places()) {
      if (!recorded.places().contains(path) && has_parent(path, recorded))
        note(severity_at(path, Severity::additive), place_name(type, path), "is new: " + type_names(place.types));
    }
  }

  void compare_types(const std::string& type, const JsonPath& path, std::uint8_t recorded, std::uint8_t now) {
    if ((now & ~recorded) == 0) return;
    const auto severity = recorded == json_null ? Severity::additive : Severity::breaking;
    note(severity_at(path, severity), place_name(type, path),
         fmt::format("is {}, was {}", type_names(now), type_names(recorded)));
  }

  void compare_order_of_places(const JsonShape& recorded, const JsonShape& now) {
    std::vector<Ordered> firsts;
    std::vector<Ordered> lasts;
    for (const auto& [path, place] : recorded.places()) {
      const auto found = now.places().find(path);
      if (found == now.places().end() || !place.has_value || !found->second.has_value || is_volatile(path)) continue;
      firsts.push_back({path_text(path), place.first, found->second.first});
      lasts.push_back({path_text(path), place.last, found->second.last});
    }
    note_order(std::move(firsts), std::move(lasts));
  }

  void note_order(std::vector<Ordered> firsts, std::vector<Ordered> lasts) {
    if (const auto inversion = find_inversion(std::move(firsts))) {
      note(Severity::breaking, "order",
           fmt::format("{} came before {}, and now begins behind it", inversion->first, inversion->second));
    } else if (const auto late = find_inversion(std::move(lasts))) {
      note(Severity::breaking, "order",
           fmt::format("{} ended before {}, and now ends behind it", late->first, late->second));
    }
  }

  /// What stands in something that is gone, new or of another type is not told besides, nor what an empty list lacks.
  static bool has_parent(const JsonPath& path, const JsonShape& shape) {
    if (path.empty()) return true;
    const auto parent = shape.places().find(JsonPath(path.begin(), path.end() - 1));
    return parent != shape.places().end() && path.back() != "[]" && (parent->second.types & json_object) != 0;
  }

  [[nodiscard]] bool is_volatile(const JsonPath& path) const { return capture::is_volatile(path, volatile_); }

  [[nodiscard]] Severity severity_at(const JsonPath& path, Severity severity) const {
    return is_volatile(path) ? Severity::variable : severity;
  }

  static std::string place_name(const std::string& type, const JsonPath& path) {
    return type.empty() ? path_text(path) : fmt::format("{}: {}", type, path_text(path));
  }

  const std::vector<std::string>& volatile_;
  std::vector<Difference> differences_;
};

}  // namespace

std::vector<Difference> compare(const ComparedAnswer& recorded, const ComparedAnswer& now,
                                const std::vector<std::string>& volatile_fields) {
  Comparison comparison(volatile_fields);
  comparison.compare_answers(recorded, now);
  return std::move(comparison).differences();
}

}  // namespace wiretape::recorder::diff
