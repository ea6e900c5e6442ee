// `wiretape chat`, the real command, against a peer on loopback.

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "wiretape/client/testing/chat_stream.h"
#include "wiretape/client/testing/messages_stream.h"
#include "wiretape/core/net/testing/latch.h"
#include "wiretape/core/net/testing/scripted_peer.h"

#include "cli/exit_code.h"
#include "cli/testing/command.h"

namespace wiretape::cli {
namespace {

using client::testing::chunk;
using client::testing::chunked_head;
using client::testing::done_event;
using client::testing::finish_event;
using client::testing::last_chunk;
using client::testing::sse;
using client::testing::text_event;
using net::testing::Latch;
using net::testing::PeerConnection;
using net::testing::ScriptedPeer;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;
using wiretape::cli::testing::Command;
using wiretape::cli::testing::Finished;
using wiretape::cli::testing::run;

std::vector<std::string> chat_with(std::uint16_t port, const std::vector<std::string>& more = {}) {
  return testing::aimed_at(port, {"chat", "Hello?"}, more);
}

/// Answers each connection with a stream of these events, whole.
std::function<void(PeerConnection&)> answer(const std::string& events) {
  return [events](PeerConnection& connection) {
    connection.read_request();
    connection.send(chunked_head + chunk(events) + last_chunk);
    connection.wait_for_close();
  };
}

const std::string hello = text_event("Hel") + text_event("lo") + finish_event("stop") + done_event;

TEST(Chat, PrintsTheAnswerAndHowItEnded) {
  ScriptedPeer peer(answer(hello));
  const auto finished = run(chat_with(peer.port()));
  EXPECT_EQ(finished.output, "Hello\n");
  EXPECT_THAT(finished.errors, StartsWith("completed: stop; first content after "));
  EXPECT_EQ(finished.exit_code, exit_completed);
}

TEST(Chat, SpeaksWithAnthropic) {
  using namespace client::testing;
  std::string request;
  {
    ScriptedPeer peer([&](PeerConnection& connection) {
      request = connection.read_request();
      connection.send(chunked_head + chunk(messages_begin + messages_finish("max_tokens") + messages_stop) +
                      last_chunk);
      connection.wait_for_close();
    });
    const auto finished = run(chat_with(peer.port(), {"--provider", "anthropic", "--api-key", "sk-ant-1"}));
    EXPECT_EQ(finished.output, "Hello\n");
    EXPECT_THAT(finished.errors, StartsWith("length_limited: "));
    EXPECT_EQ(finished.exit_code, exit_length_limited);
  }
  EXPECT_THAT(request, StartsWith("POST /v1/messages HTTP/1.1\r\n"));
  EXPECT_THAT(request, HasSubstr("\r\nx-api-key: sk-ant-1\r\n"));
}

TEST(Chat, PrintsEachTokenAsItComes) {
  Latch first_printed;
  ScriptedPeer peer([&](PeerConnection& connection) {
    connection.read_request();
    connection.send(chunked_head + chunk(text_event("Hel")));
    first_printed.wait();
    connection.send(chunk(text_event("lo") + done_event) + last_chunk);
    connection.wait_for_close();
  });
  Command command(chat_with(peer.port()));
  EXPECT_EQ(command.read_until("Hel"), "Hel");
  first_printed.open();
  EXPECT_EQ(command.finish().output, "Hello\n");
}

TEST(Chat, SendsModelPromptAndKey) {
  std::string request;
  {
    ScriptedPeer peer([&](PeerConnection& connection) {
      request = connection.read_request();
      connection.send(chunked_head + chunk(hello) + last_chunk);
    });
    const auto url = "OPENAI_BASE_URL=http://127.0.0.1:" + std::to_string(peer.port()) + "/v1";
    EXPECT_EQ(run({"chat", "Why?", "--model", "m-2"}, "", {url, "OPENAI_API_KEY=sk-1"}).exit_code, exit_completed);
  }
  EXPECT_THAT(request, HasSubstr("authorization: Bearer sk-1\r\n"));
  EXPECT_THAT(request, HasSubstr(R"("model":"m-2")"));
  EXPECT_THAT(request, HasSubstr(R"("content":"Why?")"));
}

TEST(Chat, AsksTheProviderThatTheModelCarries) {
  std::string request;
  {
    ScriptedPeer peer([&](PeerConnection& connection) {
      request = connection.read_request();
      connection.send(chunked_head + chunk(hello) + last_chunk);
    });
    const auto url = "GROQ_BASE_URL=http://127.0.0.1:" + std::to_string(peer.port()) + "/v1";
    EXPECT_EQ(run({"chat", "Why?", "--model", "groq/m/2"}, "", {url, "GROQ_API_KEY=gsk-1"}).exit_code, exit_completed);
  }
  EXPECT_THAT(request, HasSubstr("authorization: Bearer gsk-1\r\n"));
  EXPECT_THAT(request, HasSubstr(R"("model":"m/2")"));
}

TEST(Chat, ToolCallsGoToStandardError) {
  ScriptedPeer peer(answer(
      sse(R"({"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"t1","function":{"name":"weather","arguments":"{\"city\":\"Paris\"}"}}]}}]})") +
      finish_event("tool_calls") + done_event));
  const auto finished = run(chat_with(peer.port()));
  EXPECT_EQ(finished.output, "");
  EXPECT_THAT(finished.errors, StartsWith("tool call t1 weather {\"city\":\"Paris\"}\ncompleted: tool_calls; "));
}

