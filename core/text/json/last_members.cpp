#include "wiretape/core/text/json/last_members.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <utility>
#include <vector>

namespace wiretape::text {
namespace {

constexpr std::string_view blanks = " \t\r\n";

// Walks a text that is known to be sound, and copies what stays.
class LastMembers {
 public:
  explicit LastMembers(std::string_view json) : rest_(json) {}

  std::string copy() { return value(); }

 private:
  std::string value() {
    skip_blanks();
    if (rest_.front() == '{') return object();
    if (rest_.front() == '[') return array();
    return std::string(rest_.front() == '"' ? take_string() : take(rest_.find_first_of(",]} \t\r\n")));
  }

  std::string object() {
    std::vector<std::pair<std::string_view, std::string>> members;
    std::map<std::string_view, std::size_t> last;
    take(1);
    while (next_is_not('}')) {
      const std::string_view name = take_string();
      skip_blanks();
      take(1);  // the colon
      members.emplace_back(name, value());
      last[name] = members.size() - 1;
    }
    std::string out;
    for (std::size_t at = 0; at < members.size(); ++at) {
      if (last[members[at].first] != at) continue;
      out += out.empty() ? "{" : ",";
      out.append(members[at].first).append(":").append(members[at].second);
    }
    return out.empty() ? "{}" : out + '}';
  }

  std::string array() {
    std::string out = "[";
    take(1);
    while (next_is_not(']')) {
      if (out.size() > 1) out += ',';
      out += value();
    }
    return out + ']';
  }

  // Takes the closing bracket, or the comma before what follows.
  bool next_is_not(char closing) {
    skip_blanks();
    if (rest_.front() == ',') take(1);
    skip_blanks();
    if (rest_.front() != closing) return true;
    take(1);
    return false;
  }

  std::string_view take_string() {
    std::size_t end = 1;
    while (rest_[end] != '"')
      end += rest_[end] == '\\' ? 2 : 1;
    return take(end + 1);
  }

  std::string_view take(std::size_t length) {
    const std::string_view taken = rest_.substr(0, length);
    rest_.remove_prefix(taken.size());
    return taken;
  }

  void skip_blanks() { rest_.remove_prefix(std::min(rest_.find_first_not_of(blanks), rest_.size())); }

  std::string_view rest_;
};

}  // namespace

std::string keep_last_members(std::string_view json) {
  return LastMembers(json).copy();
}

}  // namespace wiretape::text
