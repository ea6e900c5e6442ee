#include "wiretape/core/provider/gemini/gemini_error.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <utility>

#include <fmt/format.h>

#include "wiretape/core/provider/error_fields.h"
#include "wiretape/core/provider/gemini/gemini_json.h"
#include "wiretape/core/provider/shared/error_words.h"

namespace wiretape::provider {
namespace {

constexpr int default_status = 500;

struct StatusWord {
  int status;
  std::string_view word;
  ErrorMeaning meaning;
};

// google.rpc.Code, each with its HTTP status. Of several for one status the first is the usual one.
constexpr std::array words{
    StatusWord{400, "INVALID_ARGUMENT", ErrorMeaning::lasting},
    StatusWord{400, "FAILED_PRECONDITION", ErrorMeaning::lasting},
    StatusWord{400, "OUT_OF_RANGE", ErrorMeaning::lasting},
    StatusWord{401, "UNAUTHENTICATED", ErrorMeaning::lasting},
    StatusWord{403, "PERMISSION_DENIED", ErrorMeaning::lasting},
    StatusWord{404, "NOT_FOUND", ErrorMeaning::lasting},
    StatusWord{409, "ABORTED", ErrorMeaning::passing},
    StatusWord{429, "RESOURCE_EXHAUSTED", ErrorMeaning::passing},
    StatusWord{499, "CANCELLED", ErrorMeaning::passing},
    StatusWord{500, "INTERNAL", ErrorMeaning::passing},
    StatusWord{500, "UNKNOWN", ErrorMeaning::passing},
    StatusWord{501, "UNIMPLEMENTED", ErrorMeaning::lasting},
    StatusWord{503, "UNAVAILABLE", ErrorMeaning::passing},
    StatusWord{504, "DEADLINE_EXCEEDED", ErrorMeaning::passing},
};

const StatusWord* find_word(std::string_view word) {
  const auto* const found = std::ranges::find(words, word, &StatusWord::word);
  return found == words.end() ? nullptr : found;
}

std::string word_for(int status) {
  const auto* const found = std::ranges::find(words, status, &StatusWord::status);
  if (found != words.end()) return std::string(found->word);
  return status >= 500 ? "INTERNAL" : "FAILED_PRECONDITION";
}

int status_of_event(const ErrorReply& error) {
  const StatusWord* word = error.type && error.status == default_status ? find_word(*error.type) : nullptr;
  return word == nullptr ? error.status : word->status;
}

// "20s", "1.5s", as google.protobuf.Duration.
std::string retry_delay(std::chrono::microseconds wait) {
  const auto milliseconds = std::chrono::ceil<std::chrono::milliseconds>(wait).count();
  std::string text = fmt::format("{}.{:03}", milliseconds / 1000, milliseconds % 1000);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.ends_with('.')) text.pop_back();
  return text + 's';
}

std::string details(const ErrorReply& error) {
  if (!error.retry_after) return {};
  return fmt::format(
      ",\n    \"details\": [\n      {{\n        \"@type\": \"type.googleapis.com/google.rpc.RetryInfo\",\n"
      "        \"retryDelay\": \"{}\"\n      }}\n    ]",
      retry_delay(*error.retry_after));
}

std::string body_of(const ErrorReply& error) {
  return fmt::format("{{\n  \"error\": {{\n    \"code\": {},\n    \"message\": {},\n    \"status\": {}{}\n  }}\n}}\n",
                     error.status, gemini_quoted(error.message),
                     gemini_quoted(error.type.value_or(word_for(error.status))), details(error));
}

}  // namespace

std::string gemini_error_text(const ErrorReply& error) {
  const int status = status_of_event(error);
  return fmt::format(R"({{"error": {{"code": {},"message": {},"status": {}}}}})", status, gemini_quoted(error.message),
                     gemini_quoted(error.type.value_or(word_for(status))));
}

WholeAnswer gemini_render_error(const ErrorReply& error) {
  return {error.status, error_fields(gemini_answer_fields(), error), body_of(error)};
}

WholeAnswer gemini_render_error_event(const ErrorReply& error) {
  ErrorReply whole = error;
  whole.status = status_of_event(error);
  return gemini_render_error(whole);
}

wire::HttpFields gemini_stream_fields() {
  return {};
}

wire::HttpFields gemini_answer_fields() {
  return {{"content-type", "application/json; charset=UTF-8"}};
}

ErrorMeaning gemini_error_meaning(std::string_view type, std::string_view code) {
  if (const StatusWord* word = find_word(type)) return word->meaning;
  return says_passing(type) || says_passing(code) ? ErrorMeaning::passing : ErrorMeaning::unknown;
}

wire::HttpFields gemini_rate_limit_fields(const RateLimitState& state, WallTime /*now*/) {
  if (!state.refusal || !state.refusal->retry_after) return {};
  return {{"retry-after", retry_after_seconds(*state.refusal->retry_after)}};
}

ErrorReply gemini_rate_limit_error(const QuotaRefusal& refusal) {
  return {.status = 429, .message = rate_limit_message(refusal), .type = {}, .code = {}, .param = {}};
}

}  // namespace wiretape::provider
