#include "wiretape/core/redact/secret_name.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>

#include "wiretape/core/wire/http/http_characters.h"

namespace wiretape::redact {
namespace {

// As the last word. "key" is among them, and no ending: "monkey" is harmless.
constexpr std::array<std::string_view, 12> secret_words{"assertion", "auth",       "authorization", "bearer",
                                                        "cookie",    "jwt",        "key",           "pwd",
                                                        "sig",       "credential", "passwd",        "verifier"};

// At the end of the last word, for those who write words together.
constexpr std::array<std::string_view, 13> secret_endings{
    "accesskey", "apikey",    "authkey",   "credentials", "passphrase", "password",       "privatekey",
    "secret",    "secretkey", "sharedkey", "signature",   "token",      "subscriptionkey"};

constexpr std::string_view oauth_code = "code";  // alone only: a language has one, too

constexpr bool begins_word(char before, char letter) {
  const bool is_capital = wire::to_lower(letter) != letter;
  return !wire::is_alpha(before) || (is_capital && wire::to_lower(before) == before);
}

std::string_view up_to_last_letter(std::string_view name) {
  while (!name.empty() && !wire::is_alpha(name.back()))
    name.remove_suffix(1);
  return name;
}

std::string_view last_word(std::string_view name) {
  auto begin = name.size();
  while (begin > 0 && wire::is_alpha(name[begin - 1]) &&
         (begin == name.size() || !begins_word(name[begin - 1], name[begin])))
    --begin;
  return name.substr(begin);
}

std::string lower(std::string_view text) {
  std::string small(text);
  std::ranges::transform(small, small.begin(), wire::to_lower);
  return small;
}

}  // namespace

bool names_secret(std::string_view name) {
  name = up_to_last_letter(name);
  if (wire::equal_ignoring_case(name, oauth_code)) return true;
  const auto word = lower(last_word(name));
  return std::ranges::find(secret_words, word) != secret_words.end() ||
         std::ranges::any_of(secret_endings, [&](std::string_view ending) { return word.ends_with(ending); });
}

}  // namespace wiretape::redact
