#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wiretape::fault {

/// Whether the text is sound JSON.
[[nodiscard]] bool is_json(std::string_view text);

/// Whether it is sound JSON, and an object.
[[nodiscard]] bool is_json_object(std::string_view text);

/// Puts a member (`"name":value`) at the end of an object, in its text.
void append_member(std::string& object, std::string_view member);

/// Where an object's last member ends: before its closing brace, or the blanks before that.
[[nodiscard]] std::size_t members_end(std::string_view object);

/// Behind the opening quote of the string that lies deepest in the JSON text, the last of several; names of members
/// don't count. That is where providers keep the text. Nullopt where there is none.
[[nodiscard]] std::optional<std::size_t> deepest_string(std::string_view json);

/// Where JSON allows white space behind a `{`, `[`, `,` or `:`; ascending.
[[nodiscard]] std::vector<std::size_t> blank_places(std::string_view json);

}  // namespace wiretape::fault
