#pragma once

#include <string>
#include <vector>

#include "wiretape/core/tape/tape.h"
#include "wiretape/core/wire/http/http_message.h"

namespace wiretape::convert {

/// A request and what answered it, as a foreign file has them: nothing is checked yet, and secrets are in it.
struct Recording {
  std::string id{};  ///< what the file calls it; empty: nothing
  std::string method{};
  std::string target{};  ///< path and query, or a whole URL
  wire::HttpFields request_fields{};
  std::string request_body{};
  wire::HttpResponseHead head{};
  std::string body{};                     ///< framing taken off
  std::vector<tape::Arrival> arrivals{};  ///< add up to the body; empty where the file has none
  tape::RecordedEnd end{};
  tape::RecordedFraming framing{};
};

}  // namespace wiretape::convert
