#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "wiretape/core/text/diagnostic.h"
#include "wiretape/core/text/system_error.h"
#include "wiretape/recorder/log/entry_maker.h"
#include "wiretape/recorder/log/event_queue.h"
#include "wiretape/recorder/log/log_file.h"
#include "wiretape/recorder/log/redaction.h"

namespace wiretape::recorder::log {

/// A log to which nothing more comes.
struct ClosedLog {
  std::string path;
  redact::SharedPatterns secrets{};  ///< what was looked for in its exchange; null: nothing
};

/// What a LogWriter needs.
struct LogWriterOptions {
  std::string folder;
  std::uint64_t last_number = 0;  ///< of the files that are there
  Redaction redaction;
  /// Makes the file of a log; LogFile::create but in tests.
  std::function<std::variant<LogFile, text::SystemError>(const std::string& path)> create = LogFile::create;
  std::function<void(ClosedLog log)> on_closed;
  std::function<void(text::Diagnostic)> on_incomplete;  ///< an exchange of which something is missing; once for each
};

/// Writes each exchange's events into a log of its own, numbered in the order in which they begin. Waits for the disk.
/// Not thread safe.
class LogWriter {
 public:
  explicit LogWriter(LogWriterOptions options) : options_(std::move(options)) {}

  /// Writes all, each log at once.
  void write(std::vector<QueuedEvent> events);

  /// Closes the logs of the exchanges that have not ended.
  void close_all();

 private:
  struct Running {
    LogFile file;
    EntryMaker entries;
    std::string unwritten;
  };
  using RunningExchange = std::map<std::uint64_t, Running>::iterator;

  void take(std::uint64_t exchange, capture::CaptureEvent event);
  void begin(std::uint64_t exchange, capture::CaptureEvent event);
  void append(RunningExchange running, capture::CaptureEvent event);
  void give_up(std::uint64_t exchange);
  [[nodiscard]] std::variant<LogFile, text::SystemError> create_next();
  [[nodiscard]] bool flush(RunningExchange running);
  bool close(RunningExchange running);

  LogWriterOptions options_;
  std::map<std::uint64_t, Running> running_;
  std::set<std::uint64_t> failed_;      // told already; their end has not come yet
  std::vector<std::uint64_t> touched_;  // by the events at hand
};

}  // namespace wiretape::recorder::log
