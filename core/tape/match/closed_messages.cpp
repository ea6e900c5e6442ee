#include "wiretape/core/tape/match/closed_messages.h"

#include <vector>

#include "wiretape/core/provider/conversation.h"
#include "wiretape/core/provider/dialects.h"
#include "wiretape/core/tape/match/list_pattern.h"
#include "wiretape/core/text/json/json_index.h"

namespace wiretape::tape {
namespace {

const provider::DialectConversation& conversation_of(const Exchange& exchange) {
  const auto& dialect = exchange.dialect != nullptr
                            ? *exchange.dialect
                            : provider::dialect_for_request(exchange.request.path.value_or(""), {});
  return *dialect.conversation;
}

bool is_open(const std::vector<text::JsonValue>& messages) {
  return messages.size() > 1 && (messages.front().says(open_end) || messages.back().says(open_end));
}

bool begins_in_the_middle(const text::JsonValue& first, const provider::DialectConversation& dialect) {
  return dialect.is_answer(first) || !dialect.results(first).empty();
}

}  // namespace

// A pattern tells its conversation as a request does.
std::optional<ClosedMessages> closed_messages(const Exchange& exchange) {
  text::JsonIndex index;
  if (!exchange.request.json || exchange.request.conversation.turn || !index.read(*exchange.request.json))
    return std::nullopt;
  const auto& dialect = conversation_of(exchange);
  const auto list = index.root().member(dialect.messages);
  if (!list || !list->is_array()) return std::nullopt;
  const auto messages = provider::Conversation(index.root(), dialect).messages();
  if (messages.empty() || is_open(messages)) return std::nullopt;
  if (messages.size() > 1 && !begins_in_the_middle(messages.front(), dialect)) return std::nullopt;
  return ClosedMessages{.member = std::string(dialect.messages), .count = messages.size()};
}

}  // namespace wiretape::tape
