#include "wiretape/core/program/layout/whole_response.h"

#include <utility>

namespace wiretape::program {

Response whole_response(provider::WholeAnswer answer) {
  return {{.status = answer.status, .reason = "", .minor_version = 1, .fields = std::move(answer.fields)},
          verbatim_body(std::move(answer.body))};
}

}  // namespace wiretape::program
