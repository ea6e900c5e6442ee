#include "wiretape/mockserver/answer/cors.h"

#include <string>
#include <utility>

#include "wiretape/core/program/layout/compile.h"
#include "wiretape/core/program/stage/body.h"
#include "wiretape/mockserver/answer/own_answer.h"

namespace wiretape::mockserver {

using wire::find_field;

std::optional<Playable> preflight_answer(const wire::HttpRequest& request) {
  const auto& fields = request.head.fields;
  const auto origin = find_field(fields, "origin");
  const auto method = find_field(fields, "access-control-request-method");
  if (request.head.method != "OPTIONS" || !origin || !method) return std::nullopt;

  program::Response response{{.status = 204, .reason = "", .minor_version = 1, .fields = {}},
                             program::verbatim_body("")};
  auto& allowed = response.head.fields;
  allowed.push_back({"access-control-allow-origin", std::string(*origin)});
  allowed.push_back({"access-control-allow-methods", std::string(*method)});
  if (const auto names = find_field(fields, "access-control-request-headers")) {
    allowed.push_back({"access-control-allow-headers", std::string(*names)});
  }
  const bool asks_for_network = find_field(fields, "access-control-request-private-network") == "true";
  if (asks_for_network) allowed.push_back({"access-control-allow-private-network", "true"});
  allowed.push_back({"vary", "origin, access-control-request-method, access-control-request-headers"});
  return own_answer(std::move(response), "", context_of(request.head, {}));
}

wire::HttpFields cross_origin_fields(const wire::HttpRequestHead* request) {
  const wire::HttpField all_readable{"access-control-expose-headers", "*"};
  if (request == nullptr) return {{"access-control-allow-origin", "*"}, all_readable};
  const auto origin = find_field(request->fields, "origin");
  if (!origin) return {};
  return {{"access-control-allow-origin", std::string(*origin)}, all_readable, {"vary", "origin"}};
}

}  // namespace wiretape::mockserver
