#include "cli/compile_request.h"

#include <utility>

#include <fmt/format.h>

#include "wiretape/core/compile/sample_request.h"
#include "wiretape/core/wire/http/http_request_reader.h"

namespace wiretape::cli {

std::variant<wire::HttpRequest, RequestFileError> read_request(std::string_view text, const tape::Exchange& exchange) {
  const auto first_line = text.substr(0, text.find('\n'));
  if (first_line.find(" HTTP/1.") == std::string_view::npos) {
    wire::HttpRequest request = compile::sample_request(exchange);
    request.body = text;
    return request;
  }
  wire::HttpRequestReader reader{wire::HttpLimits{}};
  for (;;) {
    auto step = reader.next(text);
    if (auto* complete = std::get_if<wire::HttpRequestComplete>(&step)) return std::move(complete->request);
    if (const auto* error = std::get_if<wire::HttpError>(&step)) {
      return RequestFileError{fmt::format("{} at byte {}", error->what, error->offset)};
    }
    if (std::holds_alternative<wire::HttpNeedMore>(step)) return RequestFileError{"a request that is not whole"};
  }
}

}  // namespace wiretape::cli
