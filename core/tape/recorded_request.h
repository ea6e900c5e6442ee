#pragma once

#include <string>

#include "wiretape/core/wire/http/http_field.h"

namespace wiretape::tape {

/// What an application really asked when an exchange was recorded, without its secrets. It decides nothing: what
/// answers whom says the exchange's rule. It is there to tell what has changed since, and to ask again.
struct RecordedRequest {
  std::string upstream{};  ///< the origin that it went to, "https://api.openai.com"; "" where that is not known
  std::string method{};    ///< not empty
  std::string target{};    ///< as it was asked for; not empty
  wire::HttpFields headers{};
  std::string body{};  ///< framing taken off

  friend bool operator==(const RecordedRequest&, const RecordedRequest&) = default;
};

}  // namespace wiretape::tape
