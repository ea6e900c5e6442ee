#include "wiretape/core/tape/match/text_matcher.h"

#include <re2/re2.h>

#include <cstddef>
#include <cstdint>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "wiretape/core/text/json/write_json.h"

namespace wiretape::tape {
namespace {

re2::StringPiece piece(std::string_view text) {
  return {text.data(), text.size()};
}

constexpr std::size_t most_expression_bytes = 4096;

/// What the programs made of one expression, and their caches, may take.
constexpr std::int64_t most_memory = std::int64_t{8} << 20;

/// nullptr for one that is too long: RE2 bounds what it makes of an expression, but not what it takes to read it.
std::shared_ptr<const re2::RE2> compiled(std::string_view expression) {
  if (expression.size() > most_expression_bytes) return nullptr;
  re2::RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(most_memory);
  return std::make_shared<const re2::RE2>(piece(expression), options);
}

}  // namespace

std::optional<std::string> expression_error(std::string_view expression) {
  const auto parsed = compiled(expression);
  if (parsed == nullptr)
    return fmt::format("it has {} bytes, at most {} are taken", expression.size(), most_expression_bytes);
  return parsed->ok() ? std::nullopt : std::optional(parsed->error());
}

TextMatcher::TextMatcher(TextRule rule) : rule_(std::move(rule)) {
  if (rule_.kind == TextRule::Kind::matches) expression_ = compiled(rule_.text);
}

bool TextMatcher::met_by(std::string_view text) const {
  switch (rule_.kind) {
    case TextRule::Kind::equals:
      return text == rule_.text;
    case TextRule::Kind::contains:
      return text.find(rule_.text) != text.npos;
    case TextRule::Kind::matches:
      break;
  }
  return expression_ != nullptr && expression_->ok() && re2::RE2::PartialMatch(piece(text), *expression_);
}

std::string TextMatcher::expected() const {
  auto quoted = text::write_json(nlohmann::json(rule_.text));
  switch (rule_.kind) {
    case TextRule::Kind::equals:
      return quoted;
    case TextRule::Kind::contains:
      return "contains " + quoted;
    case TextRule::Kind::matches:
      break;
  }
  return "matches " + quoted;
}

}  // namespace wiretape::tape
