#include "wiretape/recorder/replay/stale_members.h"

#include <iterator>
#include <utility>

#include "wiretape/core/text/json/json_index.h"
#include "wiretape/recorder/capture/masked_text.h"
#include "wiretape/recorder/capture/volatile_fields.h"

namespace wiretape::recorder::replay {
namespace {

using text::JsonMember;
using text::JsonValue;

/// Whether the text may be the one that was masked: what stands around the masks is in it, in order.
bool may_have_been(std::string_view masked, std::string_view text) {
  for (const auto& part : capture::unmasked_parts(masked)) {
    const auto found = text.find(part);
    if (found == std::string_view::npos) return false;
    text.remove_prefix(found + part.size());
  }
  return true;
}

/// Redaction makes each digit a 1.
bool may_be_masked_number(std::string_view number) {
  return number.size() >= capture::least_mask && number.find_first_not_of('1') == std::string_view::npos;
}

bool is_same_text(std::string_view recorded, std::string_view asked) {
  return recorded == asked || (capture::may_be_masked(recorded) && may_have_been(recorded, asked));
}

class Differences {
 public:
  explicit Differences(const std::vector<std::string>& volatile_fields) : volatile_(volatile_fields) {}

  /// The index bounds the depth.
  void compare(const JsonValue& recorded, const JsonValue& asked) {
    if (recorded.is_object() && asked.is_object()) return compare_members(recorded, asked);
    if (recorded.is_array() && asked.is_array()) return compare_elements(recorded, asked);
    if (!is_same_scalar(recorded, asked)) note();
  }

  [[nodiscard]] std::vector<std::string> pointers() && { return std::move(pointers_); }

 private:
  bool is_same_scalar(const JsonValue& recorded, const JsonValue& asked) {
    if (recorded.is_text() && asked.is_text())
      return is_same_text(recorded.text(recorded_buffer_), asked.text(asked_buffer_));
    return recorded.written() == asked.written() || may_be_masked_number(recorded.written());
  }

  void compare_members(const JsonValue& recorded, const JsonValue& asked) {
    for (const JsonMember member : recorded.members()) {
      enter(member);
      if (const auto now = asked.member(path_.back())) {
        compare(member.value, *now);
      } else {
        note();
      }
      path_.pop_back();
    }
    for (const JsonMember member : asked.members()) {
      enter(member);
      if (!recorded.member(path_.back())) note();
      path_.pop_back();
    }
  }

  void compare_elements(const JsonValue& recorded, const JsonValue& asked) {
    auto before = recorded.elements().begin();
    auto now = asked.elements().begin();
    const auto end = std::default_sentinel;
    std::size_t index = 0;
    for (; before != end && now != end; ++before, ++now) {
      path_.push_back(std::to_string(index++));
      compare(*before, *now);
      path_.pop_back();
    }
    note_rest(before, index);
    note_rest(now, index);
  }

  template <class Elements>
  void note_rest(Elements elements, std::size_t index) {
    for (; elements != std::default_sentinel && pointers_.size() < most_stale_members; ++elements) {
      path_.push_back(std::to_string(index++));
      note();
      path_.pop_back();
    }
  }

  void enter(const JsonMember& member) { path_.emplace_back(member.name.text(recorded_buffer_)); }

  void note() {
    if (pointers_.size() >= most_stale_members || capture::is_volatile(path_, volatile_)) return;
    std::string pointer;
    for (const auto& name : path_)
      append_name(pointer, name);
    pointers_.push_back(std::move(pointer));
  }

  /// RFC 6901 section 3.
  static void append_name(std::string& pointer, std::string_view name) {
    pointer += '/';
    for (const char c : name) {
      if (c == '~') pointer += "~0";
      if (c == '/') pointer += "~1";
      if (c != '~' && c != '/') pointer += c;
    }
  }

  const std::vector<std::string>& volatile_;
  std::vector<std::string> path_;
  std::vector<std::string> pointers_;
  std::string recorded_buffer_;
  std::string asked_buffer_;
};

}  // namespace

std::vector<std::string> stale_members(std::string_view recorded, std::string_view asked,
                                       const std::vector<std::string>& volatile_fields) {
  if (recorded.empty() || recorded == asked) return {};
  text::JsonIndex before;
  text::JsonIndex now;
  if (!before.read(recorded) || !now.read(asked))
    return is_same_text(recorded, asked) ? std::vector<std::string>() : std::vector<std::string>{""};
  Differences differences(volatile_fields);
  differences.compare(before.root(), now.root());
  return std::move(differences).pointers();
}

}  // namespace wiretape::recorder::replay