const std::string thought = sse(R"({"choices":[{"index":0,"delta":{"reasoning_content":"Hm."}}]})");

TEST(Chat, ReasoningIsForTerminalsOnly) {
  ScriptedPeer peer(answer(thought + hello));
  EXPECT_EQ(run(chat_with(peer.port())).output, "Hello\n");
  EXPECT_EQ(Command(chat_with(peer.port()), {}, Command::Output::terminal).finish().output,
            "\x1B[2mHm.\x1B[0m\nHello\n");
  EXPECT_EQ(Command(chat_with(peer.port()), {"NO_COLOR=1"}, Command::Output::terminal).finish().output, "Hm.\nHello\n");
}

TEST(Chat, AModelCannotCommandTheTerminal) {
  ScriptedPeer peer(answer(text_event("a\\u001b[2Jb\\tc\\n\\u007f") + done_event));
  EXPECT_EQ(run(chat_with(peer.port())).output, "a\x1B[2Jb\tc\n\x7F\n");
  EXPECT_EQ(Command(chat_with(peer.port()), {}, Command::Output::terminal).finish().output,
            "a\xEF\xBF\xBD[2Jb\tc\n\xEF\xBF\xBD\n");
}

TEST(Chat, AServerCannotCommandTheTerminal) {
  ScriptedPeer call(answer(
      sse(R"({"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"t\u001b[1m","function":{"name":"\u009b2J","arguments":"{\"a\":\"\u009b\u001b]0;x\"}"}}]}}]})") +
      text_event("\\u009b2J") + done_event));
  const auto of_call = Command(chat_with(call.port()), {}, Command::Output::terminal).finish();
  EXPECT_EQ(of_call.output,
            "\xEF\xBF\xBD"
            "2J\n");
  EXPECT_THAT(of_call.errors, Not(HasSubstr("\x1B")));
  EXPECT_THAT(of_call.errors, Not(HasSubstr("\xC2\x9B")));
  EXPECT_THAT(of_call.errors, StartsWith("tool call t\xEF\xBF\xBD[1m \xEF\xBF\xBD"
                                         "2J {\"a\":\""));
  ScriptedPeer error([](PeerConnection& connection) {
    connection.read_request();
    const std::string body = R"({"error":{"message":"\u001b[31mred\u009b0m","type":"\u0007"}})";
    connection.send("HTTP/1.1 400 Bad Request\r\ncontent-type: application/json\r\ncontent-length: " +
                    std::to_string(body.size()) + "\r\n\r\n" + body);
    connection.wait_for_close();
  });
  const auto of_error = run(chat_with(error.port()));
  EXPECT_EQ(of_error.exit_code, exit_provider_error);
  EXPECT_THAT(of_error.errors, HasSubstr("\xEF\xBF\xBD[31mred\xEF\xBF\xBD"
                                         "0m"));
}

TEST(Chat, JsonGivesOneEventALineAndTheOutcomeLast) {
  ScriptedPeer peer(answer(hello));
  const auto finished = run(chat_with(peer.port(), {"--json"}));
  EXPECT_THAT(finished.output, HasSubstr(R"({"type":"text","request":1,"choice":0,"text":"Hel"})"));
  const auto last = finished.output.substr(finished.output.rfind('\n', finished.output.size() - 2) + 1);
  EXPECT_EQ(nlohmann::json::parse(last)["outcome"], "completed");
  EXPECT_THAT(finished.errors, IsEmpty());
}

TEST(ChatExitCode, LengthLimited) {
  ScriptedPeer peer(answer(text_event("Hel") + finish_event("length") + done_event));
  const auto finished = run(chat_with(peer.port()));
  EXPECT_EQ(finished.exit_code, exit_length_limited);
  EXPECT_EQ(finished.output, "Hel\n");
}

TEST(ChatExitCode, ProviderError) {
  ScriptedPeer peer([](PeerConnection& connection) {
    connection.read_request();
    connection.send("HTTP/1.1 401 Unauthorized\r\ncontent-length: 0\r\n\r\n");
    connection.wait_for_close();
  });
  const auto finished = run(chat_with(peer.port()));
  EXPECT_EQ(finished.exit_code, exit_provider_error);
  EXPECT_THAT(finished.errors, HasSubstr("provider_error: HTTP 401: Unauthorized"));
  EXPECT_THAT(finished.errors, HasSubstr("check the provider's key"));
}

