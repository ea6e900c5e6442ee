#include "cli/replace_file.h"

#include <filesystem>
#include <system_error>
#include <variant>

#include "wiretape/core/file/owned_file.h"

namespace wiretape::cli {

std::optional<std::string> replace_file(const std::string& path, std::string_view bytes) {
  namespace fs = std::filesystem;
  std::error_code error;
  const fs::path target = fs::canonical(path, error);
  if (error) return error.message();
  const fs::perms mode = fs::status(target, error).permissions();
  if (error) return error.message();

  // Beside the file: a rename from another file system would be a copy.
  auto made = file::OwnedFile::make(target.string() + ".XXXXXX", bytes);
  if (const auto* failure = std::get_if<text::SystemError>(&made)) return failure->cause;
  auto& draft = std::get<file::OwnedFile>(made);
  fs::permissions(draft.path(), mode, error);
  if (error) return error.message();
  if (const auto failure = draft.move_to(target.string())) return failure->cause;
  draft.keep();
  return std::nullopt;
}

}  // namespace wiretape::cli
