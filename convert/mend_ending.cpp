#include "wiretape/convert/mend_ending.h"

#include <cstdint>
#include <numeric>
#include <string>
#include <variant>
#include <vector>

#include <fmt/format.h>

#include "wiretape/convert/mend.h"
#include "wiretape/core/text/blank_separated.h"
#include "wiretape/core/wire/http/http_message.h"

namespace wiretape::convert {
namespace {

using wire::Ending;
using Kind = wire::HttpFraming::Kind;

Kind transfer_kind(const Recording& recording) {
  if (wire::has_token(recording.head.fields, "transfer-encoding", "chunked")) return Kind::chunked;
  if (wire::find_field(recording.head.fields, "content-length")) return Kind::content_length;
  return std::holds_alternative<tape::CloseFraming>(recording.framing) ? Kind::until_close : Kind::chunked;
}

bool may_come_anywhere(Ending how) {
  return how == Ending::reset || how == Ending::tls_cut || how == Ending::abandoned || how == Ending::timed_out;
}

Ending end_with_length(const Recording& recording) {
  const auto length = text::parse_count(*wire::find_field(recording.head.fields, "content-length"));
  return length && recording.body.size() < *length ? Ending::short_content_length : Ending::complete;
}

Ending end_in_chunks(const Recording& recording) {
  const Ending how = recording.end.how;
  const bool is_no_place = how == Ending::closed || how == Ending::short_content_length || how == Ending::cut_in_head ||
                           (how == Ending::cut_before_crlf && recording.body.empty());
  return is_no_place ? Ending::cut_between_chunks : how;
}

Ending possible_end(const Recording& recording) {
  if (may_come_anywhere(recording.end.how) || has_no_body(recording)) return recording.end.how;
  const Kind kind = transfer_kind(recording);
  if (kind == Kind::until_close) return Ending::closed;
  return kind == Kind::content_length ? end_with_length(recording) : end_in_chunks(recording);
}

bool chunks_fit(const std::vector<std::uint64_t>& sizes, const Recording& recording) {
  if (sizes.empty()) return true;
  const auto size = recording.body.size();
  const auto sum = std::accumulate(sizes.begin(), sizes.end(), std::uint64_t{0});
  const bool is_inside_last = sum - sizes.back() <= size && size < sum;
  if (recording.end.how == Ending::cut_in_data) return is_inside_last;
  return sum == size || (may_come_anywhere(recording.end.how) && is_inside_last);
}

bool arrivals_fit(const Recording& recording) {
  std::uint64_t sum = 0;
  for (const tape::Arrival& arrival : recording.arrivals)
    sum += arrival.bytes;
  return recording.arrivals.empty() || sum == recording.body.size();
}

/// Only one framing there can be: what the head lists, else what is known beside it.
void drop_other_framing(Recording& recording) {
  const bool is_chunked = transfer_kind(recording) == Kind::chunked;
  const bool is_listed = is_chunked || wire::find_field(recording.head.fields, "content-length");
  const bool is_close = std::holds_alternative<tape::CloseFraming>(recording.framing);
  const bool has_chunks = std::holds_alternative<tape::ChunkFraming>(recording.framing);
  if ((is_close && is_listed) || (has_chunks && !is_chunked)) recording.framing = {};
}

void mend_end(Recording& recording, std::vector<std::string>& said) {
  const Ending how = recording.end.how;
  const Ending possible = possible_end(recording);
  recording.end.how = possible;
  const bool is_the_same = how == possible || (how == Ending::complete && possible == Ending::closed);
  if (is_the_same) return;
  said.push_back(fmt::format("the end '{}', which its framing can't have; it is taken for '{}'", to_string(how),
                             to_string(possible)));
}

void mend_chunks(Recording& recording, std::vector<std::string>& said) {
  auto* chunks = std::get_if<tape::ChunkFraming>(&recording.framing);
  if (chunks == nullptr || chunks_fit(chunks->sizes, recording)) return;
  said.push_back(fmt::format("chunks that are not the body's {} bytes; they are dropped", recording.body.size()));
  chunks->sizes.clear();
}

}  // namespace

std::vector<std::string> mend_ending(Recording& recording) {
  std::vector<std::string> said;
  drop_other_framing(recording);
  mend_end(recording, said);
  mend_chunks(recording, said);
  if (!arrivals_fit(recording)) {
    said.push_back(fmt::format("arrivals that are not the body's {} bytes; they are dropped", recording.body.size()));
    recording.arrivals.clear();
  }
  return said;
}

}  // namespace wiretape::convert
