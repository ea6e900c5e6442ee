#include "cli/replace_file.h"

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <system_error>

#include <fmt/format.h>

namespace wiretape::cli {

std::optional<std::string> replace_file(const std::string& path, std::string_view bytes) {
  namespace fs = std::filesystem;
  std::error_code error;
  const fs::path target = fs::canonical(path, error);
  if (error) return error.message();
  const fs::perms mode = fs::status(target, error).permissions();
  if (error) return error.message();

  // Beside the file: a rename from another file system would be a copy.
  const fs::path draft = fmt::format("{}.{}.part", target.string(), ::getpid());
  std::ofstream file(draft, std::ios::binary);
  file << bytes;
  file.close();
  if (!file) error = std::make_error_code(std::errc::io_error);
  if (!error) fs::permissions(draft, mode, error);
  if (!error) fs::rename(draft, target, error);
  if (!error) return std::nullopt;
  std::error_code ignored;
  fs::remove(draft, ignored);
  return error.message();
}

}  // namespace wiretape::cli
