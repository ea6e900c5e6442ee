#include "cli/run/sdk_environment.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wiretape::cli {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::Each;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

std::vector<std::string> environment_of(const std::vector<std::string>& inherited) {
  return sdk_environment(inherited, {"http://127.0.0.1:4000", "http://127.0.0.1:4001"});
}

TEST(SdkEnvironment, NamesTheServerAsEachSdkWantsIt) {
  EXPECT_THAT(
      environment_of({}),
      AllOf(Contains("OPENAI_BASE_URL=http://127.0.0.1:4000/v1"), Contains("ANTHROPIC_BASE_URL=http://127.0.0.1:4000"),
            Contains("GROQ_BASE_URL=http://127.0.0.1:4000"), Contains("OLLAMA_HOST=http://127.0.0.1:4000"),
            Contains("WIRETAPE_URL=http://127.0.0.1:4000"), Contains("WIRETAPE_CONTROL_URL=http://127.0.0.1:4001")));
}

TEST(SdkEnvironment, KeepsWhatIsNotAboutProviders) {
  EXPECT_THAT(environment_of({"PATH=/bin", "EMPTY=", "A=b=c"}),
              AllOf(Contains("PATH=/bin"), Contains("EMPTY="), Contains("A=b=c")));
}

TEST(SdkEnvironment, LetsNoRealKeyAndNoRealAddressThrough) {
  const auto environment = environment_of({"OPENAI_API_KEY=real", "ANTHROPIC_API_KEY=real", "ANTHROPIC_AUTH_TOKEN=real",
                                           "GROQ_API_KEY=real", "AZURE_OPENAI_AD_TOKEN=real", "OPENAI_BASE_URL=real"});
  EXPECT_THAT(environment, Each(Not(HasSubstr("real"))));
  EXPECT_THAT(environment, AllOf(Contains("OPENAI_API_KEY=wiretape"), Contains("ANTHROPIC_API_KEY=wiretape")));
  EXPECT_THAT(environment, Each(Not(StartsWith("ANTHROPIC_AUTH_TOKEN="))));
}

TEST(SdkEnvironment, KeepsProxiesAwayFromTheServerAlone) {
  const auto environment = environment_of({"HTTPS_PROXY=http://proxy:3128", "NO_PROXY=internal"});
  EXPECT_THAT(environment,
              AllOf(Contains("HTTPS_PROXY=http://proxy:3128"), Contains("NO_PROXY=internal,127.0.0.1,localhost,::1"),
                    Contains("no_proxy=127.0.0.1,localhost,::1")));
}

TEST(WithUrl, ReplacesEachHole) {
  EXPECT_EQ(with_url("{url}", "http://h"), "http://h");
  EXPECT_EQ(with_url("--a={url}/v1 {url}", "http://h"), "--a=http://h/v1 http://h");
  EXPECT_EQ(with_url("{ur} {} l}", "http://h"), "{ur} {} l}");
  EXPECT_EQ(with_url("", "http://h"), "");
}

}  // namespace
}  // namespace wiretape::cli
