#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <variant>

namespace wiretape::provider {

// What one frame of a stream says, in no provider's dialect. All text is UTF-8, unescaped. The views belong to the
// decoder that made them and are valid until its next call. Empty text is not reported. Choices are numbered below
// 1024, so that what a hostile number makes its reader allocate is bounded.

/// Who answers: reported first, and again only where something changes. Empty members are unknown.
struct MetadataDelta {
  std::string_view id;
  std::string_view model;
};

struct TextDelta {
  std::uint32_t choice;
  std::string_view text;
};

struct ReasoningDelta {
  std::uint32_t choice;
  std::string_view text;
};

struct RefusalDelta {
  std::uint32_t choice;
  std::string_view text;
};

/// A piece of one tool call. `call` counts the choice's calls from 0 in order of first appearance, whatever the
/// provider numbers them. `id` comes once; the pieces of `name` and `arguments` join.
struct ToolCallDelta {
  std::uint32_t choice;
  std::uint32_t call;
  std::string_view id;
  std::string_view name;
  std::string_view arguments;
};

/// A block of the choice begins, and the text, reasoning or tool call that follows belongs to it: only dialects that
/// answer in blocks say so. `type` is the provider's word: "text", "thinking", "tool_use" … Where blocks are open side
/// by side, `resumes` says which of the choice's blocks, counted from 0, goes on in place of a new one.
struct BlockDelta {
  std::uint32_t choice;
  std::string_view type;
  std::optional<std::uint32_t> resumes{};
};

/// A piece of the signature that vouches for the block's reasoning.
struct SignatureDelta {
  std::uint32_t choice;
  std::string_view signature;
};

/// Reasoning that the provider hands out only in encrypted form; whole.
struct RedactedReasoningDelta {
  std::uint32_t choice;
  std::string_view data;
};

/// Where the block's text comes from: the provider's own JSON object.
struct CitationDelta {
  std::uint32_t choice;
  std::string_view json;
};

/// Content of a kind that the dialect does not know: the provider's own JSON.
struct UnknownContentDelta {
  std::uint32_t choice;
  std::string_view json;
};

/// Why a choice stopped, in the provider's own word. Holds only while no content of that choice follows.
struct FinishDelta {
  std::uint32_t choice;
  std::string_view reason;
};

/// Token counts, as the provider's own JSON object. The last one holds.
struct UsageDelta {
  std::string_view json;
};

/// The provider reports an error inside the stream or as the body of an error status. Members that it left out are
/// empty; `json` is the error object verbatim.
struct ErrorDelta {
  std::string_view message;
  std::string_view type;
  std::string_view code;
  std::string_view json;
};

/// The dialect's terminator (`[DONE]`, `message_stop`): nothing follows.
struct TerminatorDelta {};

/// The frame can't be read as this dialect: bad JSON, or JSON of another shape.
struct UndecodableDelta {
  std::string_view what;  ///< one sentence
  std::size_t offset;     ///< byte of the frame's data where it was noticed
};

using Delta = std::variant<MetadataDelta, TextDelta, ReasoningDelta, RefusalDelta, ToolCallDelta, BlockDelta,
                           SignatureDelta, RedactedReasoningDelta, CitationDelta, UnknownContentDelta, FinishDelta,
                           UsageDelta, ErrorDelta, TerminatorDelta, UndecodableDelta>;

}  // namespace wiretape::provider
