#include "wiretape/core/redact/scan.h"

#include <re2/re2.h>

#include <algorithm>
#include <map>
#include <memory>
#include <mutex>
#include <tuple>

#include <fmt/format.h>

#include "wiretape/core/redact/json_texts.h"
#include "wiretape/core/redact/looked_at.h"

namespace wiretape::redact {
namespace {

constexpr std::string_view escape_letters = "bfnrtu";

constexpr std::string_view value_start = R"((?:^|[^A-Za-z0-9_-]|%[0-9A-Fa-f]{2}|\\[bfnrt]))";

std::string any_prefix(const ValueShape& shape) {
  std::string any;
  for (const std::string& prefix : shape.prefixes)
    any.append(any.empty() ? "" : "|").append(RE2::QuoteMeta(prefix));
  return "(?:" + any + ")";
}

std::string_view class_of(Alphabet alphabet) {
  switch (alphabet) {
    case Alphabet::capitals:
      return "[A-Z0-9]";
    case Alphabet::letters:
      return "[A-Za-z0-9]";
    case Alphabet::word:
      return "[A-Za-z0-9_-]";
    case Alphabet::token:
      return "[A-Za-z0-9_.~+/=-]";
  }
  return "";
}

// Its one group is what is found.
std::string expression(const ValueShape& shape) {
  switch (shape.form) {
    case Form::plain:
      return fmt::format("{}({}{}{{{},}})", value_start, any_prefix(shape), class_of(shape.alphabet), shape.least);
    case Form::jwt:
      return fmt::format(R"({}({}[\w-]{{4,}}\.[\w-]{{4,}}\.[\w-]{{16,}}))", value_start, any_prefix(shape));
    case Form::private_key:
      return fmt::format(R"(({}(?:-?(?:[ \t\r\n:,A-Za-z0-9+/=]|\\[nrt/]))*?[A-Za-z0-9+/=]{{16}}))", any_prefix(shape));
    case Form::email:
      return R"(([\w.%+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,4}?[A-Za-z]{2,}))";
    case Form::phone:
      return fmt::format(R"({}(\+\(?[1-9](?:[ ()-]{{0,2}}[0-9]){{7,}}))", value_start);
  }
  return "";
}

/// An expression made ready. Those of the last rules are kept: a recorder looks at each of its tapes by the same.
std::shared_ptr<const RE2> compiled(const std::string& expression) {
  constexpr std::size_t most_kept = 256;
  static std::mutex mutex;
  static std::map<std::string, std::shared_ptr<const RE2>> kept;
  const std::lock_guard lock(mutex);
  if (kept.size() > most_kept) kept.clear();
  auto& own = kept[expression];
  if (own == nullptr) {
    RE2::Options options(RE2::Latin1);
    options.set_max_mem(std::int64_t{64} << 20);
    own = std::make_shared<const RE2>(expression, options);
  }
  return own;
}

/// Whether what looks like the name of an address is the letter of an escape, as of a line end in JSON inside JSON.
bool is_escape_only(std::string_view text, std::size_t begin, std::string_view found) {
  return begin > 0 && text[begin - 1] == '\\' && found.size() > 1 && found[1] == '@' &&
         escape_letters.find(found[0]) != escape_letters.npos;
}

void find_shape(const ValueShape& shape, const LookedAt& all, std::vector<Find>& finds) {
  const auto looked_for = compiled(expression(shape));
  re2::StringPiece rest(all.text);
  re2::StringPiece found;
  while (RE2::FindAndConsume(&rest, *looked_for, &found)) {
    const auto begin = static_cast<std::size_t>(found.data() - all.text.data());
    if (shape.form == Form::email && is_escape_only(all.text, begin, {found.data(), found.size()})) continue;
    const LookedAtPart place = all.place(begin, found.size());
    finds.push_back({shape.name, place.offset, place.length});
  }
}

void find_known(const KnownSecret& secret, const LookedAt& all, std::vector<Find>& finds) {
  if (secret.value.empty()) return;
  for (auto at = all.text.find(secret.value); at != std::string::npos; at = all.text.find(secret.value, at + 1)) {
    const LookedAtPart place = all.place(at, secret.value.size());
    finds.push_back({secret.rule, place.offset, place.length});
  }
}

}  // namespace

std::vector<Find> scan(std::string_view text, const Rules& rules) {
  LookedAt all = look_at(text);
  JsonTexts json = read_json_texts(text, rules);
  for (const auto& [path, joined] : json.joined) {
    if (joined.pieces > 1) all.add(joined.text, {0, joined.offset, joined.end - joined.offset, false});
  }
  std::vector<Find> finds = std::move(json.members);
  for (const ValueShape& shape : rules.shapes)
    find_shape(shape, all, finds);
  for (const KnownSecret& secret : rules.known)
    find_known(secret, all, finds);
  const auto order = [](const Find& find) { return std::tie(find.offset, find.length, find.rule); };
  std::ranges::sort(finds, {}, order);
  finds.erase(std::unique(finds.begin(), finds.end()), finds.end());
  return finds;
}

}  // namespace wiretape::redact
