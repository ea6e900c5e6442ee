#include "cli/serve/serve_limits.h"

#include <chrono>
#include <string>

#include <CLI/CLI.hpp>
#include <gtest/gtest.h>

namespace wiretape::cli {
namespace {

/// The options that a command line makes, or what is wrong with it.
struct Parsed {
  mockserver::ServerOptions options;
  std::string error;
};

Parsed parse(const std::string& line) {
  Parsed parsed;
  CLI::App app;
  add_limit_options(app, parsed.options);
  try {
    app.parse(line);
  } catch (const CLI::ParseError& error) {
    parsed.error = error.what();
  }
  return parsed;
}

TEST(ServeLimits, HaveDefaults) {
  const auto options = parse("").options;
  EXPECT_EQ(options.max_connections, 100'000U);
  EXPECT_EQ(options.limits.head, 65'536U);
  EXPECT_EQ(options.limits.body, 67'108'864U);
  EXPECT_EQ(options.request_timeout, std::chrono::seconds(30));
}

TEST(ServeLimits, AreTaken) {
  const auto parsed = parse(
      "--max-connections 7 --max-head 1000 --max-body 2MB --journal-capacity 0 --journal-bytes 3MB --request-timeout "
      "1.5s");
  EXPECT_EQ(parsed.error, "");
  EXPECT_EQ(parsed.options.max_connections, 7U);
  EXPECT_EQ(parsed.options.limits.head, 1000U);
  EXPECT_EQ(parsed.options.limits.body, 2'097'152U);
  EXPECT_EQ(parsed.options.journal.entries, 0U);
  EXPECT_EQ(parsed.options.journal.bytes, 3U << 20U);
  EXPECT_EQ(parsed.options.request_timeout, std::chrono::milliseconds(1500));
  EXPECT_EQ(parse("--request-timeout 0").options.request_timeout, std::chrono::milliseconds(0));
}

TEST(ServeLimits, ThatAreNoneAreRefused) {
  EXPECT_NE(parse("--max-connections 0").error, "");
  EXPECT_NE(parse("--max-connections many").error, "");
  EXPECT_NE(parse("--max-body -1").error, "");
  EXPECT_NE(parse("--journal-capacity -1").error, "");
  EXPECT_NE(parse("--max-body 2apples").error, "");
  EXPECT_NE(parse("--request-timeout soon").error.find("'soon': expected a duration"), std::string::npos);
}

}  // namespace
}  // namespace wiretape::cli
