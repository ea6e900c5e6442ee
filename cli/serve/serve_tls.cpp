#include "cli/serve/serve_tls.h"

#include <utility>

#include <CLI/CLI.hpp>

#include "cli/serve/authority_file.h"

namespace wiretape::cli {
namespace {

std::variant<ServeTls, ServeTlsError> make_automatic(const TlsArguments& arguments, const std::string& host) {
  auto made = net::make_test_authority(host);
  if (const auto* error = std::get_if<net::TlsServerError>(&made)) return ServeTlsError{to_string(*error)};
  auto& authority = std::get<net::TestAuthority>(made);
  ServeTls tls;
  tls.context = std::move(authority.server);
  auto written = write_authority_file(arguments.authority_file, authority.certificate, "--tls-ca-file");
  if (auto* error = std::get_if<AuthorityFileError>(&written)) return ServeTlsError{std::move(error->what)};
  auto& file = std::get<AuthorityFile>(written);
  tls.authority_file = std::move(file.path);
  tls.temporary = std::move(file.temporary);
  return tls;
}

}  // namespace

void add_tls_options(CLI::App& command, TlsArguments& arguments) {
  auto* mode = command.add_option("--tls", arguments.mode, "'auto': serve https with a certificate made now");
  mode->check(CLI::IsMember({"auto"}));
  command
      .add_option("--tls-ca-file", arguments.authority_file,
                  "Where '--tls auto' writes the certificate that clients are to trust; default: a temporary file")
      ->needs(mode);
  auto* certificate = command.add_option("--tls-cert", arguments.certificate,
                                         "Serve https with this certificate (PEM, chain after it)");
  auto* key = command.add_option("--tls-key", arguments.key, "The certificate's private key (PEM, unlocked)");
  certificate->needs(key)->excludes(mode);
  key->needs(certificate);
}

std::variant<ServeTls, ServeTlsError> make_serve_tls(const TlsArguments& arguments, const std::string& host) {
  if (!arguments.mode.empty()) return make_automatic(arguments, host);
  if (arguments.certificate.empty()) return ServeTls{};
  auto loaded = net::load_tls_server_context(arguments.certificate, arguments.key);
  if (const auto* error = std::get_if<net::TlsServerError>(&loaded)) return ServeTlsError{to_string(*error)};
  ServeTls tls;
  tls.context = std::get<net::TlsServerContext>(std::move(loaded));
  return tls;
}

}  // namespace wiretape::cli
