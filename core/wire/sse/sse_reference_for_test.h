#pragma once

// A second reading of WHATWG HTML section 9.2.6: the whole stream at once, copies everywhere, nothing clever. What
// tests and fuzzers compare the parser with.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "wiretape/core/wire/sse/sse_items_for_test.h"

namespace wiretape::wire {

/// The lines of a stream that have their end. CR, LF and CRLF end one.
[[nodiscard]] inline std::vector<std::string> reference_lines(std::string_view stream) {
  if (stream.starts_with("\xEF\xBB\xBF")) stream.remove_prefix(3);
  std::vector<std::string> lines;
  std::string line;
  for (std::size_t i = 0; i < stream.size(); ++i) {
    const bool second_half = stream[i] == '\n' && i > 0 && stream[i - 1] == '\r';
    if (second_half) continue;
    if (stream[i] == '\r' || stream[i] == '\n') {
      lines.push_back(line);
      line.clear();
    } else {
      line += stream[i];
    }
  }
  return lines;
}

/// The items of a whole stream with no caps, in the form of describe().
[[nodiscard]] inline std::vector<std::string> reference_items(std::string_view stream) {
  std::vector<std::string> items;
  std::string name;
  std::string data;
  std::string id;
  for (const std::string& line : reference_lines(stream)) {
    const std::size_t colon = line.find(':');
    const std::string field = line.substr(0, colon);
    std::string value = colon == std::string::npos ? "" : line.substr(colon + 1);
    if (colon == 0) {
      items.push_back(comment_item(value));
      continue;
    }
    if (value.starts_with(' ')) value.erase(0, 1);
    if (line.empty()) {
      if (!data.empty()) {
        data.pop_back();
        items.push_back(event_item(data, name.empty() ? "message" : name, id));
      }
      data.clear();
      name.clear();
    } else if (field == "data") {
      data += value + "\n";
    } else if (field == "event") {
      name = value;
    } else if (field == "id" && value.find('\0') == std::string::npos) {
      id = value;
    } else if (field == "retry" && !value.empty() && value.find_first_not_of("0123456789") == std::string::npos) {
      value.erase(0, std::min(value.find_first_not_of('0'), value.size() - 1));
      const std::string longest = "9223372036854775807";
      const bool longer = value.size() != longest.size() ? value.size() > longest.size() : value > longest;
      items.push_back("retry " + (longer ? longest : value));
    } else if (field == "error" && !value.empty()) {
      items.push_back(error_item(value));
    }
  }
  return items;
}

}  // namespace wiretape::wire
