#include "cli/print/event_line.h"

#include <string>

#include <gtest/gtest.h>

namespace wiretape::cli {
namespace {

using std::chrono::microseconds;

std::string line_of(const client::Event& event) {
  std::string line;
  append_event_line(line, event, 3);
  return line;
}

std::string line_of(const client::Outcome& outcome) {
  std::string line;
  append_outcome_line(line, {{}, outcome, {}, std::nullopt, std::nullopt}, 3);
  return line;
}

// Readers such as Python's splitlines() break lines at more than LF.
TEST(EventLine, HoldsNothingAtWhichReadersBreakLines) {
  const std::string odd = "\xC2\x85\xE2\x80\xA8\xE2\x80\xA9\xC2\x9B\x7F";
  const std::string escaped = "\\u0085\\u2028\\u2029\\u009b\\u007f";
  EXPECT_EQ(line_of(client::Event(client::TextEvent{0, odd})),
            "{\"type\":\"text\",\"request\":3,\"choice\":0,\"text\":\"" + escaped + "\"}\n");
  EXPECT_EQ(line_of(client::Event(client::UsageEvent{"{\"a\":\"" + odd + "\"}"})),
            "{\"type\":\"usage\",\"request\":3,\"usage\":{\"a\":\"" + escaped + "\"}}\n");
  EXPECT_EQ(line_of(client::Outcome(client::TransportError{client::Phase::connect, odd})).find('\xC2'),
            std::string::npos);
  std::string line;
  append_usage_error_line(line, odd, 1);
  EXPECT_NE(line.find(escaped), std::string::npos);
}

TEST(EventLine, EveryEvent) {
  EXPECT_EQ(line_of(client::Event(client::TextEvent{1, "a\"\n"})),
            "{\"type\":\"text\",\"request\":3,\"choice\":1,\"text\":\"a\\\"\\n\"}\n");
  EXPECT_EQ(line_of(client::Event(client::ReasoningEvent{0, "r"})),
            "{\"type\":\"reasoning\",\"request\":3,\"choice\":0,\"text\":\"r\"}\n");
  EXPECT_EQ(line_of(client::Event(client::RefusalEvent{0, "no"})),
            "{\"type\":\"refusal\",\"request\":3,\"choice\":0,\"text\":\"no\"}\n");
  EXPECT_EQ(line_of(client::Event(client::ToolCallEvent{0, 2, "t", "f", "{}"})),
            "{\"type\":\"tool_call\",\"request\":3,\"choice\":0,\"call\":2,\"id\":\"t\",\"name\":\"f\","
            "\"arguments\":\"{}\"}\n");
  EXPECT_EQ(line_of(client::Event(client::ToolCallEvent{0, 2, "", "", ""})),
            "{\"type\":\"tool_call\",\"request\":3,\"choice\":0,\"call\":2,\"arguments\":\"\"}\n");
  EXPECT_EQ(line_of(client::Event(client::UnknownContentEvent{0, R"({ "v": "x" })"})),
            "{\"type\":\"unknown_content\",\"request\":3,\"choice\":0,\"json\":{\"v\":\"x\"}}\n");
  EXPECT_EQ(line_of(client::Event(client::MetadataEvent{"c", "m"})),
            "{\"type\":\"metadata\",\"request\":3,\"id\":\"c\",\"model\":\"m\"}\n");
  EXPECT_EQ(line_of(client::Event(client::FinishEvent{0, "stop"})),
            "{\"type\":\"finish\",\"request\":3,\"choice\":0,\"reason\":\"stop\"}\n");
  EXPECT_EQ(line_of(client::Event(client::CompletionEvent{client::LengthLimited{}})), "");
}

TEST(EventLine, UsageStaysOnOneLine) {
  EXPECT_EQ(line_of(client::Event(client::UsageEvent{"{\n  \"tokens\": 5\n}"})),
            "{\"type\":\"usage\",\"request\":3,\"usage\":{\"tokens\":5}}\n");
}

TEST(OutcomeLine, FlagsWhatIsNotUnderstoodAndCallsWithoutAName) {
  client::Result result{{}, client::Completed{"stop"}, {}, 200, wire::Ending::complete};
  result.message.add(provider::UnknownContentDelta{0, R"({"v":"x"})"});
  result.message.add(provider::ToolCallDelta{0, 0, "i", "", "{}"});
  std::string line;
  append_outcome_line(line, result, 1);
  EXPECT_NE(line.find(R"("has_unknown_content":true,"has_nameless_call":true,)"), std::string::npos) << line;
  EXPECT_NE(line.find(R"("unknown_content":[{"v":"x"}])"), std::string::npos) << line;
}

TEST(OutcomeLine, HoldsTheWholeResult) {
  client::Result result{{}, client::Completed{"stop"}, {}, 200, wire::Ending::complete};
  result.timing = {microseconds(1500), microseconds(2500), microseconds(10000)};
  result.message.id = "c";
  result.message.model = "m";
  result.message.usage = "{\"t\": 1}";
  result.message.choices.resize(2);
  result.message.choices[0] = {"Hi", "Hm", "No", {{"t1", "f", "{}"}, {"t2", "g", "{\"a\":"}}, "stop", {}};
  std::string line;
  append_outcome_line(line, result, 1);
  EXPECT_EQ(line,
            "{\"type\":\"outcome\",\"request\":1,\"outcome\":\"completed\",\"description\":\"completed: stop\","
            "\"reason\":\"stop\",\"status\":200,\"ending\":\"complete\",\"head_ms\":1.500,\"first_content_ms\":2.500,"
            "\"total_ms\":10.000,\"message\":{\"id\":\"c\",\"model\":\"m\",\"choices\":[{\"text\":\"Hi\","
            "\"reasoning\":\"Hm\",\"refusal\":\"No\",\"tool_calls\":[{\"id\":\"t1\",\"name\":\"f\",\"arguments\":"
            "\"{}\"},{\"id\":\"t2\",\"name\":\"g\",\"arguments\":\"{\\\"a\\\":\"}],\"finish_reason\":\"stop\"},"
            "{\"text\":\"\"}],\"usage\":{\"t\":1}}}\n");
}

TEST(OutcomeLine, HoldsTheBlocksOfAMessage) {
  client::Result result{{}, client::LengthLimited{"max_tokens"}, {}, 200, wire::Ending::complete};
  provider::Choice& choice = result.message.choices.emplace_back();
  choice.blocks = {{"thinking", "Hm", "c2ln", {}, {}},
                   {"text", "See", "", {"{\n \"n\": 1}", "{}"}, {}},
                   {"tool_use", "", "", {}, 0}};
  std::string line;
  append_outcome_line(line, result, 1);
  EXPECT_NE(line.find(R"("reason":"max_tokens")"), std::string::npos) << line;
  EXPECT_NE(line.find(R"("blocks":[{"type":"thinking","text":"Hm","signature":"c2ln"},)"
                      R"({"type":"text","text":"See","citations":[{"n":1},{}]},{"type":"tool_use","tool_call":0}])"),
            std::string::npos)
      << line;
}

TEST(OutcomeLine, EveryOutcomeHasItsMembers) {
  using client::Deadline;
  using client::Phase;
  const std::string rest = R"(,"total_ms":0.000,"message":{"choices":[]}})"
                           "\n";
  const auto members = [&](const client::Outcome& outcome) {
    const auto line = line_of(outcome);
    const auto description = R"("description":")" + client::describe(outcome) + R"(")";
    const auto begin = line.find(description) + description.size();
    return line.substr(begin, line.size() - begin - rest.size());
  };
  EXPECT_EQ(members(client::Completed{std::nullopt}), "");
  EXPECT_EQ(members(client::LengthLimited{"length"}), R"(,"reason":"length")");
  client::ProviderError error{429, "Slow", "rate", "r1", std::chrono::seconds(2), true};
  EXPECT_EQ(members(error),
            R"(,"error":{"message":"Slow","type":"rate","code":"r1","retry_after_ms":2000,"is_retryable":true})");
  EXPECT_EQ(members(client::Truncated{wire::Ending::reset, true}), R"(,"has_finish_reason":true)");
  EXPECT_EQ(members(client::Truncated{wire::Ending::complete, false, client::WebSocketClose{1011, "full"}}),
            R"(,"has_finish_reason":false,"close_code":1011,"close_reason":"full")");
  EXPECT_EQ(members(client::TimedOut{Deadline::idle, Phase::body, std::chrono::milliseconds(40)}),
            R"(,"deadline":"idle","phase":"body","limit_ms":40)");
  EXPECT_EQ(members(client::Cancelled{Phase::tls}), R"(,"phase":"tls")");
  EXPECT_EQ(members(client::ProtocolError{"bad", 7}), R"(,"what":"bad","offset":7,"offset_of":"body")");
  EXPECT_EQ(members(client::TransportError{Phase::connect, "refused"}), R"(,"phase":"connect","cause":"refused")");
}

TEST(OutcomeLine, UsageErrors) {
  std::string line;
  append_usage_error_line(line, "line 3: not JSON", 3);
  EXPECT_EQ(line,
            "{\"type\":\"outcome\",\"request\":3,\"outcome\":\"usage_error\",\"description\":\"line 3: not JSON\"}\n");
}

}  // namespace
}  // namespace wiretape::cli
