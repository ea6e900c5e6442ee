#include "wiretape/recorder/replay/passing_failure.h"

#include <algorithm>
#include <array>
#include <functional>
#include <utility>
#include <variant>

namespace wiretape::recorder::replay {
namespace {

// A key that was wrong or missing is masked, so that a request with the right one has the same rule.
constexpr std::array passing_statuses{401, 403, 408, 425, 429};
constexpr int first_server_error = 500;

struct IsFailure {
  bool operator()(const provider::Reply& /*reply*/) const { return false; }
  bool operator()(const tape::Dialogue& /*dialogue*/) const { return false; }
  bool operator()(const tape::RecordedResponse& response) const {
    return may_pass(response.head.status, response.end.how);
  }
  /// Where no head came, a recorder writes 502 and a fault before the first byte.
  bool operator()(const auto& response) const { return may_pass(response.head.status, wire::Ending::complete); }
};

}  // namespace

bool may_pass(int status, wire::Ending ending) {
  const bool is_whole = ending == wire::Ending::complete || ending == wire::Ending::closed;
  return !is_whole || status >= first_server_error ||
         std::ranges::find(passing_statuses, status) != passing_statuses.end();
}

bool is_passing_failure(const tape::Exchange& exchange) {
  return exchange.recorded_request && !exchange.uses && std::visit(IsFailure{}, exchange.answer);
}

SortedTape sort_failures(tape::Tape tape) {
  auto failures = tape;
  std::erase_if(failures.exchanges, std::not_fn(is_passing_failure));
  std::erase_if(tape.exchanges, is_passing_failure);
  return {std::move(tape), std::move(failures)};
}

}  // namespace wiretape::recorder::replay
