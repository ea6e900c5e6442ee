#include "cli/serve/serve_tls.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <string_view>
#include <utility>

#include <CLI/CLI.hpp>
#include <fmt/core.h>

namespace wiretape::cli {
namespace {

constexpr std::string_view suffix = ".pem";

/// Writes all and closes; false where it can't.
bool write_and_close(int file, std::string_view text) {
  const bool is_written = ::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size());
  return ::close(file) == 0 && is_written;
}

ServeTlsError can_not_write(const std::string& path) {
  return {fmt::format("can't write the authority's certificate to {}: {}; name another --tls-ca-file", path,
                      std::strerror(errno))};
}

/// Written beside and renamed, so that no client reads half a certificate and no link in the place is followed.
std::variant<std::string, ServeTlsError> write_to(const std::string& path, std::string_view text) {
  auto draft = path + ".XXXXXX";
  const int file = ::mkstemp(draft.data());  // for this user alone: 0600
  if (file < 0) return can_not_write(path);
  if (!write_and_close(file, text) || std::rename(draft.c_str(), path.c_str()) != 0) {
    auto error = can_not_write(path);
    ::unlink(draft.c_str());
    return error;
  }
  return path;
}

std::variant<std::string, ServeTlsError> write_to_temporary(std::string_view text) {
  std::error_code error;
  const auto folder = std::filesystem::temp_directory_path(error);
  if (error) return ServeTlsError{"there is no folder for temporary files; name a --tls-ca-file"};
  auto path = (folder / "wiretape-ca-XXXXXX").string().append(suffix);
  const int file = ::mkstemps(path.data(), static_cast<int>(suffix.size()));
  if (file < 0 || !write_and_close(file, text)) return can_not_write(path);
  return path;
}

std::variant<ServeTls, ServeTlsError> make_automatic(const TlsArguments& arguments, const std::string& host) {
  auto made = net::make_test_authority(host);
  if (const auto* error = std::get_if<net::TlsServerError>(&made)) return ServeTlsError{to_string(*error)};
  auto& authority = std::get<net::TestAuthority>(made);
  const bool is_temporary = arguments.authority_file.empty();
  auto written = is_temporary ? write_to_temporary(authority.certificate)
                              : write_to(arguments.authority_file, authority.certificate);
  if (auto* error = std::get_if<ServeTlsError>(&written)) return std::move(*error);
  ServeTls tls;
  tls.context = std::move(authority.server);
  tls.authority_file = std::get<std::string>(std::move(written));
  if (is_temporary) {
    tls.remove = {new std::string(tls.authority_file), [](const std::string* path) {
                    ::unlink(path->c_str());
                    delete path;
                  }};
  }
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
