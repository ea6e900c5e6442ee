#pragma once

#include <string>
#include <variant>

#include "wiretape/recorder/relay/relay_terms.h"

#include "cli/record/record_arguments.h"

namespace wiretape::cli {

/// Why upstreams can't be called: a sentence that names the option.
struct UpstreamOptionError {
  std::string what;
};

/// Whom requests are passed on to, with the certificates loaded that are trusted where any is https.
[[nodiscard]] std::variant<recorder::relay::UpstreamOptions, UpstreamOptionError> read_upstreams(
    const RecordArguments& arguments);

}  // namespace wiretape::cli
