#include "cli/record/record_setup.h"

#include <utility>

#include <fmt/format.h>

#include "wiretape/core/net/process_environment.h"

#include "cli/record/replay_tapes.h"
#include "cli/record/secrets_option.h"
#include "cli/record/upstream_option.h"

namespace wiretape::cli {
namespace {

using recorder::relay::UpstreamOptions;
using SetupPart = std::optional<RecordRefusal>;  // absent: it is made

SetupPart set_upstreams(RecordSetup& setup, const RecordArguments& arguments) {
  auto upstreams = read_upstreams(arguments);
  if (auto* error = std::get_if<UpstreamOptionError>(&upstreams)) return RecordRefusal{std::move(error->what)};
  setup.options = arguments.relay;
  setup.options.upstream = std::get<UpstreamOptions>(std::move(upstreams));
  return std::nullopt;
}

SetupPart set_mode(RecordSetup& setup, const RecordArguments& arguments) {
  auto mode = mode_here(arguments, net::process_environment);
  if (auto* error = std::get_if<ModeError>(&mode)) return RecordRefusal{std::move(error->what)};
  setup.here = std::get<ModeHere>(std::move(mode));
  return std::nullopt;
}

SetupPart set_tls(RecordSetup& setup, const RecordArguments& arguments) {
  auto tls = make_serve_tls(arguments.tls, setup.options.host);
  if (auto* error = std::get_if<ServeTlsError>(&tls)) return RecordRefusal{std::move(error->what)};
  setup.tls = std::get<ServeTls>(std::move(tls));
  setup.options.tls = setup.tls.context;
  return std::nullopt;
}

/// What would have been recorded if CI did not keep everything in needs tapes that answer.
SetupPart check_tapes(RecordSetup& setup, const RecordArguments& arguments) {
  if (setup.here.note.empty() || !has_no_tapes(arguments.folder)) return std::nullopt;
  return RecordRefusal{fmt::format("{}; there is no tape in {}", setup.here.note, arguments.folder)};
}

/// A proxy that calls its hosts, and others, as the environment says.
SetupPart set_proxy(RecordSetup& setup, const RecordArguments& arguments) {
  auto made = make_proxy(arguments.proxy);
  if (auto* error = std::get_if<ProxyOptionError>(&made)) return RecordRefusal{std::move(error->what)};
  setup.proxy = std::get<MadeProxy>(std::move(made));
  auto& terms = setup.proxy.terms;
  if (!terms) return std::nullopt;
  if (auto error = use_environment_proxies(*terms, arguments.relay.port)) return RecordRefusal{std::move(error->what)};
  setup.options.proxy = terms;
  return std::nullopt;
}

}  // namespace

std::variant<RecordSetup, RecordRefusal, text::Diagnostics> set_up_recording(
    const RecordArguments& arguments, const std::optional<redact::Rules>& secrets) {
  RecordSetup setup;
  for (const auto set : {set_upstreams, set_mode, check_tapes, set_tls, set_proxy}) {
    if (auto refusal = set(setup, arguments)) return *std::move(refusal);
  }
  if (auto error = secrets ? std::nullopt : no_redact_error(setup.options.upstream.upstreams, setup.options.proxy))
    return RecordRefusal{*std::move(error)};
  if (secrets) setup.volatile_fields = secrets->volatile_fields;
  auto tapes = replay_tapes(arguments, setup);
  if (auto* mistakes = std::get_if<text::Diagnostics>(&tapes)) return std::move(*mistakes);
  setup.replay = std::get<std::unique_ptr<recorder::replay::Replay>>(std::move(tapes));
  if (setup.here.mode != RecordMode::diff) setup.options.replay = setup.replay.get();
  return setup;
}

}  // namespace wiretape::cli
