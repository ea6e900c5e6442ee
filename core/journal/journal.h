#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <limits>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "wiretape/core/journal/tries.h"
#include "wiretape/core/wire/ending.h"
#include "wiretape/core/wire/http/http_message.h"

namespace wiretape::journal {

/// One send that the kernel took: `length` bytes from `offset` of the exchange's wire program, `at` after the play
/// began: when the whole request had come, or up to 50 µs later where its program waits.
struct WriteRecord {
  std::size_t offset;
  std::size_t length;
  std::chrono::microseconds at;

  friend bool operator==(const WriteRecord&, const WriteRecord&) = default;
};

/// How and when an exchange ended.
struct EndRecord {
  wire::Ending ending;
  std::chrono::microseconds at;
  bool is_cut_short = false;  ///< not as the answer was meant: the peer left, or the server closed

  friend bool operator==(const EndRecord&, const EndRecord&) = default;
};

/// What let a response go on that a fault held.
enum class HoldEnd : std::uint8_t {
  released,      ///< somebody released it
  next_request,  ///< its session made the request that it was held for
  limit,         ///< nobody did until the hold was over
};

/// "released", "next_request" or "limit".
[[nodiscard]] std::string_view to_string(HoldEnd end);

/// One time that a response was held. Both times count as those of its writes do.
struct HoldRecord {
  std::chrono::microseconds at;
  std::optional<HoldEnd> end{};  ///< absent while it is held, and where it ended so
  std::chrono::microseconds ended_at{};

  friend bool operator==(const HoldRecord&, const HoldRecord&) = default;
};

/// That a request is one more try of an earlier one: of the same session, method, target and body, byte for byte.
/// Whoever sends `x-stainless-retry-count`, as the official SDKs do, is believed what it says: 0 is a first try.
struct Retry {
  std::uint64_t count = 0;     ///< tries before it, from 1: as its client says, else as many as the journal has seen
  std::uint64_t previous = 0;  ///< number of the entry of the one before; 0 where the journal holds none
  std::optional<std::chrono::microseconds> gap{};  ///< between their arrivals; absent without `previous`
  /// From when the last bytes of the answer before were being sent, or from when the peer had left it, to the arrival
  /// of this request. Absent where neither had happened, or without `previous`.
  std::optional<std::chrono::microseconds> wait{};
  std::optional<std::chrono::milliseconds> asked{};  ///< how long that answer asked to wait, by its Retry-After

  friend bool operator==(const Retry&, const Retry&) = default;
};

/// An entry that is one more try of an earlier request.
struct RetriedEntry {
  std::uint64_t number;
  Retry retry;
};

/// One request and what was written for it. Everything is as it came: what must not be shown (a key in a header) is
/// taken out by whoever hands an entry on.
struct Entry {
  std::uint64_t number;               ///< counts from 1 in order of arrival
  std::string session;                ///< "" where the path names none
  std::string exchange;               ///< id of the exchange that answered; "" where none did
  bool is_unmatched = false;          ///< no exchange answered, and the server had no answer of its own
  bool is_limited = false;            ///< a quota of the exchange's tape was used up: the answer was a 429 in its place
  std::string reason{};               ///< why no exchange's answer was given; see Answered
  std::vector<std::string> faults{};  ///< what broke the answer, each as a plan writes it
  std::chrono::microseconds arrived{0};           ///< when the whole request had come, since the server's start
  std::chrono::system_clock::time_point clock{};  ///< the same as the clock on the wall told it at the start
  std::optional<Retry> retry{};                   ///< absent for a first try
  wire::HttpRequest request;                      ///< as received: target with its prefixes, body decoded
  int status = 0;                                 ///< of the answer, whether it was all written; 0 where it has none
  /// Bytes of a `100 Continue` that were sent while the request came, before its play: 25 or 0. They are none of the
  /// program's, so that the offsets of `writes` don't count them.
  std::size_t continued = 0;
  std::vector<WriteRecord> writes;
  std::vector<HoldRecord> holds{};
  std::optional<EndRecord> end;  ///< absent while it plays
  /// From the arrival until the answer had ended or the peer had left, in real time: that of `end` is virtual where the
  /// answer was `instant`. Absent while it plays.
  std::optional<std::chrono::microseconds> took{};

