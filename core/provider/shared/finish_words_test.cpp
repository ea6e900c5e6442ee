#include "wiretape/core/provider/shared/finish_words.h"

#include <gtest/gtest.h>

namespace wiretape::provider {
namespace {

TEST(FinishWords, AreWholeWhereTheModelOrAFilterEndedTheAnswer) {
  for (const char* word : {"stop", "STOP", "end_turn", "stop_sequence", "tool_calls", "tool_use", "function_call",
                           "content_filter", "content-filter", "refusal", "pause_turn", "eos", "eos_token", "COMPLETE",
                           "SAFETY", "ERROR_TOXIC", "sensitive"})
    EXPECT_EQ(finish_meaning(word), FinishMeaning::whole) << word;
}

TEST(FinishWords, ThatNobodyKnowsAreWhole) {
  for (const char* word : {"", "lengthy", "made up", "2", "\u505C\u6B62", "abortive", "errors_none", "length\u00E9"})
    EXPECT_EQ(finish_meaning(word), FinishMeaning::whole) << word;
}

TEST(FinishWords, KnowALengthLimit) {
  for (const char* word : {"length",
                           "LENGTH",
                           "max_tokens",
                           "MAX_TOKENS",
                           "maxTokens",
                           "max-tokens",
                           "FINISH_REASON_MAX_TOKENS",
                           "FinishReason.LENGTH",
                           "model_length",
                           "max_output_tokens",
                           "model_context_window_exceeded",
                           "length_limit",
                           "token_limit",
                           "max_output",
                           "max_new_tokens",
                           "contextLengthReached",
                           "CONTINUATION",
                           "ERROR_LIMIT",
                           "REASON_MAX_LEN",
                           "maximum_tokens"})
    EXPECT_EQ(finish_meaning(word), FinishMeaning::length) << word;
}

TEST(FinishWords, KnowAnInterruption) {
  for (const char* word : {"abort",      "Aborted",        "ABORT",        "error",
                           "ERROR",      "network_error",  "server_error", "upstream-error",
                           "cancelled",  "canceled",       "CANCELLED",    "insufficient_system_resource",
                           "timeout",    "engine_timeout", "TIME_LIMIT",   "interrupted",
                           "failed",     "modelUnloaded",  "userStopped",  "FinishReason.ABORT",
                           "incomplete", "overloaded"})
    EXPECT_EQ(finish_meaning(word), FinishMeaning::interrupted) << word;
}

TEST(FinishWords, AreKnownByTheirParts) {
  for (const char* word : {"max_length_exceeded", "output_length_limit", "context_overflow", "max_model_len",
                           "max_seq_len", "out_of_tokens", "max_tokens_limit", "limit", "truncated"})
    EXPECT_EQ(finish_meaning(word), FinishMeaning::length) << word;
  for (const char* word :
       {"engine_overloaded", "server_busy", "user_abort", "request_aborted", "aborted_by_client", "request_cancelled",
        "stream_interrupted", "upstream_failed", "generation_failed", "stream_disconnected", "upstream_disconnect",
        "connection_timeout", "MALFORMED_FUNCTION_CALL", "oom", "error_finish", "EngineDeadError", "rate_limit_error"})
    EXPECT_EQ(finish_meaning(word), FinishMeaning::interrupted) << word;
  for (const char* word : {"end", "repetition_truncation", "guardrail_intervened", "RECITATION", "compaction"})
    EXPECT_EQ(finish_meaning(word), FinishMeaning::whole) << word;
}

TEST(FinishWords, SomeTextsInTheirPlaceAreNone) {
  for (const char* text :
       {"", "  ", "null", "NULL", "None", "(null)", "<nil>", "undefined", "not_finished", "FINISH_REASON_UNSPECIFIED",
        "in_progress", "pending", "RUNNING", "streaming", "continue", "not_stop", "incomplete_generation", "false"})
    EXPECT_FALSE(is_finish_reason(text)) << text;
  for (const char* text :
       {"stop", "nullify", "2", "\u505C\u6B62", "nonetheless", "reason", "abort", "continued_elsewhere", "incomplete"})
    EXPECT_TRUE(is_finish_reason(text)) << text;
}

}  // namespace
}  // namespace wiretape::provider
