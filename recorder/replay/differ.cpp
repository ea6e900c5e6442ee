#include "wiretape/recorder/replay/differ.h"

#include <string_view>
#include <utility>
#include <variant>

#include "wiretape/core/wire/http/http_response_reader.h"
#include "wiretape/recorder/diff/compare.h"

namespace wiretape::recorder::replay {
namespace {

wire::HttpRequest request_of(const capture::Captured& captured) {
  return {.head = captured.request->head, .body = captured.request_body};
}

std::string path_of(const wire::HttpRequestHead& request) {
  return request.target.substr(0, request.target.find('?'));
}

std::string content_type_of(const wire::HttpResponseHead& head) {
  return std::string(wire::find_field(head.fields, "content-type").value_or(""));
}

diff::ComparedAnswer answer_of(const capture::Captured& captured) {
  if (!captured.head) return {.ending = captured.end->end.how};
  return {.status = captured.head->status,
          .content_type = content_type_of(*captured.head),
          .body = captured.body,
          .ending = captured.end->end.how};
}

/// What a client reads of a program.
diff::ComparedAnswer answer_of(const program::WireProgram& program, bool asks_for_head) {
  wire::HttpResponseReader reader({}, asks_for_head);
  diff::ComparedAnswer answer{.ending = program.ending};
  std::string_view rest = program.bytes;
  for (;;) {
    const auto step = reader.next(rest);
    if (const auto* piece = std::get_if<wire::HttpBodyBytes>(&step)) {
      answer.body += piece->bytes;
    } else if (std::holds_alternative<wire::HttpResponseHeadDone>(step)) {
      answer.status = reader.head().status;
      answer.content_type = content_type_of(reader.head());
    } else {
      return answer;
    }
  }
}

std::size_t size_of(const capture::CaptureEvent& event) {
  if (const auto* read = std::get_if<capture::ResponseRead>(&event)) return read->bytes.size();
  if (const auto* bytes = std::get_if<capture::RequestBytes>(&event)) return bytes->bytes.size();
  return 0;
}

bool is_end(const capture::CaptureEvent& event) {
  return std::holds_alternative<capture::ResponseEnded>(event);
}

/// Why what came says nothing of the provider; "" where it does.
std::string_view reason_against(const tape::RecordedEnd& end, std::size_t bytes) {
  if (bytes > Differ::most_bytes) return "it is longer than 64 MiB";
  const bool has_left = end.by == tape::RecordedEnd::By::client && end.how != wire::Ending::timed_out;
  return has_left ? "the application left before its end" : "";
}

}  // namespace

capture::Sink Differ::sink() {
  return capture::Sink(
      [this](std::uint64_t exchange, capture::CaptureEvent event) { take(exchange, std::move(event)); });
}

DiffCounts Differ::counts() const {
  const std::lock_guard lock(mutex_);
  return counts_;
}

void Differ::take(std::uint64_t exchange, capture::CaptureEvent event) {
  const std::lock_guard lock(mutex_);
  auto& running = running_[exchange];
  running.bytes += size_of(event);
  const bool ends = is_end(event);
  if (running.bytes <= most_bytes || ends) running.capture.add(std::move(event));
  if (!ends) return;
  const auto ended = std::move(running);
  running_.erase(exchange);
  compare(ended);
}

void Differ::compare(const Running& running) {
  const auto& captured = running.capture.captured();
  if (!captured.request) return;
  const auto request = request_of(captured);
  const auto& method = request.head.method;
  auto answer = replay_.answer(captured.request->upstream, request, 0);
  if (const auto* miss = std::get_if<TapeMiss>(&answer))
    return tell(UncomparedExchange{method, path_of(request.head), miss->nearest});
  if (const auto why = reason_against(captured.end->end, running.bytes); !why.empty())
    return tell(UncomparedExchange{method, path_of(request.head), std::string(why)});
  const auto& playable = std::get<TapeAnswer>(answer).playable;
  const auto before = answer_of(*playable.program, method == "HEAD");
  tell(ComparedExchange{playable.exchange, method, path_of(request.head),
                        diff::compare(before, answer_of(captured), options_.volatile_fields)});
}

void Differ::tell(const ComparedExchange& exchange) {
  ++counts_.compared;
  for (const auto& difference : exchange.differences) {
    if (difference.severity == diff::Severity::breaking) ++counts_.breaking;
    if (difference.severity == diff::Severity::additive) ++counts_.additive;
    if (difference.severity == diff::Severity::variable) ++counts_.variable;
  }
  if (options_.on_compared) options_.on_compared(exchange);
}

void Differ::tell(const UncomparedExchange& exchange) {
  ++counts_.uncompared;
  if (options_.on_uncompared) options_.on_uncompared(exchange);
}

}  // namespace wiretape::recorder::replay
