#pragma once

#include <string>
#include <string_view>

#include "wiretape/core/wire/http/chunked_writer.h"

namespace wiretape::client::testing {

// Events of an `openai.chat` stream as they stand on the wire.

inline std::string sse(std::string_view data) {
  return "data: " + std::string(data) + "\n\n";
}

/// A piece of choice 0's text, which must need no JSON escapes.
inline std::string text_event(std::string_view text) {
  return sse(R"({"id":"chat-1","model":"m-1","choices":[{"index":0,"delta":{"content":")" + std::string(text) +
             R"("},"finish_reason":null}]})");
}

inline std::string finish_event(std::string_view reason) {
  return sse(R"({"id":"chat-1","model":"m-1","choices":[{"index":0,"delta":{},"finish_reason":")" +
             std::string(reason) + R"("}]})");
}

inline const std::string done_event = sse("[DONE]");

/// One chunk of the chunked transfer coding.
inline std::string chunk(std::string_view data) {
  std::string out;
  wire::append_chunk(out, data);
  return out;
}

inline const std::string chunked_head =
    "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n";
inline const std::string last_chunk(wire::last_chunk);

}  // namespace wiretape::client::testing
