#include "wiretape/core/provider/shared/ids/conversation_turn.h"

#include <algorithm>
#include <string>
#include <variant>

#include "wiretape/core/provider/shared/ids/derived_id.h"

namespace wiretape::provider {
namespace {

bool is_open(const ToolCallReply& call) {
  return !call.id;
}

bool has_open_call(const BlockReply& block) {
  const auto* call = std::get_if<ToolCallReply>(&block);
  return call != nullptr && is_open(*call);
}

bool has_open_calls(const ChoiceReply& choice) {
  return std::ranges::any_of(choice.tool_calls, is_open) || std::ranges::any_of(choice.blocks, has_open_call);
}

// A conversation of which only the newest messages are sent keeps its length: there the ids tell.
void add_call_ids(ContentHash& hash, const std::optional<text::JsonValue>& calls) {
  if (!calls) return;
  std::string buffer;
  for (const text::JsonValue call : calls->elements()) {
    const auto id = call.member("id");
    if (id && id->is_text()) hash.add(id->text(buffer));
  }
}

}  // namespace

std::uint64_t conversation_turn(const std::optional<text::JsonValue>& request, const DialectConversation& dialect,
                                std::string_view calls) {
  const auto messages = request ? request->member(dialect.messages) : std::nullopt;
  if (!messages) return 0;
  std::uint64_t count = 0;
  std::optional<text::JsonValue> last;
  for (const text::JsonValue message : messages->elements()) {
    if (!dialect.is_answer(message)) continue;
    ++count;
    last = message;
  }
  if (!last) return 0;
  ContentHash hash;
  hash.add(count);
  add_call_ids(hash, last->member(calls));
  return hash.value();
}

bool leaves_ids_open(const Reply& reply) {
  return !reply.error && (!reply.id || std::ranges::any_of(reply.choices, has_open_calls));
}

std::string turn_in_key(const Reply& reply, const std::optional<text::JsonValue>& request,
                        const DialectConversation& dialect, std::string_view calls) {
  const auto turn = leaves_ids_open(reply) ? conversation_turn(request, dialect, calls) : 0;
  return turn == 0 ? "" : " turn " + std::to_string(turn);
}

}  // namespace wiretape::provider
