#pragma once

#include <utility>
#include <vector>

#include "wiretape/recorder/capture/capture_event.h"
#include "wiretape/recorder/log/log_entry.h"
#include "wiretape/recorder/log/redaction.h"

namespace wiretape::recorder::log {

/// Makes the entries of one exchange's log out of its events: redacted, with what redaction holds back coming later.
/// Not thread safe.
class EntryMaker {
 public:
  explicit EntryMaker(Redaction redaction) : redaction_(std::move(redaction)) {}

  /// The entries that may be written now. What comes before the first RequestBegan gives none.
  [[nodiscard]] std::vector<LogEntry> entries_of(capture::CaptureEvent event);

  /// What is looked for in this exchange; null: nothing.
  [[nodiscard]] const redact::SharedPatterns& secrets() const { return exchange_.secrets; }

 private:
  void make(capture::RequestBegan event);
  void make(capture::RequestBytes event);
  void make(const capture::RequestSent& event);
  void make(capture::Interim event);
  void make(capture::ResponseBegan event);
  void make(capture::ResponseRead event);
  void make(capture::ChunkEdges event);
  void make(capture::ResponseEnded event);
  void end_request_body();
  void end_response_body();

  Redaction redaction_;
  ExchangeRedaction exchange_;
  bool has_begun_ = false;
  bool has_whole_request_ = false;
  std::vector<LogEntry> entries_;
};

}  // namespace wiretape::recorder::log
