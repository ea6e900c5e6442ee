#include "cli/record/replay_tapes.h"

#include <filesystem>
#include <system_error>
#include <utility>
#include <vector>

#include "wiretape/core/compile/load_tape.h"

#include "cli/log/log_form.h"
#include "cli/print/standard_error.h"
#include "cli/record/record_lines.h"
#include "cli/tape_files.h"

namespace wiretape::cli {
namespace {

using recorder::replay::Missing;
using recorder::replay::Replay;

/// Where requests may go through either door.
std::vector<std::string> origins_of(const recorder::relay::RelayOptions& options) {
  auto upstreams = options.upstream.upstreams.all();
  if (options.proxy) {
    for (const auto& host : options.proxy->hosts)
      upstreams.push_back({.name = "", .url = net::called_for(host.intercept)});
  }
  std::vector<std::string> origins;
  for (const auto& upstream : upstreams)
    origins.push_back(origin_of(upstream));
  return origins;
}

std::variant<std::vector<tape::Tape>, text::Diagnostics> tapes_in_folder(const std::string& folder, RecordMode mode) {
  if (mode == RecordMode::once && has_no_tapes(folder)) return std::vector<tape::Tape>();
  return load_tapes({folder});
}

}  // namespace

bool has_no_tapes(const std::string& folder) {
  std::error_code ignored;
  return !std::filesystem::exists(folder, ignored) || find_tape_files({folder}).files.empty();
}

ReplayTapes replay_tapes(const RecordArguments& arguments, const RecordSetup& setup) {
  const auto mode = setup.here.mode;
  if (mode == RecordMode::record) return nullptr;
  auto tapes = tapes_in_folder(arguments.folder, mode);
  if (auto* mistakes = std::get_if<text::Diagnostics>(&tapes)) return std::move(*mistakes);
  recorder::replay::ReplayOptions options{
      .missing = mode == RecordMode::replay ? Missing::is_refused : Missing::goes_upstream,
      .is_tls = setup.options.tls != nullptr,
      .volatile_fields = setup.volatile_fields,
      .on_stale = {},
      .journal = &setup.passed->journal()};
  if (const auto form = log_form(arguments.log, true))
    options.on_stale = [form = *form](const recorder::replay::StaleRequest& stale) {
      tell("{}", stale_line(stale, form));
    };
  return std::make_unique<Replay>(std::get<std::vector<tape::Tape>>(std::move(tapes)), origins_of(setup.options),
                                  std::move(options));
}

void add_kept(Replay& replay, const recorder::log::KeptTape& kept) {
  if (kept.is_incomplete) return;
  const auto loaded = compile::load_tape(kept.path);
  if (const auto* tape = std::get_if<tape::Tape>(&loaded)) replay.add(*tape);
}

}  // namespace wiretape::cli
