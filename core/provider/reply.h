#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "wiretape/core/wire/http/http_message.h"

namespace wiretape::provider {

/// How a text is cut into deltas.
enum class ChunkRule {
  token,      ///< our own pinned splitter (split_tokens)
  character,  ///< one Unicode scalar value each
  word,       ///< a word with the white space before it
};

/// Explicit pieces, sent as they are; their concatenation replaces the first choice's text. All else is cut into
/// tokens.
using ChunkList = std::vector<std::string>;

using Chunks = std::variant<ChunkRule, ChunkList>;

/// A tool call to say. A missing id becomes a deterministic one.
struct ToolCallReply {
  std::optional<std::string> id;
  std::string name;
  std::string arguments;  ///< JSON text, sent as it stands

  friend bool operator==(const ToolCallReply&, const ToolCallReply&) = default;
};

/// Reasoning with the signature that vouches for it. A missing signature becomes a deterministic one.
struct ReasoningBlock {
  std::string text;
  std::optional<std::string> signature;

  friend bool operator==(const ReasoningBlock&, const ReasoningBlock&) = default;
};

/// Reasoning that is handed out only in encrypted form.
struct RedactedReasoningBlock {
  std::string data;

  friend bool operator==(const RedactedReasoningBlock&, const RedactedReasoningBlock&) = default;
};

/// Text with the places that it cites, each the provider's own JSON object.
struct TextBlock {
  std::string text;
  std::vector<std::string> citations;

  friend bool operator==(const TextBlock&, const TextBlock&) = default;
};

/// One part of an answer.
using BlockReply = std::variant<ReasoningBlock, RedactedReasoningBlock, TextBlock, ToolCallReply>;

/// One alternative. The finish reason defaults to the provider's own word for what is said.
struct ChoiceReply {
  std::string reasoning;
  std::string text;
  std::string refusal;
  std::vector<ToolCallReply> tool_calls;
  std::optional<std::string> finish_reason;
  std::optional<std::string> stop_sequence;  ///< which of the request's stop sequences ended it
  std::vector<BlockReply> blocks;            ///< where not empty: in place of reasoning, text and tool calls

  friend bool operator==(const ChoiceReply&, const ChoiceReply&) = default;
};

/// A provider's error object, in parts that every provider has.
struct ErrorReply {
  int status = 500;  ///< of the HTTP answer; unused mid-stream
  std::string message;
  std::optional<std::string> type;  ///< default: the provider's own for that status
  std::optional<std::string> code;  ///< default: the same, where `type` is left open too
  std::optional<std::string> param;
  std::optional<std::chrono::microseconds> retry_after{};  ///< when to try again; unused mid-stream, as is what follows
  wire::HttpFields headers{};  ///< in the place of the provider's own of the same name, else behind them

  friend bool operator==(const ErrorReply&, const ErrorReply&) = default;
};

/// Stage 1 of the pipeline: what is said. The dialect renders it to events or to one JSON answer.
struct Reply {
  std::optional<std::string> id;        ///< default: deterministic
  std::optional<std::string> model;     ///< default: the request's
  std::optional<std::int64_t> created;  ///< Unix seconds; default: a fixed instant, so that bytes stay the same
  std::vector<ChoiceReply> choices;     ///< at least one unless `error` is set
  std::optional<std::string> usage;     ///< JSON object text; default: counted with split_tokens
  Chunks chunks = ChunkRule::token;
  std::optional<ErrorReply> error;        ///< the whole answer is this error
  std::optional<ErrorReply> error_event;  ///< sent after the content, in place of finish and terminator; what comes
                                          ///< whole is this error alone

  friend bool operator==(const Reply&, const Reply&) = default;
};

}  // namespace wiretape::provider
