#include "wiretape/core/program/layout/transfer.h"

#include <charconv>
#include <cstdint>
#include <numeric>
#include <string>
#include <system_error>

namespace wiretape::program {
namespace {

using Kind = wire::HttpFraming::Kind;

bool has_no_body(int status) {
  return status == 204 || status == 304 || (status >= 100 && status < 200);
}

wire::HttpFraming framing_for(wire::HttpResponseHead& head, bool is_stream, std::size_t body_size,
                              const ResponseContext& context) {
  if (has_no_body(head.status)) return {Kind::none, 0};
  if (wire::has_token(head.fields, "transfer-encoding", "chunked")) return {Kind::chunked, 0};
  if (wire::find_field(head.fields, "content-length")) return {Kind::content_length, body_size};
  if (!is_stream) {
    head.fields.push_back({"content-length", std::to_string(body_size)});
    return {Kind::content_length, body_size};
  }
  if (context.minor_version < 1) return {Kind::until_close, 0};
  head.fields.push_back({"transfer-encoding", "chunked"});
  return {Kind::chunked, 0};
}

/// How the response ends for a client that trusts the head, when all of the body was sent and the connection closed.
wire::Ending ending_of(const wire::HttpResponseHead& head, Kind kind, std::size_t body_size) {
  if (kind == Kind::until_close) return wire::Ending::closed;
  if (kind != Kind::content_length) return wire::Ending::complete;
  const auto stated = *wire::find_field(head.fields, "content-length");
  std::size_t length = 0;
  const auto parsed = std::from_chars(stated.data(), stated.data() + stated.size(), length);
  if (parsed.ec != std::errc{} || parsed.ptr != stated.data() + stated.size()) return wire::Ending::malformed;
  return length > body_size ? wire::Ending::short_content_length : wire::Ending::complete;
}

/// Whether bytes of this response would be taken for the next one: a length below the body's.
bool runs_over(const wire::HttpResponseHead& head, Kind kind, std::size_t body_size) {
  return kind == Kind::content_length && *wire::find_field(head.fields, "content-length") != std::to_string(body_size);
}

/// What a FIN after the last recorded byte leaves.
wire::Ending ending_at_fin(const wire::HttpResponseHead& head, Kind kind, const RecordedTransfer& recorded,
                           std::size_t body_size) {
  if (kind != Kind::chunked) return ending_of(head, kind, body_size);
  const auto& sizes = recorded.chunks.sizes;
  const auto sum = std::accumulate(sizes.begin(), sizes.end(), std::uint64_t{0});
  return sum > body_size ? wire::Ending::cut_in_data : wire::Ending::cut_between_chunks;
}

bool is_reproducible(const tape::RecordedEnd& end) {
  return end.by == tape::RecordedEnd::By::upstream && end.how != wire::Ending::tls_cut;
}

}  // namespace

TransferPlan plan_recorded_transfer(wire::HttpResponseHead& head, const RecordedTransfer& recorded,
                                    std::size_t body_size, const ResponseContext& context) {
  if (context.is_head || has_no_body(head.status)) return plan_transfer(head, false, body_size, context);
  TransferPlan plan;
  plan.framing.kind = recorded.kind;
  plan.framing.length = recorded.kind == Kind::content_length ? body_size : 0;
  if (recorded.kind == Kind::chunked && !wire::has_token(head.fields, "transfer-encoding", "chunked")) {
    if (context.minor_version < 1) {
      plan.framing.kind = Kind::until_close;
    } else {
      head.fields.push_back({"transfer-encoding", "chunked"});
    }
  }
  const bool ends_as_recorded = is_reproducible(recorded.end) && plan.framing.kind == recorded.kind;
  plan.ending = recorded.end.how == wire::Ending::reset && is_reproducible(recorded.end) ? wire::Ending::reset
                : ends_as_recorded && recorded.kind == Kind::chunked
                    ? recorded.end.how
                    : ending_at_fin(head, plan.framing.kind, recorded, body_size);
  plan.closes = !context.keep_alive || wire::has_token(head.fields, "connection", "close") ||
                plan.ending != wire::Ending::complete || runs_over(head, plan.framing.kind, body_size);
  return plan;
}

TransferPlan plan_transfer(wire::HttpResponseHead& head, bool is_stream, std::size_t body_size,
                           const ResponseContext& context) {
  TransferPlan plan;
  plan.framing = framing_for(head, is_stream, body_size, context);
  if (context.is_head) plan.framing = {Kind::none, 0};
  plan.ending = ending_of(head, plan.framing.kind, body_size);
  plan.closes = !context.keep_alive || wire::has_token(head.fields, "connection", "close") ||
                plan.ending != wire::Ending::complete || runs_over(head, plan.framing.kind, body_size);
  return plan;
}

}  // namespace wiretape::program
