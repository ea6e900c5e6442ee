#include "wiretape/core/provider/shared/openai/openai_meaning.h"

#include <charconv>
#include <system_error>

#include "wiretape/core/provider/shared/error_words.h"

namespace wiretape::provider {
namespace {

bool is_passing_status(std::string_view code) {
  int status = 0;
  const auto* const end = code.data() + code.size();
  const auto [parsed_to, error] = std::from_chars(code.data(), end, status);
  const bool is_number = error == std::errc{} && parsed_to == end;
  return is_number && (status == 408 || status == 409 || status == 429 || status >= 500);
}

bool holds_empty_purse(std::string_view text) {
  return text.find("insufficient_quota") != std::string_view::npos;
}

}  // namespace

ErrorMeaning openai_error_meaning(std::string_view type, std::string_view code) {
  if (holds_empty_purse(code) || holds_empty_purse(type)) return ErrorMeaning::lasting;
  const bool is_passing = is_passing_status(code) || says_passing(type) || says_passing(code);
  return is_passing ? ErrorMeaning::passing : ErrorMeaning::unknown;
}

}  // namespace wiretape::provider
