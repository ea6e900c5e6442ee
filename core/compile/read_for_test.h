#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <gtest/gtest.h>

#include "wiretape/core/compile/broken_for_test.h"
#include "wiretape/core/wire/http/http_response_reader.h"

namespace wiretape::compile {

/// What a reader makes of a program's bytes when a FIN comes behind them.
struct ReadForTest {
  wire::HttpResponseHead head{};
  wire::HttpFields trailers{};
  std::string body{};
  wire::Ending ending{};
  std::string rest{};  ///< bytes behind the response
};

inline ReadForTest read_for_test(std::string_view bytes) {
  wire::HttpResponseReader reader;
  ReadForTest read;
  for (bool goes_on = true; goes_on;) {
    const auto step = reader.next(bytes);
    if (std::holds_alternative<wire::HttpResponseHeadDone>(step)) read.head = reader.head();
    if (const auto* data = std::get_if<wire::HttpBodyBytes>(&step)) read.body += data->bytes;
    goes_on =
        std::holds_alternative<wire::HttpResponseHeadDone>(step) || std::holds_alternative<wire::HttpBodyBytes>(step);
  }
  read.ending = reader.ending_at_fin();
  if (read.ending == wire::Ending::complete) read.trailers = reader.trailers();
  read.rest = bytes;
  return read;
}

/// The head of events_for_test().
inline const std::string stream_head =
    "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n";

/// A stream of two events for a client of HTTP/1.0: close is its framing.
inline AnswerForTest http_1_0_for_test() {
  AnswerForTest answer = events_for_test({"a", "b"});
  answer.context = {.minor_version = 0, .keep_alive = false};
  return answer;
}

/// The same, recorded from a server that frames by close.
inline AnswerForTest close_framed_for_test() {
  tape::RecordedResponse recorded;
  recorded.body = {"data: a\n\n", "data: b\n\n"};
  recorded.framing = tape::CloseFraming{};
  return {.answer = recorded};
}

/// A body with a Content-Length.
inline AnswerForTest plain_for_test(std::string body) {
  return {.answer = tape::PlainResponse{{}, std::move(body)}};
}

/// An answer of each framing.
inline std::vector<AnswerForTest> answers_for_test() {
  return {events_for_test({"a", "b"}), plain_for_test("hello"), close_framed_for_test(), http_1_0_for_test()};
}

/// Expects that a fault, put before every byte on the wire of every framing, leaves exactly the bytes before it, and
/// the ending that a reader finds in them.
inline void expect_cuts_everywhere(const std::string& fault) {
  for (const AnswerForTest& answer : answers_for_test()) {
    const std::string whole = broken(answer, "").bytes;
    for (std::size_t at = 0; at <= whole.size(); ++at) {
      const program::WireProgram program = broken(answer, fault + ":wire_byte=" + std::to_string(at));
      EXPECT_EQ(program.bytes, whole.substr(0, at));
      EXPECT_EQ(program.ending, read_for_test(program.bytes).ending) << at;
    }
  }
}

}  // namespace wiretape::compile
