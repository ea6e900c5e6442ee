#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "wiretape/convert/json_access.h"
#include "wiretape/core/text/diagnostic.h"

namespace wiretape::convert {

/// How much of a foreign file is read, in bytes: browsers' files are larger than tapes.
inline constexpr std::size_t largest_foreign = std::size_t{256} << 20;

/// A file of another program, before anybody knows of which.
struct Foreign {
  std::string name;
  std::string_view bytes;
  enum class Syntax { other, json, yaml };
  Syntax syntax = Syntax::other;
  Json document{};  ///< of JSON and YAML
};

/// Reads JSON (RFC 8259), nested at most 200 deep and without huge objects. A mistake has its place.
[[nodiscard]] std::variant<Json, text::Diagnostic> read_foreign_json(const std::string& name, std::string_view text);

/// Reads the first document of a YAML file with yaml-cpp, which takes what our reader of tapes refuses on purpose:
/// tags, merged names, other programs' quirks. Plain scalars are what JSON has them for, all others text; `!!binary`
/// and Ruby's `!binary` are bytes; other tags are passed over. Aliases are written out, within the limit of nodes
/// (2,000,000); nesting, within that of depth (100). A mistake has its place.
[[nodiscard]] std::variant<Json, text::Diagnostic> read_foreign_yaml(const std::string& name, std::string_view text);

}  // namespace wiretape::convert
