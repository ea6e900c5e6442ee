#include "wiretape/core/journal/journal.h"

#include <algorithm>
#include <charconv>
#include <functional>
#include <iterator>
#include <numeric>
#include <utility>

#include "wiretape/core/journal/entry_count.h"
#include "wiretape/core/wire/http/http_characters.h"

namespace wiretape::journal {
namespace {

/// Takes the text before `separator` off the front of `text`, and the separator with it.
std::string_view take_until(std::string_view& text, std::string_view separator) {
  const auto end = text.find(separator);
  const auto piece = text.substr(0, end);
  text.remove_prefix(end == text.npos ? text.size() : end + separator.size());
  return piece;
}

/// Session, exchange, reason and head as one text, the field lines as they came.
std::string packed(std::string_view session, std::string_view exchange, std::string_view reason,
                   const wire::HttpRequestHead& head) {
  const auto lines = head.fields.text();
  std::string text;
  text.reserve(session.size() + exchange.size() + reason.size() + head.method.size() + head.target.size() + 2 +
               lines.size());
  text.append(session).append(exchange).append(reason);
  text.append(head.method).append(1, ' ').append(head.target).append(1, ' ').append(lines);
  return text;
}

/// Takes the start line of what packed() wrote off its front: method and target hold no blanks.
wire::HttpRequestHead take_start_line(std::string_view& text) {
  wire::HttpRequestHead head;
  head.method = take_until(text, " ");
  head.target = take_until(text, " ");
  return head;
}

constexpr std::uint64_t most_tries = 1'000'000'000;

constexpr std::string_view count_of_tries = "x-stainless-retry-count";

/// Whether a field of the name may be among lines: to read them all takes ten times as long.
bool may_have_field(std::string_view lines, std::string_view name) {
  while (!lines.empty()) {
    if (wire::equal_ignoring_case(take_until(lines, "\n").substr(0, name.size()), name)) return true;
  }
  return false;
}

/// How many tries a client says that there were before; nullopt where it says nothing.
std::optional<std::uint64_t> told_tries(std::string_view lines) {
  if (!may_have_field(lines, count_of_tries)) return std::nullopt;
  const auto fields = wire::HttpFieldLines::read(lines);
  const auto text = wire::find_field(fields, count_of_tries);
  if (!text) return std::nullopt;
  std::uint64_t count = 0;
  const auto* const end = text->data() + text->size();
  const auto read = std::from_chars(text->data(), end, count);
  const bool is_count = read.ec == std::errc{} && read.ptr == end && count <= most_tries;
  return is_count ? std::optional(count) : std::nullopt;
}

/// What a block of so many bytes takes of the heap: malloc's header, and a multiple of 16.
constexpr std::size_t heap_block(std::size_t bytes) {
  constexpr std::size_t header = 8;
  constexpr std::size_t unit = 16;
  return bytes == 0 ? 0 : std::max((bytes + header + unit - 1) / unit * unit, 2 * unit);
}

/// Short texts lie in the string itself.
std::size_t heap_of(const std::string& text) {
  static const std::size_t inside = std::string().capacity();
  return text.capacity() > inside ? heap_block(text.capacity() + 1) : 0;
}

template <class T>
std::size_t heap_of(const std::vector<T>& list) {
  return heap_block(list.capacity() * sizeof(T));
}

}  // namespace

std::string_view to_string(HoldEnd end) {
  if (end == HoldEnd::limit) return "limit";
  return end == HoldEnd::released ? "released" : "next_request";
}

std::size_t Entry::written() const {
  return std::accumulate(writes.begin(), writes.end(), std::size_t{0},
                         [](std::size_t sum, const WriteRecord& write) { return sum + write.length; });
}

std::vector<WriteRecord> Journal::Played::writes() const {
  std::vector<WriteRecord> all(write ? 1 : 0, write.value_or(WriteRecord{}));
  all.insert(all.end(), later_writes.begin(), later_writes.end());
  return all;
}

std::uint64_t Journal::received(std::string_view session, std::string_view exchange, wire::HttpRequest request,
                                Answered answered) {
  std::shared_ptr<Record> record;
  if (bounds_.entries > 0) {
    record = std::make_shared<Record>();
    record->text = packed(session, exchange, answered.reason, request.head);
    record->session_size = static_cast<std::uint32_t>(session.size());
    record->exchange_size = static_cast<std::uint32_t>(exchange.size());
    record->reason_size = static_cast<std::uint32_t>(answered.reason.size());
    record->body = std::move(request.body);
    record->minor_version = request.head.minor_version;
    record->status = answered.status;
    record->is_unmatched = answered.is_unmatched;
    record->is_limited = answered.is_limited;
    record->faults = std::move(answered.faults);
    record->arrived = since_start(answered.at);
    record->retry_after = answered.retry_after;
  }

  std::uint64_t number = 0;
  {
    const std::lock_guard lock(mutex_);
    number = ++last_number_;
    ++version_;
    count_request(exchange, answered.is_unmatched);
    if (record) {
      record->number = number;
      bytes_ += size_of(records_.emplace_back(Kept{std::move(record), {}}));
      drop_what_is_over();
    }
  }
  changed_.notify_all();
  return number;
}

void Journal::continued(std::uint64_t number, std::size_t bytes) {
  const std::lock_guard lock(mutex_);
  totals_.bytes_written += bytes;
  if (auto* kept = find(number)) kept->played.continued = static_cast<std::uint32_t>(bytes);
}

void Journal::wrote(std::uint64_t number, const WriteRecord& record, Time begun) {
  const std::lock_guard lock(mutex_);
  totals_.bytes_written += record.length;
  auto* kept = find(number);
  if (kept == nullptr) return;
  kept->played.last_write = since_start(begun);
  if (!kept->played.write) {
    kept->played.write = record;
    return;
  }
  auto& writes = kept->played.later_writes;
  bytes_ -= heap_of(writes);
  writes.push_back(record);
  bytes_ += heap_of(writes);
  if (bytes_ > bounds_.bytes) drop_what_is_over();
}

void Journal::held(std::uint64_t number, std::chrono::microseconds at) {
  const std::lock_guard lock(mutex_);
  auto* kept = find(number);
  if (kept == nullptr) return;
  auto& holds = kept->played.holds;
  bytes_ -= heap_of(holds);
  holds.push_back({at});
  bytes_ += heap_of(holds);
  if (bytes_ > bounds_.bytes) drop_what_is_over();
}

void Journal::went_on(std::uint64_t number, HoldEnd end, std::chrono::microseconds at) {
  const std::lock_guard lock(mutex_);
  auto* kept = find(number);
  if (kept == nullptr || kept->played.holds.empty()) return;
  auto& hold = kept->played.holds.back();
  hold.end = end;
  hold.ended_at = at;
}

void Journal::ended(std::uint64_t number, const EndRecord& record, Time now) {
  {
    const std::lock_guard lock(mutex_);
    ++version_;
    ++totals_.by_ending[record.ending];
    if (auto* kept = find(number)) {
      kept->played.ended = since_start(now);
      if (!std::exchange(kept->played.end, record)) ended_.push_back({++last_rank_, number});
    }
  }
  changed_.notify_all();
  other_ended_.notify_all();
}

void Journal::faulted(std::string_view fault) {
  const std::lock_guard lock(mutex_);
  ++totals_.connections_by_fault[std::string(fault)];
}

std::vector<Entry> Journal::entries(const Filter& filter, std::size_t limit, std::size_t bytes) const {
  std::vector<Entry> entries;
  std::size_t taken = 0;
  const auto add = [&](const Record& record) {
    auto played = this->played(record.number);
    if (!played) return true;
    taken += size_of(record) + heap_of(played->later_writes) + heap_of(played->holds);
    if (!entries.empty() && taken > bytes) return false;
    entries.push_back(entry_of(record, *std::move(played)));
    return entries.size() < limit;
  };
  if (limit > 0) each_met(filter, add);
  return entries;
}

std::vector<RetriedEntry> Journal::retries(const Filter& filter) const {
  std::vector<RetriedEntry> all;
  each_met(filter, [&](const Record& record) {
    if (const auto retry = retry_of(record)) all.push_back({record.number, *retry});
    return true;
  });
  return all;
}

std::size_t Journal::clear(const Filter& filter) {
  if (const auto newest = newest_record())
    static_cast<void>(tried(*newest));  // which try a request is must not depend on who has looked
  std::size_t cleared = 0;
  {
    const std::lock_guard tries_lock(tries_mutex_);
    const std::lock_guard lock(mutex_);
    ++version_;
    ++clears_;
    cleared = std::erase_if(records_, [&](const Kept& kept) {
      if (!meets(*kept.record, filter)) return false;
      bytes_ -= size_of(kept);
      return true;
    });
    const auto is_gone = [this](std::uint64_t number) { return find(number) == nullptr; };
    std::erase_if(ended_, [&](const Ended& ended) { return is_gone(ended.number); });
    tries_.forget(is_gone);
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
  std::map<std::string, std::size_t> sessions;
  each_met({}, [&](const Record& record) {
    ++sessions[std::string(record.session())];
    return true;
  });
  return sessions;
}

std::uint64_t Journal::version() const {
  return version_;
}

std::uint64_t Journal::last_number() const {
  const std::lock_guard lock(mutex_);
  return last_number_;
}

/// As make_shared() lays it out: behind two counts and a pointer.
std::size_t Journal::size_of(const Record& record) {
  constexpr std::size_t shared = 16;
  std::size_t size = heap_block(sizeof(Record) + shared) + heap_of(record.faults);
  for (const std::string& fault : record.faults)
    size += heap_of(fault);
  for (const auto* text : {&record.text, &record.body})
    size += heap_of(*text);
  return size;
}

std::size_t Journal::size_of(const Kept& kept) {
  return sizeof(Kept) + sizeof(Ended) + size_of(*kept.record) + heap_of(kept.played.later_writes) +
         heap_of(kept.played.holds);
}

wire::HttpRequest Journal::request_of(const Record& record, Fields fields) {
  std::string_view lines = record.head();
  wire::HttpRequest request{take_start_line(lines), record.body};
  if (fields == Fields::all) request.head.fields = wire::HttpFieldLines::read(lines);
  request.head.minor_version = record.minor_version;
  return request;
}

bool Journal::meets(const Record& record, const Filter& filter) {
  if (record.number <= filter.after) return false;
  if (filter.session && *filter.session != record.session()) return false;
  if (filter.exchange && *filter.exchange != record.exchange()) return false;
  if (filter.is_target) {
    std::string_view head = record.head();
    take_until(head, " ");
    if (!filter.is_target(take_until(head, " "))) return false;
  }
  return !filter.is || filter.is(request_of(record));
}

/// Calls back with the records that meet a filter, oldest first, without the lock, until it returns false. Those that
/// come meanwhile are left out.
template <class Callback>
void Journal::each_met(const Filter& filter, Callback callback) const {
  const auto last = last_number();
  for (auto news = received_since(filter.after); !news.records.empty(); news = received_since(news.last)) {
    for (const auto& record : news.records) {
      if (record->number > last || (meets(*record, filter) && !callback(*record))) return;
    }
  }
}

Journal::News Journal::received_since(std::uint64_t number) const {
  const std::lock_guard lock(mutex_);
  auto news = this->news();
  news.last = number;
  const auto by_number = [](std::uint64_t wanted, const Kept& kept) { return wanted < kept.record->number; };
  auto next = std::upper_bound(records_.begin(), records_.end(), number, by_number);
  for (; next != records_.end() && news.records.size() < records_at_once; ++next)
    news.last = news.records.emplace_back(next->record)->number;
  return news;
}

Journal::News Journal::ended_since(std::uint64_t rank) const {
  const std::lock_guard lock(mutex_);
  auto news = this->news();
  news.last = rank;
  const auto by_rank = [](std::uint64_t wanted, const Ended& ended) { return wanted < ended.rank; };
  auto next = std::upper_bound(ended_.begin(), ended_.end(), rank, by_rank);
  for (; next != ended_.end() && news.records.size() < records_at_once; ++next) {
    news.last = next->rank;
    if (const auto* kept = find(next->number)) news.records.push_back(kept->record);
  }
  if (next == ended_.end()) news.last = last_rank_;  // the last may have been cleared
  return news;
}

Journal::News Journal::news() const {
  News news;
  news.oldest = records_.empty() ? last_number_ + 1 : records_.front().record->number;
  news.clears = clears_;
  return news;
}

void Journal::leave_those_kept(std::vector<std::uint64_t>& numbers) const {
  const std::lock_guard lock(mutex_);
  std::erase_if(numbers, [this](std::uint64_t number) { return find(number) == nullptr; });
}

std::optional<Journal::Played> Journal::played(std::uint64_t number) const {
  const std::lock_guard lock(mutex_);
  const auto* kept = find(number);
  return kept != nullptr ? std::optional(kept->played) : std::nullopt;
}

Entry Journal::entry_of(const Record& record, Played played, Fields fields) const {
  Entry entry{.number = record.number,
              .session = std::string(record.session()),
              .exchange = std::string(record.exchange()),
              .is_unmatched = record.is_unmatched,
              .is_limited = record.is_limited,
              .reason = std::string(record.reason()),
              .faults = record.faults,
              .arrived = record.arrived,
              .clock = started_clock_ + record.arrived,
              .retry = retry_of(record),
              .request = request_of(record, fields),
              .status = record.status,
              .continued = played.continued,
              .writes = played.writes(),
              .holds = std::move(played.holds),
              .end = played.end};
  if (entry.end) entry.took = played.ended - record.arrived;
  return entry;
}

Journal::SharedRecord Journal::newest_record() const {
  const std::lock_guard lock(mutex_);
  return records_.empty() ? nullptr : records_.back().record;
}

/// Looks at the requests up to this one that nobody has looked at yet: who never reads never pays for it.
Try Journal::tried(const Record& record) const {
  const std::lock_guard lock(tries_mutex_);
  while (tries_.last() < record.number) {
    const auto news = received_since(tries_.last());
    if (news.records.empty()) break;
    for (const auto& each : news.records)
      each->tried = tries_.next(identity_of(*each), news.oldest);
  }
  return record.tried;
}

std::optional<Retry> Journal::retry_of(const Record& record) const {
  const auto tried = this->tried(record);
  if (tried.count == 0) return std::nullopt;
  Retry retry{.count = tried.count};
  const std::lock_guard lock(mutex_);
  const auto* before = find(tried.previous);
  if (before == nullptr) return retry;
  retry.previous = tried.previous;
  // Of requests that come on two threads at once the later number may have arrived first.
  retry.gap = std::max(record.arrived - before->record->arrived, std::chrono::microseconds(0));
  retry.wait = wait_after(record.arrived, before->played);
  if (retry.wait) retry.asked = before->record->retry_after;
  return retry;
}

/// A peer that gave up had the answer until it left. What was sent to its end a peer may have read before the end is
/// noted, so that counts from when its last bytes were being sent.
std::optional<std::chrono::microseconds> Journal::wait_after(std::chrono::microseconds arrival, const Played& before) {
  const bool gave_up = before.end && (before.end->is_cut_short || !before.write);
  if (gave_up && before.ended <= arrival) return arrival - before.ended;
  if (!before.write || before.last_write > arrival) return std::nullopt;
  return arrival - before.last_write;
}

std::chrono::microseconds Journal::since_start(Time time) const {
  return std::max(std::chrono::microseconds(0), std::chrono::duration_cast<std::chrono::microseconds>(time - started_));
}

TriedRequest Journal::identity_of(const Record& record) {
  auto lines = record.head();
  take_until(lines, " ");
  take_until(lines, " ");
  const auto start_line = record.head().substr(0, record.head().size() - lines.size());
  const std::hash<std::string_view> hash;
  const auto key = (hash(record.session()) * 31 + hash(start_line)) * 31 + hash(record.body);
  return {record.number, key, told_tries(lines)};
}

/// Without gaps the place follows from the number; gaps only move records forward.
const Journal::Kept* Journal::find(std::uint64_t number) const {
  if (records_.empty() || number < records_.front().record->number) return nullptr;
  const auto furthest = std::min<std::uint64_t>(number - records_.front().record->number, records_.size() - 1);
  const auto end = records_.begin() + static_cast<std::ptrdiff_t>(furthest) + 1;
  if (std::prev(end)->record->number == number) return &*std::prev(end);
  const auto by_number = [](const Kept& kept, std::uint64_t wanted) { return kept.record->number < wanted; };
  const auto found = std::lower_bound(records_.begin(), end, number, by_number);
  return found != end && found->record->number == number ? &*found : nullptr;
}

Journal::Kept* Journal::find(std::uint64_t number) {
  return const_cast<Kept*>(std::as_const(*this).find(number));
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
  const auto oldest = news().oldest;
  while (!ended_.empty() && ended_.front().number < oldest)
    ended_.pop_front();
}

bool Journal::wait_for(std::size_t count, std::chrono::milliseconds timeout, const Filter& filter,
                       bool has_ended) const {
  const auto deadline = std::chrono::steady_clock::now() + timeout;
  EntryCount found(*this, filter, has_ended ? EntryCount::Of::ended : EntryCount::Of::received);
  for (auto seen = version(); !found.reaches(count); seen = version()) {
    std::unique_lock lock(mutex_);
    if (std::chrono::steady_clock::now() >= deadline) return false;
    changed_.wait_until(lock, deadline, [&] { return version_ != seen; });
  }
  return true;
}

}  // namespace wiretape::journal
