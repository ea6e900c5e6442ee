#include "wiretape/recorder/relay/outcome.h"

#include <chrono>
#include <string_view>
#include <utility>
#include <variant>

#include <fmt/chrono.h>
#include <fmt/format.h>

namespace wiretape::recorder::relay {
namespace {

using By = tape::RecordedEnd::By;
using wire::Ending;

constexpr std::string_view unreachable = "wiretape_upstream_unreachable";
constexpr std::string_view untrusted = "wiretape_upstream_tls";
constexpr std::string_view late = "wiretape_upstream_timeout";
constexpr std::string_view unreadable = "wiretape_upstream_malformed";

/// What to look at where a phase fails.
std::string_view advice(net::CallPhase phase) {
  switch (phase) {
    case net::CallPhase::resolve:
      return "check the host in --upstream or --intercept, and the name server";
    case net::CallPhase::connect:
      return "check host and port in --upstream or --intercept, and that something listens there";
    case net::CallPhase::tls:
      return "where its certificate is of an authority of your own, name that by --upstream-ca";
    case net::CallPhase::head:
    case net::CallPhase::body:
      break;
  }
  return "try again";
}

/// How the application's connection goes on after a response that ended so.
net::Act act_after(Ending ending, bool closes) {
  if (ending == Ending::reset) return net::act::Reset{};
  if (ending == Ending::complete && !closes) return net::act::TakeNext{};
  return net::act::Fin{.notifies = ending != Ending::tls_cut};
}

struct OutcomeOf {
  const Upstream& upstream;
  bool has_head;
  bool closes;

  /// Of a head that never came whole; else the response is cut where the application reads it.
  [[nodiscard]] Outcome failed(tape::RecordedEnd end, std::string cause, RelayError error, net::Act cut) const {
    if (has_head) return {end, std::move(cause), std::nullopt, cut};
    return {end, std::move(cause), std::move(error), act_after(Ending::complete, closes)};
  }

  Outcome operator()(const net::ResponseEnded& ended) const {
    return {{By::upstream, ended.ending}, "", std::nullopt, act_after(ended.ending, closes)};
  }

  Outcome operator()(const net::DeadlinePassed& passed) const {
    auto cause =
        fmt::format("{} did not answer within {} ({})", origin_of(upstream), passed.limit, to_string(passed.deadline));
    const bool is_connected = passed.phase == net::CallPhase::head || passed.phase == net::CallPhase::body;
    auto message = fmt::format("{}; {}", cause,
                               is_connected ? "raise --upstream-timeout, or see what keeps it" : advice(passed.phase));
    return failed({By::client, Ending::timed_out}, std::move(cause), {504, late, std::move(message)},
                  net::act::Fin{.notifies = false});
  }

  Outcome operator()(const net::CallCancelled& /*cancelled*/) const {
    return {{By::client, Ending::abandoned}, "", std::nullopt, net::act::Fin{}};
  }

  Outcome operator()(const net::TransportFailure& failure) const {
    auto message = fmt::format("no answer from {}: {}; {}", origin_of(upstream), failure.cause, advice(failure.phase));
    const auto type = failure.phase == net::CallPhase::tls ? untrusted : unreachable;
    return failed({By::upstream, Ending::reset}, failure.cause, {502, type, std::move(message)}, net::act::Reset{});
  }

  Outcome operator()(const wire::HttpError& error) const {
    auto cause = fmt::format("{} at byte {}", error.what, error.offset);
    auto message = fmt::format("{} answered what is no HTTP response: {}; see whether it speaks HTTP/1.1 at that port",
                               origin_of(upstream), cause);
    return failed({By::upstream, Ending::malformed}, std::move(cause), {502, unreadable, std::move(message)},
                  net::act::Fin{});
  }
};

}  // namespace

Outcome outcome_of(const net::CallEnd& end, const Upstream& upstream, bool has_head, bool closes) {
  return std::visit(OutcomeOf{upstream, has_head, closes}, end);
}

}  // namespace wiretape::recorder::relay
