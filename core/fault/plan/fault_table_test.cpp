#include "wiretape/core/fault/plan/fault_table.h"

#include <fstream>
#include <iterator>
#include <string>

#include <gtest/gtest.h>

namespace wiretape::fault {
namespace {

std::string read_page() {
  std::ifstream file(std::string(WIRETAPE_SOURCE_DIR) + "/docs/faults.md", std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

TEST(FaultTable, IsWhatThePageSays) {
  const std::string page = read_page();
  const std::string begin = "<!-- wiretape faults --markdown -->\n";
  const auto from = page.find(begin);
  const auto to = page.find("<!-- end -->", from);
  ASSERT_NE(from, std::string::npos);
  ASSERT_NE(to, std::string::npos);
  EXPECT_EQ(page.substr(from + begin.size(), to - from - begin.size()), fault_table())
      << "docs/faults.md is stale; put the output of `wiretape faults --markdown` between its markers";
}

}  // namespace
}  // namespace wiretape::fault
