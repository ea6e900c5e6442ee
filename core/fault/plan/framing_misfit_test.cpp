#include "wiretape/core/fault/plan/framing_misfit.h"

#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/compile/streams_for_test.h"
#include "wiretape/core/fault/faults/registry.h"

namespace wiretape::fault {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

bool is_of_bodies(const FaultType& type) {
  return type.family != "WebSocket";
}

std::vector<std::string_view> without_lines() {
  std::vector<std::string_view> names;
  for (const FaultType* type : all_faults()) {
    if (is_of_bodies(*type) && framing_misfit(*type, wire::Framing::ndjson)) names.push_back(type->name);
  }
  return names;
}

TEST(FramingMisfit, IsOfFaultsThatLinesHaveNot) {
  EXPECT_THAT(without_lines(), ElementsAre("comment_flood", "missing_blank_line", "multi_line_data", "no_space"));
}

TEST(FramingMisfit, IsNoneOfServerSentEvents) {
  for (const FaultType* type : all_faults())
    EXPECT_EQ(framing_misfit(*type, wire::Framing::sse).has_value(), !is_of_bodies(*type)) << type->name;
}

TEST(FramingMisfit, OfAFamilyThatAFramingLacksSaysNoOther) {
  EXPECT_EQ(framing_misfit(*find_fault("bad_frame"), wire::Framing::ndjson)->expected,
            "a stream of WebSocket messages");
}

TEST(FramingMisfit, IsOfWhatAWebSocketLacks) {
  EXPECT_EQ(framing_misfit(*find_fault("gzip"), wire::Framing::websocket)->expected,
            "a stream of server-sent events or NDJSON lines or elements of a JSON array; WebSocket messages can have: "
            "early_hints");
}

TEST(FramingMisfit, SaysWhatLinesCanHave) {
  for (const compile::StreamForTest& lines : {compile::bare_lines_for_test(), compile::recorded_lines_for_test()}) {
    for (const std::string_view name : without_lines()) {
      const Misfit misfit = compile::misfit_of(lines.answer, name);
      EXPECT_EQ(misfit.found, "'" + std::string(name) + "' in a stream of NDJSON lines") << lines.name;
      EXPECT_THAT(misfit.expected, AllOf(StartsWith("a stream of server-sent events"),
                                         HasSubstr("; NDJSON lines can have: bom, corrupt_json,")));
      EXPECT_THAT(misfit.expected, Not(HasSubstr(std::string(name))));
    }
  }
}

TEST(FramingMisfit, IsNotOfWhatIsNoStream) {
  compile::AnswerForTest plain = compile::reply_for_test();
  plain.request_body = R"({"model":"gpt-4o","messages":[]})";
  for (const std::string_view name : without_lines())
    EXPECT_EQ(compile::misfit_of(plain, name).found, "an answer that is no stream of events") << name;
}

TEST(FramingMisfit, GoesWithTheAnswerThatAFaultPutInItsPlace) {
  EXPECT_EQ(compile::misfit_of(compile::bare_lines_for_test().answer, "status:code=503,comment_flood").found,
            "an answer that is no stream of events");
}

TEST(FramingMisfit, LetsAnOptionalFaultPass) {
  const compile::StreamForTest lines = compile::bare_lines_for_test();
  EXPECT_EQ(compile::body_of(compile::broken(lines.answer, "comment_flood:optional=true")), lines.body());
}

}  // namespace
}  // namespace wiretape::fault
