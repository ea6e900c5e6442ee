// A tape of each dialect, broken before every byte of its body: by a cut into two writes, a FIN and a RST.

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <gtest/gtest.h>

#include "wiretape/core/compile/broken_for_test.h"
#include "wiretape/core/compile/read_for_test.h"
#include "wiretape/core/provider/dialects.h"
#include "wiretape/core/wire/frame_reader.h"

namespace wiretape::compile {
namespace {

AnswerForTest short_reply(const provider::Dialect& dialect) {
  provider::Reply reply;
  reply.id = "id-1";
  reply.choices.emplace_back().text = "Ça va";
  return {.answer = reply, .dialect = &dialect};
}

/// Whether the dialect's decoder, fed with a body's events, has found the stream's terminator.
bool has_terminator(const provider::Dialect& dialect, std::string_view body) {
  const auto decoder = dialect.read.make_decoder();
  wire::FrameReader reader(dialect.framing);
  std::vector<provider::Delta> deltas;
  bool found = false;
  while (!body.empty()) {
    const wire::FrameItem item = reader.next(body);
    const auto* frame = std::get_if<wire::Frame>(&item);
    if (frame == nullptr) continue;
    deltas.clear();
    decoder->decode(*frame, deltas);
    for (const provider::Delta& delta : deltas)
      found = found || std::holds_alternative<provider::TerminatorDelta>(delta);
  }
  return found;
}

TEST(Sweep, SplitsFinsAndResetsBeforeEveryByteOfEveryDialect) {
  for (const provider::Dialect* dialect : provider::all_dialects()) {
    AnswerForTest answer = short_reply(*dialect);
    const std::string body = body_of(broken(answer, ""));
    ASSERT_GT(body.size(), 300U);
    ASSERT_EQ(has_terminator(*dialect, body), dialect->name != "gemini") << dialect->name;
    const std::string all_but_last_byte = body.substr(0, body.size() - 1);
    for (std::size_t at = 0; at <= body.size(); ++at) {
      const std::string place = ":byte=" + std::to_string(at);
      const ReadForTest fin = read_for_test(broken(answer, "fin" + place).bytes);
      ASSERT_EQ(fin.body, body.substr(0, at)) << dialect->name;
      ASSERT_EQ(fin.ending, broken(answer, "fin" + place).ending) << dialect->name << " " << at;
      ASSERT_EQ(fin.ending == wire::Ending::complete, false) << dialect->name << " " << at;

      const program::PlayedProgram reset = program::play_in_memory(broken(answer, "reset" + place));
      ASSERT_TRUE(reset.has_reset());
      ASSERT_EQ(read_for_test(reset.text()).body, body.substr(0, at)) << dialect->name;

      if (at == 0 || at == body.size()) continue;
      answer.delivery.fragment = tape::FragmentAt{{at}};
      const program::WireProgram split = broken(answer, "");
      ASSERT_EQ(body_of(split), body);
      ASSERT_EQ(split.steps.size(), 2U);
      answer.delivery.fragment = tape::FragmentEvents{};
    }
    EXPECT_FALSE(has_terminator(*dialect, all_but_last_byte)) << dialect->name;
  }
}

}  // namespace
}  // namespace wiretape::compile
