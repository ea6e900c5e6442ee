#include "wiretape/core/wire/body_layout.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace wiretape::wire {
namespace {

struct LayoutCase {
  std::string body;
  BodyLayout layout;
};

const std::vector<LayoutCase> layouts{
    {"data: {\"a\":1}\n\n", BodyLayout::events},
    {"data:{\"a\":1}\r\r", BodyLayout::events},
    {"\xEF\xBB\xBF"
     "data: x\n\n",
     BodyLayout::events},
    {"\n\r\n \t\nevent: message_start\n", BodyLayout::events},
    {": OPENROUTER PROCESSING\n\n", BodyLayout::events},
    {"id: 7\n", BodyLayout::events},
    {"retry: 3000\n", BodyLayout::events},
    {"data\n\n", BodyLayout::events},
    {"error: {\"message\":\"no\"}\n", BodyLayout::events},
    {"{\"error\":{\"message\":\"no\"}}\n\ndata: [DONE]\n\n", BodyLayout::events},
    {"{\n  \"error\": \"no\"\n}\n: ping\n", BodyLayout::events},
    {"{\"a\":1}\n{\"b\":2}\n", BodyLayout::lines},
    {"{\"a\":{}} \r\n\r\n {\"b\":2}\n", BodyLayout::lines},
    {"{\"a\":1}\n", BodyLayout::json},
    {"{\n  \"a\": {\n    \"data\": 1\n  },\n  \"b\": [\n    {\n    }\n  ]\n}\n", BodyLayout::json},
    {"[{\"a\":1}\n,\n{\"b\":2}]\n", BodyLayout::json},
    {"[{}\n{", BodyLayout::json},
    {"<html>data: x</html>\n", BodyLayout::other},
    {"upstream error\ndata: x\n", BodyLayout::other},
    {"dataset: 1\n", BodyLayout::other},
    {"eventually\n", BodyLayout::other},
    {"\x16\x03\x01", BodyLayout::other},
    {"\xEF\xBB<", BodyLayout::other},
    {"", BodyLayout::unknown},
    {"\r\n \n", BodyLayout::unknown},
    {"\xEF\xBB", BodyLayout::unknown},
    {"dat", BodyLayout::unknown},
    {"retry", BodyLayout::unknown},
};

TEST(LayoutSniffer, GoesByTheFirstLines) {
  for (const auto& [body, layout] : layouts)
    EXPECT_EQ(LayoutSniffer().look(body), layout) << body;
}

TEST(LayoutSniffer, AnySplitShowsTheSame) {
  for (const auto& [body, layout] : layouts) {
    LayoutSniffer sniffer;
    BodyLayout found = BodyLayout::unknown;
    for (std::size_t size = 0; size <= body.size(); ++size) {
      found = sniffer.look(std::string_view(body).substr(0, size));
      if (found == BodyLayout::events || found == BodyLayout::lines || found == BodyLayout::other) break;
    }
    EXPECT_EQ(found, layout) << body;
  }
}

}  // namespace
}  // namespace wiretape::wire
