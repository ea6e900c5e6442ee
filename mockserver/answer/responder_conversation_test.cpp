// A conversation in which the same tool is asked for again and again, as clients carry one on.

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "wiretape/mockserver/answer/exchanges_for_test.h"
#include "wiretape/mockserver/answer/responder.h"

namespace wiretape::mockserver {
namespace {

using Json = nlohmann::json;

tape::Exchange calls_a_tool(std::string_view dialect) {
  provider::Reply reply;
  auto& choice = reply.choices.emplace_back();
  choice.text = "Let me see.";
  choice.tool_calls = {{std::nullopt, "look", "{}"}, {std::nullopt, "look", "{}"}};
  tape::Exchange exchange;
  exchange.id = "calls";
  exchange.dialect = provider::find_dialect(dialect);
  exchange.answer = std::move(reply);
  return exchange;
}

/// The answer's JSON.
Json answer_to(Responder& responder, std::string_view path, const Json& messages) {
  const auto answer = responder.respond(request_for(std::string(path), Json{{"messages", messages}}.dump()));
  const auto& bytes = answer.program->bytes;
  return Json::parse(bytes.substr(bytes.find("\r\n\r\n") + 4));
}

/// Every id in the answer, in any depth.
void collect_ids(const Json& value, std::vector<std::string>& ids) {
  if (value.is_object() && value.contains("id")) ids.push_back(value["id"].get<std::string>());
  if (!value.is_structured()) return;
  for (const auto& each : value)
    collect_ids(each, ids);
}

/// The ids of some turns of one conversation, of which only the last messages are sent.
std::vector<std::string> ids_of_turns(std::string_view dialect, std::size_t window) {
  auto responder = responder_of({calls_a_tool(dialect)});
  const bool is_openai = dialect == "openai.chat";
  std::vector<std::string> ids;
  auto messages = Json::array({{{"role", "user"}, {"content", "Go."}}});
  for (int turn = 0; turn < 8; ++turn) {
    const auto answer = answer_to(responder, is_openai ? "/v1/chat/completions" : "/v1/messages", messages);
    collect_ids(answer, ids);
    messages.push_back(is_openai ? answer["choices"][0]["message"]
                                 : Json{{"role", "assistant"}, {"content", answer["content"]}});
    messages.push_back({{"role", "user"}, {"content", "Again."}});
    while (messages.size() > window)
      messages.erase(messages.begin());
  }
  return ids;
}

TEST(ResponderConversation, HasEachIdOnce) {
  for (const char* dialect : {"openai.chat", "anthropic.messages"}) {
    for (const std::size_t window : {100U, 2U}) {
      const auto ids = ids_of_turns(dialect, window);
      EXPECT_EQ(ids.size(), 8U * 3) << "of the message and of two calls";
      EXPECT_EQ(std::set(ids.begin(), ids.end()).size(), ids.size()) << dialect << ' ' << window;
      EXPECT_EQ(ids, ids_of_turns(dialect, window)) << "the same each time";
    }
  }
}

TEST(ResponderConversation, SharesProgramsWhereNoIdTellsTheTurn) {
  const auto first =
      request_for("/v1/chat/completions", R"({"stream":true,"messages":[{"role":"user","content":"a"}]})");
  const auto other =
      request_for("/v1/chat/completions", R"({"stream":true,"messages":[{"role":"user","content":"b"}]})");
  const auto later =
      request_for("/v1/chat/completions", R"({"stream":true,"messages":[{"role":"assistant","content":"b"}]})");
  auto made = responder_of({says("one")});
  EXPECT_EQ(made.respond(first).program, made.respond(other).program) << "first turns are alike";
  EXPECT_NE(made.respond(first).program, made.respond(later).program);
  auto exchange = says("one");
  std::get<provider::Reply>(exchange.answer).id = "given";
  auto given = responder_of({exchange});
  EXPECT_EQ(given.respond(first).program, given.respond(later).program);
}

}  // namespace
}  // namespace wiretape::mockserver
