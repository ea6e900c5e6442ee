#pragma once

#include <cstdint>
#include <string>

#include "wiretape/recorder/log/capture_log.h"
#include "wiretape/recorder/log/keep_tape.h"
#include "wiretape/recorder/log/recover.h"
#include "wiretape/recorder/relay/upstream.h"
#include "wiretape/recorder/replay/replay.h"

#include "cli/log/log_form.h"
#include "cli/serve/proxy_option.h"

// What `wiretape record` says: each is a line with its end.

namespace wiretape::cli {

/// Where a recorder listens, whom it passes requests on to and where it keeps them.
struct Recording {
  std::string url;  ///< "http://127.0.0.1:8090"
  std::uint16_t port = 0;
  const recorder::relay::Upstreams& upstreams;
  std::string folder;
  std::string control_url;
  std::uint16_t control_port = 0;
  std::string authority_file{};  ///< what clients are to trust; "" for nothing
  const MadeProxy& proxy;
};

/// Once it listens, for people, with a line for the proxy that there may be, and for scripts.
[[nodiscard]] std::string recording_text(const Recording& recording);
[[nodiscard]] std::string recording_json(const Recording& recording);

/// A tape is there.
[[nodiscard]] std::string kept_line(const recorder::log::KeptTape& tape, LogForm form);

/// A tape answers a request that is no longer as it was recorded.
[[nodiscard]] std::string stale_line(const recorder::replay::StaleRequest& stale, LogForm form);

/// What was made of the logs that were there.
[[nodiscard]] std::string recovered_text(const recorder::log::Recovered& recovered, const std::string& folder);
[[nodiscard]] std::string recovered_json(const recorder::log::Recovered& recovered, const std::string& folder);

/// What all came to. `replay`: what tapes answered; null where they were not asked.
[[nodiscard]] std::string recorded_text(const recorder::log::CaptureCounts& counts, const std::string& folder,
                                        const recorder::replay::Replay* replay);
[[nodiscard]] std::string recorded_json(const recorder::log::CaptureCounts& counts, const std::string& folder,
                                        const recorder::replay::Replay* replay);

}  // namespace wiretape::cli
