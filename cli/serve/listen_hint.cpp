#include "cli/serve/listen_hint.h"

#include <cerrno>
#include <initializer_list>
#include <system_error>

#include <fmt/format.h>

namespace wiretape::cli {
namespace {

bool is_caused_by(const net::ListenError& error, std::initializer_list<int> numbers) {
  for (const int number : numbers) {
    if (error.cause == std::system_category().message(number)) return true;
  }
  return false;
}

}  // namespace

std::string listen_hint(const net::ListenError& error, std::string_view prefix) {
  if (!net::listening_address(error.host) || is_caused_by(error, {EADDRNOTAVAIL, EAFNOSUPPORT})) {
    return fmt::format("give {}host an address of this machine, or localhost", prefix);
  }
  if (is_caused_by(error, {EADDRINUSE, EACCES})) {
    return fmt::format("choose another {}port, or 0 for a free one", prefix);
  }
  return "";
}

}  // namespace wiretape::cli
