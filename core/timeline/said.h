#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "wiretape/core/provider/delta.h"

namespace wiretape::timeline {

/// One delta of an answer, kept: it owns its texts. All text is UTF-8.
struct Said {
  enum class Kind : std::uint8_t {
    model,                ///< who answers: `text` is the model
    text,                 ///< `text` is the piece, as of the next two
    reasoning,            ///<
    refusal,              ///<
    tool_call,            ///< a piece of call `number`: its `id` and `name`, where they come with it; `text`: arguments
    block,                ///< a block begins, of type `text`; or block `number` goes on
    signature,            ///<
    encrypted_reasoning,  ///<
    citation,             ///< `text` is JSON, as of the next
    content,              ///< of a kind that the dialect doesn't know
    finish,               ///< `text` is the reason, in the provider's word
    usage,                ///< `text` is JSON
    error,                ///< the provider's: `text` is its message, `name` its type
    terminator,           ///< nothing follows
    unreadable,           ///< `text` says why
    other,                ///< an event that says nothing to a reader, or a comment: `text` is its name or its data
  };

  Kind kind = Kind::other;
  std::uint32_t choice = 0;  ///< 0 where the kind has none
  std::string text{};
  std::string name{};
  std::string id{};
  std::optional<std::uint32_t> number{};

  friend bool operator==(const Said&, const Said&) = default;
};

/// The kind's name, e.g. "tool_call".
[[nodiscard]] std::string_view to_string(Said::Kind kind);

/// Keeps what a delta says.
[[nodiscard]] Said said(const provider::Delta& delta);

/// Whether it is a piece of the answer itself: text, reasoning, a refusal or a tool call.
[[nodiscard]] bool is_content(Said::Kind kind);

}  // namespace wiretape::timeline
