#include "wiretape/core/provider/shared/errors/error_reporter.h"

#include <utility>

#include "wiretape/core/provider/shared/errors/error_body.h"
#include "wiretape/core/provider/shared/errors/failure.h"
#include "wiretape/core/provider/shared/errors/plain_error.h"
#include "wiretape/core/text/json/holds_text.h"

namespace wiretape::provider {
namespace {

// `{"error": "…` or `{"error": {…`.
bool begins_as_error(std::string_view data) {
  std::string_view rest = without_blanks(data);
  for (const std::string_view part : {"{", "\"error\"", ":"}) {
    if (!rest.starts_with(part)) return false;
    rest = without_blanks(rest.substr(part.size()));
  }
  return rest.starts_with('"') || rest.starts_with('{');
}

bool has_no_words(const ErrorWords& words) {
  return words.message.empty() && words.type.empty() && words.code.empty();
}

}  // namespace

// An error's words must not be lost because they have unusual names.
void ErrorReporter::found(ErrorDelta error, const Surroundings& beside, std::vector<Delta>& out) {
  take_message_beside(error, beside.message);
  if (error.message.empty() && !beside.has_answer) {
    words_ = words_of_error(error.json).value_or(ErrorWords{});
    if (has_no_words(words_) && text::holds_text(error.json)) words_.message = plain_error_message(error.json);
    add_words(error, words_);
  }
  out.emplace_back(error);
}

bool ErrorReporter::event(std::string_view json, bool has_answer, std::vector<Delta>& out) {
  auto failure = find_failure(json, has_answer);
  if (!failure) return false;
  failure->json = json;
  report(*std::move(failure), out);
  return true;
}

bool ErrorReporter::unreadable_event(std::string_view data, std::vector<Delta>& out) {
  if (auto failure = find_failure(data, false)) {
    report(*std::move(failure), out);
    return true;
  }
  if (!begins_as_error(data)) return false;
  plain(data, out);
  return true;
}

void ErrorReporter::body(std::string_view body, std::vector<Delta>& out) {
  report(read_error_body(body), out);
}

void ErrorReporter::plain(std::string_view text, std::vector<Delta>& out) {
  report({plain_error_message(text), {}, {}, {}}, out);
}

void ErrorReporter::report(ErrorWords words, std::vector<Delta>& out) {
  words_ = std::move(words);
  out.emplace_back(ErrorDelta{words_.message, words_.type, words_.code, words_.json});
}

}  // namespace wiretape::provider
