#include "wiretape/convert/curl/curl.h"

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/convert/curl/line_ends.h"
#include "wiretape/convert/imported_for_test.h"

namespace wiretape::convert {
namespace {

using std::chrono::microseconds;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

/// Writes traces as curl 7.88 does.
class Trace {
 public:
  explicit Trace(bool is_ascii = false, bool has_times = true) : is_ascii_(is_ascii), has_times_(has_times) {}

  Trace& at(int microseconds) {
    at_ = microseconds;
    return *this;
  }
  Trace& info(const std::string& said) {
    text += time() + "== Info: " + said + "\n";
    return *this;
  }
  Trace& bytes(const std::string& title, const std::string& bytes) {
    text += time() + fmt::format("{}, {} bytes (0x{:x})\n", title, bytes.size(), bytes.size());
    if (is_ascii_) {
      ascii(bytes);
    } else {
      hex(bytes);
    }
    return *this;
  }
  Trace& request(const std::string& line, const std::string& body) {
    bytes("=> Send header", line + "\r\nHost: h\r\nAuthorization: Bearer s3cret\r\n\r\n");
    return body.empty() ? *this : bytes("=> Send data", body);
  }
  Trace& head(const std::vector<std::string>& lines) {
    for (const std::string& line : lines)
      bytes("<= Recv header", line + "\r\n");
    return bytes("<= Recv header", "\r\n");
  }
  Trace& data(const std::string& data) { return bytes("<= Recv data", data); }

  std::string text;

 private:
  [[nodiscard]] std::string time() const {
    const auto seconds = at_ / 1'000'000;
    return has_times_ ? fmt::format("{:02}:{:02}:{:02}.{:06} ", seconds / 3600, seconds / 60 % 60, seconds % 60,
                                    at_ % 1'000'000)
                      : "";
  }

  void hex(const std::string& bytes) {
    for (std::size_t from = 0; from < bytes.size(); from += 16) {
      const std::string line = bytes.substr(from, 16);
      text += fmt::format("{:04x}: ", from);
      for (std::size_t at = 0; at < 16; ++at)
        text += at < line.size() ? fmt::format("{:02x} ", static_cast<unsigned char>(line[at])) : "   ";
      text += shown(line) + "\n";
    }
  }

  /// CRLF ends a line, as do 64 bytes.
  void ascii(const std::string& bytes) {
    for (std::size_t from = 0; from < bytes.size();) {
      const auto end = std::min({bytes.find("\r\n", from), from + 64, bytes.size()});
      text += fmt::format("{:04x}: ", from) + shown(bytes.substr(from, end - from)) + "\n";
      from = bytes.substr(end, 2) == "\r\n" ? end + 2 : end;
    }
  }

  static std::string shown(std::string line) {
    for (char& byte : line)
      byte = byte >= 0x20 && byte < 0x7F ? byte : '.';
    return line;
  }

