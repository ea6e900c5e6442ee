#include "wiretape/mockserver/refusal.h"

#include <memory>

#include "wiretape/core/program/compile.h"
#include "wiretape/mockserver/builtin_answers.h"

namespace wiretape::mockserver {

Answer refusal(int status, std::string_view type, std::string_view message) {
  tape::Delivery delivery;
  delivery.fragment = tape::FragmentWhole{};
  return {std::make_shared<const program::WireProgram>(
              compile(own_error(status, type, message), delivery, {.keep_alive = false}, 0)),
          "", ""};
}

}  // namespace wiretape::mockserver
