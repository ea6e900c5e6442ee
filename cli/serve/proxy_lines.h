#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "cli/serve/proxy_option.h"

// What is said of a forward proxy once it listens.

namespace wiretape::cli {

/// What a program must have in its environment to go by the proxy at `url`, and to trust it: names and values.
[[nodiscard]] std::vector<std::pair<std::string_view, std::string>> proxy_environment(const std::string& url,
                                                                                      const std::string& trusted);

/// For people: a line with its end, to be put before a command; "" without a proxy.
[[nodiscard]] std::string proxy_text(const MadeProxy& proxy, const std::string& url);

/// For scripts: the member `proxy` of a ready line, an object; null without a proxy.
[[nodiscard]] nlohmann::ordered_json proxy_json(const MadeProxy& proxy, const std::string& url);

}  // namespace wiretape::cli
