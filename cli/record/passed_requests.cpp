#include "cli/record/passed_requests.h"

#include <algorithm>
#include <chrono>
#include <string>
#include <utility>
#include <variant>

#include "wiretape/mockserver/answer/asked/prefixed_target.h"

namespace wiretape::cli {

using namespace recorder::capture;

void PassedRequests::note(std::uint64_t exchange, const CaptureEvent& event) {
  const std::lock_guard lock(mutex_);
  auto& passing = passing_[exchange];
  std::visit([&](const auto& what) { take(passing, what); }, event);
  if (std::holds_alternative<ResponseEnded>(event)) passing_.erase(exchange);
}

void PassedRequests::take(Passing& passing, const RequestBegan& began) {
  passing.upstream = began.upstream;
  passing.request.head = began.head;
  passing.arrived = std::chrono::steady_clock::now();
}

void PassedRequests::take(Passing& passing, const RequestBytes& body) {
  auto& kept = passing.request.body;
  kept.append(body.bytes, 0, std::min(body.bytes.size(), most_body - kept.size()));
}

void PassedRequests::take(Passing& passing, const RequestSent& sent) {
  passing.sent = sent.at;
  passing.arrived = std::chrono::steady_clock::now();
}

void PassedRequests::take(Passing& /*passing*/, const Interim& /*interim*/) {}

void PassedRequests::take(Passing& passing, const ResponseBegan& began) {
  receive(passing, began.head.status);
}

void PassedRequests::take(Passing& passing, const ResponseRead& read) {
  if (passing.number == 0 || read.bytes.empty()) return;
  journal_.wrote(passing.number, {passing.passed, read.bytes.size(), read.at - passing.sent});
  passing.passed += read.bytes.size();
}

void PassedRequests::take(Passing& /*passing*/, const ChunkEdges& /*edges*/) {}

void PassedRequests::take(Passing& passing, const ResponseEnded& ended) {
  if (passing.number == 0) receive(passing, 0);
  const bool left = ended.end.by == tape::RecordedEnd::By::client;
  journal_.ended(passing.number, {ended.end.how, ended.at - passing.sent, left});
}

void PassedRequests::receive(Passing& passing, int status) {
  const auto session = mockserver::session_of(passing.request.head.target);
  passing.number = journal_.received(session, passing.upstream, std::move(passing.request),
                                     {.status = status, .at = passing.arrived});
}

Sink noted(std::shared_ptr<PassedRequests> passed, Sink next) {
  return Sink([passed = std::move(passed), next = std::move(next)](std::uint64_t exchange, CaptureEvent event) {
    passed->note(exchange, event);
    next(exchange, std::move(event));
  });
}

}  // namespace wiretape::cli
