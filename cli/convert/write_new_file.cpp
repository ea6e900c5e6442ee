#include "cli/convert/write_new_file.h"

#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <variant>

#include "wiretape/core/file/owned_file.h"

namespace wiretape::cli {

std::optional<std::string> write_new_file(const std::string& path, std::string_view bytes) {
  auto made = file::OwnedFile::make(path + ".XXXXXX", bytes);
  if (const auto* failure = std::get_if<text::SystemError>(&made)) return failure->cause;
  // A link, unlike a rename, never takes the place of what is there. The draft goes with its owner.
  if (::link(std::get<file::OwnedFile>(made).path().c_str(), path.c_str()) == 0) return std::nullopt;
  return std::system_category().message(errno);
}

}  // namespace wiretape::cli
