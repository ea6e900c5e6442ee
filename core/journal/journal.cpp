#include "wiretape/core/journal/journal.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "wiretape/core/wire/http/http_writer.h"

namespace wiretape::journal {
namespace {

/// Takes the text before `separator` off the front of `text`, and the separator with it.
std::string_view take_until(std::string_view& text, std::string_view separator) {
  const auto end = text.find(separator);
  const auto piece = text.substr(0, end);
  text.remove_prefix(end == text.npos ? text.size() : end + separator.size());
  return piece;
}

/// The head as one text of exactly its size.
std::string pack_head(const wire::HttpRequestHead& head) {
  constexpr std::size_t start_line_rest = std::string_view("  HTTP/1.1\r\n\r\n").size();
  constexpr std::size_t field_rest = std::string_view(": \r\n").size();
  std::size_t size = head.method.size() + head.target.size() + start_line_rest;
  for (const auto& field : head.fields)
    size += field.name.size() + field.value.size() + field_rest;
  std::string text;
  text.reserve(size);
  wire::append_request_head(text, head);
  return text;
}

/// Reads back what append_request_head wrote: the parts hold no CR, LF or leading blanks.
wire::HttpRequestHead unpack_head(std::string_view text) {
  wire::HttpRequestHead head;
  head.method = take_until(text, " ");
  head.target = take_until(text, " ");
  take_until(text, "\r\n");
  while (!text.starts_with("\r\n")) {
    auto line = take_until(text, "\r\n");
    const auto name = take_until(line, ": ");
    head.fields.push_back({std::string(name), std::string(line)});
  }
  return head;
}

}  // namespace

std::uint64_t Journal::received(std::string_view session, std::string_view exchange, wire::HttpRequest request,
                                bool is_unmatched, bool is_limited, std::vector<std::string> faults) {
  std::optional<Record> record;
  if (bounds_.entries > 0) {
    record.emplace();
    record->session = session;
    record->exchange = exchange;
    record->head = pack_head(request.head);
    record->body = std::move(request.body);
    record->minor_version = request.head.minor_version;
    record->is_unmatched = is_unmatched;
    record->is_limited = is_limited;
    record->faults = std::move(faults);
  }

  std::uint64_t number = 0;
  {
    const std::lock_guard lock(mutex_);
    number = ++last_number_;
    ++version_;
    count_request(exchange, is_unmatched);
    if (record) {
      record->number = number;
      bytes_ += size_of(*record);
      records_.push_back(std::move(*record));
      drop_what_is_over();
    }
  }
  changed_.notify_all();
  return number;
}

void Journal::continued(std::uint64_t number, std::size_t bytes) {
  const std::lock_guard lock(mutex_);
  totals_.bytes_written += bytes;
  if (auto* kept = find(number)) kept->continued = static_cast<std::uint32_t>(bytes);
}

void Journal::wrote(std::uint64_t number, const WriteRecord& record) {
  const std::lock_guard lock(mutex_);
  totals_.bytes_written += record.length;
  auto* kept = find(number);
  if (kept == nullptr) return;
  kept->writes.push_back(record);
  bytes_ += sizeof(WriteRecord);
  if (bytes_ > bounds_.bytes) drop_what_is_over();
}

void Journal::ended(std::uint64_t number, const EndRecord& record) {
  {
    const std::lock_guard lock(mutex_);
    ++version_;
    ++totals_.by_ending[record.ending];
    if (auto* kept = find(number)) kept->end = record;
  }
  changed_.notify_all();
}

void Journal::faulted(std::string_view fault) {
  const std::lock_guard lock(mutex_);
  ++totals_.connections_by_fault[std::string(fault)];
}

std::vector<Entry> Journal::entries(const Filter& filter, std::size_t limit, std::size_t bytes) const {
  const std::lock_guard lock(mutex_);
  std::vector<Entry> entries;
  std::size_t taken = 0;
  for (const auto& record : records_) {
    if (entries.size() >= limit) break;
    if (!meets(record, filter)) continue;
    taken += size_of(record);
    if (!entries.empty() && taken > bytes) break;
    entries.push_back({record.number, record.session, record.exchange, record.is_unmatched, record.is_limited,
                       record.faults, request_of(record), record.continued, record.writes, record.end});
  }
  return entries;
}

std::size_t Journal::clear(const Filter& filter) {
  std::size_t cleared = 0;
  {
    const std::lock_guard lock(mutex_);
    ++version_;
    cleared = std::erase_if(records_, [&](const Record& record) {
      if (!meets(record, filter)) return false;
      bytes_ -= size_of(record);
      return true;
    });
  }
  changed_.notify_all();
  return cleared;
}

bool Journal::wait_for_received(std::size_t count, std::chrono::milliseconds timeout, const Filter& filter) const {
  return wait_for(count, timeout, filter, false);
}

bool Journal::wait_for_ended(std::size_t count, std::chrono::milliseconds timeout, const Filter& filter) const {
  return wait_for(count, timeout, filter, true);
}

Totals Journal::totals() const {
  const std::lock_guard lock(mutex_);
  auto totals = totals_;
  totals.received = last_number_;
  return totals;
}

std::map<std::string, std::size_t> Journal::sessions() const {
  const std::lock_guard lock(mutex_);
  std::map<std::string, std::size_t> sessions;
  for (const auto& record : records_)
    ++sessions[record.session];
  return sessions;
}

std::uint64_t Journal::version() const {
  const std::lock_guard lock(mutex_);
  return version_;
}

std::size_t Journal::size_of(const Record& record) {
  std::size_t faults = 0;
  for (const std::string& fault : record.faults)
    faults += sizeof(std::string) + fault.size();
  return sizeof(Record) + faults + record.session.size() + record.exchange.size() + record.head.size() +
         record.body.size() + record.writes.size() * sizeof(WriteRecord);
}

wire::HttpRequest Journal::request_of(const Record& record) {
  wire::HttpRequest request{unpack_head(record.head), record.body};
  request.head.minor_version = record.minor_version;
  return request;
}

bool Journal::meets(const Record& record, const Filter& filter) {
  if (record.number <= filter.after) return false;
  if (filter.session && *filter.session != record.session) return false;
  if (filter.exchange && *filter.exchange != record.exchange) return false;
  if (filter.is_target) {
    std::string_view head = record.head;
    take_until(head, " ");
    if (!filter.is_target(take_until(head, " "))) return false;
  }
  return !filter.is || filter.is(request_of(record));
}

/// Without gaps the place follows from the number; gaps only move records forward.
Journal::Record* Journal::find(std::uint64_t number) {
  if (records_.empty() || number < records_.front().number) return nullptr;
  const auto furthest = std::min<std::uint64_t>(number - records_.front().number, records_.size() - 1);
  const auto end = records_.begin() + static_cast<std::ptrdiff_t>(furthest) + 1;
  if (std::prev(end)->number == number) return &*std::prev(end);
  const auto found = std::lower_bound(
      records_.begin(), end, number, [](const Record& record, std::uint64_t wanted) { return record.number < wanted; });
  return found != end && found->number == number ? &*found : nullptr;
}

void Journal::count_request(std::string_view exchange, bool is_unmatched) {
  if (is_unmatched) ++totals_.unmatched;
  if (const auto known = totals_.by_exchange.find(exchange); known != totals_.by_exchange.end()) {
    ++known->second;
  } else {
    totals_.by_exchange.emplace(exchange, 1);
  }
}

void Journal::drop_what_is_over() {
  while (!records_.empty() && (records_.size() > bounds_.entries || bytes_ > bounds_.bytes)) {
    bytes_ -= size_of(records_.front());
    records_.pop_front();
    ++totals_.dropped;
  }
}

bool Journal::wait_for(std::size_t count, std::chrono::milliseconds timeout, const Filter& filter,
                       bool has_ended) const {
  std::unique_lock lock(mutex_);
  return changed_.wait_for(lock, timeout, [&] {
    std::size_t found = 0;
    for (auto record = records_.begin(); found < count && record != records_.end(); ++record) {
      if ((record->end || !has_ended) && meets(*record, filter)) ++found;
    }
    return found >= count;
  });
}

}  // namespace wiretape::journal
