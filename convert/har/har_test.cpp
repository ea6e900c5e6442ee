#include "wiretape/convert/har/har.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/convert/imported_for_test.h"

namespace wiretape::convert {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

std::string har_of_entries(const std::string& entries) {
  return R"({"log":{"version":"1.2","creator":{"name":"WebInspector","version":"537.36"},"pages":[],"entries":[)" +
         entries + "]}}";
}

std::string entry_of(const std::string& response, const std::string& more = "") {
  return R"({"startedDateTime":"2026-01-02T03:04:05.006Z","time":12.5,"request":{"method":"POST",)"
         R"("url":"https://api.example.com/v1/chat/completions?alt=sse&key=s3cret#x","httpVersion":"http/2.0",)"
         R"("headers":[{"name":":method","value":"POST"},{"name":"authorization","value":"Bearer s3cret"}],)"
         R"("postData":{"mimeType":"application/json","text":"{\"model\":\"m\",\"stream\":true,)"
         R"(\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}],\"temperature\":1}"}},"response":)" +
         response + more + R"(,"cache":{},"timings":{"send":0,"wait":10,"receive":2.5}})";
}

std::string response_of(const std::string& headers, const std::string& content, const std::string& more = "") {
  return R"({"status":200,"statusText":"","httpVersion":"http/2.0","headers":[)" + headers + R"(],"content":)" +
         content + R"(,"redirectURL":"")" + more + "}";
}

const std::string stream_type = R"({"name":"content-type","value":"text/event-stream"})";

