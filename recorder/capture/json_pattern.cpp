#include "wiretape/recorder/capture/json_pattern.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <utility>
#include <vector>

#include "wiretape/core/text/json/json_index.h"
#include "wiretape/core/text/json/json_text.h"
#include "wiretape/core/text/json/last_members.h"
#include "wiretape/recorder/capture/masked_text.h"

namespace wiretape::recorder::capture {
namespace {

using text::JsonMember;
using text::JsonValue;

constexpr std::size_t most_levels = 40;  // a tape takes 64, and some of them are its own

/// Whether a value is a text or a number that may be masked, or a list with one, which can't be left out of it.
bool is_masked(const JsonValue& value) {
  std::string buffer;
  if (value.is_text()) return may_be_masked(value.text(buffer));
  if (!value.is_array()) return may_be_masked_number(value.written());
  for (const JsonValue element : value.elements()) {
    if (!element.is_object() && is_masked(element)) return true;
  }
  return false;
}

/// Writes a value as a tape's loader does: that says texts anew, and everything else as it is written. Members that are
/// masked are left out.
class CanonicalJson {
 public:
  [[nodiscard]] bool append(const JsonValue& value, std::size_t levels) {
    if (value.is_object()) return levels > 0 && append_object(value, levels - 1);
    if (value.is_array()) return levels > 0 && append_array(value, levels - 1);
    if (value.is_text()) {
      text::append_json_string(out_, value.text(buffer_));
    } else {
      out_ += value.written();
    }
    return true;
  }

  [[nodiscard]] bool append_member(const JsonMember& member, std::size_t levels) {
    if (may_be_masked(member.name.text(buffer_))) return true;
    if (is_masked(member.value)) {
      note_parts(member.value);
      return true;
    }
    begin_item('{');
    text::append_json_string(out_, member.name.text(buffer_));
    out_ += ':';
    return append(member.value, levels);
  }

  void begin(char bracket) { out_ += bracket; }
  void end(char bracket) { out_ += bracket; }
  [[nodiscard]] const std::string& text() const { return out_; }

  /// What stands around the masks.
  [[nodiscard]] const std::vector<std::string>& parts() const { return parts_; }

 private:
  bool append_object(const JsonValue& object, std::size_t levels) {
    begin('{');
    for (const JsonMember member : object.members()) {
      if (!append_member(member, levels)) return false;
    }
    end('}');
    return true;
  }

  bool append_array(const JsonValue& array, std::size_t levels) {
    begin('[');
    for (const JsonValue element : array.elements()) {
      begin_item('[');
      if (!append(element, levels)) return false;
    }
    end(']');
    return true;
  }

  void begin_item(char opening) {
    if (out_.back() != opening) out_ += ',';
  }

  void note_parts(const JsonValue& value) {
    if (value.is_text()) std::ranges::move(unmasked_parts(value.text(buffer_)), std::back_inserter(parts_));
    for (const JsonValue element : value.elements())
      note_parts(element);
  }

  std::string out_;
  std::vector<std::string> parts_;
  std::string buffer_;
};

bool counts(const JsonMember& member, const KeepRules& rules) {
  return std::ranges::any_of(rules.match, [&](const std::string& name) { return member.name.says(name); });
}

bool has_any(const JsonValue& object, const KeepRules& rules) {
  for (const JsonMember member : object.members()) {
    if (counts(member, rules)) return true;
  }
  return false;
}

bool append_members_that_count(CanonicalJson& json, const JsonValue& object, const KeepRules& rules) {
  const bool all = !has_any(object, rules);
  json.begin('{');
  for (const JsonMember member : object.members()) {
    if ((all || counts(member, rules)) && !json.append_member(member, most_levels)) return false;
  }
  json.end('}');
  return true;
}

/// A request that says nothing of streams is answered whole: one that asks for a stream is another. The same is true of
/// one for a stream that says nothing of its usage, where usage is a chunk that must be asked for.
std::vector<std::string> may_not_ask(std::string_view path, const JsonValue& object, const KeepRules& rules) {
  if (!has_any(object, rules)) return {};
  const auto lacks = [&](std::string_view member) {
    return std::ranges::find(rules.match, member) != rules.match.end() && !object.member(member);
  };
  if (lacks("stream")) return {R"({"stream":true})"};
  const auto stream = object.member("stream");
  const bool is_streamed = stream && stream->is_true();
  if (is_streamed && path.ends_with("/completions") && lacks("stream_options"))
    return {R"({"stream_options":{"include_usage":true}})"};
  return {};
}

std::optional<JsonPatterns> patterns_of(std::string_view path, const JsonValue& root, const KeepRules& rules) {
  CanonicalJson json;
  const bool is_said = root.is_object() ? append_members_that_count(json, root, rules)
                                        : !is_masked(root) && json.append(root, most_levels);
  if (!is_said) return std::nullopt;
  auto must_not = root.is_object() ? may_not_ask(path, root, rules) : std::vector<std::string>();
  return JsonPatterns{.must = json.text(), .must_not = std::move(must_not), .parts = json.parts()};
}

}  // namespace

std::optional<JsonPatterns> json_patterns(std::string_view path, std::string_view body, const KeepRules& rules) {
  text::JsonIndex index;
  if (!index.read(body)) return std::nullopt;
  const std::string unique = text::keep_last_members(body);
  if (!index.read(unique)) return std::nullopt;
  const JsonValue root = index.root();
  return root.is_object() || root.is_array() ? patterns_of(path, root, rules) : std::nullopt;
}

}  // namespace wiretape::recorder::capture
