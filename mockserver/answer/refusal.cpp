#include "wiretape/mockserver/answer/refusal.h"

#include <memory>

#include "wiretape/core/program/layout/compile.h"
#include "wiretape/mockserver/answer/builtin_answers.h"

namespace wiretape::mockserver {

Answer refusal(int status, std::string_view type, std::string_view message) {
  tape::Delivery delivery;
  delivery.fragment = tape::FragmentWhole{};
  return {std::make_shared<const program::WireProgram>(
              compile(own_error(status, type, message), delivery, {.keep_alive = false}, 0)),
          "", ""};
}

}  // namespace wiretape::mockserver
