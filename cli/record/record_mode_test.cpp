#include "cli/record/record_mode.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wiretape::cli {
namespace {

using ::testing::HasSubstr;

net::Environment with_ci(std::optional<std::string> value) {
  return [value](std::string_view name) { return name == "CI" ? value : std::nullopt; };
}

ModeHere here(const std::string& mode, const std::optional<std::string>& ci, bool allows_network = false) {
  RecordArguments arguments;
  arguments.mode = mode;
  arguments.allows_network = allows_network;
  return std::get<ModeHere>(mode_here(arguments, with_ci(ci)));
}

TEST(RecordMode, IsWhatWasAskedForOutsideOfCi) {
  const std::map<std::string, RecordMode> modes{{"record", RecordMode::record},
                                                {"once", RecordMode::once},
                                                {"replay", RecordMode::replay},
                                                {"diff", RecordMode::diff}};
  for (const auto& [name, mode] : modes) {
    EXPECT_EQ(here(name, std::nullopt).mode, mode);
    EXPECT_EQ(here(name, "false").note, "");
    EXPECT_EQ(here(name, "true", true).mode, mode);
  }
}

TEST(RecordMode, LetsNothingOutInCi) {
  for (const std::string mode : {"record", "once"}) {
    EXPECT_EQ(here(mode, "true").mode, RecordMode::replay);
    EXPECT_THAT(here(mode, "true").note, HasSubstr("--allow-network"));
  }
  EXPECT_EQ(here("replay", "true").note, "");
  RecordArguments diff;
  diff.mode = "diff";
  EXPECT_THAT(std::get<ModeError>(mode_here(diff, with_ci("true"))).what, HasSubstr("--allow-network"));
}

}  // namespace
}  // namespace wiretape::cli
