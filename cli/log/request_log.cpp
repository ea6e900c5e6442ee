#include "cli/log/request_log.h"

#include <unistd.h>

#include <chrono>
#include <cstdint>
#include <string>
#include <utility>

#include <climits>

#include "cli/log/request_line.h"
#include "cli/print/colours.h"
#include "cli/print/printable.h"

namespace wiretape::cli {
namespace {

// How long a line may wait for others that are written with it: no eye sees it, and a server that answers thirty
// thousand requests a second is not held up by its log.
constexpr std::chrono::milliseconds rest{10};

// For who reads slowly, at the end; who doesn't read at all must not hold that up.
constexpr std::chrono::seconds last_patience{1};

std::uint64_t answered(const journal::Totals& totals) {
  std::uint64_t all = 0;
  for (const auto& [ending, count] : totals.by_ending)
    all += count;
  return all;
}

}  // namespace

RequestLog::RequestLog(const journal::Journal& journal, LogForm form)
    : journal_(journal),
      form_(form),
      has_colours_(is_error_terminal() && !colour::are_unwanted()),
      entries_(journal, rest),
      output_(STDERR_FILENO),
      thread_([this] { run(); }) {}

RequestLog::~RequestLog() {
  stop();
}

void RequestLog::finish(const std::vector<mockserver::ExchangeUse>& unused) {
  stop();
  const auto all = answered(journal_.totals());
  const auto text = form_ == LogForm::json ? summary_.json(all, unused) : printable(summary_.text(all, unused));
  static_cast<void>(output_.write(text));  // where there is no room, nobody reads
}

void RequestLog::run() {
  for (auto entries = entries_.next(); !entries.empty(); entries = entries_.next()) {
    Lines lines;
    for (const auto& entry : entries) {
      summary_.add(entry);
      const auto line = form_ == LogForm::json ? request_json(entry) : request_text(entry, has_colours_);
      if (lines.text.size() + line.size() > PIPE_BUF) write(std::exchange(lines, {}));
      lines.text += line;
      ++lines.count;
    }
    write(lines);
  }
}

void RequestLog::write(const Lines& lines) {
  if (!output_.write(lines.text)) summary_.leave_out(lines.count);
}

void RequestLog::stop() {
  output_.give_up_at(std::chrono::steady_clock::now() + last_patience);
  entries_.stop();
  if (thread_.joinable()) thread_.join();
}

std::unique_ptr<RequestLog> begin_log(const journal::Journal& journal, std::optional<LogForm> form) {
  return form ? std::make_unique<RequestLog>(journal, *form) : nullptr;
}

bool is_error_terminal() {
  return ::isatty(STDERR_FILENO) == 1;
}

}  // namespace wiretape::cli
