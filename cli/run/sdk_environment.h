#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace wiretape::cli {

/// Where a program finds the mock server.
struct MockAddress {
  std::string url;          ///< "http://127.0.0.1:40123"
  std::string control_url;  ///< of the control plane
};

/// The environment of a program whose SDKs are to call a mock server: `inherited` (NAME=value each), but with the base
/// URL of each provider's SDK as that SDK wants it, a harmless key in place of every real one, no proxy in between, and
/// WIRETAPE_URL and WIRETAPE_CONTROL_URL.
[[nodiscard]] std::vector<std::string> sdk_environment(const std::vector<std::string>& inherited,
                                                       const MockAddress& address);

/// A program's argument with each "{url}" in it replaced by the mock server's address.
[[nodiscard]] std::string with_url(std::string argument, std::string_view url);

}  // namespace wiretape::cli
