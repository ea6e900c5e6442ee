#include "wiretape/convert/tape_text.h"

#include <cstddef>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "wiretape/core/compile/load_tape.h"
#include "wiretape/core/tape/emit/emit.h"
#include "wiretape/core/tape/emit/emit_request.h"
#include "wiretape/core/tape/load/read_tape.h"
#include "wiretape/core/text/one_line.h"
#include "wiretape/core/text/utf8.h"
#include "wiretape/core/yaml/emit_layout.h"

namespace wiretape::convert {
namespace {

std::string unique_id(const std::string& wanted, std::size_t ordinal, const std::set<std::string>& taken) {
  const bool is_usable = !wanted.empty() && text::is_one_line(wanted) && text::to_valid_utf8(wanted) == wanted;
  const std::string base = is_usable ? wanted : fmt::format("exchange-{}", ordinal);
  std::string id = base;
  for (std::size_t copy = 2; taken.contains(id); ++copy)
    id = fmt::format("{}-{}", base, copy);
  return id;
}

void name(std::vector<tape::Exchange>& exchanges) {
  std::set<std::string> taken;
  std::size_t ordinal = 0;
  for (tape::Exchange& exchange : exchanges) {
    exchange.id = unique_id(exchange.id, ++ordinal, taken);
    taken.insert(exchange.id);
  }
}

/// The same for rules that take the same requests.
std::string key_of(const tape::Exchange& exchange) {
  yaml::EmitNode root = yaml::EmitNode::mapping();
  root.add("request", tape::emit_request(exchange.request));
  return yaml::emit_document(root);
}

/// From the last to the first: a rule that was seen already has one that answers after it.
void count_uses(std::vector<tape::Exchange>& exchanges) {
  std::set<std::string> seen;
  for (auto exchange = exchanges.rbegin(); exchange != exchanges.rend(); ++exchange) {
    const bool is_last = seen.insert(key_of(*exchange)).second;
    if (!is_last && !exchange->uses) exchange->uses = 1;
  }
}

text::Diagnostics in_the_name_of(const std::string& file, text::Diagnostics mistakes) {
  for (text::Diagnostic& mistake : mistakes)
    mistake = {file,
               {},
               fmt::format("no tape can hold it: {}", mistake.found),
               mistake.expected,
               "take what it is about out of the file"};
  return mistakes;
}

}  // namespace

std::variant<std::string, text::Diagnostics> tape_text(std::vector<tape::Exchange> exchanges, const std::string& file) {
  name(exchanges);
  count_uses(exchanges);
  tape::Tape tape{.name = file, .exchanges = std::move(exchanges)};
  std::string text = tape::emit_tape(tape);
  auto again = tape::parse_tape(text, "tape");
  if (auto* mistakes = std::get_if<text::Diagnostics>(&again)) return in_the_name_of(file, std::move(*mistakes));
  const auto& tape_again = std::get<tape::Tape>(again);
  if (auto mistakes = compile::check_faults(tape_again); !mistakes.empty())
    return in_the_name_of(file, std::move(mistakes));
  if (tape::emit_tape(tape_again) != text)
    return text::Diagnostics{{file, {}, "exchanges that a tape would not give back as they are", "", ""}};
  return text;
}

}  // namespace wiretape::convert
