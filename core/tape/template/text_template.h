#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "wiretape/core/provider/dialect.h"
#include "wiretape/core/provider/request_view.h"
#include "wiretape/core/tape/match/path_pattern.h"
#include "wiretape/core/text/input_error.h"

namespace wiretape::tape {

/// A hole in a text that the request fills.
struct Placeholder {
  enum class Kind {
    id,            ///< {{id}}: the answer's own id
    now,           ///< {{now}}: Unix seconds
    generated,     ///< {{generated}}: made up after a schema of the request's; see is_generated
    path,          ///< {{path.name}}: what `{name}` in the request's path stood for
    request_json,  ///< {{request.json./pointer}}: a value of the request's JSON (RFC 6901)
  };
  Kind kind = Kind::id;
  std::string argument;  ///< the name, or the pointer

  friend bool operator==(const Placeholder&, const Placeholder&) = default;
};

/// The parts of a text, in order.
using TextTemplate = std::vector<std::variant<std::string, Placeholder>>;

/// Takes a text apart. "{{{{" stands for "{{".
[[nodiscard]] std::variant<TextTemplate, text::InputError> parse_template(std::string_view text);

/// The whole text of a reply, or the arguments of a call, that are to be made up.
inline constexpr std::string_view generated_text = "{{generated}}";

/// Whether a text is to be made up: {{generated}} and nothing else. It can't be a part of a text.
[[nodiscard]] bool is_generated(std::string_view text);

/// What a request fills in.
struct TemplateValues {
  const provider::RequestView& request;
  const PathCaptures& path;
  std::string id;
  std::int64_t now = 0;                        ///< Unix seconds
  const provider::Dialect* dialect = nullptr;  ///< of the answer; nullptr: unknown
  std::uint64_t seed = 0;                      ///< decides what is made up
};

/// The request lacks what a placeholder asks for.
struct MissingValue {
  std::string placeholder;  ///< "{{request.json./model}}"
};

/// The text with every hole filled. A JSON string fills its hole with its text, any other value with compact JSON.
/// Where the text is JSON, what is filled in is escaped as within a JSON string.
[[nodiscard]] std::variant<std::string, MissingValue> fill_template(std::string_view text,
                                                                    const TemplateValues& values);

}  // namespace wiretape::tape
