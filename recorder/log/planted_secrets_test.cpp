// Secrets planted wherever an exchange has bytes, cut at every byte: none is in the log, which only grows, at any
// moment, nor in the tape that comes of it.

#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/redact/planted_for_test.h"
#include "wiretape/core/redact/scan.h"
#include "wiretape/recorder/capture/tape_text.h"
#include "wiretape/recorder/log/logs_for_test.h"
#include "wiretape/recorder/log/read_log.h"

namespace wiretape::recorder::log {
namespace {

using redact::Planted;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using namespace std::chrono_literals;

Redaction planting_redaction() {
  return secrets_masked(std::make_shared<SeenSecrets>(redact::planting_rules()));
}

std::string delta(std::string_view content) {
  return R"(data: {"choices":[{"index":0,"delta":{"content":")" + std::string(content) + "\"}}]}\n\n";
}

/// A target has no blanks.
std::string in_target(const std::string& text) {
  return text.find(' ') == std::string::npos ? text : "nothing";
}

/// An exchange with the secret in its head, its bodies and its trailers; bodies come byte by byte, and the response
/// says it in two deltas.
std::vector<capture::CaptureEvent> planted_exchange(const std::string& text, std::size_t cut) {
  auto request = capture::request_for_test("POST", "/v1/chat/completions?who=" + in_target(text));
  request.upstream = "https://me:" + in_target(text) + "@api.example.com";
  request.head.fields = {{"x-anything", text}, {"user-agent", "app " + text}, {"content-type", "application/json"}};
  std::vector<capture::CaptureEvent> events{request};
  const std::string question = R"({"model":"m","messages":[{"role":"user","content":"Is it )" + text + R"(?"}]})";
  for (const char byte : question)
    events.emplace_back(capture::RequestBytes{std::string(1, byte)});
  events.emplace_back(capture::RequestSent{1ms});
  auto hint = capture::head_for_test({{"x-hint", text}});
  hint.status = 103;
  events.emplace_back(capture::Interim{std::move(hint)});
  auto head = capture::head_for_test({{"content-type", "text/event-stream"}, {"x-echo", text}, {"set-cookie", text}});
  head.reason = text;
  events.emplace_back(capture::ResponseBegan{std::move(head)});
  const std::string answer = delta("So ") + delta(text.substr(0, cut)) + delta(text.substr(cut)) + delta(" it is");
  for (const char byte : answer)
    events.emplace_back(capture::ResponseRead{2ms, std::string(1, byte)});
  events.emplace_back(capture::ResponseEnded{{}, tape::ChunkFraming{{}, {{"x-sum", text}}}, "", 3ms});
  return events;
}

class PlantedInAnExchange : public ::testing::TestWithParam<Planted> {};

TEST_P(PlantedInAnExchange, IsNeitherInTheLogNorInTheTape) {
  const std::string text = GetParam().text;
  for (std::size_t cut = 0; cut < text.size(); ++cut) {
    const std::string log = log_of(planted_exchange(text, cut), planting_redaction());
    ASSERT_THAT(log, Not(HasSubstr(GetParam().secret))) << cut;
    const ReadLog read = read_log(log);
    ASSERT_THAT(redact::scan(read.capture.captured().body, redact::planting_rules()), IsEmpty()) << cut;
    ASSERT_THAT(redact::scan(read.capture.captured().request_body, redact::planting_rules()), IsEmpty()) << cut;
    const auto tape = capture::tape_text(read.capture, {}, "000001");
    ASSERT_TRUE(std::holds_alternative<std::string>(tape)) << text::to_string(std::get<text::Diagnostics>(tape));
    ASSERT_THAT(redact::scan(std::get<std::string>(tape), redact::planting_rules()), IsEmpty()) << cut;
    ASSERT_THAT(std::get<std::string>(tape), Not(HasSubstr(GetParam().secret))) << cut;
  }
}

INSTANTIATE_TEST_SUITE_P(, PlantedInAnExchange, ::testing::ValuesIn(redact::planted_values()));

TEST(Redaction, LooksForTheCredentialsOfARequestEverywhere) {
  auto request = capture::request_for_test();
  request.head.fields = {{"x-api-key", "hunter2hunter2"}};
  const std::string log = log_of({request, capture::RequestBytes{"a hunter2hunter2"}, capture::RequestSent{},
                                  capture::ResponseBegan{capture::head_for_test({{"x-said", "hunter2hunter2!"}})},
                                  capture::ResponseRead{1ms, "no such key: hunter2"},
                                  capture::ResponseRead{2ms, "hunter2"}, capture::ResponseEnded{}});
  EXPECT_THAT(log, Not(HasSubstr("hunter2")));
  EXPECT_THAT(log, HasSubstr("no such key: "));
}

TEST(Redaction, LooksAtParametersDecoded) {
  auto request = capture::request_for_test("POST", "/v1/x?user=jo%40mail.com&h=Bearer+0123456789abcdef&n=a%20b#");
  EXPECT_THAT(log_of({request, capture::ResponseEnded{}}), HasSubstr("/v1/x?user=[redacted]&h=[redacted]&n=a%20b#"));
}

TEST(Redaction, MasksAPackedRequestWholeAndKeepsAPackedResponse) {
  auto request = capture::request_for_test();
  request.head.fields = {{"content-encoding", "gzip"}};
  const std::string log = log_of({request, capture::RequestBytes{"packed jo@mail.com"}, capture::RequestSent{},
                                  capture::ResponseBegan{capture::head_for_test({{"Content-Encoding", "br"}})},
                                  capture::ResponseRead{1ms, "answer jo@mail.com"}, capture::ResponseEnded{}});
  EXPECT_THAT(log, AllOf(HasSubstr("******************"), HasSubstr("answer jo@mail.com"), Not(HasSubstr("packed"))));
}

TEST(Redaction, LooksForKnownSecretsOnlyInWhatIsNoText) {
  auto request = capture::request_for_test();
  request.head.fields = {{"authorization", "Bearer hunter2hunter2"}};
  const std::string log =
      log_of({request, capture::RequestSent{},
              capture::ResponseBegan{capture::head_for_test({{"content-type", "audio/mpeg"}})},
              capture::ResponseRead{1ms, "\xFF jo@mail.com hunter2hunter2"}, capture::ResponseEnded{}});
  EXPECT_THAT(log, Not(HasSubstr("hunter2")));
  EXPECT_EQ(read_log(log).capture.captured().body, "\xFF jo@mail.com **************");
}

}  // namespace
}  // namespace wiretape::recorder::log
