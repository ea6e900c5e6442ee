#include <algorithm>

#include "wiretape/convert/foreign.h"
#include "wiretape/core/text/byte_order_mark.h"
#include "wiretape/core/text/json/bounded_json.h"
#include "wiretape/core/text/json/json_depth.h"

namespace wiretape::convert {
namespace {

constexpr std::size_t most_json_members = 100'000;

text::Position position_of(std::string_view text, std::size_t offset) {
  const auto before = text.substr(0, offset);
  const auto line_end = before.rfind('\n');
  return {static_cast<std::size_t>(std::ranges::count(before, '\n')) + 1,
          offset - (line_end == before.npos ? 0 : line_end + 1) + 1};
}

/// Where the parser gives up; nullopt where it takes all. It throws, and keeps nothing of what it reads.
std::optional<std::size_t> offset_of_mistake(std::string_view text) {
  try {
    const auto none =
        nlohmann::json::parse(text, [](int, nlohmann::json::parse_event_t, nlohmann::json&) { return false; });
    static_cast<void>(none);
    return std::nullopt;
  } catch (const nlohmann::json::parse_error& error) {
    return error.byte == 0 ? 0 : error.byte - 1;
  } catch (const nlohmann::json::exception&) {
    return 0;
  }
}

}  // namespace

std::variant<Json, text::Diagnostic> read_foreign_json(const std::string& name, std::string_view text) {
  const std::string_view plain = text::without_byte_order_mark(text);
  if (auto document = text::parse_bounded_json<Json>(plain, most_json_members)) return std::move(*document);
  const auto offset = offset_of_mistake(plain);
  if (!offset) return text::Diagnostic{name, {}, "JSON nested deeper than 200 levels, or too large an object", "", ""};
  return text::Diagnostic{name, position_of(plain, std::min(*offset, plain.size())), "a text that is no JSON",
                          "JSON (RFC 8259)", ""};
}

}  // namespace wiretape::convert
