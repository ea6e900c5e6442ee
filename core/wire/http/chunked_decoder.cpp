#include "wiretape/core/wire/http/chunked_decoder.h"

#include <algorithm>
#include <utility>

#include "wiretape/core/wire/http/http_characters.h"
#include "wiretape/core/wire/http/http_field_line.h"

// chunked-body    = *chunk last-chunk trailer-section CRLF              RFC 9112 section 7.1
// chunk           = chunk-size [ chunk-ext ] CRLF chunk-data CRLF
// last-chunk      = 1*"0" [ chunk-ext ] CRLF
// chunk-ext       = *( ";" token [ "=" ( token / quoted-string ) ] )
// trailer-section = *( field-line CRLF )
//
//     5 ; a = b CR LF h e l l o CR LF 0 CR LF X : 1 CR LF CR LF
//    |\_____________/\_________/\___/|\______/\_______________/|
//    | cut_in_         cut_in_  cut_ | cut_in_  cut_in_        complete
//    | size_line       data   before | size_    trailers
//    |                        _crlf  | line
//    cut_between_chunks              cut_between_chunks            (each brace: a FIN after a byte above it)

namespace wiretape::wire {

ChunkedStep ChunkedDecoder::next(std::string_view& input) {
  for (;;) {
    if (state_ == State::complete) return ChunkedComplete{};
    if (state_ == State::failed) return *error_;
    if (input.empty()) return ChunkedNeedMore{};
    if (state_ == State::data) return ChunkedData{take_data(input)};
    take(input.front());
    if (state_ == State::failed) continue;
    input.remove_prefix(1);
    ++consumed_;
    if (tells_sizes_ && state_ == State::data) return ChunkedBegin{size_};
  }
}

Ending ChunkedDecoder::ending_at_fin() const {
  switch (state_) {
    case State::size_first:
      return Ending::cut_between_chunks;
    case State::size_digits:
    case State::extension_first:
    case State::extension_name:
    case State::extension_value_first:
    case State::extension_value:
    case State::extension_quoted:
    case State::extension_escape:
    case State::extension_quoted_end:
    case State::size_line_lf:
      return Ending::cut_in_size_line;
    case State::data:
      return Ending::cut_in_data;
    case State::data_cr:
    case State::data_lf:
      return Ending::cut_before_crlf;
    case State::trailer_first:
    case State::trailer_line:
    case State::trailers_lf:
      return Ending::cut_in_trailers;
    case State::complete:
      return Ending::complete;
    case State::failed:
      break;
  }
  return Ending::malformed;
}

std::string_view ChunkedDecoder::take_data(std::string_view& input) {
  const std::size_t length = static_cast<std::size_t>(std::min<std::uint64_t>(size_, input.size()));
  const std::string_view data = input.substr(0, length);
  input.remove_prefix(length);
  consumed_ += length;
  size_ -= length;
  if (size_ == 0) state_ = State::data_cr;
  return data;
}

void ChunkedDecoder::take(char byte) {
  if (state_ == State::data_cr || state_ == State::data_lf) return take_crlf(byte);
  const bool in_trailers = state_ >= State::trailer_first;
  if (++line_bytes_ > line_limit_) {
    return in_trailers ? fail(431, "trailer section too long", consumed_)
                       : fail(400, "chunk size line too long", consumed_);
  }
  return in_trailers ? take_trailers(byte) : take_size_line(byte);
}

void ChunkedDecoder::take_size_line(char byte) {
  const State before = std::exchange(state_, after_size_line_byte(state_, byte));
  switch (state_) {
    case State::size_digits:
      if (size_ >> 60 != 0) return fail(400, "chunk size overflows", consumed_);
      size_ = size_ << 4 | static_cast<std::uint64_t>(hex_value(byte));
      return;
    case State::data:
      if (size_ != 0) return;
      state_ = State::trailer_first;
      line_bytes_ = 0;
      return;
    case State::failed:
      if (before == State::size_line_lf) return fail(400, "bare CR in a chunk size line", consumed_);
      if (before <= State::size_digits) return fail(400, "chunk size isn't hexadecimal digits alone", consumed_);
      return fail(400, "malformed chunk extension", consumed_);
    default:
      return;
  }
}

// Where a size, an extension name or an extension value has ended.
ChunkedDecoder::State ChunkedDecoder::after_part(char byte) {
  if (byte == ';') return State::extension_first;
  return byte == '\r' ? State::size_line_lf : State::failed;
}

ChunkedDecoder::State ChunkedDecoder::after_size_line_byte(State state, char byte) {
  const bool token = token_bytes.contains(byte);
  switch (state) {
    case State::size_first:
      return hex_value(byte) >= 0 ? State::size_digits : State::failed;
    case State::size_digits:
      return hex_value(byte) >= 0 ? State::size_digits : after_part(byte);
    case State::extension_first:
      return token ? State::extension_name : State::failed;
    case State::extension_name:
      if (byte == '=') return State::extension_value_first;
      return token ? State::extension_name : after_part(byte);
    case State::extension_value_first:
      if (byte == '"') return State::extension_quoted;
      return token ? State::extension_value : State::failed;
    case State::extension_value:
      return token ? State::extension_value : after_part(byte);
    case State::extension_quoted:
      if (byte == '"') return State::extension_quoted_end;
      if (byte == '\\') return State::extension_escape;
      return field_value_bytes.contains(byte) ? State::extension_quoted : State::failed;
    case State::extension_escape:
      return field_value_bytes.contains(byte) ? State::extension_quoted : State::failed;
    case State::extension_quoted_end:
      return after_part(byte);
    case State::size_line_lf:
      return byte == '\n' ? State::data : State::failed;
    default:
      return State::failed;
  }
}

void ChunkedDecoder::take_crlf(char byte) {
  if (byte != (state_ == State::data_cr ? '\r' : '\n'))
    return fail(400, "chunk data isn't followed by CRLF", consumed_);
  if (state_ == State::data_cr) {
    state_ = State::data_lf;
    return;
  }
  state_ = State::size_first;
  line_bytes_ = 0;
}

void ChunkedDecoder::take_trailers(char byte) {
  if (state_ == State::trailers_lf) {
    if (byte != '\n') return fail(400, "bare CR in the trailer section", consumed_);
    state_ = State::complete;
  } else if (byte == '\n') {
    end_trailer_line();
  } else if (byte == '\r' && state_ == State::trailer_first) {
    state_ = State::trailers_lf;
  } else {
    trailer_line_ += byte;
    state_ = State::trailer_line;
  }
}

void ChunkedDecoder::end_trailer_line() {
  if (!trailer_line_.ends_with('\r')) return fail(400, "bare LF in the trailer section", consumed_);
  const std::uint64_t begin = consumed_ - trailer_line_.size();
  trailer_line_.pop_back();
  auto parsed = parse_field_line(trailer_line_);
  if (auto* error = std::get_if<HttpError>(&parsed)) {
    return fail(error->status, std::move(error->what), begin + error->offset);
  }
  const auto& [name, value] = std::get<HttpFieldView>(parsed);
  trailers_.push_back({std::string(name), std::string(value)});
  trailer_line_.clear();
  state_ = State::trailer_first;
}

void ChunkedDecoder::fail(int status, std::string what, std::uint64_t offset) {
  state_ = State::failed;
  error_ = HttpError{status, std::move(what), offset};
}

}  // namespace wiretape::wire
