#include "wiretape/core/wire/http/http_response_reader.h"

#include <cstddef>
#include <optional>
#include <utility>

#include "wiretape/core/wire/http/chunked_decoder.h"
#include "wiretape/core/wire/http/http_head_reader.h"

//     +- 1xx -+         +-- none ------------+
//     |       |         +-- content_length --+
//     +-----> head -----+-- chunked ---------+---- whole        any of them ---- failed
//                       +-- until_close ----- (never: the FIN is its end)
//
// Which of the four: RFC 9112 section 6.3.

namespace wiretape::wire {
namespace {

using Kind = HttpFraming::Kind;

constexpr int switching_protocols = 101;

bool is_informational(int status) {
  return status < 200 && status != switching_protocols;
}

bool is_without_body(int status) {
  return status < 200 || status == 204 || status == 304;
}

HttpFields fields_at(const std::vector<HttpFieldPlace>& places, std::string_view text) {
  HttpFields fields;
  fields.reserve(places.size());
  for (const auto& [name, name_size, value, value_size] : places)
    fields.push_back({std::string(text.substr(name, name_size)), std::string(text.substr(value, value_size))});
  return fields;
}

}  // namespace

struct HttpResponseReader::State {
  State(const HttpLimits& caps, bool for_head_request, HttpDetail told)
      : limits(caps),
        answers_head_request(for_head_request),
        detail(told),
        head_reader(HttpHeadKind::response, caps.head),
        chunks(caps.chunk_line, told == HttpDetail::transfer) {}

  HttpResponseStep next(std::string_view& input);
  HttpResponseStep read_head(std::string_view& input);
  HttpResponseStep read_body(std::string_view& input);
  HttpResponseStep read_chunks(std::string_view& input);
  HttpFraming framing_of(const HttpHeadFacts& facts) const;
  HttpResponseStep fail(HttpError reason, std::uint64_t begin);

  HttpLimits limits;
  bool answers_head_request;
  HttpDetail detail;
  bool has_head = false;
  HttpHeadReader head_reader;
  HttpResponseHead head;
  HttpFraming framing;
  std::uint64_t consumed = 0;
  std::uint64_t heads_length = 0;  // of the heads read so far, informational ones included
  std::uint64_t body_left = 0;     // for content_length
  ChunkedDecoder chunks;
  std::optional<HttpError> error;
};

HttpResponseStep HttpResponseReader::State::next(std::string_view& input) {
  if (error) return *error;
  const std::size_t before = input.size();
  auto step = has_head ? read_body(input) : read_head(input);
  consumed += before - input.size();
  return step;
}

HttpResponseStep HttpResponseReader::State::read_head(std::string_view& input) {
  HttpHeadFacts facts;
  HttpResponseHead read;
  for (;;) {
    auto step = head_reader.next(input);
    if (auto* reason = std::get_if<HttpError>(&step)) return fail(std::move(*reason), heads_length);
    const auto* whole = std::get_if<HttpHeadBytes>(&step);
    if (whole == nullptr) return HttpResponseNeedMore{};
    facts = head_reader.take_facts();
    auto& line = facts.start_line;
    read = {line.status, std::move(line.reason), line.minor_version, fields_at(facts.fields, whole->fields)};
    heads_length += head_reader.consumed();
    if (!is_informational(read.status)) break;
    head_reader = HttpHeadReader(HttpHeadKind::response, limits.head);
    if (detail == HttpDetail::transfer) return HttpInterimHead{std::move(read)};
  }
  head = std::move(read);
  framing = framing_of(facts);
  body_left = framing.length;
  has_head = true;
  return HttpResponseHeadDone{};
}

HttpFraming HttpResponseReader::State::framing_of(const HttpHeadFacts& facts) const {
  if (answers_head_request || is_without_body(head.status)) return {Kind::none};
  if (facts.chunked) return {Kind::chunked};
  if (facts.content_length) return {Kind::content_length, *facts.content_length};
  return {Kind::until_close};
}

HttpResponseStep HttpResponseReader::State::read_body(std::string_view& input) {
  if (framing.kind == Kind::chunked) return read_chunks(input);
  if (framing.kind != Kind::until_close && body_left == 0) return HttpResponseComplete{};
  if (input.empty()) return HttpResponseNeedMore{};
  const std::string_view bytes = framing.kind == Kind::content_length ? input.substr(0, body_left) : input;
  input.remove_prefix(bytes.size());
  if (framing.kind == Kind::content_length) body_left -= bytes.size();
  return HttpBodyBytes{bytes};
}

HttpResponseStep HttpResponseReader::State::read_chunks(std::string_view& input) {
  auto step = chunks.next(input);
  if (const auto* data = std::get_if<ChunkedData>(&step)) return HttpBodyBytes{data->bytes};
  if (const auto* begin = std::get_if<ChunkedBegin>(&step)) return HttpChunkBegin{begin->size};
  if (auto* reason = std::get_if<HttpError>(&step)) return fail(std::move(*reason), heads_length);
  if (std::holds_alternative<ChunkedComplete>(step)) return HttpResponseComplete{};
  return HttpResponseNeedMore{};
}

HttpResponseStep HttpResponseReader::State::fail(HttpError reason, std::uint64_t begin) {
  reason.offset += begin;
  error = std::move(reason);
  return *error;
}

HttpResponseReader::HttpResponseReader(HttpLimits limits, bool head_request, HttpDetail detail)
    : state_(std::make_unique<State>(limits, head_request, detail)) {}
HttpResponseReader::HttpResponseReader(HttpResponseReader&&) noexcept = default;
HttpResponseReader& HttpResponseReader::operator=(HttpResponseReader&&) noexcept = default;
HttpResponseReader::~HttpResponseReader() = default;

HttpResponseStep HttpResponseReader::next(std::string_view& input) {
  return state_->next(input);
}

const HttpResponseHead& HttpResponseReader::head() const {
  return state_->head;
}

HttpFraming HttpResponseReader::framing() const {
  return state_->framing;
}

const HttpFields& HttpResponseReader::trailers() const {
  return state_->chunks.trailers();
}

Ending HttpResponseReader::ending_at_fin() const {
  if (state_->error) return Ending::malformed;
  if (!state_->has_head) return Ending::cut_in_head;
  switch (state_->framing.kind) {
    case Kind::chunked:
      return state_->chunks.ending_at_fin();
    case Kind::until_close:
      return Ending::closed;
    case Kind::content_length:
      return state_->body_left == 0 ? Ending::complete : Ending::short_content_length;
    case Kind::none:
      break;
  }
  return Ending::complete;
}

std::uint64_t HttpResponseReader::consumed() const {
  return state_->consumed;
}

}  // namespace wiretape::wire
