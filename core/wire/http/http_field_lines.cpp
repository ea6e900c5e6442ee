#include "wiretape/core/wire/http/http_field_lines.h"

#include <algorithm>
#include <utility>

#include "wiretape/core/wire/http/http_characters.h"

namespace wiretape::wire {

HttpFieldLines::HttpFieldLines(std::initializer_list<HttpField> fields) {
  for (const auto& [name, value] : fields)
    push_back({name, value});
}

HttpFieldLines::HttpFieldLines(const HttpFields& fields) {
  for (const auto& [name, value] : fields)
    push_back({name, value});
}

HttpFieldLines HttpFieldLines::read(std::string_view text) {
  HttpFieldLines lines(text, {});
  for (std::size_t begin = 0; begin < text.size();) {
    const auto end = text.find("\r\n", begin);
    const auto name = text.substr(begin, text.find(':', begin) - begin);
    const auto value = trim_white_space(text.substr(0, end).substr(begin + name.size() + 1));
    lines.places_.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(name.size()),
                             static_cast<std::uint32_t>(value.data() - text.data()),
                             static_cast<std::uint32_t>(value.size())});
    begin = end + 2;
  }
  return lines;
}

void HttpFieldLines::push_back(const HttpFieldView& field) {
  const auto begin = static_cast<std::uint32_t>(text_.size());
  const auto name_size = static_cast<std::uint32_t>(field.name.size());
  places_.push_back({begin, name_size, begin + name_size + 2, static_cast<std::uint32_t>(field.value.size())});
  text_.append(field.name).append(": ").append(field.value).append("\r\n");
}

bool operator==(const HttpFieldLines& left, const HttpFieldLines& right) {
  return std::equal(left.begin(), left.end(), right.begin(), right.end());
}

}  // namespace wiretape::wire
