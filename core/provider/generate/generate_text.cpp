#include "wiretape/core/provider/generate/generate_text.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include <fmt/format.h>

namespace wiretape::provider {
namespace {

// What is drawn is pinned by tests: words may be changed only together with them.
constexpr std::array<std::string_view, 32> words{
    "amber", "bridge", "cedar",  "delta", "ember",  "field", "garden", "harbor", "island", "jasper", "kettle",
    "lemon", "meadow", "north",  "olive", "paper",  "quiet", "river",  "silver", "timber", "under",  "velvet",
    "water", "yellow", "zephyr", "bread", "copper", "dune",  "early",  "forest", "glass",  "hill"};

std::string word(const Draw& draw) {
  return std::string(words[draw.below(words.size())]);
}

std::uint64_t part(const Draw& draw, std::string_view name, std::uint64_t least, std::uint64_t most) {
  return least + draw.at(name).below(most - least + 1);
}

std::string date(const Draw& draw) {
  return fmt::format("20{}-{:02}-{:02}", part(draw, "year", 20, 29), part(draw, "month", 1, 12),
                     part(draw, "day", 1, 28));
}

std::string time(const Draw& draw) {
  return fmt::format("{:02}:{:02}:{:02}Z", part(draw, "hour", 0, 23), part(draw, "minute", 0, 59),
                     part(draw, "second", 0, 59));
}

std::string date_time(const Draw& draw) {
  return date(draw) + 'T' + time(draw);
}

std::string duration(const Draw& draw) {
  return fmt::format("PT{}M", part(draw, "minutes", 1, 59));
}

std::string hostname(const Draw& draw) {
  return word(draw) + ".example";
}

std::string email(const Draw& draw) {
  return word(draw.at("user")) + '@' + hostname(draw);
}

std::string uri(const Draw& draw) {
  return "https://" + hostname(draw) + '/' + word(draw.at("path"));
}

std::string uri_reference(const Draw& draw) {
  return '/' + word(draw);
}

std::string ipv4(const Draw& draw) {
  return fmt::format("192.0.2.{}", part(draw, "host", 1, 254));
}

std::string ipv6(const Draw& draw) {
  return fmt::format("2001:db8::{:x}", part(draw, "host", 1, 0xFFFE));
}

std::string uuid(const Draw& draw) {
  return fmt::format("{:08x}-{:04x}-4{:03x}-8{:03x}-{:012x}", part(draw, "a", 0, 0xFFFFFFFF),
                     part(draw, "b", 0, 0xFFFF), part(draw, "c", 0, 0xFFF), part(draw, "d", 0, 0xFFF),
                     part(draw, "e", 0, 0xFFFFFFFFFFFF));
}

struct Format {
  std::string_view name;
  std::string (*text)(const Draw& draw);
};

constexpr std::array<Format, 12> formats{{{"date-time", date_time},
                                          {"date", date},
                                          {"time", time},
                                          {"duration", duration},
                                          {"email", email},
                                          {"hostname", hostname},
                                          {"ipv4", ipv4},
                                          {"ipv6", ipv6},
                                          {"uri", uri},
                                          {"uri-reference", uri_reference},
                                          {"url", uri},
                                          {"uuid", uuid}}};

std::optional<std::string> formatted(const SchemaShape& shape, const Draw& draw) {
  const SchemaJson* named = shape.first("format");
  if (named == nullptr || !named->is_string()) return std::nullopt;
  const auto found = std::ranges::find(formats, named->get_ref<const std::string&>(), &Format::name);
  return found == formats.end() ? std::nullopt : std::optional(found->text(draw));
}

/// Words, as many as it takes, cut to the length.
std::string text_between(const Draw& draw, std::size_t least, std::size_t most) {
  std::string text = draw_words(draw, 1 + draw.below(4));
  for (std::uint64_t more = 0; text.size() < least; ++more)
    text += ' ' + word(draw.at("more").at(more));
  if (text.size() <= most) return text;
  text.resize(most);
  if (text.ends_with(' ')) text.back() = 's';
  return text;
}

}  // namespace

std::string draw_words(const Draw& draw, std::size_t count) {
  std::string text;
  for (std::uint64_t number = 0; number < count; ++number)
    text += (text.empty() ? "" : " ") + word(draw.at(number));
  return text;
}

std::string generate_text(const SchemaShape& shape, const Draw& draw, std::size_t most) {
  const auto least_asked = std::min<std::size_t>(shape.largest_count("minLength", 0), most);
  const auto most_asked = std::min<std::size_t>(shape.smallest_count("maxLength", most), most);
  auto text = formatted(shape, draw);  // all of it ASCII: a byte is a character
  if (text && text->size() >= least_asked && text->size() <= most_asked) return *std::move(text);
  return text_between(draw, least_asked, std::max(least_asked, most_asked));
}

}  // namespace wiretape::provider
