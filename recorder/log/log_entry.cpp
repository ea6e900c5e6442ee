#include "wiretape/recorder/log/log_entry.h"

#include <utility>

#include "wiretape/recorder/log/payload_reader.h"
#include "wiretape/recorder/log/payload_writer.h"

namespace wiretape::recorder::log {
namespace {

using std::chrono::system_clock;
using wire::Ending;

// Kinds are never given a second meaning.
enum Kind : std::uint8_t {
  request_began = 1,
  request_bytes = 2,
  request_sent = 3,
  interim = 4,
  response_began = 5,
  response_read = 6,
  held_rest = 7,
  chunk_edges = 8,
  response_ended = 9,
};

enum FramingKind : std::uint8_t { by_head = 0, by_close = 1, by_chunks = 2 };

std::string response_head_payload(Kind kind, const wire::HttpResponseHead& head) {
  PayloadWriter out(kind);
  out.number(static_cast<std::uint64_t>(head.status));
  out.text(head.reason);
  out.number(static_cast<std::uint64_t>(head.minor_version));
  out.fields(head.fields);
  return out.take();
}

wire::HttpResponseHead read_response_head(PayloadReader& in) {
  wire::HttpResponseHead head;
  head.status = static_cast<int>(in.number());
  head.reason = in.text();
  head.minor_version = static_cast<int>(in.number());
  head.fields = in.fields();
  return head;
}

struct FramingPayload {
  PayloadWriter& out;

  void operator()(std::monostate /*none*/) const { out.number(by_head); }
  void operator()(const tape::CloseFraming& /*close*/) const { out.number(by_close); }
  void operator()(const tape::ChunkFraming& chunks) const {
    out.number(by_chunks);
    out.number(chunks.sizes.size());
    for (const std::uint64_t size : chunks.sizes)
      out.number(size);
    out.fields(chunks.trailers);
  }
};

tape::RecordedFraming read_framing(PayloadReader& in) {
  switch (in.number()) {
    case by_head:
      return {};
    case by_close:
      return tape::CloseFraming{};
    case by_chunks: {
      auto sizes = in.numbers();
      return tape::ChunkFraming{.sizes = std::move(sizes), .trailers = in.fields()};
    }
    default:
      in.fail();
      return {};
  }
}

/// By name, so that a log says the same whatever order the enumerators come to have.
Ending read_ending(PayloadReader& in) {
  const std::string name = in.text();
  for (int index = 0; index <= static_cast<int>(Ending::abandoned); ++index) {
    if (const auto ending = static_cast<Ending>(index); wire::to_string(ending) == name) return ending;
  }
  in.fail();
  return Ending::malformed;
}

struct Encode {
  std::string operator()(const capture::RequestBegan& event) const {
    PayloadWriter out(request_began);
    out.text(event.upstream);
    out.text(event.head.method);
    out.text(event.head.target);
    out.number(static_cast<std::uint64_t>(event.head.minor_version));
    out.fields(event.head.fields);
    out.time(std::chrono::floor<std::chrono::microseconds>(event.at.time_since_epoch()));
    return out.take();
  }
  std::string operator()(const capture::RequestBytes& event) const {
    PayloadWriter out(request_bytes);
    out.text(event.bytes);
    return out.take();
  }
  std::string operator()(const capture::RequestSent& event) const {
    PayloadWriter out(request_sent);
    out.time(event.at);
    return out.take();
  }
  std::string operator()(const capture::Interim& event) const { return response_head_payload(interim, event.head); }
  std::string operator()(const capture::ResponseBegan& event) const {
    return response_head_payload(response_began, event.head);
  }
  std::string operator()(const LoggedRead& read) const {
    PayloadWriter out(response_read);
    out.time(read.at);
    out.number(read.size);
    out.text(read.bytes);
    return out.take();
  }
  std::string operator()(const HeldRest& rest) const {
    PayloadWriter out(held_rest);
    out.text(rest.bytes);
    return out.take();
  }
  std::string operator()(const capture::ChunkEdges& event) const {
    PayloadWriter out(chunk_edges);
    out.number(event.sizes.size());
    for (const std::uint64_t size : event.sizes)
      out.number(size);
    return out.take();
  }
  std::string operator()(const capture::ResponseEnded& event) const {
    PayloadWriter out(response_ended);
    out.number(event.end.by == tape::RecordedEnd::By::client ? 1 : 0);
    out.text(wire::to_string(event.end.how));
    std::visit(FramingPayload{out}, event.framing);
    out.text(event.cause);
    out.time(event.at);
    return out.take();
  }
};

capture::RequestBegan read_request(PayloadReader& in) {
  capture::RequestBegan event;
  event.upstream = in.text();
  event.head.method = in.text();
  event.head.target = in.text();
  event.head.minor_version = static_cast<int>(in.number());
  event.head.fields = in.fields();
  constexpr std::chrono::microseconds latest(9'223'372'036'000'000);  // that the clock can say
  event.at = system_clock::time_point(std::chrono::duration_cast<system_clock::duration>(std::min(in.time(), latest)));
  return event;
}

LoggedRead read_read(PayloadReader& in) {
  LoggedRead read;
  read.at = in.time();
  read.size = in.number();
  read.bytes = in.text();
  return read;
}

capture::ResponseEnded read_end(PayloadReader& in) {
  capture::ResponseEnded event;
  event.end.by = in.number() == 1 ? tape::RecordedEnd::By::client : tape::RecordedEnd::By::upstream;
  event.end.how = read_ending(in);
  event.framing = read_framing(in);
  event.cause = in.text();
  event.at = in.time();
  return event;
}

LogEntry read_entry(PayloadReader& in) {
  switch (in.kind()) {
    case request_began:
      return read_request(in);
    case request_bytes:
      return capture::RequestBytes{in.text()};
    case request_sent:
      return capture::RequestSent{in.time()};
    case interim:
      return capture::Interim{read_response_head(in)};
    case response_began:
      return capture::ResponseBegan{read_response_head(in)};
    case response_read:
      return read_read(in);
    case held_rest:
      return HeldRest{in.text()};
    case chunk_edges:
      return capture::ChunkEdges{in.numbers()};
    case response_ended:
      return read_end(in);
    default:
      in.fail();
      return HeldRest{};
  }
}

}  // namespace

std::string encode(const LogEntry& entry) {
  return std::visit(Encode(), entry);
}

std::optional<LogEntry> decode(std::string_view payload) {
  PayloadReader in(payload);
  LogEntry entry = read_entry(in);
  return in.is_whole() ? std::optional(std::move(entry)) : std::nullopt;
}

}  // namespace wiretape::recorder::log
