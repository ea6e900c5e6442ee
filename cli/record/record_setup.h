#pragma once

#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "wiretape/core/redact/rules/rules.h"
#include "wiretape/core/text/diagnostic.h"
#include "wiretape/recorder/relay/relay_server.h"
#include "wiretape/recorder/replay/replay.h"

#include "cli/record/passed_requests.h"
#include "cli/record/record_arguments.h"
#include "cli/record/record_mode.h"
#include "cli/serve/proxy_option.h"
#include "cli/serve/serve_tls.h"

namespace wiretape::cli {

/// What a recorder has before it listens.
struct RecordSetup {
  recorder::relay::RelayOptions options;
  ModeHere here;
  ServeTls tls;
  MadeProxy proxy;
  std::vector<std::string> volatile_fields;  ///< of the rules file
  /// What goes upstream, and what tapes answer, for the control plane.
  std::shared_ptr<PassedRequests> passed = std::make_shared<PassedRequests>();
  std::unique_ptr<recorder::replay::Replay> replay{};  ///< of the tapes that there are; null where none are asked
};

/// Why arguments can't be taken: a sentence.
struct RecordRefusal {
  std::string what;
};

/// Makes it of the arguments. `secrets` is what is masked, nullopt for nothing. Diagnostics are the mistakes of tapes
/// that are to answer.
[[nodiscard]] std::variant<RecordSetup, RecordRefusal, text::Diagnostics> set_up_recording(
    const RecordArguments& arguments, const std::optional<redact::Rules>& secrets);

}  // namespace wiretape::cli
