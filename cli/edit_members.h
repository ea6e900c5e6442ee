#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace wiretape::cli {

/// What becomes of an object's member, wherever it stands.
struct MemberEdit {
  std::string_view name;
  std::optional<std::string_view> json;  ///< its value, added at the end where there is none; nullopt: it goes
};

/// The text of a JSON object with some members edited: no other byte of it changes, neither numbers nor blanks nor
/// order. nullopt where the text is no JSON object (see text::JsonIndex).
[[nodiscard]] std::optional<std::string> edit_members(std::string_view object, std::span<const MemberEdit> edits);

}  // namespace wiretape::cli
