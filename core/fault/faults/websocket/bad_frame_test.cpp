#include <map>
#include <string>

#include <gtest/gtest.h>

#include "wiretape/core/compile/broken_for_test.h"
#include "wiretape/core/wire/websocket/ws_message_reader.h"

namespace wiretape::fault {
namespace {

using namespace std::string_literals;

std::string broken_frames(const std::string& arguments) {
  return compile::frames_of(compile::broken(compile::dialogue_for_test(), "bad_frame:" + arguments));
}

/// Why a client of the standard closes; "" where it does not.
std::string violation_in(std::string_view frames) {
  wire::WsMessageReader reader(wire::WsRole::client, {});
  for (;;) {
    const auto step = reader.next(frames);
    if (const auto* violation = std::get_if<wire::WsViolation>(&step)) return violation->what;
    if (std::holds_alternative<wire::WsNeedMore>(step)) return "";
  }
}

TEST(BadFrame, IsWhatClientsOfTheStandardCloseFor) {
  const std::map<std::string, std::string> reasons = {
      {"opcode", "a frame of the reserved opcode 3"},
      {"control_opcode", "a frame of the reserved opcode 11"},
      {"masked", "a server's frame that is masked"},
      {"rsv1", "a reserved bit that no extension uses here"},
      {"rsv2", "a reserved bit that no extension uses here"},
      {"rsv3", "a reserved bit that no extension uses here"},
      {"huge_length", "a frame of 2^63 bytes or more"},
      {"continuation", "a continuation of no message"},
      {"unfinished", "a new message inside another one"},
      {"ping_in_fragments", "a control frame in fragments"},
      {"long_ping", "a control frame whose length takes more than 7 bits"},
      {"close_of_one_byte", "a close frame of one byte"},
      {"long_length", ""},  // which most read
  };
  for (const auto& [how, reason] : reasons) {
    for (const char* place : {"event=1", "at=start", "event=2"}) {
      if (how == "unfinished" && place == "event=2"s) continue;  // no message comes behind the second
      EXPECT_EQ(violation_in(broken_frames(place + ";how="s + how)), reason) << how << " " << place;
    }
  }
}

TEST(BadFrame, LeavesTheRestAsItIs) {
  const std::string whole = compile::frames_of(compile::broken(compile::dialogue_for_test(), ""));
  const std::string rest = whole.substr(12);
  EXPECT_EQ(broken_frames("event=1"), "\x83\x0A{\"a\":\"Hi\"}" + rest);
  EXPECT_EQ(broken_frames("event=1;how=long_length"), "\x81\x7F\0\0\0\0\0\0\0\x0A{\"a\":\"Hi\"}"s + rest);
  EXPECT_EQ(broken_frames("event=1;how=huge_length"), "\x81\x7F\x80\0\0\0\0\0\0\0{\"a\":\"Hi\"}"s + rest);
  EXPECT_EQ(broken_frames("event=1;how=ping_in_fragments"),
            "\x09\x03"
            "cut" +
                whole);
  EXPECT_EQ(broken_frames("event=2;how=rsv1"), whole.substr(0, 15) + "\xC2\x02\xFF\xFE" + whole.substr(19));
}

TEST(BadFrame, StillWaitsForTheClient) {
  const auto whole = compile::broken(compile::dialogue_for_test(), "");
  EXPECT_EQ(compile::broken(compile::dialogue_for_test(), "bad_frame:event=1").steps, whole.steps);
}

TEST(BadFrame, NeedsAMessageBehindThePlace) {
  EXPECT_EQ(compile::misfit_of(compile::dialogue_for_test(), "bad_frame:event=3").found, "no event behind the place")
      << "the third is the close";
  EXPECT_EQ(compile::misfit_of(compile::events_for_test({"a"}), "bad_frame:event=1").found,
            "'bad_frame' in a stream of server-sent events");
}

}  // namespace
}  // namespace wiretape::fault
