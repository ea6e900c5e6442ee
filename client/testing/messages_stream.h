#pragma once

#include <string>

namespace wiretape::client::testing {

// Events of an `anthropic.messages` stream as they stand on the wire.

inline std::string messages_event(const std::string& name, const std::string& members) {
  return "event: " + name + "\ndata: {\"type\":\"" + name + "\"" + members + "  }\n\n";
}

/// Thinks "Hm", signed, and says "Hello".
inline const std::string messages_begin =
    messages_event("message_start",
                   R"(,"message":{"id":"msg_1","model":"m-1","content":[],"usage":{"input_tokens":9}})") +
    messages_event("content_block_start",
                   R"(,"index":0,"content_block":{"type":"thinking","thinking":"","signature":""})") +
    messages_event("ping", "") +
    messages_event("content_block_delta", R"(,"index":0,"delta":{"type":"thinking_delta","thinking":"Hm"})") +
    messages_event("content_block_delta", R"(,"index":0,"delta":{"type":"signature_delta","signature":"c2ln"})") +
    messages_event("content_block_stop", R"(,"index":0)") +
    messages_event("content_block_start", R"(,"index":1,"content_block":{"type":"text","text":""})") +
    messages_event("content_block_delta", R"(,"index":1,"delta":{"type":"text_delta","text":"Hello"})") +
    messages_event("content_block_stop", R"(,"index":1)");

inline std::string messages_finish(const std::string& reason) {
  return messages_event("message_delta", R"(,"delta":{"stop_reason":")" + reason + R"("},"usage":{"output_tokens":5})");
}

inline const std::string messages_stop = messages_event("message_stop", "");

}  // namespace wiretape::client::testing
