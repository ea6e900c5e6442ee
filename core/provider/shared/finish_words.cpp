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

constexpr auto length_words = std::to_array<std::string_view>({
    "contextlength",
    "contextlengthexceeded",
    "contextlengthreached",
    "contextlimit",
    "contextwindowexceeded",
    "errorlimit",
    "exceededcontextwindow",
    "exceededmaxtokens",
    "length",
    "lengthcapped",
    "lengthexceeded",
    "lengthlimit",
    "lengthlimited",
    "lengthlimitreached",
    "maxcompletiontokens",
    "maxcontext",
    "maxcontextlength",
    "maximumlength",
    "maximumoutputtokens",
    "maximumtokens",
    "maxlen",
    "maxlength",
    "maxlengthreached",
    "maxnewtokens",
    "maxoutput",
    "maxoutputlength",
    "maxoutputtokens",
    "maxoutputtokensreached",
    "maxpredictedtokensreached",
    "maxtoken",
    "maxtokens",
    "maxtokensexceeded",
    "maxtokensreached",
    "modelcontextwindowexceeded",
    "modellength",
    "outputlength",
    "outputlimit",
    "outputtokenlimit",
    "tokenlength",
    "tokenlimit",
    "tokenlimitexceeded",
    "tokenlimitreached",
    "tokensexhausted",
});

constexpr auto interrupted_words = std::to_array<std::string_view>({
    "abort",
    "aborted",
    "cancel",
    "canceled",
    "cancellation",
    "cancelled",
    "clientcancelled",
    "clientdisconnect",
    "clientdisconnected",
    "connectionclosed",
    "connectionlost",
    "connectionreset",
    "crash",
    "crashed",
    "deadlineexceeded",
    "disconnect",
    "disconnected",
    "evicted",
    "exception",
    "fail",
    "failed",
    "failure",
    "incomplete",
    "insufficientresources",
    "insufficientsystemresource",
    "insufficientsystemresources",
    "internalfailure",
    "internalservererror",
    "interrupt",
    "interrupted",
    "killed",
    "modelunloaded",
    "networkerror",
    "outofmemory",
    "overload",
    "overloaded",
    "preempted",
    "ratelimit",
    "ratelimited",
    "ratelimitexceeded",
    "serviceunavailable",
    "shutdown",
    "timedout",
    "timelimit",
    "timeout",
    "unavailable",
    "unload",
    "unloaded",
    "usercancel",
    "usercanceled",
    "usercancelled",
    "userstopped",
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

}  // namespace

FinishMeaning finish_meaning(std::string_view reason) {
  const std::string word = plain_word(reason);
  if (holds(length_words, word)) return FinishMeaning::length;
  const bool is_error = word.ends_with("error") || word.ends_with("timeout") || word.ends_with("aborted");
  return is_error || holds(interrupted_words, word) ? FinishMeaning::interrupted : FinishMeaning::whole;
}

bool is_finish_reason(std::string_view text) {
  const std::string word = plain_word(text);
  return !word.empty() && !holds(no_reasons, word);
}

}  // namespace wiretape::provider
