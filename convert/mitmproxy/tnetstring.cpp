#include "wiretape/convert/mitmproxy/tnetstring.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>
#include <system_error>
#include <utility>

namespace wiretape::convert {
namespace {

// value = size ":" bytes type        size: of the bytes, at most 12 digits
// type  = "," bytes / ";" text / "#" integer / "^" float / "!" boolean / "~" null / "]" values / "}" keys and values

constexpr int deepest_value = 64;
constexpr std::size_t most_values = 1'000'000;

struct Netstring {
  std::string_view bytes;
  char type;
};

/// Takes values off a text; once one fails, `error` says where.
class NetstringReader {
 public:
  explicit NetstringReader(std::string_view all) : all_(all) {}

  std::optional<text::InputError> error;

  Json take(std::string_view& text, int depth) {
    const auto netstring = take_netstring(text);
    if (!netstring) return nullptr;
    if (++values_ > most_values || depth > deepest_value) return fail(netstring->bytes, "values without end", "a flow");
    return value_of(*netstring, depth);
  }

 private:
  std::optional<Netstring> take_netstring(std::string_view& text) {
    const auto colon = text.substr(0, 13).find(':');
    std::size_t size = 0;
    const auto [end, bad] = std::from_chars(text.data(), text.data() + std::min(colon, text.size()), size);
    if (colon == text.npos || colon == 0 || bad != std::errc() || end != text.data() + colon)
      return fail_netstring(text, "no size", "a size in decimal digits, then ':'");
    const auto rest = text.substr(colon + 1);
    if (rest.size() <= size) return fail_netstring(text, "a value that is cut short", "as many bytes as its size says");
    text = rest.substr(size + 1);
    return Netstring{rest.substr(0, size), rest[size]};
  }

  Json value_of(const Netstring& netstring, int depth) {
    const std::string_view bytes = netstring.bytes;
    switch (netstring.type) {
      case ',':
      case ';':
        return std::string(bytes);
      case '#':
      case '^':
        return number_of(bytes);
      case '!':
        return bytes == "true";
      case '~':
        return nullptr;
      case ']':
        return list_of(bytes, depth);
      case '}':
        return object_of(bytes, depth);
      default:
        return fail(bytes, "a value of an unknown type", "one of , ; # ^ ! ~ ] }");
    }
  }

  Json number_of(std::string_view bytes) {
    Json number = Json::parse(bytes, nullptr, /*allow_exceptions=*/false);
    return number.is_number() ? number : Json(nullptr);  // Python's inf and nan
  }

  Json list_of(std::string_view bytes, int depth) {
    Json list = Json::array();
    while (!bytes.empty() && !error)
      list.push_back(take(bytes, depth + 1));
    return list;
  }

  Json object_of(std::string_view bytes, int depth) {
    Json::object_t object;
    while (!bytes.empty() && !error) {
      Json key = take(bytes, depth + 1);
      if (!error && !key.is_string()) fail(bytes, "a key that is no text", "a text");
      if (error) break;
      object.Container::emplace_back(key.get<std::string>(), take(bytes, depth + 1));
    }
    return object;
  }

  Json fail(std::string_view at, std::string found, std::string expected) {
    if (!error)
      error =
          text::InputError{static_cast<std::size_t>(at.data() - all_.data()), std::move(found), std::move(expected)};
    return nullptr;
  }

  std::nullopt_t fail_netstring(std::string_view at, std::string found, std::string expected) {
    fail(at, std::move(found), std::move(expected));
    return std::nullopt;
  }

  std::string_view all_;
  std::size_t values_ = 0;
};

}  // namespace

std::variant<Json, text::InputError> take_tnetstring(std::string_view& text) {
  NetstringReader reader(text);
  Json value = reader.take(text, 0);
  if (reader.error) return *std::move(reader.error);
  return value;
}

}  // namespace wiretape::convert
