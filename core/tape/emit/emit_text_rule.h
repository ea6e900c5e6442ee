#pragma once

#include <string_view>

#include "wiretape/core/tape/text_rule.h"
#include "wiretape/core/yaml/emit_layout.h"

namespace wiretape::tape {

/// The key that stands for a kind of rule: text, contains or matches.
[[nodiscard]] std::string_view key_of_text(TextRule::Kind kind);

/// A text, or a mapping with one such key.
[[nodiscard]] yaml::EmitNode emit_text_rule(const TextRule& rule);

}  // namespace wiretape::tape