  /// Bytes of the answer that the kernel took.
  [[nodiscard]] std::size_t written() const;
};

/// What a server knows of a request once it has an answer for it.
struct Answered {
  bool is_unmatched = false;
  bool is_limited = false;
  std::vector<std::string> faults{};
  int status = 0;
  std::optional<std::chrono::milliseconds> retry_after{};  ///< for how long the answer asks to wait
  /// Why no exchange's answer was given: the nearest miss of an unmatched request, or the error that the server told
  /// in its place; "" for all else. Without secrets. Copied.
  std::string_view reason{};
  std::chrono::steady_clock::time_point at = std::chrono::steady_clock::now();  ///< when the whole request had come
};

/// Which entries are meant: those that meet every member that is set.
struct Filter {
  std::optional<std::string> session{};                ///< "": those without a session
  std::optional<std::string> exchange{};               ///< "": those that no exchange answered
  std::function<bool(std::string_view)> is_target{};   ///< is asked for the target with its prefixes; mustn't throw
  std::function<bool(const wire::HttpRequest&)> is{};  ///< is asked last; mustn't throw, nor call the journal
  std::uint64_t after = 0;                             ///< only entries with a larger number
};

/// How much a journal keeps. What is over either bound is dropped, oldest first.
struct Bounds {
  std::size_t entries = 10'000;                ///< 0 keeps none
  std::size_t bytes = std::size_t{256} << 20;  ///< of memory that the entries take, with what is reserved for more
};

/// What has happened since the start, whether it is still kept or not.
struct Totals {
  std::map<std::string, std::uint64_t, std::less<>>
      by_exchange;                                  ///< requests by the exchange that answered; "": none did
  std::map<wire::Ending, std::uint64_t> by_ending;  ///< exchanges that have ended
  std::map<std::string, std::uint64_t, std::less<>> connections_by_fault;  ///< those that a fault of the listener hit
  std::uint64_t received = 0;                                              ///< requests
  std::uint64_t unmatched = 0;                                             ///< of these, those with Entry::is_unmatched
  std::uint64_t bytes_written = 0;
  std::uint64_t dropped = 0;  ///< entries that a bound has pushed out
};

/// What a server received and what it really wrote, the newest of it. Thread safe: reading it keeps those that write to
/// it waiting for some hundred entries at a time at most, and filters are asked while it keeps nobody waiting.
class Journal {
 public:
  using Time = std::chrono::steady_clock::time_point;

  /// `started` is the server's start, from which arrivals are counted.
  explicit Journal(Bounds bounds, Time started = std::chrono::steady_clock::now())
      : bounds_(bounds), started_(started) {}

  /// Notes a request; returns its number for wrote() and ended().
  std::uint64_t received(std::string_view session, std::string_view exchange, wire::HttpRequest request,
                         Answered answered = {});
  /// Notes the bytes of the `100 Continue` that the request had asked for.
  void continued(std::uint64_t number, std::size_t bytes);
  /// Notes a send. `begun`, in real time, is before it: no peer has read it sooner.
  void wrote(std::uint64_t number, const WriteRecord& record, Time begun = std::chrono::steady_clock::now());
  /// Notes that the response is held from `at` on, and that it goes on again.
  void held(std::uint64_t number, std::chrono::microseconds at);
  void went_on(std::uint64_t number, HoldEnd end, std::chrono::microseconds at);
  /// Notes an end, `now` in real time.
  void ended(std::uint64_t number, const EndRecord& record, Time now = std::chrono::steady_clock::now());

  /// Counts a connection that a fault of the listener hit. It has no entry: there may never be a request.
  void faulted(std::string_view fault);

  /// The entries kept that meet the filter, oldest first: at most `limit`, and at most `bytes` of requests and write
  /// records together, but never none because of that.
  [[nodiscard]] std::vector<Entry> entries(const Filter& filter = {},
                                           std::size_t limit = std::numeric_limits<std::size_t>::max(),
                                           std::size_t bytes = std::numeric_limits<std::size_t>::max()) const;

  /// Those of the entries kept that meet the filter and are no first tries, oldest first.
  [[nodiscard]] std::vector<RetriedEntry> retries(const Filter& filter = {}) const;

  /// Forgets the entries that meet the filter; returns how many. Those that still play are forgotten, too. Totals stay.
  /// Keeps all others waiting while it asks the filter.
  std::size_t clear(const Filter& filter = {});

  /// Waits until at least `count` entries that meet the filter are kept. False after `timeout`.
  [[nodiscard]] bool wait_for_received(std::size_t count, std::chrono::milliseconds timeout,
                                       const Filter& filter = {}) const;

  /// Waits until at least `count` entries that meet the filter are kept and have ended. False after `timeout`.
  [[nodiscard]] bool wait_for_ended(std::size_t count, std::chrono::milliseconds timeout,
                                    const Filter& filter = {}) const;

  [[nodiscard]] Totals totals() const;

  /// The sessions of the entries kept, with the number of their entries. "" is among them where it has any.
  [[nodiscard]] std::map<std::string, std::size_t> sessions() const;

  /// Grows with every request, end and clear: while it is the same, entries() and the waits say the same.
  [[nodiscard]] std::uint64_t version() const;

 private:
  friend class EntryCount;
  friend class EndedEntries;

