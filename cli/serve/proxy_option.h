#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "wiretape/core/net/proxy/proxy_terms.h"

#include "cli/serve/authority_file.h"

namespace CLI {
class App;
}

namespace wiretape::cli {

/// What a command is told of its forward proxy.
struct ProxyArguments {
  bool is_on = false;
  std::vector<std::string> intercepts;  ///< each as net::parse_intercept() reads it
  std::string authority_file;           ///< where what clients are to trust is written; "": a new temporary file
};

/// Adds --proxy, --intercept and --proxy-ca-file, behind add_tls_options(). `type` is what --intercept takes.
void add_proxy_options(CLI::App& command, ProxyArguments& arguments, const std::string& type);

/// A forward proxy before it listens.
struct MadeProxy {
  std::optional<net::ProxyTerms> terms{};  ///< absent: none is asked for
  AuthorityFile trusted{};                 ///< its own authority, and the system's behind it
};

/// Why there can be none, in one sentence.
struct ProxyOptionError {
  std::string what;
};

/// Makes an authority with certificates for all hosts that are intercepted, and says on standard error who does not
/// trust it.
[[nodiscard]] std::variant<MadeProxy, ProxyOptionError> make_proxy(const ProxyArguments& arguments);

}  // namespace wiretape::cli
