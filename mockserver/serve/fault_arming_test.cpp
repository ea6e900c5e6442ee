#include "wiretape/mockserver/serve/fault_arming.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wiretape::mockserver {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class Arming : public ::testing::Test {
 protected:
  /// What a plan arms, or its first mistake.
  std::vector<std::string> arm(std::string_view plan, const std::optional<std::string>& session = {}) {
    auto armed = arming_.arm(plan, session, {}, [this] { ++in_force_; });
    if (auto* texts = std::get_if<std::vector<std::string>>(&armed)) return *texts;
    return {to_string(std::get<text::Diagnostics>(armed).front())};
  }
  [[nodiscard]] std::vector<std::string> shown() const {
    std::vector<std::string> texts;
    for (const auto& plan : arming_.list()) {
      for (const auto& fault : plan.faults)
        texts.push_back((plan.session ? *plan.session + ": " : "") + fault);
    }
    return texts;
  }

  ArmedFaults of_responses_;
  ArmedListenerFaults of_listener_;
  FaultArming arming_{of_responses_, of_listener_, net::Security::plain, false};
  int in_force_ = 0;
};

TEST_F(Arming, SaysWhatIsArmedAndWhenItIsInForce) {
  EXPECT_THAT(arm("silent:times=2,fin"), ElementsAre("silent:times=2", "fin"));
  EXPECT_EQ(in_force_, 1);
  EXPECT_THAT(arm("reset", "mine"), ElementsAre("reset"));
  EXPECT_EQ(in_force_, 2);
  EXPECT_THAT(shown(), ElementsAre("silent:times=2", "fin", "mine: reset"));
  arming_.disarm("mine", [this] { ++in_force_; });
  EXPECT_THAT(shown(), ElementsAre("silent:times=2", "fin"));
  arming_.disarm({}, [this] { ++in_force_; });
  EXPECT_THAT(shown(), IsEmpty());
  EXPECT_EQ(in_force_, 4);
}

TEST_F(Arming, ShowsTheListenersFaultsWhoeverArmedThem) {
  of_listener_.arm({{Refuse{}}, {.action = Silent{}, .hits = 0}});
  EXPECT_THAT(shown(), ElementsAre("refuse"));
  EXPECT_THAT(arm("fin"), ElementsAre("fin"));
  EXPECT_THAT(shown(), ElementsAre("fin"));
}

TEST_F(Arming, ArmsNothingWithAMistake) {
  static_cast<void>(arm("refuse,fin"));
  EXPECT_THAT(arm("handshake_cut,reset"), ElementsAre(HasSubstr("handshake_cut acts in TLS's handshake")));
  EXPECT_THAT(arm("reset,fin"), ElementsAre(HasSubstr("reset")));
  EXPECT_THAT(arm("silent", "mine"), ElementsAre(HasSubstr("no session: it acts on all connections")));
  EXPECT_THAT(arm("fin", std::string(300, 'x')), ElementsAre(HasSubstr("a session's name of 300 bytes")));
  EXPECT_EQ(in_force_, 1);
  EXPECT_THAT(shown(), ElementsAre("refuse", "fin"));
}

}  // namespace
}  // namespace wiretape::mockserver
