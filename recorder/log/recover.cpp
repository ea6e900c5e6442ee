#include "wiretape/recorder/log/recover.h"

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <system_error>
#include <utility>

#include "wiretape/recorder/log/repeats.h"
#include "wiretape/recorder/log/run_folder.h"

namespace wiretape::recorder::log {
namespace {

struct NoteResult {
  const std::string& log;
  Recovered& recovered;
  Repeats& repeats;

  void operator()(KeptTape tape) const {
    if (auto trouble = tape.is_incomplete ? std::nullopt : repeats.note(tape.path)) {
      recovered.mistakes.push_back(*std::move(trouble));
    }
    recovered.tapes.push_back(std::move(tape));
  }
  void operator()(const NothingLogged& /*nothing*/) const { ++recovered.empty; }
  void operator()(const StillWritten& /*busy*/) const { ++recovered.still_written; }
  void operator()(const HoldsSecret& secret) const {
    recovered.mistakes.push_back(
        secret_found(log, secret, "it stays: was it recorded with --no-redact or --rules, recover it with the same"));
  }
  void operator()(text::Diagnostics mistakes) const {
    std::ranges::move(mistakes, std::back_inserter(recovered.mistakes));
  }
};

/// What they were made of is in tapes now, or still in logs.
void remove_all(const std::vector<std::string>& drafts) {
  for (const std::string& draft : drafts) {
    std::error_code ignored;
    std::filesystem::remove(draft, ignored);
  }
}

}  // namespace

Recovered recover(const std::string& folder, const capture::KeepRules& rules, const redact::SharedPatterns& secrets) {
  Recovered recovered;
  const auto left = leftovers_in(folder);
  if (const auto* error = std::get_if<text::SystemError>(&left)) {
    recovered.mistakes.push_back(
        {folder, {}, "a folder that can't be read: " + error->cause, "a folder of recordings", ""});
    return recovered;
  }
  Repeats repeats;
  for (const std::string& log : std::get<Leftovers>(left).logs)
    std::visit(NoteResult{log, recovered, repeats}, keep_tape(log, rules, secrets));
  if (recovered.still_written == 0) remove_all(std::get<Leftovers>(left).drafts);
  return recovered;
}

}  // namespace wiretape::recorder::log
