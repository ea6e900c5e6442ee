#include "wiretape/core/compile/sample_answer.h"

#include "wiretape/core/compile/sample_request.h"
#include "wiretape/core/provider/request_view.h"

namespace wiretape::compile {

std::variant<CompiledAnswer, UnfitFault> sample_answer(const tape::Exchange& exchange,
                                                       std::span<const fault::Fault* const> faults) {
  const auto request = sample_request(exchange);
  const provider::RequestView view(request, request.head.target, "");
  return compile_answer({.answer = exchange.answer,
                         .dialect = exchange.dialect,
                         .request = view,
                         .delivery = exchange.delivery,
                         .context = {.is_head = request.head.method == "HEAD", .is_tls = true},
                         .faults = faults});
}

}  // namespace wiretape::compile
