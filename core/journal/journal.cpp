#include "wiretape/core/journal/journal.h"

#include <utility>

#include "wiretape/core/wire/http_writer.h"

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

std::uint64_t Journal::received(std::string_view session, std::string_view exchange, wire::HttpRequest request) {
  Record record;
  record.session = session;
  record.exchange = exchange;
  record.head = pack_head(request.head);
  record.body = std::move(request.body);
  record.minor_version = request.head.minor_version;

  const std::lock_guard lock(mutex_);
  records_.push_back(std::move(record));
  const auto number = first_number_ + records_.size() - 1;
  if (records_.size() > capacity_) {
    records_.pop_front();
    ++first_number_;
  }
  return number;
}

void Journal::wrote(std::uint64_t number, const WriteRecord& record) {
  const std::lock_guard lock(mutex_);
  if (auto* kept = find(number)) kept->writes.push_back(record);
}

void Journal::ended(std::uint64_t number, const EndRecord& record) {
  {
    const std::lock_guard lock(mutex_);
    if (auto* kept = find(number)) kept->end = record;
    ++ended_;
  }
  any_ended_.notify_all();
}

std::vector<Entry> Journal::entries() const {
  const std::lock_guard lock(mutex_);
  std::vector<Entry> entries;
  entries.reserve(records_.size());
  auto number = first_number_;
  for (const auto& record : records_) {
    wire::HttpRequest request{unpack_head(record.head), record.body};
    request.head.minor_version = record.minor_version;
    entries.push_back({number++, record.session, record.exchange, std::move(request), record.writes, record.end});
  }
  return entries;
}

bool Journal::wait_for_ended(std::uint64_t count, std::chrono::milliseconds timeout) const {
  std::unique_lock lock(mutex_);
  return any_ended_.wait_for(lock, timeout, [&] { return ended_ >= count; });
}

Journal::Record* Journal::find(std::uint64_t number) {
  if (number < first_number_) return nullptr;
  return &records_[number - first_number_];
}

}  // namespace wiretape::journal
