#include "wiretape/mockserver/answer/refusal.h"

#include <memory>
#include <utility>

#include "wiretape/core/program/layout/compile.h"
#include "wiretape/core/program/layout/server_fields.h"
#include "wiretape/mockserver/answer/builtin_answers.h"

namespace wiretape::mockserver {

Answer refusal(int status, std::string_view type, std::string_view message, const wire::HttpFields& server_fields) {
  tape::Delivery delivery;
  delivery.fragment = tape::FragmentWhole{};
  auto response = own_error(status, type, message);
  program::add_server_fields(response.head.fields, server_fields);
  return {
      std::make_shared<const program::WireProgram>(compile(std::move(response), delivery, {.keep_alive = false}, 0)),
      "", ""};
}

}  // namespace wiretape::mockserver
