#include "wiretape/recorder/log/entry_maker.h"

#include <string>
#include <variant>

namespace wiretape::recorder::log {

std::vector<LogEntry> EntryMaker::entries_of(capture::CaptureEvent event) {
  entries_.clear();
  if (!has_begun_ && !std::holds_alternative<capture::RequestBegan>(event)) return {};
  std::visit([this](auto&& each) { make(std::forward<decltype(each)>(each)); }, std::move(event));
  return std::move(entries_);
}

void EntryMaker::make(capture::RequestBegan event) {
  exchange_ = redaction_(event);
  has_begun_ = true;
  entries_.emplace_back(std::move(event));
}

void EntryMaker::make(capture::RequestBytes event) {
  std::string bytes = exchange_.body(Direction::request, std::move(event.bytes), false);
  if (!bytes.empty()) entries_.emplace_back(capture::RequestBytes{std::move(bytes)});
}

void EntryMaker::make(const capture::RequestSent& event) {
  end_request_body();
  entries_.emplace_back(event);
}

void EntryMaker::make(capture::Interim event) {
  exchange_.response_head(event.head);
  entries_.emplace_back(std::move(event));
}

void EntryMaker::make(capture::ResponseBegan event) {
  exchange_.response_head(event.head);
  entries_.emplace_back(std::move(event));
}

void EntryMaker::make(capture::ResponseRead event) {
  const std::uint64_t size = event.bytes.size();
  std::string bytes = size == 0 ? "" : exchange_.body(Direction::response, std::move(event.bytes), false);
  entries_.emplace_back(LoggedRead{event.at, size, std::move(bytes)});
}

void EntryMaker::make(capture::ChunkEdges event) {
  entries_.emplace_back(std::move(event));
}

void EntryMaker::make(capture::ResponseEnded event) {
  end_request_body();
  end_response_body();
  if (auto* chunks = std::get_if<tape::ChunkFraming>(&event.framing)) exchange_.trailers(chunks->trailers);
  entries_.emplace_back(std::move(event));
}

void EntryMaker::end_request_body() {
  if (has_whole_request_) return;
  has_whole_request_ = true;
  std::string rest = exchange_.body(Direction::request, "", true);
  if (!rest.empty()) entries_.emplace_back(capture::RequestBytes{std::move(rest)});
}

void EntryMaker::end_response_body() {
  std::string rest = exchange_.body(Direction::response, "", true);
  if (!rest.empty()) entries_.emplace_back(HeldRest{std::move(rest)});
}

}  // namespace wiretape::recorder::log
