#include "wiretape/core/timeline/timeline_page.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "wiretape/core/timeline/page_template.h"
#include "wiretape/core/timeline/timeline_for_test.h"

namespace wiretape::timeline {
namespace {

using namespace std::string_literals;
using ::testing::HasSubstr;
using ::testing::Not;

std::size_t count(std::string_view text, std::string_view part) {
  std::size_t found = 0;
  for (auto at = text.find(part); at != text.npos; at = text.find(part, at + 1))
    ++found;
  return found;
}

/// Of a reply whose text, as YAML has it, is one delta.
std::string page_of(const std::string& text) {
  return timeline_page(std::vector{timeline_for_test(
      "{id: hostile, request: {path: /v1/chat/completions}, reply: {text: " + text + ", chunks: [" + text + "]}}")});
}

nlohmann::json data_in(const std::string& page) {
  const auto begin = page_template().before_data.size();
  const auto end = page.size() - page_template().after_data.size();
  return nlohmann::json::parse(page.substr(begin, end - begin));
}

std::string said_in(const nlohmann::json& lane) {
  std::string text;
  for (const auto& step : lane.at("steps")) {
    for (const auto& event : step.value("events", nlohmann::json::array())) {
      for (const auto& said : event.at("says")) {
        if (said.at("kind") == "text") text += said.at("text").get<std::string>();
      }
    }
  }
  return text;
}

TEST(TimelinePage, HoldsTheTimelines) {
  const auto lanes = data_in(page_of("Hi"));
  ASSERT_EQ(lanes.size(), 1U);
  EXPECT_EQ(lanes[0].at("exchange"), "hostile");
  EXPECT_EQ(said_in(lanes[0]), "Hi");
  EXPECT_EQ(data_in(timeline_page({})), nlohmann::json::array());
}

TEST(TimelinePage, LetsNoTextBecomeMarkup) {
  const auto plain = page_of("Hi");
  const auto page = page_of(R"("</script><script>alert(1)</script><!-- <img src=x onerror=alert(2)> \x1B[31m\0")");
  for (const std::string_view part : {"<script", "</script", "<!--", "<img"})
    EXPECT_EQ(count(page, part), count(plain, part)) << part;
  EXPECT_EQ(page.find('\x1B'), page.npos);
  EXPECT_EQ(page.find('\0'), page.npos);
  const auto all = "</script><script>alert(1)</script><!-- <img src=x onerror=alert(2)> \x1B[31m\0"s;
  EXPECT_EQ(said_in(data_in(page).at(0)), all);
}

TEST(TimelinePage, AsksAServerWhereItHasNoTimelines) {
  EXPECT_EQ(data_in(live_page()), nullptr);
}

TEST(TimelinePage, NeedsNothingElse) {
  const auto page = timeline_page({});
  EXPECT_THAT(page, ::testing::StartsWith("<!DOCTYPE html>"));
  for (const std::string part : {"http:", "https:", "src=", "@import", "url(", "innerHTML", "document.write", "eval("})
    EXPECT_THAT(page, Not(HasSubstr(part)));
  EXPECT_THAT(page, HasSubstr("default-src 'none'"));
}

}  // namespace
}  // namespace wiretape::timeline
