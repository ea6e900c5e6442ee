#include <array>
#include <chrono>
#include <string>

#include <fmt/format.h>

#include "wiretape/core/fault/counts.h"
#include "wiretape/core/fault/fault.h"
#include "wiretape/core/program/layout/whole_response.h"
#include "wiretape/core/provider/rate_limit.h"
#include "wiretape/core/text/json/json_text.h"
#include "wiretape/core/wire/http/http_date.h"

namespace wiretape::fault {
namespace {

constexpr std::array status_parameters{
    FaultParameter{.name = "code",
                   .kind = FaultParameter::Kind::count,
                   .standard = "",
                   .meaning = "the status",
                   .least = 400,
                   .most = 599,
                   .is_required = true},
    FaultParameter{.name = "message",
                   .kind = FaultParameter::Kind::text,
                   .standard = "An error that a fault plan asks for.",
                   .meaning = "what the error says"},
    FaultParameter{.name = "type",
                   .kind = FaultParameter::Kind::text,
                   .standard = "",
                   .meaning = "the error's type; left out: the provider's own for the status"},
    FaultParameter{.name = "error_code",
                   .kind = FaultParameter::Kind::text,
                   .standard = "",
                   .meaning = "the error's code, where the provider has one; left out: the provider's own"},
    FaultParameter{.name = "retry_after",
                   .kind = FaultParameter::Kind::duration,
                   .standard = "",
                   .meaning = "adds a Retry-After; whole seconds, rounded up",
                   .most = 86'400'000'000},
    FaultParameter{.name = "retry_after_form",
                   .kind = FaultParameter::Kind::word,
                   .standard = "seconds",
                   .meaning = "seconds: a number; date: an HTTP date so long after `now`, with `now` as the Date",
                   .words = "seconds|date"},
    FaultParameter{.name = "now",
                   .kind = FaultParameter::Kind::count,
                   .standard = "1735689600",
                   .meaning = "Unix seconds from which a date counts; fixed, so that the bytes stay the same",
                   .most = 253'000'000'000},
    counts_parameter,
};

/// The error of an answer of no known dialect.
provider::WholeAnswer plain_error(const provider::ErrorReply& error) {
  std::string body = R"({"error":{"message":)";
  text::append_json_string(body, error.message);
  const auto append = [&](std::string_view name, const std::optional<std::string>& text) {
    if (!text) return;
    body += fmt::format(R"(,"{}":)", name);
    text::append_json_string(body, *text);
  };
  append("type", error.type);
  append("code", error.code);
  body += "}}";
  return {error.status, {{"content-type", "application/json"}}, std::move(body)};
}

void add_retry_after(wire::HttpFields& fields, const FaultArguments& arguments) {
  if (!arguments.has("retry_after")) return;
  const auto wait = arguments.duration("retry_after");
  if (arguments.text("retry_after_form") == "seconds") {
    fields.push_back({"retry-after", provider::retry_after_seconds(wait)});
    return;
  }
  const std::chrono::sys_seconds now(std::chrono::seconds(arguments.count("now")));
  fields.push_back({"date", wire::http_date(now)});
  fields.push_back({"retry-after", wire::http_date(now + std::chrono::ceil<std::chrono::seconds>(wait))});
}

FaultResult apply_status(program::Response& response, const FaultCall& call) {
  const FaultArguments& arguments = call.arguments();
  const provider::ErrorReply error{.status = static_cast<int>(arguments.count("code")),
                                   .message = arguments.text("message"),
                                   .type = arguments.text_if_given("type"),
                                   .code = arguments.text_if_given("error_code"),
                                   .param = {}};
  const auto* dialect = call.context.dialect;
  response = program::whole_response(dialect == nullptr ? plain_error(error) : dialect->write.render_error(error));
  add_retry_after(response.head.fields, arguments);
  return {};
}

}  // namespace

extern const FaultType status_fault;
constinit const FaultType status_fault{
    .name = "status",
    .family = "before the stream",
    .summary = "Answers with an error status and the provider's own error body in place of the answer.",
    .seen = "The status, the fields and the JSON error that the provider sends with it; no stream.",
    .function = ReplyFault{apply_status},
    .parameters = status_parameters,
    .group = "status",
};

}  // namespace wiretape::fault
