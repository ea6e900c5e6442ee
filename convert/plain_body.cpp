#include "wiretape/convert/plain_body.h"

#include <cstddef>
#include <optional>
#include <utility>
#include <variant>

#include "wiretape/core/wire/http/coding/content_coding.h"
#include "wiretape/core/wire/http/coding/unpack.h"

namespace wiretape::convert {
namespace {

constexpr std::size_t largest_plain = std::size_t{64} << 20;

}  // namespace

std::string plain_body(const wire::HttpFields& fields, std::string_view body) {
  const auto name = wire::find_field(fields, "content-encoding");
  const auto coding = name ? wire::content_coding(*name) : std::nullopt;
  if (coding) {
    auto plain = wire::unpack(*coding, body, largest_plain);
    if (auto* text = std::get_if<std::string>(&plain)) return std::move(*text);
  }
  return std::string(body);
}

}  // namespace wiretape::convert
