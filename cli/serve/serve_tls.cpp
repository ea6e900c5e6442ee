#include "cli/serve/serve_tls.h"

#include <filesystem>
#include <optional>
#include <string_view>
#include <system_error>
#include <utility>

#include <CLI/CLI.hpp>
#include <fmt/core.h>

namespace wiretape::cli {
namespace {

constexpr std::string_view suffix = ".pem";

ServeTlsError can_not_write(const std::string& path, const text::SystemError& error) {
  return {
      fmt::format("can't write the authority's certificate to {}: {}; name another --tls-ca-file", path, error.cause)};
}

/// Written beside and renamed, so that no client reads half a certificate and no link in the place is followed.
std::optional<ServeTlsError> write_to(const std::string& path, std::string_view text) {
  auto made = file::OwnedFile::make(path + ".XXXXXX", text);
  if (const auto* error = std::get_if<text::SystemError>(&made)) return can_not_write(path, *error);
  auto& file = std::get<file::OwnedFile>(made);
  if (const auto error = file.move_to(path)) return can_not_write(path, *error);
  file.keep();
  return std::nullopt;
}

std::variant<file::OwnedFile, ServeTlsError> write_to_temporary(std::string_view text) {
  std::error_code error;
  const auto folder = std::filesystem::temp_directory_path(error);
  if (error) return ServeTlsError{"there is no folder for temporary files; name a --tls-ca-file"};
  const auto pattern = (folder / "wiretape-ca-XXXXXX").string().append(suffix);
  auto made = file::OwnedFile::make(pattern, text, suffix.size());
  if (const auto* failure = std::get_if<text::SystemError>(&made)) return can_not_write(pattern, *failure);
  return std::get<file::OwnedFile>(std::move(made));
}

/// Writes what clients are to trust; says why it can't.
std::optional<ServeTlsError> hand_out(ServeTls& tls, const std::string& named, std::string_view certificate) {
  tls.authority_file = named;
  if (!named.empty()) return write_to(named, certificate);
  auto written = write_to_temporary(certificate);
  if (auto* error = std::get_if<ServeTlsError>(&written)) return std::move(*error);
  tls.temporary = std::get<file::OwnedFile>(std::move(written));
  tls.authority_file = tls.temporary.path();
  return std::nullopt;
}

std::variant<ServeTls, ServeTlsError> make_automatic(const TlsArguments& arguments, const std::string& host) {
  auto made = net::make_test_authority(host);
  if (const auto* error = std::get_if<net::TlsServerError>(&made)) return ServeTlsError{to_string(*error)};
  auto& authority = std::get<net::TestAuthority>(made);
  ServeTls tls;
  tls.context = std::move(authority.server);
  if (auto error = hand_out(tls, arguments.authority_file, authority.certificate)) return *std::move(error);
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