  bool is_ascii_;
  bool has_times_;
  int at_ = 0;
};

const std::string question = R"({"model":"m","messages":[{"role":"user","content":"Hi"}]})";

Trace stream_trace(bool is_ascii = false, bool has_times = true) {
  Trace trace(is_ascii, has_times);
  trace.info("  Trying 127.0.0.1:8000...").at(1000).request("POST /v1/chat/completions?key=s3cret HTTP/1.1", question);
  trace.at(8000).head({"HTTP/1.1 200 OK", "Content-Type: text/event-stream", "Transfer-Encoding: chunked"});
  trace.at(8100).data("e\r\ndata: {\"a\":1}\n\r\n1\r\n\n\r\n");
  trace.at(58'000).data("11\r\ndata: {\"b\":\"é\"}\n\r\n1\r\n\n");
  return trace;
}

TEST(CurlTrace, HasReadsAndTheirTimesAndChunks) {
  Trace trace = stream_trace();
  trace.at(60'000).data("\r\n0\r\n\r\n").info("Connection #0 to host 127.0.0.1 left intact");
  const auto tape = imported(trace.text, "curl");
  EXPECT_THAT(tape.notes, IsEmpty());
  EXPECT_EQ(tape.text,
            "wiretape: 1\n"
            "exchanges:\n"
            "  - request:\n"
            "      method: POST\n"
            "      path: /v1/chat/completions\n"
            "      json: {model: m, messages: [{role: user, content: Hi}]}\n"
            "    response:\n"
            "      status: 200\n"
            "      headers:\n"
            "        - [Content-Type, text/event-stream]\n"
            "        - [Transfer-Encoding, chunked]\n"
            "      body:\n"
            "        - \"data: {\\\"a\\\":1}\\n\\n\"\n"
            "        - \"data: {\\\"b\\\":\\\"é\\\"}\\n\\n\"\n"
            "      arrivals: [\"7.100:15 49.900:18 2.000:0\"]\n"
            "      framing: {chunks: [\"14 1 17 1\"]}\n"
            "      end: {by: upstream, how: complete}\n");
}

TEST(CurlTrace, HasTheHeadsReadWhereItCameApart) {
  Trace trace;
  trace.at(0).request("GET /a HTTP/1.1", "").at(1000).head({"HTTP/1.1 200 OK", "Content-Length: 2"});
  trace.at(9000).data("Hi").info("Connection #0 to host h left intact");
  EXPECT_EQ(imported(trace.text, "curl").answer<tape::RecordedResponse>(0).arrivals,
            (std::vector<tape::Arrival>{{microseconds(1000), 0}, {microseconds(8000), 2}}));
}

TEST(CurlTrace, TellsHowItEnded) {
  const auto end_of = [](const std::string& info) {
    Trace trace = stream_trace();
    if (!info.empty()) trace.info(info);
    return imported(trace.text, "curl").answer<tape::RecordedResponse>(0).end;
  };
  using By = tape::RecordedEnd::By;
  EXPECT_EQ(end_of("transfer closed with outstanding read data remaining"),
            (tape::RecordedEnd{By::upstream, wire::Ending::cut_before_crlf}));
  EXPECT_EQ(end_of("Recv failure: Connection reset by peer"), (tape::RecordedEnd{By::upstream, wire::Ending::reset}));
  EXPECT_EQ(end_of("Operation timed out after 1000 milliseconds with 33 bytes received"),
            (tape::RecordedEnd{By::client, wire::Ending::timed_out}));
  EXPECT_EQ(end_of(""), (tape::RecordedEnd{By::client, wire::Ending::abandoned}));
}

TEST(CurlTrace, TellsShortAndUnboundedResponses) {
  Trace trace;
  trace.request("GET /short HTTP/1.1", "").head({"HTTP/1.1 200 OK", "Content-Length: 9"}).data("Hi");
  trace.info("transfer closed with 7 bytes remaining to read").info("Closing connection 0");
  trace.request("GET /close HTTP/1.0", "").head({"HTTP/1.0 200 OK"}).data("Ho").info("Closing connection 1");
  const auto tape = imported(trace.text, "curl");
  EXPECT_EQ(tape.answer<tape::RecordedResponse>(0).end.how, wire::Ending::short_content_length);
  EXPECT_EQ(tape.answer<tape::RecordedResponse>(1).end.how, wire::Ending::closed);
  EXPECT_EQ(tape.answer<tape::RecordedResponse>(1).framing, tape::RecordedFraming(tape::CloseFraming{}));
}

TEST(CurlTrace, PassesOverWhatComesBeforeTheResponse) {
  Trace trace;
  trace.request("CONNECT h:443 HTTP/1.1", "").head({"HTTP/1.1 200 Connection established"});
  trace.bytes("=> Send SSL data", "\x16\x03").bytes("<= Recv SSL data", "\x16\x03");
  trace.request("POST /a HTTP/1.1", "").head({"HTTP/1.1 100 Continue"}).bytes("=> Send data", "x");
  trace.head({"HTTP/2 200 ", "content-type: text/plain"}).data("Hi").info("Connection #0 to host h left intact");
  const auto tape = imported(trace.text, "curl");
  ASSERT_EQ(tape.tape.exchanges.size(), 1U);
  EXPECT_EQ(tape.answer<tape::RecordedResponse>(0).body, (std::vector<std::string>{"Hi"}));
}

TEST(CurlTrace, TakesChunksThatCurlTookOffAlready) {
  Trace trace;
  trace.request("POST /a HTTP/1.1", question);
  trace.head({"HTTP/1.1 200 OK", "content-type: text/event-stream", "transfer-encoding: chunked"});
  trace.data("data: a\n\n").data("data: b\n\n").info("Connection #0 to host h left intact");
  const auto answer = imported(trace.text, "curl").answer<tape::RecordedResponse>(0);
  EXPECT_EQ(answer.body, (std::vector<std::string>{"data: a\n\n", "data: b\n\n"}));
  EXPECT_EQ(answer.arrivals.size(), 2U);
  EXPECT_EQ(answer.end.how, wire::Ending::complete);
}

TEST(CurlTrace, OfAsciiHasItsLineEndsPutBack) {
  Trace trace = stream_trace(true);
  trace.at(60'000).data("\r\n0\r\n\r\n").info("Connection #0 to host 127.0.0.1 left intact");
  const auto tape = imported(trace.text, "curl");
  EXPECT_EQ(tape.answer<tape::RecordedResponse>(0).body,
            (std::vector<std::string>{"data: {\"a\":1}\n\n", "data: {\"b\":\"..\"}\n\n"}));
  EXPECT_EQ(tape.answer<tape::RecordedResponse>(0).framing,
            tape::RecordedFraming(tape::ChunkFraming{{14, 1, 17, 1}, {}}));
  EXPECT_THAT(tape.notes, ElementsAre(HasSubstr("of --trace-ascii")));
}

TEST(CurlTrace, WithoutTimesHasReadsAllAtOnce) {
  Trace trace = stream_trace(false, false);
  trace.data("\r\n0\r\n\r\n").info("Connection #0 to host 127.0.0.1 left intact");
  const auto tape = imported(trace.text, "curl");
  EXPECT_EQ(tape.answer<tape::RecordedResponse>(0).arrivals,
            (std::vector<tape::Arrival>{{microseconds(0), 15}, {microseconds(0), 18}, {microseconds(0), 0}}));
  EXPECT_THAT(tape.notes, ElementsAre(HasSubstr("--trace-time")));
}

TEST(CurlTrace, GoesOnAfterMidnight) {
  Trace trace;
  trace.text = "23:59:59.999000 == Info: begins\n";
  std::string request = Trace().at(0).request("GET /a HTTP/1.1", "").text;
  request.replace(0, 15, "23:59:59.999500");
  trace.text += request;
  trace.at(500).head({"HTTP/1.1 200 OK", "Content-Length: 2"}).data("Hi").info("Connection #0 left intact");
  EXPECT_EQ(imported(trace.text, "curl").answer<tape::RecordedResponse>(0).arrivals,
            (std::vector<tape::Arrival>{{microseconds(1000), 2}}));
}

TEST(CurlTrace, IsRefusedWithItsLine) {
  EXPECT_THAT(refused("== Info: a\nwhat?\n"), ElementsAre(HasSubstr("2:1: a line that is none of curl's: what?")));
  EXPECT_THAT(refused("<= Recv data, 6 bytes (0x6)\n0000: abc\n"), ElementsAre(HasSubstr("3 of 6 bytes")));
  EXPECT_THAT(refused("<= Recv data, 5 bytes (0x5)\n0004: a\n"), ElementsAre(HasSubstr("from 4 on")));
  EXPECT_THAT(refused("== Info: nothing\n"), ElementsAre(HasSubstr("without an exchange")));
}

TEST(LineEnds, ComeBackWhereEventsEnd) {
  const auto restored = [](std::string body, wire::Framing framing) {
    restore_line_ends(body, framing);
    return body;
  };
  EXPECT_EQ(restored("event: a.data: {\"t\":\"Wait... data: x.\"}..data: [DONE]..", wire::Framing::sse),
            "event: a\ndata: {\"t\":\"Wait... data: x.\"}\n\ndata: [DONE]\n\n");
  EXPECT_EQ(restored("{\"a\":\"x.\"}.{\"b\":1.5}.", wire::Framing::ndjson), "{\"a\":\"x.\"}\n{\"b\":1.5}\n");
}

}  // namespace
}  // namespace wiretape::convert
