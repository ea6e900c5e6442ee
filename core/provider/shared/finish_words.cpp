#include "wiretape/core/provider/shared/finish_words.h"

#include <algorithm>
#include <array>
#include <string>

namespace wiretape::provider {
namespace {

// All in the form that `plain_word` gives, sorted.

constexpr auto no_reasons = std::to_array<std::string_view>({
    "continue",   "continuing", "false",       "generating",  "incompletegeneration",
    "inprogress", "nil",        "none",        "notfinished", "notstop",
    "notstopped", "null",       "ongoing",     "pending",     "processing",
    "queued",     "running",    "started",     "streaming",   "true",
    "undefined",  "unfinished", "unspecified", "working",
});

// A word that is one of these, or has one of the parts.
constexpr auto length_words =
    std::to_array<std::string_view>({"continuation", "errorlimit", "length", "limit", "truncated"});
constexpr auto length_parts = std::to_array<std::string_view>({
    "contextl",      "contextoverflow", "contextwindow", "lengthcap",   "lengthexceeded",
    "lengthlimit",   "lengthreached",   "maxcompletion", "maxcontext",  "maximumlength",
    "maximumoutput", "maximumtoken",    "maxlen",        "maxmodellen", "maxnewtoken",
    "maxoutput",     "maxpredicted",    "maxseqlen",     "maxtoken",    "modellength",
    "outoftoken",    "outputl",         "tokenlength",   "tokenlimit",  "tokensexhausted",
});

// The same; "abort", "error" and "fail" only at the end, for a filter's word may begin so: ERROR_TOXIC.
constexpr auto interrupted_words = std::to_array<std::string_view>({"errorfinish", "incomplete", "oom", "userstopped"});
constexpr auto interrupted_endings = std::to_array<std::string_view>({"abort", "error", "fail"});
constexpr auto interrupted_parts = std::to_array<std::string_view>({
    "aborted",   "busy",        "cancel",      "connection", "crash",        "deadlineexceeded", "disconnect",
    "evicted",   "exception",   "failed",      "failure",    "insufficient", "interrupt",        "killed",
    "malformed", "outofmemory", "overload",    "preempted",  "ratelimit",    "shutdown",         "timedout",
    "timelimit", "timeout",     "unavailable", "unload",
});

static_assert(std::ranges::is_sorted(no_reasons) && std::ranges::is_sorted(length_words) &&
              std::ranges::is_sorted(interrupted_words));

char lower(char byte) {
  return byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte - 'A' + 'a') : byte;
}

// Letters in lower case, digits, and what is not ASCII; without the name of an enumeration before it.
std::string plain_word(std::string_view text) {
  std::string word;
  for (const char byte : text) {
    const char small = lower(byte);
    const bool stays = (small >= 'a' && small <= 'z') || (small >= '0' && small <= '9') || (small & 0x80) != 0;
    if (stays) word += small;
  }
  for (const std::string_view prefix : {"finishreason", "stopreason", "reason"}) {
    if (word.starts_with(prefix) && word.size() > prefix.size()) return word.substr(prefix.size());
  }
  return word;
}

template <typename Words>
bool holds(const Words& words, std::string_view word) {
  return std::ranges::binary_search(words, word);
}

template <typename Words, typename Parts>
bool speaks_of(const Words& words, const Parts& parts, std::string_view word) {
  const auto is_inside = [&](std::string_view part) { return word.find(part) != word.npos; };
  return holds(words, word) || std::ranges::any_of(parts, is_inside);
}

}  // namespace

FinishMeaning finish_meaning(std::string_view reason) {
  const std::string word = plain_word(reason);
  if (speaks_of(length_words, length_parts, word)) return FinishMeaning::length;
  const auto is_ending = [&](std::string_view ending) { return word.ends_with(ending); };
  const bool is_interrupted =
      std::ranges::any_of(interrupted_endings, is_ending) || speaks_of(interrupted_words, interrupted_parts, word);
  return is_interrupted ? FinishMeaning::interrupted : FinishMeaning::whole;
}

bool is_finish_reason(std::string_view text) {
  const std::string word = plain_word(text);
  return !word.empty() && !holds(no_reasons, word);
}

}  // namespace wiretape::provider
