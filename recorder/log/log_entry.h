#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "wiretape/recorder/capture/capture_event.h"

namespace wiretape::recorder::log {

/// A ResponseRead as a log keeps it: redaction may hold bytes back, which come with a later entry.
struct LoggedRead {
  std::chrono::microseconds at{0};
  std::uint64_t size = 0;  ///< bytes that the read brought
  std::string bytes;       ///< of the body, redacted, that follow those of the reads before
};

/// The bytes of the response's body that were held back to its end.
struct HeldRest {
  std::string bytes;
};

/// What one record of a log says: an event after redaction.
using LogEntry =
    std::variant<capture::RequestBegan, capture::RequestBytes, capture::RequestSent, capture::Interim,
                 capture::ResponseBegan, LoggedRead, HeldRest, capture::ChunkEdges, capture::ResponseEnded>;

/// The payload of its record, as docs/capture-log.md says. Never empty.
[[nodiscard]] std::string encode(const LogEntry& entry);

/// What a payload says; nullopt where it is none.
[[nodiscard]] std::optional<LogEntry> decode(std::string_view payload);

}  // namespace wiretape::recorder::log
