#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "wiretape/core/file/owned_file.h"
#include "wiretape/core/text/system_error.h"

namespace wiretape::cli {

/// Certificates that clients are to trust.
struct AuthorityFile {
  std::string path;
  file::OwnedFile temporary{};  ///< that file where the user named none: removed when this goes
};

/// Why it can't be written: a sentence that names the option by which another place is named.
struct AuthorityFileError {
  std::string what;
};

/// Writes PEM certificates to `named`, or to a new file for temporary files where that is "". `option` is by which it
/// was named: "--tls-ca-file".
[[nodiscard]] std::variant<AuthorityFile, AuthorityFileError> write_authority_file(const std::string& named,
                                                                                   std::string_view certificates,
                                                                                   std::string_view option);

/// The system's certificates as PEM, for programs that trust one file alone; "" where none is in any usual place.
[[nodiscard]] std::string system_authorities();

}  // namespace wiretape::cli
