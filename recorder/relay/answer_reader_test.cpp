#include "wiretape/recorder/relay/answer_reader.h"

#include <cstddef>
#include <string>
#include <variant>

#include <gtest/gtest.h>

#include "wiretape/core/net/call/response_steps.h"

namespace wiretape::recorder::relay {
namespace {

using wire::Ending;

/// What a reader makes of a response that comes in pieces, and then ends with a FIN.
struct Passed {
  std::string bytes;
  std::string body;
  std::string told;
  Ending ending = Ending::abandoned;
  bool closes = false;

  friend bool operator==(const Passed&, const Passed&) = default;
};

void note(Passed& passed, const AnswerRead& read) {
  passed.bytes += read.bytes;
  passed.body += read.body;
  for (const auto& interim : read.interim)
    passed.told += std::to_string(interim.status) + " ";
  if (read.head) passed.told += std::to_string(read.head->status) + " ";
  for (const auto size : read.chunks)
    passed.told += "#" + std::to_string(size) + " ";
  if (read.end) passed.ending = std::get<net::ResponseEnded>(*read.end).ending;
}

Passed pass(std::initializer_list<std::string_view> pieces, int minor_version = 1) {
  net::ResponseSteps steps({}, false, wire::HttpDetail::transfer);
  AnswerReader reader(minor_version, false);
  Passed passed;
  for (const std::string_view piece : pieces) {
    if (piece.empty() || steps.has_end()) continue;
    steps.received(piece);
    note(passed, reader.take(steps));
  }
  if (!steps.has_end()) {
    steps.end(steps.at_fin());
    note(passed, reader.take(steps));
  }
  passed.closes = reader.closes();
  return passed;
}

/// The same in whatever two pieces it comes.
Passed pass_split(std::string_view text, int minor_version = 1) {
  const auto whole = pass({text}, minor_version);
  for (std::size_t place = 1; place < text.size(); ++place)
    EXPECT_EQ(pass({text.substr(0, place), text.substr(place)}, minor_version), whole) << text << " cut at " << place;
  return whole;
}

const std::string head = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n";
const std::string hints = "HTTP/1.1 103 Early Hints\r\nlink: <a>\r\n\r\n";

TEST(AnswerReader, PassesABodyOnWithItsFraming) {
  const auto text = head + "05;x=\"y\"\r\nhello\r\n1\r\n!\r\n0\r\nsum: 1\r\n\r\n";
  const auto passed = pass_split(text);
  EXPECT_EQ(passed.bytes, text);
  EXPECT_EQ(passed.body, "hello!");
  EXPECT_EQ(passed.told, "200 #5 #1 ");
  EXPECT_EQ(passed.ending, Ending::complete);
  EXPECT_FALSE(passed.closes);
}

TEST(AnswerReader, MakesHeadsAnew) {
  const auto passed = pass_split("HTTP/1.1 200 OK\r\nconnection: close\r\nContent-Length:   2\r\n\r\nhibehind");
  EXPECT_EQ(passed.bytes, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi");
}

TEST(AnswerReader, TellsOfInformationalHeads) {
  const auto passed = pass_split(hints + head + "0\r\n\r\n");
  EXPECT_EQ(passed.bytes, hints + head + "0\r\n\r\n");
  EXPECT_EQ(passed.told, "103 200 ");
  EXPECT_EQ(pass_split(hints + head + "0\r\n\r\n", 0).bytes, head + "0\r\n\r\n") << "HTTP/1.0 knows none";
}

TEST(AnswerReader, PassesEveryCutOnWhereItIs) {
  const auto text = hints + head + "5\r\nhello\r\n0\r\n\r\n";
  for (std::size_t size = 0; size < text.size(); ++size)
    EXPECT_EQ(pass_split(text.substr(0, size)).bytes, text.substr(0, size)) << size;
}

TEST(AnswerReader, PassesOnWhatBreaksTheFraming) {
  const auto text = head + "5\r\nhello\r\nzz\r\nand more";
  const auto passed = pass_split(text);
  EXPECT_EQ(passed.bytes, text);
  EXPECT_EQ(passed.body, "hello");
  EXPECT_EQ(passed.ending, Ending::malformed);
}

TEST(AnswerReader, ClosesWhereCloseIsTheFraming) {
  const auto passed = pass_split("HTTP/1.1 200 OK\r\n\r\nall");
  EXPECT_EQ(passed.bytes, "HTTP/1.1 200 OK\r\n\r\nall");
  EXPECT_TRUE(passed.closes);
  EXPECT_EQ(passed.ending, Ending::closed);
}

}  // namespace
}  // namespace wiretape::recorder::relay