  // Ten thousand streams may be held at once: a request is kept as one text, not as a tree of strings. It is shared
  // with those who read it, and doesn't change, but for which try it is: that is found out when somebody reads.
  struct Record {
    [[nodiscard]] std::string_view session() const { return std::string_view(text).substr(0, session_size); }
    [[nodiscard]] std::string_view exchange() const {
      return std::string_view(text).substr(session_size, exchange_size);
    }
    [[nodiscard]] std::string_view reason() const {
      return std::string_view(text).substr(std::size_t{session_size} + exchange_size, reason_size);
    }
    [[nodiscard]] std::string_view head() const {
      return std::string_view(text).substr(std::size_t{session_size} + exchange_size + reason_size);
    }

    std::uint64_t number;
    std::string text;  // as packed() writes it
    std::string body;
    std::uint32_t session_size = 0;
    std::uint32_t exchange_size = 0;
    std::uint32_t reason_size = 0;
    int minor_version = 1;
    int status = 0;
    bool is_unmatched = false;
    bool is_limited = false;
    std::vector<std::string> faults;
    std::chrono::microseconds arrived{0};  // since the start, as all times here
    std::optional<std::chrono::milliseconds> retry_after;
    mutable Try tried{};  // guarded by tries_mutex_
  };
  using SharedRecord = std::shared_ptr<const Record>;

  struct Played {
    std::uint32_t continued = 0;
    std::optional<WriteRecord> write;  // the first: most answers are sent in one
    std::vector<WriteRecord> later_writes;
    std::vector<HoldRecord> holds;
    std::optional<EndRecord> end;
    std::chrono::microseconds last_write{0};  // in real time; where there are any
    std::chrono::microseconds ended{0};       // the same; where it has

    [[nodiscard]] std::vector<WriteRecord> writes() const;
  };
  struct Kept {
    SharedRecord record;
    Played played;
  };
  struct Ended {
    std::uint64_t rank;  // counts from 1 in the order in which they ended
    std::uint64_t number;
  };

  /// Some of what has come since a number or rank, in that order, and what has gone.
  struct News {
    std::vector<SharedRecord> records;
    std::uint64_t last = 0;    // the number or rank that they come up to
    std::uint64_t oldest = 0;  // the number of the oldest record that is kept, or of the next to come
    std::uint64_t clears = 0;  // how often clear() was called
  };

  static constexpr std::size_t records_at_once = 256;

  static TriedRequest identity_of(const Record& record);
  static std::optional<std::chrono::microseconds> wait_after(std::chrono::microseconds arrival, const Played& before);
  static std::size_t size_of(const Record& record);
  static std::size_t size_of(const Kept& kept);
  enum class Fields : std::uint8_t { all, none };
  static wire::HttpRequest request_of(const Record& record, Fields fields = Fields::all);
  static bool meets(const Record& record, const Filter& filter);
  [[nodiscard]] std::uint64_t last_number() const;
  template <class Callback>
  void each_met(const Filter& filter, Callback callback) const;
  [[nodiscard]] News received_since(std::uint64_t number) const;
  [[nodiscard]] News ended_since(std::uint64_t rank) const;
  [[nodiscard]] News news() const;
  void leave_those_kept(std::vector<std::uint64_t>& numbers) const;
  [[nodiscard]] std::optional<Played> played(std::uint64_t number) const;
  [[nodiscard]] Entry entry_of(const Record& record, Played played, Fields fields = Fields::all) const;
  [[nodiscard]] SharedRecord newest_record() const;
  [[nodiscard]] Try tried(const Record& record) const;
  [[nodiscard]] std::optional<Retry> retry_of(const Record& record) const;
  [[nodiscard]] std::chrono::microseconds since_start(Time time) const;
  [[nodiscard]] const Kept* find(std::uint64_t number) const;
  Kept* find(std::uint64_t number);
  void count_request(std::string_view exchange, bool is_unmatched);
  void drop_what_is_over();
  bool wait_for(std::size_t count, std::chrono::milliseconds timeout, const Filter& filter, bool has_ended) const;

  Bounds bounds_;
  Time started_;
  std::chrono::system_clock::time_point started_clock_ = std::chrono::system_clock::now();
  mutable std::mutex tries_mutex_;  // taken before mutex_
  mutable Tries tries_;
  mutable std::mutex mutex_;
  mutable std::condition_variable changed_;
  mutable std::condition_variable other_ended_;  // apart: who waits for it is not woken by requests
  std::deque<Kept> records_;                     // by number, rising; clear() leaves gaps
  std::deque<Ended> ended_;  // by rank, rising: those of the records that have ended, and few that are kept no more
  std::size_t bytes_ = 0;
  std::uint64_t last_number_ = 0;
  std::uint64_t last_rank_ = 0;
  std::uint64_t clears_ = 0;
  std::atomic<std::uint64_t> version_ = 0;
  Totals totals_;  // `received` is last_number_
};

}  // namespace wiretape::journal
