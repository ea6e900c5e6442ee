#include "wiretape/core/program/framing.h"

#include <charconv>
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

}  // namespace

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