TEST(Har, GivesTheExchangeOfEachEntry) {
  const auto tape =
      imported(har_of_entries(entry_of(response_of(
                   R"({"name":":status","value":"200"},{"name":"set-cookie","value":"a=s3cret"},)" + stream_type,
                   R"({"size":26,"mimeType":"text/event-stream","text":"data: {\"a\":1}\n\ndata: hé\n\n"})"))),
               "har");
  EXPECT_THAT(tape.notes, IsEmpty());
  EXPECT_EQ(tape.text,
            "wiretape: 1\n"
            "exchanges:\n"
            "  - request:\n"
            "      method: POST\n"
            "      path: /v1/chat/completions\n"
            "      query: {alt: sse}\n"
            "      json: {model: m, messages: [{role: user, content: Hi}], stream: true}\n"
            "    response:\n"
            "      status: 200\n"
            "      headers:\n"
            "        - [set-cookie, \"[redacted]\"]\n"
            "        - [content-type, text/event-stream]\n"
            "      body:\n"
            "        - \"data: {\\\"a\\\":1}\\n\\n\"\n"
            "        - \"data: hé\\n\\n\"\n"
            "      end: {by: upstream, how: complete}\n");
  EXPECT_THAT(tape.text, Not(HasSubstr("s3cret")));
}

TEST(Har, MendsWhatTheFieldsSayOfABodyThatIsUnpacked) {
  const auto tape =
      imported(har_of_entries(entry_of(response_of(
                   R"({"name":"content-type","value":"application/json"},)"
                   R"({"name":"content-encoding","value":"br"},{"name":"content-length","value":"9"})",
                   R"({"size":12,"compression":3,"mimeType":"application/json","text":"{\"ok\": true}"})"))),
               "har");
  EXPECT_THAT(tape.notes,
              ElementsAre("entry 1: 'content-encoding: br' beside a body that is not packed so; the field is dropped",
                          "entry 1: 'content-length: 9' beside a body of 12 bytes; the field is dropped"));
  const auto answer = tape.answer<tape::PlainResponse>(0);
  EXPECT_EQ(answer.body, R"({"ok": true})");
  EXPECT_EQ(answer.head.fields, (wire::HttpFields{{"content-type", "application/json"}}));
}

TEST(Har, TakesBytes) {
  const auto base64 = imported(har_of_entries(entry_of(response_of(
                                   "", R"({"size":3,"mimeType":"image/gif","encoding":"base64","text":"AP+A"})"))),
                               "har");
  EXPECT_EQ(base64.answer<tape::PlainResponse>(0).body, std::string("\0\xFF\x80", 3));
  EXPECT_EQ(base64.answer<tape::PlainResponse>(0).head.fields, (wire::HttpFields{{"content-type", "image/gif"}}));
  // mitmproxy: characters below U+0100 for bytes.
  const auto latin = imported(
      har_of_entries(entry_of(response_of("", R"({"size":3,"mimeType":"image/gif","text":"\u0000ÿ\u0080"})"))), "har");
  EXPECT_EQ(latin.answer<tape::PlainResponse>(0).body, std::string("\0\xFF\x80", 3));
  const auto text =
      imported(har_of_entries(entry_of(response_of("", R"({"size":4,"mimeType":"text/plain","text":"ÿé"})"))), "har");
  EXPECT_EQ(text.answer<tape::PlainResponse>(0).body, "ÿé");
}

TEST(Har, TakesFieldsAsPairs) {
  const auto tape = imported(
      har_of_entries(entry_of(response_of(R"(["x-a","1"],["x-a","2"])", R"({"size":0,"mimeType":"x-unknown"})"))),
      "har");
  EXPECT_EQ(tape.answer<tape::PlainResponse>(0).head.fields, (wire::HttpFields{{"x-a", "1"}, {"x-a", "2"}}));
}

TEST(Har, LeavesOutWhatIsNotThereAndSaysSo) {
  const auto good = entry_of(response_of(stream_type, R"({"size":0,"mimeType":"text/event-stream","text":""})"));
  const auto blocked = entry_of(
      R"({"status":0,"statusText":"","headers":[],"content":{"size":0,"mimeType":"x-unknown"},"_error":"net::ERR_FAILED"})");
  const auto evicted = entry_of(response_of(stream_type, R"({"size":17,"mimeType":"text/event-stream"})"));
  const auto web_socket = entry_of(
      R"({"status":101,"statusText":"Switching Protocols","headers":[],"content":{"size":0,"mimeType":"x-unknown"}})",
      R"(,"_webSocketMessages":[{"type":"send","time":1.5,"opcode":1,"data":"a"}])");
  const auto tape = imported(har_of_entries(good + "," + blocked + "," + evicted + "," + web_socket), "har");
  EXPECT_EQ(tape.tape.exchanges.size(), 1U);
  EXPECT_THAT(
      tape.notes,
      ElementsAre("entry 2: it failed with net::ERR_FAILED; its end is taken for 'complete'",
                  "entry 2: no response (status 0); the exchange is left out",
                  "entry 3: its body of 17 bytes is not in the file; the exchange is left out; export it again "
                  "with the content",
                  "entry 4: a WebSocket with 1 messages; it is left out; tapes have no WebSockets yet: keep the "
                  "file"));
}

TEST(Har, TakesTheBrowsersErrorForTheEnd) {
  const auto end_of = [](const std::string& error) {
    const auto tape = imported(har_of_entries(entry_of(response_of(
                                   stream_type, R"({"size":9,"mimeType":"text/event-stream","text":"data: a\n\n"})",
                                   R"(,"_error":")" + error + '"'))),
                               "har");
    return tape.answer<tape::RecordedResponse>(0).end;
  };
  using By = tape::RecordedEnd::By;
  EXPECT_EQ(end_of("net::ERR_ABORTED"), (tape::RecordedEnd{By::client, wire::Ending::abandoned}));
  EXPECT_EQ(end_of("net::ERR_INCOMPLETE_CHUNKED_ENCODING"),
            (tape::RecordedEnd{By::upstream, wire::Ending::cut_between_chunks}));
  EXPECT_EQ(end_of("net::ERR_CONNECTION_RESET"), (tape::RecordedEnd{By::upstream, wire::Ending::reset}));
  // A length that was not reached, of a response without a length.
  EXPECT_EQ(end_of("net::ERR_CONTENT_LENGTH_MISMATCH"),
            (tape::RecordedEnd{By::upstream, wire::Ending::cut_between_chunks}));
}

TEST(Har, ReadsBackWhatOnlyATapeHolds) {
  const auto tape =
      imported(har_of_entries(entry_of(
                   response_of(stream_type, R"({"size":14,"mimeType":"text/event-stream","text":"data: a\n\ndata:"})"),
                   R"(,"_wiretape":{"id":"cut","arrivals":[[1500,9],[20,5]],"chunks":[9,9],)"
                   R"("end":{"by":"upstream","how":"cut_in_data"}})")),
               "har");
  EXPECT_EQ(tape.tape.exchanges.at(0).id, "cut");
  const auto answer = tape.answer<tape::RecordedResponse>(0);
  using std::chrono::microseconds;
  EXPECT_EQ(answer.arrivals, (std::vector<tape::Arrival>{{microseconds(1500), 9}, {microseconds(20), 5}}));
  EXPECT_EQ(answer.end.how, wire::Ending::cut_in_data);
  EXPECT_EQ(answer.framing, tape::RecordedFraming(tape::ChunkFraming{{9, 9}, {}}));
}

TEST(Har, DropsWhatContradictsTheBodyInTheEnd) {
  const auto tape =
      imported(har_of_entries(entry_of(
                   response_of(stream_type, R"({"size":9,"mimeType":"text/event-stream","text":"data: a\n\n"})"),
                   R"(,"_wiretape":{"arrivals":[[1500,8]],"chunks":[8],"end":{"how":"closed"}})")),
               "har");
  EXPECT_THAT(tape.notes, ElementsAre(HasSubstr("the end 'closed', which its framing can't have; it is taken for "
                                                "'cut_between_chunks'"),
                                      HasSubstr("chunks that are not the body's 9 bytes"),
                                      HasSubstr("arrivals that are not the body's 9 bytes")));
}

TEST(Har, PlaysAnswersOfTheSameRequestInTheirOrder) {
  const auto answered = [](const std::string& text) {
    return entry_of(response_of("", R"({"size":1,"mimeType":"text/plain","text":")" + text + R"("})"));
  };
  const auto tape = imported(har_of_entries(answered("a") + "," + answered("b") + "," + answered("c")), "har");
  ASSERT_EQ(tape.tape.exchanges.size(), 3U);
  EXPECT_EQ(tape.tape.exchanges[0].uses, 1U);
  EXPECT_EQ(tape.tape.exchanges[1].uses, 1U);
  EXPECT_EQ(tape.tape.exchanges[2].uses, std::nullopt);
}

TEST(Har, IsRefusedWithItsPlaceWhereItIsNoJson) {
  EXPECT_THAT(refused("{\"log\":\n {\"entries\": [}}"), ElementsAre(HasSubstr("no JSON; expected JSON (RFC 8259)")));
  EXPECT_THAT(refused("{\"log\":\n {\"entries\": [}}")[0], ::testing::StartsWith("2:"));
  EXPECT_THAT(refused(std::string(500, '[')), ElementsAre(HasSubstr("no JSON")));
  EXPECT_THAT(refused(R"({"log":{}})", "har"), ElementsAre(HasSubstr("HAR: an object with 'log.entries'")));
  EXPECT_THAT(refused(R"({"log":{"entries":[]}})"), ElementsAre(HasSubstr("HAR without an exchange")));
}

}  // namespace
}  // namespace wiretape::convert
