#include "wiretape/core/wire/http/http_request_reader.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "wiretape/core/wire/http/chunked_decoder.h"
#include "wiretape/core/wire/http/coding/content_coding.h"
#include "wiretape/core/wire/http/coding/unpack.h"
#include "wiretape/core/wire/http/http_characters.h"
#include "wiretape/core/wire/http/http_head_reader.h"

//            +-- content_length --+
//   head ----+-- chunked ---------+---- unpack ---- whole        any of them ---- failed
//            +--------------------+
//
// A request has a body only where it says so: Transfer-Encoding: chunked, or a Content-Length above 0
// (RFC 9112 section 6.3).

namespace wiretape::wire {
namespace {

// Room that a request gets for what it says is to come; whoever says more must send it.
constexpr std::uint64_t most_reserved = std::uint64_t{1} << 20;

// The codings that a list names, in order, behind those that came before; false where one is unknown, or they are more
// than anybody means.
bool add_codings(std::vector<ContentCoding>& codings, std::string_view list) {
  constexpr std::size_t most = 4;
  while (!list.empty()) {
    const std::size_t end = std::min(list.find(','), list.size());
    const std::string_view name = trim_white_space(list.substr(0, end));
    list.remove_prefix(std::min(end + 1, list.size()));
    if (name.empty() || equal_ignoring_case(name, "identity")) continue;
    const auto coding = content_coding(name);
    if (!coding || codings.size() == most) return false;
    codings.push_back(*coding);
  }
  return true;
}

// What the body is packed with, in the order in which that was done, or nullopt where it is coded in another way (RFC
// 9110 section 8.4).
std::optional<std::vector<ContentCoding>> codings_of(const HttpFieldLines& fields) {
  std::vector<ContentCoding> codings;
  for (const HttpFieldView field : fields) {
    if (equal_ignoring_case(field.name, "content-encoding") && !add_codings(codings, field.value)) return std::nullopt;
  }
  return codings;
}

// In pieces small enough to be copied by vector instructions: that takes no longer than the C library's `rep movsb` for
// all at once, which valgrind counts a byte at a time. Volatile, for a compiler that knows the size writes `rep movsq`.
void append(std::string& body, std::string_view bytes) {
  static const volatile std::size_t most = 2048;
  for (const std::size_t size = most; !bytes.empty(); bytes.remove_prefix(std::min(size, bytes.size())))
    body.append(bytes.substr(0, size));
}

}  // namespace

struct HttpRequestReader::State {
  State(const HttpLimits& caps, PackedBody treated)
      : limits(caps), packed(treated), head(HttpHeadKind::request, caps.head), chunks(caps.chunk_line) {}

  HttpRequestStep next(std::string_view& input);
  void read_head(std::string_view& input);
  void begin_body(const HttpHeadFacts& facts, bool body_seen);
  [[nodiscard]] bool take_codings();
  void read_content_length(std::string_view& input);
  void read_chunks(std::string_view& input);
  void append_to_body(std::string_view bytes, std::uint64_t offset);
  void end_body();
  void unpack_body(ContentCoding coding);
  void fail(HttpError reason);

