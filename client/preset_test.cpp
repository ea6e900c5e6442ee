#include "wiretape/client/preset.h"

#include <set>
#include <string>

#include <gtest/gtest.h>

#include "wiretape/core/net/url.h"
#include "wiretape/core/provider/dialects.h"

namespace wiretape::client {
namespace {

TEST(Preset, EveryOneCanBeCalled) {
  std::set<std::string_view> names;
  for (const auto& preset : all_presets()) {
    SCOPED_TRACE(std::string(preset.name));
    EXPECT_TRUE(names.insert(preset.name).second) << "twice";
    EXPECT_EQ(find_preset(preset.name), &preset);
    EXPECT_NE(provider::find_dialect(preset.dialect), nullptr);
    const auto url = net::parse_url(preset.base_url);
    ASSERT_TRUE(std::holds_alternative<net::Url>(url));
    EXPECT_TRUE(std::get<net::Url>(url).is_tls || std::get<net::Url>(url).host == "localhost");
    EXPECT_FALSE(preset.base_url.ends_with('/'));
    EXPECT_TRUE(preset.key_variable.ends_with("_API_KEY") || preset.key_variable.ends_with("_TOKEN"));
    EXPECT_FALSE(preset.base_url_variable.empty());
  }
}

TEST(Preset, OpenAiIsTheDefault) {
  EXPECT_EQ(all_presets().front().name, "openai");
  EXPECT_FALSE(all_presets().front().default_model.empty());
}

TEST(Preset, UnknownOnesAreNotFound) {
  EXPECT_EQ(find_preset(""), nullptr);
  EXPECT_EQ(find_preset("OpenAI"), nullptr);
}

TEST(Preset, ATerminatorIsRequiredOnlyWhereItIsAlwaysSent) {
  EXPECT_TRUE(find_preset("openai")->sends_terminator);
  EXPECT_TRUE(find_preset("anthropic")->sends_terminator);
  EXPECT_TRUE(find_preset("xai")->sends_terminator);
  EXPECT_FALSE(find_preset("cerebras")->sends_terminator);
  EXPECT_FALSE(find_preset("perplexity")->sends_terminator);
  EXPECT_FALSE(find_preset("writer")->sends_terminator);
  EXPECT_FALSE(find_preset("transformers")->sends_terminator) << "`transformers serve` sends no [DONE]";
}

}  // namespace
}  // namespace wiretape::client
