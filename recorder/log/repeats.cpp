#include "wiretape/recorder/log/repeats.h"

#include <functional>
#include <utility>
#include <variant>

#include "wiretape/core/tape/emit/emit.h"
#include "wiretape/core/tape/load/read_tape.h"
#include "wiretape/core/text/text_file.h"
#include "wiretape/core/yaml/comments/place_comments.h"
#include "wiretape/core/yaml/load_limits.h"
#include "wiretape/recorder/log/put_in_place.h"

namespace wiretape::recorder::log {
namespace {

/// A tape of one exchange, and the text that it was read from.
struct TapeFile {
  tape::Tape tape;
  std::string text;
};

std::optional<TapeFile> read_recorded_tape(const std::string& path) {
  auto text = text::read_text_file(path, yaml::LoadLimits().bytes);
  if (std::holds_alternative<text::SystemError>(text)) return std::nullopt;
  auto parsed = tape::parse_tape(std::get<std::string>(text), path);
  auto* tape = std::get_if<tape::Tape>(&parsed);
  if (tape == nullptr || tape->exchanges.size() != 1) return std::nullopt;
  return TapeFile{std::move(*tape), std::get<std::string>(std::move(text))};
}

std::size_t hash_of(const tape::RequestRule& rule) {
  std::string key = rule.method.value_or("") + '\n' + rule.path.value_or("") + '\n' + rule.json.value_or("");
  for (const tape::NamedRule& each : rule.query)
    key += '\n' + each.name + '=' + each.value.text;
  return std::hash<std::string>()(key);
}

std::optional<text::Diagnostic> use_once(const std::string& path, TapeFile& file) {
  file.tape.exchanges.front().uses = 1;
  const auto comments = yaml::place_comments(file.text);
  const auto error =
      put_in_place(path, tape::emit_tape(file.tape, comments.value_or(std::vector<yaml::PlacedComment>())));
  if (!error) return std::nullopt;
  return text::Diagnostic{path,
                          {},
                          "a tape that should answer once only can't be written: " + error->cause,
                          "",
                          "put 'uses: 1' into its exchange"};
}

}  // namespace

std::optional<text::Diagnostic> Repeats::note(const std::string& path) {
  auto noted = read_recorded_tape(path);
  if (!noted) return std::nullopt;
  const tape::RequestRule rule = noted->tape.exchanges.front().request;
  std::string& last = last_[hash_of(rule)];
  auto other = last.empty() ? std::nullopt : read_recorded_tape(last);
  const bool is_repeat = other && other->tape.exchanges.front().request == rule;
  if (is_repeat && path < last) return use_once(path, *noted);
  const std::string before = std::exchange(last, path);
  return is_repeat ? use_once(before, *other) : std::nullopt;
}

}  // namespace wiretape::recorder::log
