#include <fstream>
#include <iterator>
#include <string>
#include <variant>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/redact/rules/load_rules.h"

namespace wiretape::redact {
namespace {

using ::testing::HasSubstr;

std::string redaction_page() {
  std::ifstream file(WIRETAPE_SOURCE_DIR "/docs/redaction.md");
  return {std::istreambuf_iterator<char>(file), {}};
}

TEST(RedactionPage, NamesEveryRule) {
  const std::string page = redaction_page();
  for (const ValueShape& shape : default_rules().shapes)
    EXPECT_THAT(page, HasSubstr("`" + shape.name + "`"));
  const std::string folded_page = folded_name(page);
  for (const std::string& member : default_rules().members)
    EXPECT_THAT(folded_page, HasSubstr("`" + member + "`"));
}

TEST(RedactionPage, ShowsARulesFileThatIsRead) {
  const std::string page = redaction_page();
  const std::string begin = "```yaml\n";
  const auto at = page.find(begin);
  ASSERT_NE(at, std::string::npos);
  const auto example = page.substr(at + begin.size(), page.find("```", at + begin.size()) - at - begin.size());
  const auto parsed = parse_rules(example, "docs/redaction.md", default_rules());
  if (const auto* mistakes = std::get_if<text::Diagnostics>(&parsed)) {
    FAIL() << text::to_string(*mistakes);
  }
  EXPECT_EQ(std::get<Rules>(parsed).shapes.back().name, "acme_key");
}

}  // namespace
}  // namespace wiretape::redact
