#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "wiretape/core/wire/ending.h"
#include "wiretape/core/wire/http_message.h"

namespace wiretape::journal {

/// One send that the kernel took: `length` bytes from `offset` of the exchange's wire program, `at` after the whole
/// request had come.
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

  friend bool operator==(const EndRecord&, const EndRecord&) = default;
};

/// One request and what was written for it.
struct Entry {
  std::uint64_t number;       ///< counts from 1 in order of arrival
  std::string session;        ///< "" where the path names none
  std::string exchange;       ///< id of the exchange that answered; "" where none matched
  wire::HttpRequest request;  ///< as received: target with its prefixes, body decoded
  std::vector<WriteRecord> writes;
  std::optional<EndRecord> end;  ///< absent while it plays
};

/// What a server received and what it really wrote, the newest `capacity` exchanges of it. Thread safe.
class Journal {
 public:
  explicit Journal(std::size_t capacity) : capacity_(capacity) {}

  /// Notes a request; returns its number for wrote() and ended(). With capacity 0 nothing is kept.
  std::uint64_t received(std::string_view session, std::string_view exchange, wire::HttpRequest request);
  void wrote(std::uint64_t number, const WriteRecord& record);
  void ended(std::uint64_t number, const EndRecord& record);

  /// All entries kept, oldest first.
  [[nodiscard]] std::vector<Entry> entries() const;

  /// Waits until `count` exchanges have been received and have ended, counted from the start. False after `timeout`.
  [[nodiscard]] bool wait_for_ended(std::uint64_t count, std::chrono::milliseconds timeout) const;

 private:
  // Ten thousand streams may be held at once: a request is kept as one text, not as a tree of strings.
  struct Record {
    std::string session;
    std::string exchange;
    std::string head;  // as append_request_head writes it
    std::string body;
    int minor_version = 1;
    std::vector<WriteRecord> writes;
    std::optional<EndRecord> end;
  };

  Record* find(std::uint64_t number);

  std::size_t capacity_;
  mutable std::mutex mutex_;
  mutable std::condition_variable any_ended_;
  std::deque<Record> records_;
  std::uint64_t first_number_ = 1;
  std::uint64_t ended_ = 0;
};

}  // namespace wiretape::journal
