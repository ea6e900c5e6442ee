#include "wiretape/core/text/text_file.h"

#include <array>
#include <cerrno>
#include <fstream>
#include <istream>
#include <system_error>

namespace wiretape::text {
namespace {

SystemError unreadable() {
  return {std::generic_category().message(errno)};
}

}  // namespace

std::string read_text(std::istream& stream, std::size_t most) {
  std::string text;
  std::array<char, 65536> block;  // filled before it is read: to clear it takes longer than to read a tape
  while (stream && text.size() <= most) {
    stream.read(block.data(), block.size());
    text.append(block.data(), static_cast<std::size_t>(stream.gcount()));
  }
  return text;
}

std::variant<std::string, SystemError> read_text_file(const std::string& path, std::size_t most) {
  errno = 0;
  std::ifstream file(path, std::ios::binary);
  if (!file) return unreadable();
  std::string text = read_text(file, most);
  // A directory opens, but reading it fails, with an exception that the stream turns into its bad bit.
  if (file.bad()) return unreadable();
  return text;
}

}  // namespace wiretape::text
