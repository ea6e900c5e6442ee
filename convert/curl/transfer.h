#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "wiretape/convert/curl/trace_records.h"
#include "wiretape/convert/recording.h"

namespace wiretape::convert {

/// What curl tells of one request and its response.
struct Transfer {
  std::string sent_head{};
  std::string sent_body{};
  std::string head{};                ///< of the last response: informational ones are before it
  std::vector<TraceRecord> data{};   ///< as they were read
  std::vector<std::string> infos{};  ///< what curl says once the request is sent
  std::optional<std::chrono::microseconds> sent_at{};
  std::optional<std::chrono::microseconds> head_at{};
  std::size_t line = 0;  ///< where it begins, from 1
};

/// The requests of a trace with their responses, in order.
[[nodiscard]] std::vector<Transfer> transfers(std::vector<TraceRecord> records);

/// A transfer as a recording: chunks taken off, with arrivals, the framing and how it ended. nullopt where no whole
/// head came, or what came is no response.
[[nodiscard]] std::optional<Recording> recording_of(const Transfer& transfer);

}  // namespace wiretape::convert
