#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "wiretape/core/yaml/mistakes.h"
#include "wiretape/core/yaml/yaml_node.h"

namespace wiretape::yaml {

// Small readers from which the loader is made. Each notes a mistake where the value is not what it reads, and then
// returns nullopt. `expected` says for the message what may stand there.

/// What a value is, for messages: "the number 42", "the text 'abc'", "a list".
[[nodiscard]] std::string describe(const YamlNode& node);

/// Notes `node` as a mistake.
void refuse(const YamlNode& node, std::string_view expected, Mistakes& mistakes, std::string hint = {});

/// A key that a mapping may hold, and what to do with its value.
struct KnownKey {
  std::string_view name;
  std::function<void(const YamlNode& value)> read;
};

/// Reads the members of a mapping, in their order. Unknown keys are mistakes, as is a value that is no mapping; `what`
/// is what to call the mapping ("a reply"). Returns whether it is one.
bool read_mapping(const YamlNode& node, std::string_view what, const std::vector<KnownKey>& keys, Mistakes& mistakes);

/// Reads the items of a list, until there are more mistakes than are kept. A value that is no list is a mistake.
bool read_list(const YamlNode& node, std::string_view expected, const std::function<void(const YamlNode& item)>& read,
               Mistakes& mistakes);

/// The member of that name, or nullptr. Anything but a mapping has none.
[[nodiscard]] const YamlMember* find_member(const YamlNode& node, std::string_view name);

/// Notes a mistake where a mapping lacks the key.
void require_member(const YamlNode& node, std::string_view what, std::string_view name, Mistakes& mistakes);

/// Notes a mistake for each of `others` that stands in the mapping beside `name`.
void refuse_beside(const YamlNode& node, std::string_view name, const std::vector<std::string_view>& others,
                   Mistakes& mistakes);

/// A text, quoted or not. Numbers, booleans and null must be quoted to be one.
[[nodiscard]] std::optional<std::string> read_text(const YamlNode& node, std::string_view expected, Mistakes& mistakes);

/// A text, a number or a boolean, as written: for what is text on the wire whatever it looks like.
[[nodiscard]] std::optional<std::string> read_word(const YamlNode& node, std::string_view expected, Mistakes& mistakes);

/// A text, or the bytes of a !b64.
[[nodiscard]] std::optional<std::string> read_bytes(const YamlNode& node, std::string_view expected,
                                                    Mistakes& mistakes);

[[nodiscard]] std::optional<bool> read_flag(const YamlNode& node, Mistakes& mistakes);

/// A whole number from `least` to `most`, without a fraction or an exponent.
[[nodiscard]] std::optional<std::uint64_t> read_whole(const YamlNode& node, std::uint64_t least, std::uint64_t most,
                                                      Mistakes& mistakes);

/// Any number from `least` to `most`.
[[nodiscard]] std::optional<double> read_number(const YamlNode& node, double least, double most, Mistakes& mistakes);

[[nodiscard]] std::optional<std::chrono::microseconds> read_duration(const YamlNode& node, Mistakes& mistakes);

}  // namespace wiretape::yaml
