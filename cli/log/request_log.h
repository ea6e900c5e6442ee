#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "wiretape/core/journal/ended_entries.h"
#include "wiretape/core/journal/journal.h"
#include "wiretape/mockserver/answer/exchange_use.h"

#include "cli/log/log_form.h"
#include "cli/log/log_output.h"
#include "cli/log/log_summary.h"

namespace wiretape::cli {

/// A line for each request on standard error, when its answer has ended. A thread of its own reads them from the
/// journal: nobody who plays waits for it, and where standard error is read slowly the journal's bounds push out what
/// is not yet written. The journal must outlive it.
class RequestLog {
 public:
  RequestLog(const journal::Journal& journal, LogForm form);
  RequestLog(const RequestLog&) = delete;
  RequestLog& operator=(const RequestLog&) = delete;
  ~RequestLog();

  /// Writes what has ended, as far as there is room for it, and then what all comes to. Once only. `unused` are the
  /// exchanges that have answered nothing.
  void finish(const std::vector<mockserver::ExchangeUse>& unused);

 private:
  /// What is written at once: not more than a pipe takes whole.
  struct Lines {
    std::string text{};
    std::uint64_t count = 0;
  };

  void run();
  void write(const Lines& lines);
  void stop();

  const journal::Journal& journal_;
  LogForm form_;
  bool has_colours_;
  journal::EndedEntries entries_;
  LogOutput output_;
  LogSummary summary_;  // the thread's, until that has ended
  std::thread thread_;
};

/// The log in the form asked for; null where none is.
[[nodiscard]] std::unique_ptr<RequestLog> begin_log(const journal::Journal& journal, std::optional<LogForm> form);

/// Whether people look at standard error.
[[nodiscard]] bool is_error_terminal();

}  // namespace wiretape::cli
