#include "wiretape/convert/mend.h"

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <variant>

#include <fmt/format.h>

#include "wiretape/core/text/blank_separated.h"
#include "wiretape/core/text/excerpt.h"
#include "wiretape/core/text/one_line.h"
#include "wiretape/core/text/utf8.h"
#include "wiretape/core/wire/http/coding/content_coding.h"
#include "wiretape/core/wire/http/coding/unpack.h"
#include "wiretape/core/wire/http/http_characters.h"
#include "wiretape/core/wire/http/http_writer.h"

namespace wiretape::convert {
namespace {

constexpr std::size_t largest_body = std::size_t{256} << 20;

using Sentences = std::vector<std::string>;

bool is_named(const wire::HttpField& field, std::string_view name) {
  return wire::equal_ignoring_case(field.name, name);
}

void drop(wire::HttpFields& fields, std::string_view name) {
  std::erase_if(fields, [&](const wire::HttpField& field) { return is_named(field, name); });
}

bool is_token(std::string_view name) {
  return !name.empty() && wire::token_bytes.find_outside(name) == std::string_view::npos;
}

/// HTTP/2 and 3 have `:status` among the fields, and programs that record them often leave it there.
void drop_pseudo_fields(wire::HttpFields& fields) {
  std::erase_if(fields, [](const wire::HttpField& field) { return field.name.starts_with(':'); });
}

void drop_unsound_fields(wire::HttpFields& fields, Sentences& said) {
  std::erase_if(fields, [&](const wire::HttpField& field) {
    const bool is_sound = is_token(field.name) && text::is_one_line(field.value);
    if (!is_sound) said.push_back(fmt::format("no field of HTTP/1.1: '{}'; it is dropped", text::excerpt(field.name)));
    return !is_sound;
  });
}

void trim_values(wire::HttpFields& fields) {
  for (wire::HttpField& field : fields)
    field.value = std::string(wire::trim_white_space(field.value));
}

/// Programs that keep what their HTTP library hands out keep a body that is unpacked, beside the field that says how it
/// was packed.
void mend_coding(Recording& recording, Sentences& said) {
  const auto name = wire::find_field(recording.head.fields, "content-encoding");
  if (!name || recording.body.empty() || wire::equal_ignoring_case(*name, "identity")) return;
  const auto coding = wire::content_coding(*name);
  if (coding && !std::holds_alternative<wire::UnpackDamaged>(wire::unpack(*coding, recording.body, largest_body)))
    return;
  if (recording.end.how != wire::Ending::complete && coding) return;  // packed, and cut
  said.push_back(fmt::format("'content-encoding: {}' beside a body that is not packed so; the field is dropped",
                             text::excerpt(*name)));
  drop(recording.head.fields, "content-encoding");
}

bool fits(std::string_view written, const Recording& recording) {
  using wire::Ending;
  const auto length = text::parse_count(written);
  if (!length) return false;
  const Ending how = recording.end.how;
  if (how == Ending::short_content_length) return recording.body.size() < *length;
  return how == Ending::complete ? recording.body.size() == *length : recording.body.size() <= *length;
}

void mend_length(Recording& recording, Sentences& said) {
  wire::HttpFields& fields = recording.head.fields;
  const auto written = wire::find_field(fields, "content-length");
  if (!written || has_no_body(recording)) return;
  const bool is_chunked = wire::has_token(fields, "transfer-encoding", "chunked");
  const bool is_once =
      std::ranges::count_if(fields, [](const auto& field) { return is_named(field, "content-length"); }) == 1;
  if (!is_chunked && is_once && fits(*written, recording)) return;
  said.push_back(fmt::format("'content-length: {}' {}; the field is dropped", text::excerpt(*written),
                             is_chunked ? "beside chunks"
                             : is_once  ? fmt::format("beside a body of {} bytes", recording.body.size())
                                        : "beside another one"));
  drop(fields, "content-length");
}

/// Codings of transfer other than chunks are in no body that is stored, and can't be played.
void mend_transfer(Recording& recording, Sentences& said) {
  wire::HttpFields& fields = recording.head.fields;
  const auto written = wire::find_field(fields, "transfer-encoding");
  if (!written || wire::equal_ignoring_case(*written, "chunked")) return;
  said.push_back(fmt::format("'transfer-encoding: {}', of which nothing is left in a stored body; the field is dropped",
                             text::excerpt(*written)));
  drop(fields, "transfer-encoding");
}

/// The same for a section of trailers.
void mend_trailers(Recording& recording, Sentences& said) {
  auto* chunks = std::get_if<tape::ChunkFraming>(&recording.framing);
  if (chunks == nullptr) return;
  drop_pseudo_fields(chunks->trailers);
  drop_unsound_fields(chunks->trailers, said);
  trim_values(chunks->trailers);
}

void mend_reason(wire::HttpResponseHead& head) {
  if (!text::is_one_line(head.reason) || head.reason == wire::standard_reason(head.status)) head.reason.clear();
  head.reason = text::to_valid_utf8(head.reason);
}

}  // namespace

bool has_no_body(const Recording& recording) {
  const int status = recording.head.status;
  return wire::equal_ignoring_case(recording.method, "HEAD") || status == 204 || status == 304;
}

std::vector<std::string> mend(Recording& recording) {
  Sentences said;
  drop_pseudo_fields(recording.head.fields);
  drop_unsound_fields(recording.head.fields, said);
  trim_values(recording.head.fields);
  mend_trailers(recording, said);
  mend_reason(recording.head);
  mend_coding(recording, said);
  mend_transfer(recording, said);
  mend_length(recording, said);
  if (has_no_body(recording) && !recording.body.empty()) {
    said.push_back(fmt::format("a body of {} bytes where HTTP has none; it is dropped", recording.body.size()));
    recording.body.clear();
    recording.arrivals.clear();
  }
  return said;
}

std::optional<std::string> why_unplayable(const Recording& recording) {
  const int status = recording.head.status;
  if (status < 200 || status > 599) return fmt::format("no response (status {})", status);
  if (!is_token(recording.method)) return fmt::format("the method '{}'", text::excerpt(recording.method));
  return std::nullopt;
}

}  // namespace wiretape::convert
