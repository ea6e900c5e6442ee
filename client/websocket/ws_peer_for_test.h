#pragma once

#include <functional>
#include <string>

#include "wiretape/client/testing/loopback_client.h"
#include "wiretape/client/websocket/ws_server_for_test.h"
#include "wiretape/core/net/testing/scripted_peer.h"

// For tests: servers that answer over WebSocket by a script, with chunks of completions.

namespace wiretape::client::testing {

/// A chunk of a completion, which must need no JSON escapes.
inline std::string chunk_saying(const std::string& text) {
  return server_text(R"({"id":"chat-1","model":"m-1","choices":[{"index":0,"delta":{"content":")" + text +
                     R"("},"finish_reason":null}]})");
}

inline const std::string finish_chunk = server_text(R"({"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]})");
inline const std::string done_message = server_text("[DONE]");

inline void open_ws(net::testing::PeerConnection& connection) {
  connection.send(ws_answer_to(connection.read_request()));
}

/// Opens, says so much, and ends TCP; `back`: what the client had sent by the end, if anybody wants to know.
inline std::function<void(net::testing::PeerConnection&)> saying(const std::string& bytes,
                                                                 std::string* back = nullptr) {
  return [bytes, back](net::testing::PeerConnection& connection) {
    open_ws(connection);
    connection.send(bytes);
    connection.fin();
    const auto sent = connection.wait_for_close();
    if (back != nullptr) *back = sent;
  };
}

inline Options ws_options(const net::testing::ScriptedPeer& peer, const std::string& scheme = "ws") {
  return loopback_options(peer.port(), scheme);
}

inline Result result_of(const Options& options) {
  return chat(options).result();
}

}  // namespace wiretape::client::testing
