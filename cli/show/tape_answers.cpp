#include "cli/show/tape_answers.h"

#include <algorithm>
#include <iterator>

#include "wiretape/core/provider/dialects.h"
#include "wiretape/core/tape/follow_ups.h"

namespace wiretape::cli {

std::vector<tape::Exchange> all_answers(const tape::Tape& tape) {
  std::vector<tape::Exchange> all;
  for (const auto& exchange : tape.exchanges) {
    all.push_back(exchange);
    all.back().then.clear();
    std::ranges::move(tape::follow_ups(exchange), std::back_inserter(all));
  }
  return all;
}

const provider::Dialect& answer_dialect(const tape::Exchange& exchange, const wire::HttpRequest& request) {
  if (exchange.dialect != nullptr) return *exchange.dialect;
  return provider::dialect_for_request(request.head.target, request.head.fields);
}

}  // namespace wiretape::cli
