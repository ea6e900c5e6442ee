#pragma once

#include <optional>
#include <string>
#include <variant>

#include "wiretape/core/net/proxy/proxy_terms.h"
#include "wiretape/core/redact/rules/rules.h"
#include "wiretape/core/text/diagnostic.h"
#include "wiretape/recorder/relay/upstream.h"

#include "cli/record/record_arguments.h"

namespace wiretape::cli {

/// What a recorder masks: what docs/redaction.md says, changed by --rules, and the secrets of the environment. Nullopt
/// is nothing, for --no-redact. Diagnostics say what is wrong with the file.
[[nodiscard]] std::variant<std::optional<redact::Rules>, text::Diagnostics> read_secrets(
    const RecordArguments& arguments);

/// Why --no-redact can't be used with these upstreams, and those of a proxy: a sentence. Nullopt where it can: all are
/// on this machine.
[[nodiscard]] std::optional<std::string> no_redact_error(const recorder::relay::Upstreams& upstreams,
                                                         const std::optional<net::ProxyTerms>& proxy);

}  // namespace wiretape::cli
