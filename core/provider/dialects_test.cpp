#include "wiretape/core/provider/dialects.h"

#include <set>

#include <gtest/gtest.h>

#include "wiretape/core/provider/anthropic_messages/anthropic_messages.h"
#include "wiretape/core/provider/anthropic_messages/anthropic_messages_models.h"
#include "wiretape/core/provider/anthropic_messages/beside/anthropic_count_tokens.h"
#include "wiretape/core/provider/cohere_chat/cohere_chat.h"
#include "wiretape/core/provider/gemini/beside/gemini_count_tokens.h"
#include "wiretape/core/provider/gemini/gemini.h"
#include "wiretape/core/provider/gemini/gemini_models.h"
#include "wiretape/core/provider/ollama/ollama.h"
#include "wiretape/core/provider/openai_chat/beside/openai_embeddings.h"
#include "wiretape/core/provider/openai_chat/openai_chat.h"
#include "wiretape/core/provider/openai_responses/openai_responses.h"
#include "wiretape/core/provider/shared/openai/openai_models.h"

namespace wiretape::provider {
namespace {

TEST(Dialects, NamesAreDistinctAndFindTheirDialect) {
  std::set<std::string_view> names;
  for (const Dialect* dialect : all_dialects()) {
    names.insert(dialect->name);
    EXPECT_EQ(find_dialect(dialect->name), dialect);
  }
  EXPECT_EQ(names.size(), all_dialects().size());
}

TEST(Dialects, EachSpeaksItsDefaultPath) {
  for (const Dialect* dialect : all_dialects())
    EXPECT_EQ(dialect_for_path(dialect->default_path), dialect);
}

TEST(Dialects, EachIsWhole) {
  for (const Dialect* dialect : all_dialects()) {
    EXPECT_FALSE(dialect->name.empty());
    EXPECT_NE(dialect->write.wants_stream, nullptr);
    EXPECT_NE(dialect->write.render_key, nullptr);
    EXPECT_NE(dialect->write.stream_fields, nullptr);
    EXPECT_NE(dialect->write.render, nullptr);
    EXPECT_NE(dialect->write.render_whole, nullptr);
    EXPECT_NE(dialect->write.render_error, nullptr);
    EXPECT_NE(dialect->write.rate_limit_fields, nullptr);
    EXPECT_NE(dialect->write.rate_limit_error, nullptr);
    EXPECT_NE(dialect->read.make_decoder, nullptr);
    EXPECT_NE(dialect->read.error_meaning, nullptr);
    EXPECT_NE(dialect->write.models, nullptr);
    EXPECT_NE(dialect->call.request, nullptr);
    EXPECT_NE(dialect->speaks_path, nullptr);
    EXPECT_NE(dialect->speaks_fields, nullptr);
    EXPECT_EQ(wire::framing_of_type(dialect->content_type), dialect->framing);
    ASSERT_NE(dialect->edits, nullptr);
    EXPECT_NE(dialect->edits->error_event, nullptr);
    EXPECT_NE(dialect->edits->overloaded_error, nullptr);
    EXPECT_NE(dialect->edits->replace_finish_reason, nullptr);
    EXPECT_NE(dialect->edits->remove_usage, nullptr);
    EXPECT_NE(dialect->edits->edit_tool_pieces, nullptr);
  }
}

TEST(Dialects, UnknownNamesAndPathsHaveNone) {
  EXPECT_EQ(find_dialect("openai"), nullptr);
  EXPECT_EQ(find_dialect(""), nullptr);
  EXPECT_EQ(dialect_for_path("/"), nullptr);
  EXPECT_EQ(dialect_for_path("/v1/models"), nullptr);
}

TEST(Dialects, OpenaiChatIsThere) {
  EXPECT_EQ(find_dialect("openai.chat"), &openai_chat);
  EXPECT_EQ(dialect_for_path("/v1/chat/completions"), &openai_chat);
  EXPECT_EQ(dialect_for_path("/openai/deployments/gpt-4o/chat/completions"), &openai_chat);
  EXPECT_EQ(dialect_for_path("/v1/chat/completions/x"), nullptr);
}

TEST(Dialects, AnthropicMessagesIsThere) {
  EXPECT_EQ(find_dialect("anthropic.messages"), &anthropic_messages);
  EXPECT_EQ(dialect_for_path("/v1/messages"), &anthropic_messages);
}

TEST(Dialects, OllamaHasTwo) {
  EXPECT_EQ(find_dialect("ollama.chat"), &ollama_chat);
  EXPECT_EQ(find_dialect("ollama.generate"), &ollama_generate);
  EXPECT_EQ(dialect_for_path("/api/chat"), &ollama_chat);
  EXPECT_EQ(dialect_for_path("/ollama/api/generate"), &ollama_generate);
}

TEST(Dialects, CohereChatIsThere) {
  EXPECT_EQ(find_dialect("cohere.chat"), &cohere_chat);
  EXPECT_EQ(dialect_for_path("/v2/chat"), &cohere_chat);
}

TEST(Dialects, GeminiIsThereWhateverModelThePathNames) {
  EXPECT_EQ(find_dialect("gemini"), &gemini);
  EXPECT_EQ(dialect_for_path("/v1beta/models/gemini-2.5-flash:generateContent"), &gemini);
  EXPECT_EQ(dialect_for_path("/v1/projects/p/locations/l/publishers/google/models/m:streamGenerateContent"), &gemini);
  for (const char* rule : {"/v1beta/models/m:{method}", "/v1/models/m:{method}", "/{version}/models/m:{method}"})
    EXPECT_EQ(dialect_for_path(rule), &gemini) << rule;
  for (const char* path : {"/v1/models/llama3:8b", "/v1/models/x:{tag}/y", "/v1/{a}:{b}"})
    EXPECT_NE(dialect_for_path(path), &gemini) << path;
  EXPECT_EQ(dialect_for_path("/v1/publishers/google/models/m:embedContent"), nullptr);
  EXPECT_EQ(dialect_for_path("/v1beta/openai/chat/completions"), &openai_chat);
}

TEST(Dialects, ListModelsEachAtItsPath) {
  EXPECT_EQ(dialect_for_models("/v1/models", {}), all_dialects().front());
  EXPECT_EQ(dialect_for_models("/v1/models", wire::HttpFields{{"Anthropic-Version", "2023-06-01"}}),
            &anthropic_messages);
  EXPECT_EQ(dialect_for_models("/api/tags", {}), &ollama_chat);
  EXPECT_EQ(dialect_for_models("/v1/models", wire::HttpFields{{"X-Fern-SDK-Name", "cohere"}}), &cohere_chat);
  EXPECT_EQ(dialect_for_models("/v1beta/models", {}), &gemini);
  EXPECT_EQ(dialect_for_models("/v1/models", wire::HttpFields{{"X-Goog-Api-Key", "none"}}), &gemini);
  EXPECT_EQ(dialect_for_models("/api/chat", {}), nullptr);
}

TEST(Dialects, OpenaiResponsesIsThere) {
  EXPECT_EQ(find_dialect("openai.responses"), &openai_responses);
  EXPECT_EQ(dialect_for_path("/v1/responses"), &openai_responses);
}

TEST(Dialects, AreSpokenToWhoSpeaksThem) {
  const wire::HttpFields versioned{{"Anthropic-Version", "2023-06-01"}};
  EXPECT_EQ(&dialect_for_request("/v1/messages", {}), &anthropic_messages);
  EXPECT_EQ(&dialect_for_request("/v1/models", versioned), &anthropic_messages);
  EXPECT_EQ(&dialect_for_request("/v1/models", {}), all_dialects().front());
}

TEST(Dialects, TheirOwnCallsAreTheirs) {
  for (const Dialect* dialect : all_dialects()) {
    const ProviderRequest call = dialect->call.request({.path = "/v1"}, {.model = "m", .prompt = "p"});
    const std::string path = call.target.substr(0, call.target.find('?'));
    EXPECT_EQ(&dialect_for_request(path, call.fields), dialect) << dialect->name;
  }
}

TEST(Dialects, FramingIsTheContentTypesOrTheirs) {
  Dialect lines = openai_chat;
  lines.framing = wire::Framing::ndjson;
  EXPECT_EQ(stream_framing({{"content-type", "application/jsonl"}}, &openai_chat), wire::Framing::ndjson);
  EXPECT_EQ(stream_framing({{"content-type", "text/event-stream"}}, &lines), wire::Framing::sse);
  EXPECT_EQ(stream_framing({{"content-type", "text/plain"}}, &lines), wire::Framing::ndjson);
  EXPECT_EQ(stream_framing({}, nullptr), wire::Framing::sse);
}

const SideEndpoint* beside(std::string method, std::string path, wire::HttpFields fields = {}) {
  const wire::HttpRequest request{
      {.method = std::move(method), .target = std::move(path), .minor_version = 1, .fields = std::move(fields)}, ""};
  return find_side_endpoint(RequestView(request, request.head.target, ""));
}

TEST(Dialects, HaveTheirProvidersOtherEndpoints) {
  EXPECT_EQ(beside("POST", "/v1/embeddings"), &openai_embeddings);
  EXPECT_EQ(beside("POST", "/v1/embeddings", {{"anthropic-version", "2023-06-01"}}), &openai_embeddings);
  EXPECT_EQ(beside("POST", "/v1/messages/count_tokens"), &anthropic_count_tokens);
  EXPECT_EQ(beside("POST", "/v1beta/models/m:countTokens"), &gemini_count_tokens);
  EXPECT_EQ(beside("GET", "/v1beta/models/m"), &gemini_model);
  EXPECT_EQ(beside("GET", "/v1/models/x", {{"x-goog-api-key", "none"}}), &gemini_model);
  EXPECT_EQ(beside("GET", "/v1/models/x"), &openai_model);
  EXPECT_EQ(beside("GET", "/v1/models/x", {{"anthropic-version", "2023-06-01"}}), &anthropic_model);
  EXPECT_EQ(beside("GET", "/v1/embeddings"), nullptr);
  EXPECT_EQ(beside("POST", "/v1/chat/completions"), nullptr);
}

}  // namespace
}  // namespace wiretape::provider
