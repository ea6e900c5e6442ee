#include "wiretape/recorder/capture/exchange_of.h"

#include <algorithm>
#include <string>
#include <utility>

#include "wiretape/core/provider/conversation.h"
#include "wiretape/core/provider/dialects.h"
#include "wiretape/core/tape/match/closed_messages.h"
#include "wiretape/core/text/json/json_index.h"
#include "wiretape/recorder/capture/body_items.h"
#include "wiretape/recorder/capture/recorded_parts.h"
#include "wiretape/recorder/capture/recorded_request.h"
#include "wiretape/recorder/capture/request_rule.h"

namespace wiretape::recorder::capture {
namespace {

using tape::RecordedEnd;

constexpr int bad_gateway = 502;

tape::RecordedResponse recorded_response(const Captured& captured) {
  tape::RecordedResponse recorded{.head = *captured.head,
                                  .body = body_items(captured.head->fields, captured.body),
                                  .arrivals = captured.arrivals,
                                  .end = recorded_end(captured),
                                  .framing = recorded_framing(captured),
                                  .interim = captured.interims};
  recorded.head.minor_version = 1;  // a tape has no place for it
  for (wire::HttpResponseHead& head : recorded.interim)
    head.minor_version = 1;
  return recorded;
}

/// A recorded list of messages is compared whole, and meant so: a rule that says its turn says that.
void mean_whole_conversation(tape::Exchange& exchange) {
  if (exchange.dialect == nullptr || !tape::closed_messages(exchange)) return;
  text::JsonIndex index;
  if (!index.read(*exchange.request.json)) return;
  exchange.request.conversation.turn = provider::Conversation(index.root(), *exchange.dialect->conversation).turn();
}

std::string fault_without_head(const RecordedEnd& end) {
  if (end.by == RecordedEnd::By::client && end.how != wire::Ending::reset) return "hang";
  return end.how == wire::Ending::reset && end.by == RecordedEnd::By::upstream ? "reset" : "fin";
}

// A status is something that nobody sent, and nobody will see: the fault is before the first byte.
void answer_without_head(tape::Exchange& exchange, const Captured& captured) {
  wire::HttpResponseHead head;
  head.status = bad_gateway;
  exchange.answer = tape::PlainResponse{.head = std::move(head), .body = {}};
  if (captured.end) {
    exchange.delivery.first_byte = std::max(captured.end->at - captured.sent, std::chrono::microseconds(0));
  }
  exchange.faults.push_back({.name = fault_without_head(recorded_end(captured)), .arguments = {{"wire_byte", "0"}}});
}

}  // namespace

tape::Exchange exchange_of(const Capture& capture, const KeepRules& rules) {
  const Captured& captured = capture.captured();
  tape::Exchange exchange;
  exchange.request = request_rule(captured.request->head, captured.request_body, rules);
  if (exchange.request.path) exchange.dialect = provider::dialect_for_path(*exchange.request.path);
  mean_whole_conversation(exchange);
  exchange.recorded_request = recorded_request(captured);
  if (!captured.head) {
    answer_without_head(exchange, captured);
    return exchange;
  }
  exchange.answer = recorded_response(captured);
  exchange.delivery.as_recorded = !captured.arrivals.empty();
  return exchange;
}

}  // namespace wiretape::recorder::capture
