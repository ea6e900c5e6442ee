#include "cli/serve/authority_file.h"

#include <array>
#include <cstddef>
#include <filesystem>
#include <optional>
#include <system_error>
#include <utility>

#include <fmt/core.h>

#include "wiretape/core/text/text_file.h"

namespace wiretape::cli {
namespace {

constexpr std::string_view suffix = ".pem";

// Where distributions have all of them in one file.
constexpr std::array<const char*, 4> system_files{"/etc/ssl/certs/ca-certificates.crt",
                                                  "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/ca-bundle.pem",
                                                  "/etc/ssl/cert.pem"};
constexpr std::size_t most_system_bytes = std::size_t{16} << 20;

AuthorityFileError can_not_write(const std::string& path, const text::SystemError& error, std::string_view option) {
  return {fmt::format("can't write the authority's certificate to {}: {}; name another {}", path, error.cause, option)};
}

/// Written beside and renamed, so that no client reads half a certificate and no link in the place is followed.
std::optional<AuthorityFileError> write_to(const std::string& path, std::string_view text, std::string_view option) {
  auto made = file::OwnedFile::make(path + ".XXXXXX", text);
  if (const auto* error = std::get_if<text::SystemError>(&made)) return can_not_write(path, *error, option);
  auto& file = std::get<file::OwnedFile>(made);
  if (const auto error = file.move_to(path)) return can_not_write(path, *error, option);
  file.keep();
  return std::nullopt;
}

std::variant<AuthorityFile, AuthorityFileError> write_to_temporary(std::string_view text, std::string_view option) {
  std::error_code error;
  const auto folder = std::filesystem::temp_directory_path(error);
  if (error) return AuthorityFileError{fmt::format("there is no folder for temporary files; name a {}", option)};
  const auto pattern = (folder / "wiretape-ca-XXXXXX").string().append(suffix);
  auto made = file::OwnedFile::make(pattern, text, suffix.size());
  if (const auto* failure = std::get_if<text::SystemError>(&made)) return can_not_write(pattern, *failure, option);
  auto& file = std::get<file::OwnedFile>(made);
  auto path = file.path();
  return AuthorityFile{std::move(path), std::move(file)};
}

}  // namespace

std::variant<AuthorityFile, AuthorityFileError> write_authority_file(const std::string& named,
                                                                     std::string_view certificates,
                                                                     std::string_view option) {
  if (named.empty()) return write_to_temporary(certificates, option);
  if (auto error = write_to(named, certificates, option)) return *std::move(error);
  return AuthorityFile{named};
}

std::string system_authorities() {
  for (const auto* file : system_files) {
    auto read = text::read_text_file(file, most_system_bytes);
    if (auto* certificates = std::get_if<std::string>(&read)) return std::move(*certificates);
  }
  return "";
}

}  // namespace wiretape::cli
