#pragma once

#include <algorithm>
#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <gtest/gtest.h>

#include "wiretape/core/compile/compile_answer.h"
#include "wiretape/core/fault/fault_condition.h"
#include "wiretape/core/fault/plan/check_plan.h"
#include "wiretape/core/program/play/play_in_memory_for_test.h"
#include "wiretape/core/provider/dialects.h"
#include "wiretape/core/provider/heard_for_test.h"
#include "wiretape/core/provider/request_view.h"
#include "wiretape/core/tape/fault_plan.h"
#include "wiretape/core/tape/tape.h"
#include "wiretape/core/wire/http/http_message.h"

namespace wiretape::compile {

/// An answer for tests of faults, and the request that it is given to.
struct AnswerForTest {
  tape::Answer answer{};
  const provider::Dialect* dialect = nullptr;
  tape::Delivery delivery{};
  // Without padding, so that a chunk can be told by its text.
  std::string request_body =
      R"({"model":"gpt-4o","stream":true,"stream_options":{"include_obfuscation":false},"messages":[]})";
  program::ResponseContext context{};
  std::string query = "alt=sse";  // Gemini's streams are arrays without it
};

/// A reply of a dialect: some reasoning, the text "Hi, wörld!\n" and two tool calls.
inline AnswerForTest reply_for_test(std::string_view dialect = "openai.chat") {
  provider::ChoiceReply choice;
  choice.reasoning = "Hm.";
  choice.text = "Hi, wörld!\n";
  choice.tool_calls = {{"call_1", "get_weather", R"({"city":"Paris"})"}, {"call_2", "get_time", R"({"zone":"CET"})"}};
  provider::Reply reply;
  reply.id = "id-1";
  reply.choices = {choice};
  return {.answer = reply, .dialect = provider::find_dialect(dialect)};
}

/// A stream of bare events, of no dialect.
inline AnswerForTest events_for_test(const std::vector<std::string>& datas) {
  tape::StreamResponse response{
      .head = {.status = 200, .reason = "", .minor_version = 1, .fields = {{"content-type", "text/event-stream"}}},
      .events = {}};
  for (const std::string& data : datas)
    response.events.emplace_back(provider::DataEvent{"", data, {}});
  return {.answer = response};
}

/// A dialogue: "Hi" as JSON, a wait for the client, a ping, bytes, and the close; of no dialect. The request that
/// opens it is none that does.
inline AnswerForTest dialogue_for_test() {
  return {.answer = tape::Dialogue{.steps = {tape::SendMessage{.payload = R"({"a":"Hi"})"},
                                             tape::ExpectMessage{.rule = {.json = R"({"b":1})"}}, tape::SendPing{"p"},
                                             tape::SendMessage{.is_text = false, .payload = "\xFF\xFE"},
                                             tape::SendClose{.reason = "bye"}}}};
}

/// The frames that a program sends behind its head.
inline std::string frames_of(const program::WireProgram& program) {
  return program.bytes.substr(program.bytes.find("\r\n\r\n") + 4);
}

/// The faults of a plan's text. Fails the test where it has mistakes.
inline std::vector<fault::Fault> faults_for_test(std::string_view plan) {
  auto parsed = tape::parse_fault_plan(plan);
  if (const auto* error = std::get_if<text::InputError>(&parsed)) {
    ADD_FAILURE() << error->found;
    return {};
  }
  auto checked =
      fault::check_plan(std::get<tape::FaultPlan>(parsed), {.name = "plan", .has_seed = false, .for_listener = true});
  if (const auto* mistakes = std::get_if<text::Diagnostics>(&checked)) {
    for (const auto& mistake : *mistakes)
      ADD_FAILURE() << to_string(mistake);
    return {};
  }
  return std::get<std::vector<fault::Fault>>(std::move(checked));
}

/// Compiles the answer with a plan's faults, all of which hit.
inline std::variant<program::WireProgram, fault::Misfit> compile_broken(const AnswerForTest& answer,
                                                                        std::string_view plan, std::uint64_t seed = 1) {
  const auto faults = plan.empty() ? std::vector<fault::Fault>() : faults_for_test(plan);
  std::vector<const fault::Fault*> hits;
  for (const fault::Fault& fault : faults)
    hits.push_back(&fault);
  wire::HttpRequest request;
  request.head.method = "POST";
  request.head.target = answer.dialect == nullptr ? "/" : std::string(answer.dialect->default_path);
  request.body = answer.request_body;
  const provider::RequestView view(request, request.head.target, answer.query);
  auto compiled = compile_answer({answer.answer, answer.dialect, view, answer.delivery, answer.context, seed, hits});
  if (auto* unfit = std::get_if<UnfitFault>(&compiled)) return fault::Misfit{unfit->found, unfit->expected};
  return std::get<CompiledAnswer>(std::move(compiled)).program;
}

/// Its program; fails the test where the plan does not fit.
inline program::WireProgram broken(const AnswerForTest& answer, std::string_view plan, std::uint64_t seed = 1) {
  auto compiled = compile_broken(answer, plan, seed);
  if (const auto* misfit = std::get_if<fault::Misfit>(&compiled)) {
    ADD_FAILURE() << plan << ": " << misfit->found << "; expected " << misfit->expected;
    return {};
  }
  return std::get<program::WireProgram>(std::move(compiled));
}

/// Why the plan does not fit the answer; fails the test where it does.
inline fault::Misfit misfit_of(const AnswerForTest& answer, std::string_view plan) {
  auto compiled = compile_broken(answer, plan);
  if (auto* misfit = std::get_if<fault::Misfit>(&compiled)) return std::move(*misfit);
  ADD_FAILURE() << plan << " fits";
  return {};
}

/// The data of a program's chunks, one by one; what is no whole chunk is left out.
inline std::vector<std::string> chunks_of(const program::WireProgram& program) {
  std::string_view rest = program.bytes;
  rest.remove_prefix(std::min(rest.size(), rest.find("\r\n\r\n") + 4));
  std::vector<std::string> chunks;
  while (!rest.empty()) {
    const auto line = rest.find("\r\n");
    const auto size = static_cast<std::size_t>(std::strtoull(std::string(rest.substr(0, line)).c_str(), nullptr, 16));
    if (line == std::string_view::npos || size == 0 || rest.size() < line + 2 + size) break;
    chunks.emplace_back(rest.substr(line + 2, size));
    rest.remove_prefix(std::min(rest.size(), line + 2 + size + 2));
  }
  return chunks;
}

/// The body that these come to.
inline std::string body_of(const program::WireProgram& program) {
  std::string body;
  for (const std::string& chunk : chunks_of(program))
    body += chunk;
  return body;
}

/// The same answer as a recording of its body: level 3.
inline AnswerForTest recorded_for_test(AnswerForTest answer) {
  tape::RecordedResponse recorded;
  recorded.head = {.status = 200, .reason = "", .minor_version = 1, .fields = {{"content-type", "text/event-stream"}}};
  recorded.body = {body_of(broken(answer, ""))};
  answer.answer = std::move(recorded);
  return answer;
}

/// What a client hears of an answer's program.
inline provider::Heard heard_of(const AnswerForTest& answer, std::string_view plan) {
  return provider::listen(*answer.dialect, body_of(broken(answer, plan)));
}

/// A text with `from`, which must be there, replaced once.
inline std::string replaced(std::string text, std::string_view from, std::string_view to) {
  const auto at = text.find(from);
  if (at == std::string::npos) {
    ADD_FAILURE() << from << " is not in " << text;
    return text;
  }
  return text.replace(at, from.size(), to);
}

}  // namespace wiretape::compile
