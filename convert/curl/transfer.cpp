#include "wiretape/convert/curl/transfer.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>
#include <system_error>
#include <utility>
#include <variant>

#include "wiretape/core/wire/http/http_response_reader.h"

namespace wiretape::convert {
namespace {

using Kind = TraceRecord::Kind;
using std::chrono::microseconds;

bool is_whole(std::string_view head) {
  return head.ends_with("\r\n\r\n");
}

bool is_informational(std::string_view head) {
  const auto blank = head.find(' ');
  return blank != head.npos && head.substr(blank + 1).starts_with('1') && !head.substr(blank + 1).starts_with("101");
}

void add_head(TraceRecord& record, Transfer& transfer) {
  if (is_informational(transfer.head) && is_whole(transfer.head)) transfer.head.clear();
  if (transfer.head.empty()) transfer.head_at = record.at;
  transfer.head += record.bytes;
}

void add(TraceRecord record, Transfer& transfer) {
  switch (record.kind) {
    case Kind::sent_head:
      transfer.sent_head += record.bytes;
      break;
    case Kind::sent_data:
      transfer.sent_body += record.bytes;
      break;
    case Kind::head:
      return add_head(record, transfer);
    case Kind::data:
      transfer.data.push_back(std::move(record));
      return;
    case Kind::info:
      transfer.infos.push_back(std::move(record.bytes));
      return;
  }
  if (transfer.head.empty()) transfer.sent_at = record.at;
}

/// What curl says of an end, in the words of its versions 7 and 8.
struct SpokenEnd {
  std::string_view words;
  tape::RecordedEnd end;
};
using By = tape::RecordedEnd::By;
constexpr std::array spoken_ends{
    SpokenEnd{"Connection reset by peer", {By::upstream, wire::Ending::reset}},
    SpokenEnd{"was not closed cleanly", {By::upstream, wire::Ending::reset}},
    SpokenEnd{"unexpected eof while reading", {By::upstream, wire::Ending::tls_cut}},
    SpokenEnd{"Operation timed out", {By::client, wire::Ending::timed_out}},
    SpokenEnd{"Failure writing output", {By::client, wire::Ending::abandoned}},
    SpokenEnd{"Failed writing", {By::client, wire::Ending::abandoned}},
    SpokenEnd{"aborted", {By::client, wire::Ending::abandoned}},
};

std::optional<tape::RecordedEnd> spoken_end(const std::vector<std::string>& infos) {
  for (const std::string& info : infos) {
    for (const SpokenEnd& spoken : spoken_ends) {
      if (info.find(spoken.words) != std::string::npos) return spoken.end;
    }
  }
  return std::nullopt;
}

/// Whether curl said that it was done with the connection: else it was ended from outside.
bool is_over(const std::vector<std::string>& infos) {
  constexpr std::array<std::string_view, 4> words{"left intact", "losing connection", "transfer closed",
                                                  "shutting down"};
  return std::ranges::any_of(infos, [&](const std::string& info) {
    return std::ranges::any_of(words, [&](std::string_view word) { return info.find(word) != info.npos; });
  });
}

/// The sizes of the chunks in a body as it came; of the last, what its line says.
std::vector<std::uint64_t> chunk_sizes(std::string_view raw) {
  std::vector<std::uint64_t> sizes;
  for (;;) {
    const auto line = raw.substr(0, raw.find("\r\n"));
    std::uint64_t size = 0;
    const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), size, 16);
    if (error != std::errc() || size == 0 || line.size() + 2 >= raw.size()) return sizes;
    sizes.push_back(size);
    raw.remove_prefix(line.size() + 2);
    if (raw.size() < size || raw.size() - size < 2) return sizes;
    raw.remove_prefix(size + 2);
  }
}

/// Reads a response piece by piece, and what each piece brought of the body.
class ResponseBody {
 public:
  ResponseBody(const std::string& head, bool is_head_request) : reader_({}, is_head_request) {
    is_sound_ = read(head) && has_head_;
  }

  /// Whether the head could be read.
  [[nodiscard]] bool is_sound() const { return is_sound_; }
  [[nodiscard]] const wire::HttpResponseReader& reader() const { return reader_; }

  /// False where the bytes are not in the framing that the head says.
  bool read(std::string_view bytes) {
    while (!bytes.empty()) {
      const auto before = bytes.size();
      const auto step = reader_.next(bytes);
      if (std::holds_alternative<wire::HttpError>(step)) return false;
      if (std::holds_alternative<wire::HttpResponseHeadDone>(step)) has_head_ = true;
      if (const auto* part = std::get_if<wire::HttpBodyBytes>(&step)) body += part->bytes;
      if (std::holds_alternative<wire::HttpResponseComplete>(step) && before == bytes.size()) break;
    }
    return true;
  }

  std::string body;

 private:
  wire::HttpResponseReader reader_;
  bool has_head_ = false;
  bool is_sound_ = false;
};

/// "HTTP/2 200" as HTTP/1.1 has it: the framing of HTTP/2 is gone already.
std::string as_http_1(const std::string& head) {
  const bool is_newer = head.starts_with("HTTP/2") || head.starts_with("HTTP/3");
  const auto blank = head.find(' ');
  return is_newer && blank != std::string::npos ? "HTTP/1.1" + head.substr(blank) : head;
}

