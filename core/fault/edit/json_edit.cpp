#include "wiretape/core/fault/edit/json_edit.h"

#include <algorithm>

#include <nlohmann/json.hpp>

namespace wiretape::fault {
namespace {

constexpr std::string_view blanks = " \t\r\n";

/// The closing quote of a string that opens at `at`; json.size() where there is none.
std::size_t string_end(std::string_view json, std::size_t at) {
  for (++at; at < json.size() && json[at] != '"'; ++at) {
    if (json[at] == '\\') ++at;
  }
  return std::min(at, json.size());
}

bool is_name(std::string_view json, std::size_t end) {
  const std::size_t next = json.find_first_not_of(blanks, end + 1);
  return next != json.npos && json[next] == ':';
}

}  // namespace

bool is_json(std::string_view text) {
  return nlohmann::json::accept(text);
}

bool is_json_object(std::string_view text) {
  const std::size_t first = text.find_first_not_of(blanks);
  return first != text.npos && text[first] == '{' && is_json(text);
}

std::size_t members_end(std::string_view object) {
  return object.find_last_not_of(blanks, object.rfind('}') - 1) + 1;
}

void append_member(std::string& object, std::string_view member) {
  const std::size_t end = members_end(object);
  const bool is_first = object[end - 1] == '{';
  object.insert(end, member);
  if (!is_first) object.insert(end, 1, ',');
}

std::optional<std::size_t> deepest_string(std::string_view json) {
  std::optional<std::size_t> found;
  int depth = 0;
  int found_at = 0;
  for (std::size_t at = 0; at < json.size(); ++at) {
    if (json[at] == '{' || json[at] == '[') ++depth;
    if (json[at] == '}' || json[at] == ']') --depth;
    if (json[at] != '"') continue;
    const std::size_t end = string_end(json, at);
    if (end < json.size() && depth >= found_at && !is_name(json, end)) {
      found = at + 1;
      found_at = depth;
    }
    at = end;
  }
  return found;
}

std::vector<std::size_t> blank_places(std::string_view json) {
  std::vector<std::size_t> places;
  for (std::size_t at = 0; at < json.size(); ++at) {
    if (json[at] == '"') {
      at = string_end(json, at);
    } else if (std::string_view("{[,:").find(json[at]) != std::string_view::npos) {
      places.push_back(at + 1);
    }
  }
  return places;
}

}  // namespace wiretape::fault
