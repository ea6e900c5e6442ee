#include "wiretape/core/compile/sent_tapes.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include <fmt/format.h>

#include "wiretape/core/compile/load_tape.h"
#include "wiretape/core/tape/emit/emit.h"
#include "wiretape/core/tape/load/read_tape.h"
#include "wiretape/core/yaml/mistakes.h"
#include "wiretape/core/yaml/split_documents.h"

namespace wiretape::compile {
namespace {

using Sent = std::variant<tape::Tape, text::Diagnostics>;

text::Diagnostics refused(const std::string& name, std::string found, std::string expected) {
  return {{name, {1, 1}, std::move(found), std::move(expected), {}}};
}

Sent read_one(const yaml::DocumentText& document, const std::string& name, yaml::LoadLimits limits) {
  auto read = tape::parse_sent_tape(document, name, limits);
  if (const auto* tape = std::get_if<tape::Tape>(&read)) {
    if (auto mistakes = check_faults(*tape); !mistakes.empty()) return mistakes;
  }
  return read;
}

}  // namespace

std::variant<std::vector<tape::Tape>, text::Diagnostics> read_sent_tapes(std::string_view text, const std::string& name,
                                                                         yaml::LoadLimits limits) {
  if (text.size() > limits.bytes)
    return refused(name, fmt::format("{} bytes", text.size()), fmt::format("at most {}", limits.bytes));
  const auto documents = yaml::split_documents(text);
  if (documents.size() > most_sent_tapes)
    return refused(name, fmt::format("{} documents", documents.size()), fmt::format("at most {}", most_sent_tapes));
  std::vector<tape::Tape> tapes;
  text::Diagnostics mistakes;
  for (const auto& document : documents) {
    if (mistakes.size() >= yaml::Mistakes::most) break;
    // What aliases repeat is shared among the documents; what is written out has a node for each byte at most.
    const auto nodes = std::max(limits.nodes / documents.size(), std::min(limits.nodes, document.text.size()));
    auto read = read_one(document, name, {limits.bytes, limits.depth, nodes});
    if (auto* tape = std::get_if<tape::Tape>(&read)) {
      tapes.push_back(std::move(*tape));
    } else {
      std::ranges::move(std::get<text::Diagnostics>(read), std::back_inserter(mistakes));
    }
  }
  if (!mistakes.empty()) return mistakes;
  return tapes;
}

std::size_t bytes_written_out(const std::vector<tape::Tape>& tapes) {
  std::size_t bytes = 0;
  for (const auto& tape : tapes)
    bytes += tape::emit_tape(tape).size();
  return bytes;
}

}  // namespace wiretape::compile