  enum class Phase { head, content_length, chunked, whole, failed } phase = Phase::head;
  std::vector<ContentCoding> codings;  // of the body, the last applied last
  bool asks_to_continue = false;       // and HttpExpectContinue is still to be reported
  HttpLimits limits;
  PackedBody packed;
  HttpHeadReader head;
  HttpRequest request;
  std::uint64_t body_left = 0;
  ChunkedDecoder chunks;
  std::optional<HttpError> error;
};

HttpRequestStep HttpRequestReader::State::next(std::string_view& input) {
  if (phase == Phase::head) read_head(input);
  if (phase == Phase::content_length) read_content_length(input);
  if (phase == Phase::chunked) read_chunks(input);
  if (phase == Phase::failed) return *error;
  if (phase == Phase::whole) return HttpRequestComplete{std::move(request)};
  if (std::exchange(asks_to_continue, false)) return HttpExpectContinue{};
  return HttpNeedMore{};
}

void HttpRequestReader::State::read_head(std::string_view& input) {
  auto step = head.next(input);
  if (auto* reason = std::get_if<HttpError>(&step)) return fail(std::move(*reason));
  const auto* whole = std::get_if<HttpHeadBytes>(&step);
  if (whole == nullptr) return;
  HttpHeadFacts&& facts = head.take_facts();
  auto& line = facts.start_line;
  request.head.method = std::move(line.method);
  request.head.target = std::move(line.target);
  request.head.minor_version = line.minor_version;
  request.head.fields = HttpFieldLines(whole->fields, std::move(facts.fields));
  begin_body(facts, !input.empty());
}

void HttpRequestReader::State::begin_body(const HttpHeadFacts& facts, bool body_seen) {
  body_left = facts.content_length.value_or(0);
  if (!facts.chunked && body_left == 0) {
    phase = Phase::whole;
    return;
  }
  if (body_left > limits.body) return fail({413, "Content-Length above the limit", head.consumed()});
  if (packed == PackedBody::unpack && !take_codings()) return;
  phase = facts.chunked ? Phase::chunked : Phase::content_length;
  request.body.reserve(std::min<std::uint64_t>(body_left, most_reserved));
  // An HTTP/1.0 client doesn't know 100, and one that is sending its body needn't be asked for it.
  asks_to_continue =
      !body_seen && request.head.minor_version >= 1 && has_token(request.head.fields, "expect", "100-continue");
}

/// False where the body comes in a way that is refused.
bool HttpRequestReader::State::take_codings() {
  auto named = codings_of(request.head.fields);
  if (!named) {
    fail({415, "Content-Encoding other than up to four of gzip, deflate, br and zstd", head.consumed()});
  } else if (!named->empty() && !limits.packed) {
    fail({415, "Content-Encoding, where bodies come as they are", head.consumed()});
  } else {
    codings = std::move(*named);
  }
  return phase != Phase::failed;
}

void HttpRequestReader::State::read_content_length(std::string_view& input) {
  const std::string_view bytes = input.substr(0, body_left);
  append(request.body, bytes);
  input.remove_prefix(bytes.size());
  body_left -= bytes.size();
  if (body_left == 0) end_body();
}

void HttpRequestReader::State::read_chunks(std::string_view& input) {
  while (phase == Phase::chunked) {
    auto step = chunks.next(input);
    if (const auto* data = std::get_if<ChunkedData>(&step)) {
      append_to_body(data->bytes, head.consumed() + chunks.consumed() - data->bytes.size());
    } else if (auto* reason = std::get_if<HttpError>(&step)) {
      reason->offset += head.consumed();
      fail(std::move(*reason));
    } else if (std::holds_alternative<ChunkedComplete>(step)) {
      end_body();
    } else {
      return;
    }
  }
}

void HttpRequestReader::State::append_to_body(std::string_view bytes, std::uint64_t offset) {
  const std::size_t room = limits.body - request.body.size();
  if (bytes.size() > room) return fail({413, "body above the limit", offset + room});
  append(request.body, bytes);
}

void HttpRequestReader::State::end_body() {
  phase = Phase::whole;
  if (request.body.empty()) return;
  for (; !codings.empty() && phase == Phase::whole; codings.pop_back())
    unpack_body(codings.back());
}

void HttpRequestReader::State::unpack_body(ContentCoding coding) {
  auto unpacked = unpack(coding, request.body, limits.body);
  if (auto* body = std::get_if<std::string>(&unpacked)) {
    request.body = std::move(*body);
  } else if (const auto* damaged = std::get_if<UnpackDamaged>(&unpacked)) {
    fail({400, fmt::format("body isn't sound {} from its byte {}", name_of(coding), damaged->offset), head.consumed()});
  } else {
    fail({413, "unpacked body above the limit", head.consumed()});
  }
}

void HttpRequestReader::State::fail(HttpError reason) {
  phase = Phase::failed;
  error = std::move(reason);
}

HttpRequestReader::HttpRequestReader(HttpLimits limits, PackedBody packed) : terms_{limits, packed} {}
HttpRequestReader::HttpRequestReader(HttpRequestReader&&) noexcept = default;
HttpRequestReader& HttpRequestReader::operator=(HttpRequestReader&&) noexcept = default;
HttpRequestReader::~HttpRequestReader() = default;

HttpRequestStep HttpRequestReader::next(std::string_view& input) {
  if (state_) {
    auto step = state_->next(input);
    if (std::holds_alternative<HttpRequestComplete>(step)) state_.reset();
    return step;
  }
  if (input.empty()) return HttpNeedMore{};
  // A request that one input holds whole never leaves the stack.
  State state(terms_, terms_.packed_body);
  auto step = state.next(input);
  if (!std::holds_alternative<HttpRequestComplete>(step)) state_ = std::make_unique<State>(std::move(state));
  return step;
}

const HttpRequestHead* HttpRequestReader::head() const {
  const bool is_whole = state_ && !state_->request.head.method.empty();
  return is_whole ? &state_->request.head : nullptr;
}

bool HttpRequestReader::in_message() const {
  return state_ && (state_->phase != State::Phase::head || state_->head.begun());
}

}  // namespace wiretape::wire
