#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "wiretape/core/text/json/json_index.h"

namespace wiretape::provider {

/// A message of a conversation.
struct SaidMessage {
  std::string role;  ///< as the request writes it
  std::string text;  ///< of its parts that are text, a line end between two of them
};

/// What a tool gave back, as a request tells it.
struct ToolResult {
  std::string id;    ///< of the call that it answers; empty where it says none
  std::string name;  ///< of the tool that was called; empty where no call has that id
  std::string text;  ///< as in SaidMessage
};

struct ConversationSketch;

/// How a dialect's requests tell a conversation: plain functions on values that are read where they stand. A value that
/// is not there, or of another kind, says nothing.
struct DialectConversation {
  std::string_view messages;     ///< the member of a request that lists them, or is the only one
  std::string_view answer_role;  ///< of a message that the model said

  /// Whether a text may stand in the place of the list: then that is the only message.
  bool takes_text = false;

  /// Whether one answer may be several messages: all that the model said in a row.
  bool answers_in_a_row = false;

  /// Whether the model said it.
  bool (*is_answer)(const text::JsonValue& message);

  SaidMessage (*said)(const text::JsonValue& message);

  /// The results of tools in a message. Names that it does not say are left empty: the call has them.
  std::vector<ToolResult> (*results)(const text::JsonValue& message);

  /// The tool that a message calls with this id.
  std::optional<std::string> (*tool_called)(const text::JsonValue& message, std::string_view id);

  /// The text of a request's system prompt; nullopt where it has none.
  std::optional<std::string> (*system)(const text::JsonValue& request);

  /// The names of the tools that a request offers.
  std::vector<std::string> (*tools)(const text::JsonValue& request);

  /// The JSON Schema of the arguments that a request's tool of that name takes; nullopt where it says none.
  std::optional<std::string> (*arguments_schema)(const text::JsonValue& request, std::string_view tool) =
      [](const text::JsonValue& /*request*/, std::string_view /*tool*/) { return std::optional<std::string>(); };

  /// The JSON Schema that a request asks the answer's text to be valid under; nullopt where it asks for none.
  std::optional<std::string> (*answer_schema)(const text::JsonValue& request) = [](const text::JsonValue& /*request*/) {
    return std::optional<std::string>();
  };

  /// The members of a request that tells a conversation so: a JSON object. Empty where it isn't known how.
  std::string (*request_members)(const ConversationSketch& sketch) = [](const ConversationSketch& /*sketch*/) {
    return std::string("{}");
  };
};

/// The conversation that a request tells. Each part is read when it is first asked for, and once; references stay valid
/// as long as the conversation does. Refers to the request's JSON: keep that alive. Not thread safe.
class Conversation {
 public:
  Conversation(const text::JsonValue& request, const DialectConversation& dialect);

  [[nodiscard]] const DialectConversation& dialect() const { return *dialect_; }

  /// In order.
  [[nodiscard]] const std::vector<text::JsonValue>& messages() const;

  /// How many answers the model gave.
  [[nodiscard]] std::size_t turn() const;

  /// Nullopt where there are no messages.
  [[nodiscard]] const std::optional<SaidMessage>& last_message() const;

  /// The results of tools in the last message.
  [[nodiscard]] const std::vector<ToolResult>& last_results() const;

  /// The results of tools since the model last said something.
  [[nodiscard]] const std::vector<ToolResult>& new_results() const;

  [[nodiscard]] const std::optional<std::string>& system() const;

  [[nodiscard]] const std::vector<std::string>& tools() const;

  /// The same without the model's last answer and all behind it; nullptr where it has given none. Valid as long as
  /// this.
  [[nodiscard]] const Conversation* before_last_answer() const;

 private:
  [[nodiscard]] bool begins_answer(std::size_t message) const;
  [[nodiscard]] std::size_t behind_last_answer() const;
  [[nodiscard]] std::vector<ToolResult> results_from(std::size_t first_message) const;
  [[nodiscard]] std::string name_of(std::string_view call) const;

  text::JsonValue request_;
  const DialectConversation* dialect_;
  mutable std::optional<std::vector<text::JsonValue>> messages_;
  mutable std::optional<std::size_t> turn_;
  mutable std::optional<std::optional<SaidMessage>> last_message_;
  mutable std::optional<std::vector<ToolResult>> last_results_;
  mutable std::optional<std::vector<ToolResult>> new_results_;
  mutable std::optional<std::optional<std::string>> system_;
  mutable std::optional<std::vector<std::string>> tools_;
  mutable std::shared_ptr<const Conversation> before_last_answer_;
};

}  // namespace wiretape::provider
