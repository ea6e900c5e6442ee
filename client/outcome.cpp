#include "wiretape/client/outcome.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

namespace wiretape::client {
namespace {

std::string_view explain(wire::Ending ending) {
  using wire::Ending;
  switch (ending) {
    case Ending::complete:
      return "the body is whole, the answer in it is not";
    case Ending::closed:
      return "the connection was closed, and nothing shows that this was the end";
    case Ending::cut_in_head:
      return "the connection was closed inside the response's head";
    case Ending::cut_in_size_line:
      return "the connection was closed inside a chunk's size line";
    case Ending::cut_in_data:
      return "the connection was closed inside a chunk";
    case Ending::cut_before_crlf:
      return "the connection was closed after a chunk's data, before its line end";
    case Ending::cut_between_chunks:
      return "the connection was closed between two chunks";
    case Ending::cut_in_trailers:
      return "the connection was closed after the last chunk, before the end of the trailers";
    case Ending::short_content_length:
      return "the connection was closed before the announced length had come";
    case Ending::reset:
      return "the connection was reset";
    case Ending::tls_cut:
      return "TLS ended without close_notify";
    case Ending::timed_out:
      return "it took too long";
    case Ending::malformed:
      return "its framing is broken";
    case Ending::abandoned:
      return "it was given up";
  }
  return "unknown";
}

std::string closed_by_server(const WebSocketClose& close) {
  auto text = close.code ? fmt::format("the server closed with {}", *close.code) : "the server closed without a code";
  if (!close.reason.empty()) text += fmt::format(": {}", close.reason);
  return text;
}

struct Name {
  std::string_view operator()(const Completed&) const { return "completed"; }
  std::string_view operator()(const LengthLimited&) const { return "length_limited"; }
  std::string_view operator()(const ProviderError&) const { return "provider_error"; }
  std::string_view operator()(const Truncated&) const { return "truncated"; }
  std::string_view operator()(const TimedOut&) const { return "timed_out"; }
  std::string_view operator()(const Cancelled&) const { return "cancelled"; }
  std::string_view operator()(const ProtocolError&) const { return "protocol_error"; }
  std::string_view operator()(const TransportError&) const { return "transport_error"; }
};

struct Details {
  std::string operator()(const Completed& completed) const { return completed.reason.value_or(""); }

  std::string operator()(const LengthLimited&) const { return "the answer reached the limit on its tokens"; }

  std::string operator()(const ProviderError& error) const {
    auto text = fmt::format("HTTP {}: {}", error.status, error.message);
    if (!error.type.empty()) text += fmt::format(" (type {})", error.type);
    if (!error.code.empty()) text += fmt::format(" (code {})", error.code);
    if (error.retry_after) text += fmt::format("; try again after {}", *error.retry_after);
    return text;
  }

  std::string operator()(const Truncated& truncated) const {
    if (truncated.close) return closed_by_server(*truncated.close);
    return fmt::format("{} ({})", explain(truncated.ending), to_string(truncated.ending));
  }

  std::string operator()(const TimedOut& timed_out) const {
    return fmt::format("the {} limit of {} passed in phase {}", to_string(timed_out.deadline), timed_out.limit,
                       to_string(timed_out.phase));
  }

  std::string operator()(const Cancelled& cancelled) const {
    return fmt::format("in phase {}", to_string(cancelled.phase));
  }

  std::string operator()(const ProtocolError& error) const {
    const bool is_body = error.unit == ProtocolError::Unit::body;
    return fmt::format("{} (byte {} of the {})", error.what, error.offset, is_body ? "body" : "response");
  }

  std::string operator()(const TransportError& error) const {
    return fmt::format("{} (phase {})", error.cause, to_string(error.phase));
  }
};

}  // namespace

std::string_view name_of(const Outcome& outcome) {
  return std::visit(Name{}, outcome);
}

std::string describe(const Outcome& outcome) {
  const auto details = std::visit(Details{}, outcome);
  return details.empty() ? std::string(name_of(outcome)) : fmt::format("{}: {}", name_of(outcome), details);
}

}  // namespace wiretape::client
