// Whatever bytes a stream has, and whatever secret is known: what comes out is as long, the same for every split,
// within the bound, as it is when it goes through once more, and a scan, which works otherwise, finds nothing in it.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "wiretape/core/redact/laws_for_test.h"

// A first byte, a known secret of so many bytes, and the stream.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view input(reinterpret_cast<const char*>(data), size);
  if (input.empty()) return 0;
  const std::size_t secret_size = static_cast<unsigned char>(input.front()) % 32U;
  input.remove_prefix(1);
  const std::string_view secret = input.substr(0, secret_size);
  if (!wiretape::redact::broken_law(input.substr(secret.size()), secret).empty()) std::abort();
  return 0;
}
