#include "wiretape/core/fault/plan/check_plan.h"

#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/tape/fault_plan.h"

namespace wiretape::fault {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using namespace std::chrono_literals;

std::variant<std::vector<Fault>, text::Diagnostics> check(std::string_view plan, const PlanSource& source = {"plan"}) {
  return check_plan(std::get<tape::FaultPlan>(tape::parse_fault_plan(plan)), source);
}

Fault fault_of(std::string_view plan) {
  auto checked = check(plan);
  if (const auto* mistakes = std::get_if<text::Diagnostics>(&checked)) {
    ADD_FAILURE() << to_string(mistakes->at(0));
    return {};
  }
  return std::get<std::vector<Fault>>(std::move(checked)).at(0);
}

std::vector<std::string> mistakes_of(std::string_view plan, const PlanSource& source = {"plan"}) {
  std::vector<std::string> texts;
  const auto checked = check(plan, source);
  if (const auto* mistakes = std::get_if<text::Diagnostics>(&checked)) {
    for (const auto& mistake : *mistakes)
      texts.push_back(to_string(mistake));
  }
  return texts;
}

TEST(CheckPlan, KeepsTheOrderWithPositionsAndTexts) {
  const auto checked = check("stall:event=2;for=3s,reset,drop:count=2");
  const auto& faults = std::get<std::vector<Fault>>(checked);
  ASSERT_THAT(faults, SizeIs(3));
  EXPECT_EQ(faults[0].type->name, "stall");
  EXPECT_EQ(faults[0].text, "stall:event=2;for=3s");
  EXPECT_EQ(faults[1].text, "reset");
  EXPECT_EQ(faults[1].position, (text::Position{1, 22}));
  EXPECT_EQ(faults[2].arguments.count("count"), 2U);
}

TEST(CheckPlan, BoundsWhatThePlanAddsInAll) {
  EXPECT_THAT(mistakes_of("huge_event:bytes=67108864"), IsEmpty());
  EXPECT_THAT(mistakes_of("comment_flood:count=4;size=16777216"), IsEmpty());
  for (const std::string plan : {"huge_event:bytes=67108864,huge_event:event=2;bytes=1,huge_event:event=3",
                                 "huge_event:bytes=67108864,comment_flood:count=1;comment=a",
                                 "comment_flood:count=5;size=16777216", "comment_flood:count=100000;size=16777216",
                                 "huge_event:event=1;bytes=60000000;attempt=1,huge_event:event=1;bytes=60000000"}) {
    const auto mistakes = mistakes_of(plan);
    ASSERT_THAT(mistakes, SizeIs(1)) << plan;
    EXPECT_THAT(mistakes[0], HasSubstr("at most 67108864 bytes that the faults of one plan add together")) << plan;
  }
  EXPECT_THAT(mistakes_of("huge_event:bytes=67108864,huge_event:event=2;bytes=1")[0],
              HasSubstr("plan:1:27: 'huge_event:event=2;bytes=1', with which the plan adds 67108865 bytes"));
}

TEST(CheckPlan, TakesAnEmptyPlan) {
  EXPECT_THAT(std::get<std::vector<Fault>>(check_plan({}, {})), IsEmpty());
}

TEST(CheckPlan, GivesStandardValues) {
  EXPECT_EQ(fault_of("stall").arguments.duration("for"), 1s);
  EXPECT_TRUE(fault_of("reset").arguments.flag("drain"));
  EXPECT_FALSE(fault_of("reset:drain=false").arguments.flag("drain"));
  EXPECT_FALSE(fault_of("hang").arguments.has("comments"));
  EXPECT_EQ(fault_of("hang").arguments.text("comment"), " ping");
  EXPECT_FALSE(fault_of("reset").place);
}

TEST(CheckPlan, ReadsEveryFormOfAPlace) {
  const std::vector<std::pair<std::string, Place>> places{
      {"event=2", EventPlace{2}},
      {"text=3", TextPlace{3}},
      {"frame=1", FramePlace{1}},
      {"byte=0", BytePlace{0}},
      {"wire_byte=17", WireBytePlace{17}},
      {"time=1.5s", TimePlace{1'500'000us}},
      {"time=0", TimePlace{0us}},
      {"at=first_text", MarkPlace{provider::MarkKind::first_text}},
      {"at=start", EdgePlace{false}},
      {"at=end", EdgePlace{true}},
      {"at=utf8", SpotPlace{Spot::utf8}},
      {"at=status_line", SpotPlace{Spot::status_line}},
      {"inside=crlf", SpotPlace{Spot::crlf}},
      {"event=4;inside=json_escape", SpotPlace{Spot::json_escape, 4}},
      {"inside=chunk_size;event=1", SpotPlace{Spot::chunk_size, 1}},
  };
  for (const auto& [text, place] : places)
    EXPECT_EQ(fault_of("reset:" + text).place, place) << text;
}

TEST(CheckPlan, ReadsEveryCondition) {
  const Fault fault = fault_of("reset:attempt=1-3;connection=2;exchange=a;probability=0.5;seed=9;optional=true");
  EXPECT_EQ(fault.condition, (FaultCondition{OrdinalRange{1, 3}, OrdinalRange{2, 2}, "a", 500'000'000, 9}));
  EXPECT_TRUE(fault.is_optional);
  EXPECT_FALSE(fault_of("reset:optional=false").is_optional);
}

struct Mistake {
  std::string plan;
  std::string found;     // the diagnostic's beginning
  std::string expected;  // somewhere in it
};

TEST(CheckPlan, SaysWhatIsWrongWhereAndWhatToDo) {
  for (const Mistake& each : {
           Mistake{"drop,rest", "plan:1:6: unknown fault 'rest'; expected one of: ", "did you mean 'reset'?"},
           Mistake{"qqqqqqqq", "plan:1:1: unknown fault 'qqqqqqqq'; expected one of: ", "stall"},
           Mistake{"stall:evnt=2", "plan:1:7: unknown key of 'stall': 'evnt'; expected one of: for, event, ",
                   "did you mean 'event'?"},
           Mistake{"reset:at=first_txt", "plan:1:7: unknown place 'first_txt'; expected one of: start, end, first_text",
                   "or a number: event, text, frame, byte, wire_byte, time"},
           Mistake{"drop:byte=3", "plan:1:6: the place byte=3, which 'drop' can't have; expected a place of its stage",
                   "event, text, or at= one of: start, end, first_text"},
           Mistake{"drop:at=utf8", "plan:1:6: the place at=utf8, which 'drop' can't have", "before_done"},
           Mistake{"drop:inside=utf8", "plan:1:6: the place inside=utf8, which 'drop' can't have", "event, text"},
           Mistake{"end:time=1s", "plan:1:5: the place time=1s, which 'end' can't have", "event, text, byte"},
           Mistake{"end:at=chunk_size", "plan:1:5: the place at=chunk_size, which 'end' can't have", "blank_line"},
           Mistake{"bom:event=1", "plan:1:5: unknown key of 'bom': 'event'; expected one of: ", "optional"},
           Mistake{"reset:event=2;text=1", "plan:1:15: 'text', a second place of 'reset'", "one place"},
           Mistake{"reset:byte=2;inside=utf8", "plan:1:14: 'inside', a second place of 'reset'", "one place"},
           Mistake{"reset:inside=start", "plan:1:7: 'start' for 'inside'", "a spot inside an event: utf8, "},
           Mistake{"reset:event=0", "plan:1:7: '0' for 'event' of 'reset'", "a whole number from 1"},
           Mistake{"reset:event=two", "plan:1:7: 'two' for 'event' of 'reset'", "a whole number from 1"},
           Mistake{"reset:event=x;inside=utf8", "plan:1:7: 'x' for 'event' of 'reset'", "a whole number from 1"},
           Mistake{"reset:byte=-1", "plan:1:7: '-1' for 'byte' of 'reset'", "a whole number from 0"},
           Mistake{"reset:byte=99999999999999999999999999", "plan:1:7: '99999999999999999999999999' for 'byte'",
                   "from 0"},
           Mistake{"reset:time=5", "plan:1:7: '5' for 'time' of 'reset'", "a duration such as"},
           Mistake{"drop:count=1000001", "plan:1:6: '1000001' for 'count' of 'drop'", "from 1 to 1000000"},
           Mistake{"stall:for=25h", "plan:1:7: '25h' for 'for' of 'stall'", "a duration from 1us to "},
           Mistake{"stall:for=9999999m", "plan:1:7: '9999999m' for 'for' of 'stall'", "a duration from 1us to "},
           Mistake{"reset:drain=no", "plan:1:7: 'no' for 'drain' of 'reset'", "true or false"},
           Mistake{"fin:in=trailer", "plan:1:5: 'trailer' for 'in' of 'fin'", "one of: here, size_line"},
           Mistake{"reset:attempt=0", "plan:1:7: '0' for 'attempt' of 'reset'", "an ordinal such as 2"},
           Mistake{"reset:connection=3-1", "plan:1:7: '3-1' for 'connection' of 'reset'", "an ordinal such as 2"},
           Mistake{"reset:probability=2;seed=1", "plan:1:7: '2' for 'probability' of 'reset'", "from 0 to 1"},
           Mistake{"reset:seed=x", "plan:1:7: 'x' for 'seed' of 'reset'", "a whole number from 0"},
           Mistake{"reset:optional=maybe", "plan:1:7: 'maybe' for 'optional' of 'reset'", "true or false"},
           Mistake{"drop,status", "plan:1:6: 'status' without 'code'; expected 'code': ", "599"},
           Mistake{"drop,refuse:connection=2", "plan:1:6: 'refuse', a fault of the listener", "a fault of a response"},
           Mistake{"drop,reset:probability=0.5", "plan:1:6: 'reset' with a probability, but without a seed",
                   "seed=N beside it"},
           Mistake{"reset,stall,fin:event=2", "plan:1:13: 'fin:event=2' beside 'reset'",
                   "give them different conditions, such as attempt=1 and attempt=2"},
       }) {
    const auto mistakes = mistakes_of(each.plan);
    ASSERT_THAT(mistakes, SizeIs(1)) << each.plan;
    EXPECT_THAT(mistakes[0], ::testing::StartsWith(each.found)) << each.plan;
    EXPECT_THAT(mistakes[0], HasSubstr(each.expected)) << each.plan;
  }
}

TEST(CheckPlan, FindsAllMistakesAtOnceInTheirOrder) {
  EXPECT_THAT(
      mistakes_of("nope,stall:for=x;evnt=1;at=there,drop:event=0,reset,fin"),
      ElementsAre(HasSubstr("plan:1:1: unknown fault 'nope'"), HasSubstr("plan:1:12: 'x' for 'for'"),
                  HasSubstr("plan:1:18: unknown key of 'stall': 'evnt'"), HasSubstr("plan:1:25: unknown place 'there'"),
                  HasSubstr("plan:1:39: '0' for 'event'"), HasSubstr("'fin' beside 'reset'")));
}

TEST(CheckPlan, NeedsNoSeedWhereTheSourceHasOne) {
  EXPECT_THAT(mistakes_of("reset:probability=0.5", {.name = "plan", .has_seed = true}), IsEmpty());
  EXPECT_THAT(mistakes_of("reset:probability=0.5;seed=1"), IsEmpty());
}

TEST(CheckPlan, TakesFaultsOfTheListenerWhereThereIsOne) {
  EXPECT_THAT(mistakes_of("refuse:connection=2", {.name = "plan", .for_listener = true}), IsEmpty());
  EXPECT_THAT(mistakes_of("refuse:attempt=2", {.name = "plan", .for_listener = true}),
              ElementsAre(HasSubstr("plan:1:8: 'attempt' for 'refuse', a fault of the listener")));
}

TEST(CheckPlan, NamesItsSource) {
  EXPECT_THAT(mistakes_of("nope", {.name = "faults.yaml"}), ElementsAre(HasSubstr("faults.yaml:1:1: ")));
}

}  // namespace
}  // namespace wiretape::fault
