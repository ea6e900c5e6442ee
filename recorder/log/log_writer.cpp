#include "wiretape/recorder/log/log_writer.h"

#include <cstddef>
#include <optional>
#include <utility>

#include "wiretape/recorder/log/log_entry.h"
#include "wiretape/recorder/log/record.h"
#include "wiretape/recorder/log/run_folder.h"

namespace wiretape::recorder::log {
namespace {

constexpr std::size_t most_unwritten = std::size_t{1} << 20;

text::Diagnostic incomplete(std::string file, std::string why, std::string hint) {
  return {std::move(file), {}, "an exchange is recorded in part only: " + why, "", std::move(hint)};
}

text::Diagnostic unwritable_log(std::string file, const text::SystemError& error) {
  return incomplete(std::move(file), error.cause, "what is there of it can become a tape by wiretape record --recover");
}

text::Diagnostic too_slow(std::string file) {
  return incomplete(std::move(file), "more came than the disk takes", "record to a faster disk, or less at once");
}

}  // namespace

void LogWriter::write(std::vector<QueuedEvent> events) {
  touched_.clear();
  for (QueuedEvent& queued : events) {
    if (queued.event) {
      take(queued.exchange, *std::move(queued.event));
    } else {
      give_up(queued.exchange);
    }
  }
  for (const std::uint64_t exchange : touched_) {
    if (const auto running = running_.find(exchange); running != running_.end()) static_cast<void>(flush(running));
  }
}

void LogWriter::close_all() {
  while (!running_.empty())
    close(running_.begin());
}

void LogWriter::take(std::uint64_t exchange, capture::CaptureEvent event) {
  if (std::holds_alternative<capture::RequestBegan>(event)) return begin(exchange, std::move(event));
  const bool is_end = std::holds_alternative<capture::ResponseEnded>(event);
  if (const auto running = running_.find(exchange); running != running_.end()) append(running, std::move(event));
  if (!is_end) return;
  failed_.erase(exchange);
  if (const auto running = running_.find(exchange); running != running_.end()) close(running);
}

void LogWriter::begin(std::uint64_t exchange, capture::CaptureEvent event) {
  auto file = create_next();
  if (const auto* error = std::get_if<text::SystemError>(&file)) {
    failed_.insert(exchange);
    return options_.on_incomplete(unwritable_log(options_.folder, *error));
  }
  Running made{std::get<LogFile>(std::move(file)), EntryMaker(options_.redaction), std::string(first_line)};
  append(running_.insert_or_assign(exchange, std::move(made)).first, std::move(event));
}

/// The next number, or, where somebody else records into the folder, the next that is free.
std::variant<LogFile, text::SystemError> LogWriter::create_next() {
  auto file = options_.create(log_path(options_.folder, options_.last_number + 1));
  ++options_.last_number;
  if (std::holds_alternative<LogFile>(file)) return file;
  const auto highest = open_folder(options_.folder);
  const auto* number = std::get_if<std::uint64_t>(&highest);
  if (number == nullptr || *number < options_.last_number) return file;
  options_.last_number = *number + 1;
  return options_.create(log_path(options_.folder, options_.last_number));
}

void LogWriter::append(RunningExchange running, capture::CaptureEvent event) {
  if (touched_.empty() || touched_.back() != running->first) touched_.push_back(running->first);
  for (const LogEntry& entry : running->second.entries.entries_of(std::move(event)))
    append_record(running->second.unwritten, encode(entry));
  if (running->second.unwritten.size() > most_unwritten) static_cast<void>(flush(running));
}

/// The rest of an exchange was dropped: what is there is closed, and becomes a tape that lacks something.
void LogWriter::give_up(std::uint64_t exchange) {
  if (failed_.erase(exchange) > 0) return;
  const auto running = running_.find(exchange);
  if (running == running_.end()) return options_.on_incomplete(too_slow(options_.folder));
  std::string path = running->second.file.path();
  if (close(running)) options_.on_incomplete(too_slow(std::move(path)));
}

/// False where it can't be written: the exchange is then no longer among those that run.
bool LogWriter::flush(RunningExchange running) {
  Running& log = running->second;
  if (log.unwritten.empty()) return true;
  const auto error = log.file.append(log.unwritten);
  log.unwritten.clear();
  if (!error) return true;
  failed_.insert(running->first);
  options_.on_incomplete(unwritable_log(log.file.path(), *error));
  running_.erase(running);
  return false;
}

/// False where what is left of it can't be written; that has been told.
bool LogWriter::close(RunningExchange running) {
  const std::uint64_t exchange = running->first;
  ClosedLog log{running->second.file.path(), running->second.entries.secrets()};
  if (!flush(running)) {
    failed_.erase(exchange);
    return false;
  }
  running_.erase(running);
  options_.on_closed(std::move(log));
  return true;
}

}  // namespace wiretape::recorder::log