/// Times of the reads as gaps, each with what it brought.
class Arrivals {
 public:
  explicit Arrivals(const Transfer& transfer) : last_(transfer.sent_at.value_or(microseconds(0))) {
    has_times_ = transfer.sent_at.has_value();
  }

  void add(std::optional<microseconds> at, std::uint64_t bytes) {
    const auto now = has_times_ && at ? std::max(*at, last_) : last_;
    all.push_back({now - last_, bytes});
    last_ = now;
  }

  std::vector<tape::Arrival> all;

 private:
  microseconds last_;
  bool has_times_;
};

constexpr microseconds same_read{1000};

void add_head_arrival(const Transfer& transfer, Arrivals& arrivals) {
  const bool came_apart = transfer.head_at && !transfer.data.empty() && transfer.data.front().at &&
                          *transfer.data.front().at - *transfer.head_at > same_read;
  if (came_apart) arrivals.add(transfer.head_at, 0);
}

std::string all_data(const Transfer& transfer) {
  std::string all;
  for (const TraceRecord& record : transfer.data)
    all += record.bytes;
  return all;
}

/// Newer versions of curl hand out what is inside the chunks.
void take_data(const Transfer& transfer, ResponseBody& response, bool is_framed, Arrivals& arrivals) {
  for (const TraceRecord& record : transfer.data) {
    const auto before = response.body.size();
    if (is_framed) {
      (void)response.read(record.bytes);
    } else {
      response.body += record.bytes;
    }
    arrivals.add(record.at, response.body.size() - before);
  }
}

bool is_in_framing(const Transfer& transfer, const std::string& head, bool is_head_request) {
  ResponseBody trial(head, is_head_request);
  return trial.read(all_data(transfer));
}

tape::RecordedEnd end_of(const Transfer& transfer, const ResponseBody& response, bool is_framed) {
  if (const auto spoken = spoken_end(transfer.infos)) return *spoken;
  const auto at_fin = is_framed ? response.reader().ending_at_fin() : wire::Ending::complete;
  const bool is_whole = at_fin == wire::Ending::complete || at_fin == wire::Ending::closed;
  if (is_over(transfer.infos) || at_fin == wire::Ending::complete) return {By::upstream, at_fin};
  return is_whole ? tape::RecordedEnd{By::upstream, at_fin} : tape::RecordedEnd{By::client, wire::Ending::abandoned};
}

void take_request_head(const std::string& head, Recording& recording) {
  const auto line = std::string_view(head).substr(0, head.find("\r\n"));
  const auto first = line.find(' ');
  const auto last = line.rfind(' ');
  recording.method = line.substr(0, first);
  if (first != line.npos && last > first) recording.target = line.substr(first + 1, last - first - 1);
  auto rest = std::string_view(head).substr(std::min(line.size() + 2, head.size()));
  while (!rest.empty()) {
    const auto field = rest.substr(0, rest.find("\r\n"));
    rest.remove_prefix(std::min(field.size() + 2, rest.size()));
    const auto colon = field.find(':');
    if (colon == field.npos) continue;
    const auto value = wire::trim_white_space(field.substr(colon + 1));
    recording.request_fields.push_back({std::string(field.substr(0, colon)), std::string(value)});
  }
}

}  // namespace

std::vector<Transfer> transfers(std::vector<TraceRecord> records) {
  std::vector<Transfer> all;
  for (TraceRecord& record : records) {
    const bool begins = record.kind == Kind::sent_head && (all.empty() || !all.back().head.empty());
    if (begins) all.push_back({.line = record.line});
    if (!all.empty()) add(std::move(record), all.back());
  }
  return all;
}

std::optional<Recording> recording_of(const Transfer& transfer) {
  if (!is_whole(transfer.head)) return std::nullopt;
  Recording recording;
  take_request_head(transfer.sent_head, recording);
  recording.request_body = transfer.sent_body;
  const std::string head = as_http_1(transfer.head);
  const bool is_framed = head == transfer.head && is_in_framing(transfer, head, recording.method == "HEAD");
  ResponseBody response(head, recording.method == "HEAD");
  if (!response.is_sound()) return std::nullopt;
  Arrivals arrivals(transfer);
  add_head_arrival(transfer, arrivals);
  take_data(transfer, response, is_framed, arrivals);
  recording.head = response.reader().head();
  recording.head.minor_version = 1;  // a tape plays no other
  recording.end = end_of(transfer, response, is_framed);
  recording.body = std::move(response.body);
  if (!recording.body.empty()) recording.arrivals = std::move(arrivals.all);
  using Framing = wire::HttpFraming::Kind;
  const auto kind = response.reader().framing().kind;
  if (is_framed && kind == Framing::chunked)
    recording.framing = tape::ChunkFraming{chunk_sizes(all_data(transfer)), response.reader().trailers()};
  if (is_framed && kind == Framing::until_close) recording.framing = tape::CloseFraming{};
  return recording;
}

}  // namespace wiretape::convert
