#include "wiretape/recorder/tidy/exchange_name.h"

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <variant>

#include "wiretape/core/provider/conversation.h"
#include "wiretape/core/text/json/json_index.h"
#include "wiretape/core/text/slug.h"

namespace wiretape::recorder::tidy {
namespace {

constexpr std::size_t longest_path = 40;
constexpr std::size_t longest_words = 40;
constexpr std::size_t most_words = 6;

bool is_version(std::string_view segment) {
  return segment.size() > 1 && segment.front() == 'v' && segment[1] >= '0' && segment[1] <= '9';
}

/// Without its first slash, and without the version that it may begin with.
std::string_view told_path(std::string_view path) {
  if (path.starts_with('/')) path.remove_prefix(1);
  const auto slash = path.find('/');
  const bool has_more = slash != path.npos;
  return has_more && is_version(path.substr(0, slash)) ? path.substr(slash + 1) : path;
}

/// What a slug of whole words begins with.
std::string first_words(const std::string& slug) {
  std::size_t end = 0;
  for (std::size_t words = 0; words < most_words && end < slug.size(); ++words)
    end = std::min(slug.find('-', end + 1), slug.size());
  return slug.substr(0, end);
}

std::string last_words_asked(const tape::Exchange& exchange) {
  if (exchange.dialect == nullptr || exchange.dialect->conversation == nullptr || !exchange.request.json) return "";
  text::JsonIndex index;
  if (!index.read(*exchange.request.json)) return "";
  const provider::Conversation conversation(index.root(), *exchange.dialect->conversation);
  const auto& last = conversation.last_message();
  return last ? first_words(text::slug(last->text, longest_words)) : "";
}

int status_of(const tape::Answer& answer) {
  if (const auto* plain = std::get_if<tape::PlainResponse>(&answer)) return plain->head.status;
  if (const auto* recorded = std::get_if<tape::RecordedResponse>(&answer)) return recorded->head.status;
  return 200;
}

void add(std::string& name, const std::string& part) {
  if (part.empty()) return;
  if (!name.empty()) name += '-';
  name += part;
}

}  // namespace

std::string exchange_name(const tape::Exchange& exchange) {
  std::string name = text::slug(told_path(exchange.request.path.value_or("")), longest_path);
  add(name, last_words_asked(exchange));
  const int status = status_of(exchange.answer);
  if (status >= 400) add(name, std::to_string(status));
  return name.empty() ? "exchange" : name;
}

}  // namespace wiretape::recorder::tidy
