#include "cli/tape_warnings.h"

#include <string>

#include <fmt/format.h>

#include "wiretape/core/tape/match/closed_messages.h"
#include "wiretape/core/tape/match/shadowed.h"

namespace wiretape::cli {
namespace {

void warn_of_shadowed(const std::vector<tape::Tape>& tapes, text::Diagnostics& warnings) {
  std::vector<const tape::Exchange*> exchanges;
  std::vector<const std::string*> files;
  for (const auto& tape : tapes) {
    for (const auto& exchange : tape.exchanges) {
      exchanges.push_back(&exchange);
      files.push_back(&tape.name);
    }
  }
  for (const auto& [index, by] : tape::shadowed_exchanges(exchanges)) {
    const auto& first = *exchanges[by];
    warnings.push_back({*files[index], exchanges[index]->position,
                        fmt::format("warning: exchange '{}' never answers", exchanges[index]->id),
                        fmt::format("a rule that does not leave all its requests to '{}' ({}:{})", first.id, *files[by],
                                    first.position.line),
                        "put it first, or give that one 'uses'"});
  }
}

void warn_of_closed_messages(const std::vector<tape::Tape>& tapes, text::Diagnostics& warnings) {
  for (const auto& tape : tapes) {
    for (const auto& exchange : tape.exchanges) {
      const auto closed = tape::closed_messages(exchange);
      if (!closed) continue;
      warnings.push_back({tape.name, exchange.position,
                          fmt::format("warning: exchange '{}' fits only where '{}' has exactly {} element{}",
                                      exchange.id, closed->member, closed->count, closed->count == 1 ? "" : "s"),
                          "[..., {…}] for what they end with, or [{…}, ...] for what they begin with",
                          "'last_message' looks at the last one; 'turn' beside the list says that it is meant so"});
    }
  }
}

}  // namespace

text::Diagnostics tape_warnings(const std::vector<tape::Tape>& tapes) {
  text::Diagnostics warnings;
  warn_of_shadowed(tapes, warnings);
  warn_of_closed_messages(tapes, warnings);
  return warnings;
}

}  // namespace wiretape::cli
