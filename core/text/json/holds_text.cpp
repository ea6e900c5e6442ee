#include "wiretape/core/text/json/holds_text.h"

#include <cstddef>

namespace wiretape::text {
namespace {

// Where the string that begins at `begin` has its closing quote.
std::size_t end_of_string(std::string_view json, std::size_t begin) {
  std::size_t at = begin + 1;
  while (json[at] != '"')
    at += json[at] == '\\' ? 2 : 1;
  return at;
}

bool is_name(std::string_view behind) {
  const std::size_t next = behind.find_first_not_of(" \t\r\n");
  return next != std::string_view::npos && behind[next] == ':';
}

}  // namespace

bool holds_text(std::string_view json) {
  std::size_t begin = json.find('"');
  while (begin != std::string_view::npos) {
    const std::size_t end = end_of_string(json, begin);
    if (end > begin + 1 && !is_name(json.substr(end + 1))) return true;
    begin = json.find('"', end + 1);
  }
  return false;
}

}  // namespace wiretape::text
