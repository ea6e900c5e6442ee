#include "wiretape/convert/recorded_exchange.h"

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "wiretape/convert/request_rule.h"
#include "wiretape/core/provider/dialects.h"
#include "wiretape/core/tape/may_be_template.h"
#include "wiretape/core/wire/framing.h"

namespace wiretape::convert {
namespace {

std::optional<wire::Framing> framing_of(const wire::HttpResponseHead& head) {
  if (wire::find_field(head.fields, "content-encoding")) return std::nullopt;  // its events are packed
  const auto type = wire::find_field(head.fields, "content-type");
  return type ? wire::framing_of_type(*type) : std::nullopt;
}

/// One item an event, with the comments before it and what ended it; together they are the body.
std::vector<std::string> event_items(const wire::HttpResponseHead& head, const std::string& body) {
  std::vector<std::string> items;
  std::size_t at = 0;
  const auto cut = [&](std::size_t end) {
    if (end > at) items.push_back(body.substr(at, end - at));
    at = end;
  };
  if (const auto framing = framing_of(head)) {
    for (const wire::FoundFrame& frame : wire::codec_of(*framing).find(body))
      cut(frame.end);
  }
  cut(body.size());
  return items;
}

bool is_plain(const Recording& recording) {
  return recording.arrivals.empty() && recording.end == tape::RecordedEnd() &&
         std::holds_alternative<std::monostate>(recording.framing) && !framing_of(recording.head) &&
         !wire::find_field(recording.head.fields, "transfer-encoding") && !tape::may_be_template(recording.body);
}

tape::Answer answer(Recording recording) {
  if (is_plain(recording)) return tape::PlainResponse{std::move(recording.head), std::move(recording.body)};
  tape::RecordedResponse recorded;
  recorded.body = event_items(recording.head, recording.body);
  recorded.head = std::move(recording.head);
  recorded.arrivals = std::move(recording.arrivals);
  recorded.end = recording.end;
  recorded.framing = std::move(recording.framing);
  return recorded;
}

}  // namespace

tape::Exchange recorded_exchange(Recording recording) {
  tape::Exchange exchange;
  exchange.id = std::move(recording.id);
  exchange.request = request_rule(recording.method, recording.target, recording.request_fields, recording.request_body);
  exchange.dialect = provider::dialect_for_path(*exchange.request.path);
  exchange.answer = answer(std::move(recording));
  const auto* recorded = std::get_if<tape::RecordedResponse>(&exchange.answer);
  exchange.delivery.as_recorded = recorded != nullptr && !recorded->arrivals.empty();
  return exchange;
}

}  // namespace wiretape::convert
