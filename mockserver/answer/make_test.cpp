#include "wiretape/mockserver/answer/make.h"

#include <memory>
#include <utility>
#include <variant>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/mockserver/answer/exchanges_for_test.h"

namespace wiretape::mockserver {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::StartsWith;

/// A tape with one exchange.
class Make : public ::testing::Test {
 protected:
  Made made(const Hits& hits = {}, wire::HttpFields quota_fields = {}) {
    const auto request = request_for("/x");
    const auto asks = ask(request, {}, false);
    return make(std::get<Asked>(asks), {loaded_.prepared.front(), std::move(quota_fields)}, hits);
  }

  std::shared_ptr<const MadeProgram> program(const Hits& hits = {}, wire::HttpFields quota_fields = {}) {
    return std::get<0>(made(hits, std::move(quota_fields)));
  }

  LoadedTapes loaded_{{{.name = "t.yaml", .exchanges = {says("hello")}}}, {}};
};

TEST_F(Make, TellsWhatBrokeTheProgram) {
  const auto fin = faults_of("fin:event=1");
  const auto made = program({{}, {&fin.front()}});
  EXPECT_THAT(made->program.bytes, StartsWith("HTTP/1.1 200 OK\r\n"));
  EXPECT_EQ(made->program.ending, wire::Ending::cut_between_chunks);
  EXPECT_THAT(made->faults, ElementsAre("fin:event=1"));
}

TEST_F(Make, SharesWhatIsNotRandom) {
  const auto first = program();
  EXPECT_EQ(program(), first);
  const auto fin = faults_of("fin:event=1");
  EXPECT_NE(program({{}, {&fin.front()}}), first);
  EXPECT_NE(program({}, {{"x-left", "1"}}), first);
  EXPECT_EQ(program(), first);
}

TEST_F(Make, NamesThePlacesThatThereAreWhereAFaultHasNone) {
  const auto fin = faults_of("fin:event=99");
  const auto result = made({{}, {&fin.front()}});
  const auto& error = std::get<OwnError>(result);
  EXPECT_EQ(error.status, 422);
  EXPECT_EQ(error.type, "wiretape_unfit_fault");
  EXPECT_THAT(error.message, HasSubstr("the fault 'fin:event=99' does not fit exchange 'says' (t.yaml:0): "));
}

}  // namespace
}  // namespace wiretape::mockserver
