#include "wiretape/core/redact/json_texts.h"

#include <algorithm>
#include <cstdint>

#include <nlohmann/json.hpp>

namespace wiretape::redact {
namespace {

using nlohmann::json;

constexpr std::size_t deepest = 190;

struct JsonText {
  std::string text;
  std::size_t offset;
  std::size_t end;
};

bool is_masked(std::string_view text, char placeholder, std::string_view instead_of) {
  return std::ranges::all_of(
      text, [&](char c) { return c == placeholder || (!instead_of.empty() && instead_of.find(c) == instead_of.npos); });
}

/// What nlohmann's parser tells the tokens of one JSON text.
class TextReader {
 public:
  TextReader(const JsonText& text, const std::string& group, const Rules& rules, JsonTexts& out)
      : text_(&text), group_(&group), rules_(&rules), out_(&out) {}

  bool null() { return ends_value(); }
  bool boolean(bool) { return ends_value(); }
  bool number_integer(std::int64_t number) { return number_value(std::to_string(number)); }
  bool number_unsigned(std::uint64_t number) { return number_value(std::to_string(number)); }
  bool number_float(double, const std::string& written) { return number_value(written); }
  bool binary(json::binary_t&) { return false; }

  bool string(std::string& value) {
    if (is_secret() && !is_masked(value, '*', {})) tell();
    JoinedText& joined = out_->joined[path()];
    if (joined.pieces++ == 0) joined.offset = text_->offset;
    joined.text.append(value);
    joined.end = text_->end;
    return ends_value();
  }

  bool start_object(std::size_t) { return open(false, true); }
  bool end_object() { return close(); }
  bool start_array(std::size_t) { return open(is_secret(), false); }
  bool end_array() { return close(); }

  bool key(std::string& name) {
    levels_.back().key = name;
    const auto& members = rules_->members;
    levels_.back().is_secret = std::ranges::find(members, folded_name(name)) != members.end();
    return true;
  }

  bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception&) { return false; }

 private:
  struct Level {
    bool is_secret;  // the value at hand
    bool is_object;
    std::size_t count = 0;
    std::string key{};
    std::string index{};
  };

  [[nodiscard]] bool is_secret() const { return !levels_.empty() && levels_.back().is_secret; }

  void tell() { out_->members.push_back({levels_.back().key, text_->offset, text_->end - text_->offset}); }

  bool number_value(const std::string& written) {
    if (is_secret() && !is_masked(written, '1', "0123456789")) tell();
    if (!levels_.empty() && levels_.back().key == "index") levels_.back().index = written;
    return ends_value();
  }

  bool open(bool is_secret, bool is_object) {
    levels_.push_back({is_secret, is_object, 0, is_secret ? levels_.back().key : std::string()});
    return levels_.size() < deepest;
  }

  bool close() {
    levels_.pop_back();
    return ends_value();
  }

  bool ends_value() {
    if (!levels_.empty()) ++levels_.back().count;
    return true;
  }

  // An element of the list that is the whole text is a text by itself.
  [[nodiscard]] std::string path() const {
    std::string path = *group_;
    for (std::size_t i = 0; i < levels_.size(); ++i) {
      const Level& level = levels_[i];
      if (level.is_object) path.append("/").append(level.key).append("#").append(level.index);
      if (!level.is_object && i > 0) path.append("/").append(std::to_string(level.count));
    }
    return path;
  }

  const JsonText* text_;
  const std::string* group_;
  const Rules* rules_;
  JsonTexts* out_;
  std::vector<Level> levels_;
};

/// A line, or what the fields `data` of an event hold together.
struct Part {
  JsonText json;
  bool is_event;
};

std::vector<Part> parts_of(std::string_view text) {
  std::vector<Part> parts;
  bool in_event = false;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    std::string_view line = text.substr(at, end - at);
    if (line.ends_with('\r')) line.remove_suffix(1);
    const bool is_data = line.starts_with("data:");
    if (is_data) line.remove_prefix(5);
    if (is_data && in_event && parts.back().is_event) {
      parts.back().json.text.append("\n").append(line);
      parts.back().json.end = end;
    } else if (is_data || !line.empty()) {
      parts.push_back({{std::string(line), at, end}, is_data});
    }
    in_event = is_data || (in_event && !line.empty());
    at = end + 1;
  }
  return parts;
}

bool read_json_text(const JsonText& text, const std::string& group, const Rules& rules, JsonTexts& out) {
  TextReader reader(text, group, rules, out);
  return json::sax_parse(text.text, &reader);
}

}  // namespace

JsonTexts read_json_texts(std::string_view text, const Rules& rules) {
  JsonTexts whole;
  if (read_json_text({std::string(text), 0, text.size()}, "", rules, whole)) return whole;
  JsonTexts all;
  // Texts that were none: what stands before and behind one has not the same path.
  std::size_t broken_lines = 0;
  std::size_t broken_events = 0;
  bool is_any_sound = false;
  for (const auto& [part, is_event] : parts_of(text)) {
    std::size_t& broken = is_event ? broken_events : broken_lines;
    const bool is_sound = read_json_text(part, (is_event ? "event " : "line ") + std::to_string(broken), rules, all);
    if (!is_sound) ++broken;
    is_any_sound |= is_sound;
  }
  return is_any_sound ? all : whole;
}

}  // namespace wiretape::redact
