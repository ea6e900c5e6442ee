#pragma once

#include <string>
#include <variant>

#include "wiretape/core/file/owned_file.h"
#include "wiretape/core/net/serve/tls_server.h"

namespace CLI {
class App;
}

namespace wiretape::cli {

/// What `wiretape serve` is told about TLS.
struct TlsArguments {
  std::string mode;  ///< "auto" or ""
  std::string certificate;
  std::string key;
  std::string authority_file;  ///< where `auto` writes its authority's certificate; "": a new file for temporary files
};

/// Adds --tls, --tls-cert, --tls-key and --tls-ca-file.
void add_tls_options(CLI::App& command, TlsArguments& arguments);

/// What to serve TLS with.
struct ServeTls {
  net::TlsServerContext context;  ///< null: plain HTTP
  std::string authority_file;     ///< what clients are to trust; "" unless --tls auto
  file::OwnedFile temporary;      ///< that file where no --tls-ca-file names one: removed when this goes
};

/// Why it can't be done, in one sentence.
struct ServeTlsError {
  std::string what;
};

/// Loads the files or makes an authority; `host` is what is listened on.
[[nodiscard]] std::variant<ServeTls, ServeTlsError> make_serve_tls(const TlsArguments& arguments,
                                                                   const std::string& host);

}  // namespace wiretape::cli
