#include <cstddef>
#include <fstream>
#include <iterator>
#include <regex>
#include <string>
#include <variant>

#include <gtest/gtest.h>

#include "wiretape/core/tape/profile/load_profile.h"

namespace wiretape::tape {
namespace {

std::string page() {
  std::ifstream file(std::string(WIRETAPE_SOURCE_DIR) + "/docs/profile-format.md");
  return {std::istreambuf_iterator(file), {}};
}

TEST(ProfileFormatPage, HasExamplesThatAllLoad) {
  const std::string text = page();
  constexpr std::string_view opening = "```yaml\n";
  int examples = 0;
  for (std::size_t at = text.find(opening); at != std::string::npos; at = text.find(opening, at)) {
    at += opening.size();
    const auto parsed = parse_profile(std::string_view(text).substr(at, text.find("```", at) - at), "example");
    const auto* diagnostics = std::get_if<text::Diagnostics>(&parsed);
    EXPECT_EQ(diagnostics, nullptr) << text::to_string(diagnostics->front());
    ++examples;
  }
  EXPECT_GE(examples, 2);
}

TEST(ProfileFormatPage, NamesEveryKey) {
  const std::string text = page();
  const auto parsed = parse_profile("{zz: 1, bursts: {zz: 1}}", "");
  std::size_t keys = 0;
  for (const text::Diagnostic& diagnostic : std::get<text::Diagnostics>(parsed)) {
    constexpr std::string_view listing = "one of: ";
    if (!diagnostic.expected.starts_with(listing)) continue;
    const std::string listed = diagnostic.expected.substr(listing.size());
    const std::regex key("[a-z_]+");
    for (std::sregex_iterator each(listed.begin(), listed.end(), key), end; each != end; ++each, ++keys)
      EXPECT_NE(text.find('`' + each->str() + '`'), std::string::npos) << each->str();
  }
  EXPECT_EQ(keys, 8U);
}

}  // namespace
}  // namespace wiretape::tape