TEST(ChatExitCode, Truncated) {
  ScriptedPeer peer([](PeerConnection& connection) {
    connection.read_request();
    connection.send(chunked_head + chunk(text_event("Hel")));
    connection.fin();
    connection.wait_for_close();
  });
  const auto finished = run(chat_with(peer.port()));
  EXPECT_EQ(finished.exit_code, exit_truncated);
  EXPECT_EQ(finished.output, "Hel\n");
  EXPECT_THAT(finished.errors, HasSubstr("cut_between_chunks"));
}

TEST(ChatExitCode, TimedOut) {
  ScriptedPeer peer([](PeerConnection& connection) { connection.wait_for_close(); });
  const auto finished = run(chat_with(peer.port(), {"--first-byte-timeout", "40ms"}));
  EXPECT_EQ(finished.exit_code, exit_timed_out);
  EXPECT_THAT(finished.errors, HasSubstr("the first_byte limit of 40ms passed in phase head"));
}

TEST(ChatExitCode, Protocol) {
  ScriptedPeer peer(answer(sse("{")));
  EXPECT_EQ(run(chat_with(peer.port())).exit_code, exit_protocol);
}

TEST(ChatExitCode, Transport) {
  const net::testing::RefusingPort port;
  const auto finished = run(chat_with(port.port()));
  EXPECT_EQ(finished.exit_code, exit_transport);
  EXPECT_THAT(finished.errors, HasSubstr("Connection refused"));
}

void expect_usage_error(const std::vector<std::string>& arguments, const std::string& message) {
  const auto finished = run(arguments);
  EXPECT_EQ(finished.exit_code, exit_usage) << message;
  EXPECT_THAT(finished.errors, HasSubstr(message));
  EXPECT_THAT(finished.output, IsEmpty());
}

TEST(ChatExitCode, Usage) {
  expect_usage_error({"chat"}, "PROMPT is required");
  expect_usage_error({"chat", "x"}, "no key for openai: set OPENAI_API_KEY");
  expect_usage_error({"chat", "x", "--provider", "acme"}, "unknown provider 'acme'");
  expect_usage_error({"chat", "x", "--base-url", "localhost"}, "expected http:// or https://");
  expect_usage_error({"chat", "x", "--provider", "groq", "--api-key", "k"}, "name one with --model");
  expect_usage_error({"chat", "x", "--idle-timeout", "soon"}, "'soon': expected a duration");
  expect_usage_error({"chat", "x", "--no-such-option"}, "--no-such-option");
}

TEST(Chat, HelpShowsAnExample) {
  const auto finished = run({"chat", "--help"});
  EXPECT_EQ(finished.exit_code, exit_completed);
  EXPECT_THAT(finished.output, HasSubstr("wiretape chat \"Hello?\" --base-url"));
  EXPECT_THAT(finished.output, HasSubstr("Exit codes"));
}

void hold_after_hello(PeerConnection& connection) {
  connection.read_request();
  connection.send(chunked_head + chunk(text_event("Hel")));
  connection.wait_for_close();
}

TEST(Chat, CtrlCKeepsWhatHasArrived) {
  ScriptedPeer peer(hold_after_hello);
  Command command(chat_with(peer.port()));
  command.read_until("Hel");
  command.interrupt();
  const auto finished = command.finish();
  EXPECT_EQ(finished.exit_code, exit_cancelled);
  EXPECT_EQ(finished.output, "Hel\n");
  EXPECT_THAT(finished.errors, StartsWith("cancelled: in phase body"));
}

TEST(Chat, AReaderThatGoesAwayEndsItQuietly) {
  ScriptedPeer peer([](PeerConnection& connection) {
    connection.read_request();
    connection.send(chunked_head);
    while (connection.send(chunk(text_event("Hel")))) {
    }
  });
  Command command(chat_with(peer.port()));
  command.read_until("Hel");
  command.close_output();
  const auto finished = command.finish();
  EXPECT_EQ(finished.exit_code, exit_cancelled);
  EXPECT_THAT(finished.errors, IsEmpty());
}

TEST(Chat, OutputThatCannotBeWrittenIsAnError) {
  ScriptedPeer peer(answer(hello));
  const auto finished = Command(chat_with(peer.port()), {}, Command::Output::full_device).finish();
  EXPECT_EQ(finished.exit_code, exit_output);
  EXPECT_EQ(finished.errors, "wiretape chat: can't write standard output: No space left on device\n");
}

}  // namespace
}  // namespace wiretape::cli
