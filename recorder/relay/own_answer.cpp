#include "wiretape/recorder/relay/own_answer.h"

#include "wiretape/core/provider/dialects.h"
#include "wiretape/core/wire/http/http_writer.h"

namespace wiretape::recorder::relay {
namespace {

const provider::Dialect& dialect_of(const wire::HttpRequestHead* request) {
  return request == nullptr
             ? provider::dialect_for_request("", {})
             : provider::dialect_for_request(request->target.substr(0, request->target.find('?')), request->fields);
}

}  // namespace

std::string own_answer(const RelayError& error, const wire::HttpRequestHead* request, bool closes) {
  const auto answer = dialect_of(request).write.render_error(
      {.status = error.status, .message = error.message, .type = std::string(error.type), .code = {}, .param = {}});
  wire::HttpResponseHead head{.status = error.status, .reason = "", .minor_version = 1, .fields = answer.fields};
  wire::put_fields(head.fields, {{"content-length", std::to_string(answer.body.size())},
                                 {"x-wiretape-error", std::string(error.type)}});
  if (closes) head.fields.push_back({"connection", "close"});
  std::string text;
  wire::append_response_head(text, head);
  return request != nullptr && request->method == "HEAD" ? text : text + answer.body;
}

}  // namespace wiretape::recorder::relay
