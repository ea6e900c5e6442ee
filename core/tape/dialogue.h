#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "wiretape/core/provider/reply.h"
#include "wiretape/core/tape/text_rule.h"
#include "wiretape/core/wire/http/http_message.h"

namespace wiretape::tape {

/// What a message of the client's must have: JSON in which a pattern is (json_contains), or a text. Any message has
/// what a rule asks for that asks for nothing.
struct HeardRule {
  std::optional<std::string> json{};  ///< JSON text: the pattern, an object or an array
  std::optional<TextRule> text{};

  friend bool operator==(const HeardRule&, const HeardRule&) = default;
};

/// The server sends a message, in one frame.
struct SendMessage {
  bool is_text = true;  ///< of UTF-8; else binary
  std::string payload;

  friend bool operator==(const SendMessage&, const SendMessage&) = default;
};

/// The server says a reply in the words of the exchange's dialect: each event of the provider's stream is a message.
struct SendReply {
  provider::Reply reply;  ///< without `error`

  friend bool operator==(const SendReply&, const SendReply&) = default;
};

/// The server waits for a message that meets the rule; those before it that don't are passed over. What was said since
/// the message that was waited for last counts, too.
struct ExpectMessage {
  HeardRule rule;
  std::chrono::microseconds within = std::chrono::seconds(30);  ///< above 0; real time

  friend bool operator==(const ExpectMessage&, const ExpectMessage&) = default;
};

/// The server waits.
struct WaitInDialogue {
  std::chrono::microseconds duration;

  friend bool operator==(const WaitInDialogue&, const WaitInDialogue&) = default;
};

/// The server sends a ping.
struct SendPing {
  std::string payload;  ///< at most wire::ws_longest_control bytes

  friend bool operator==(const SendPing&, const SendPing&) = default;
};

/// The server sends a close frame, waits for the client's, and closes.
struct SendClose {
  std::optional<std::uint16_t> code = 1000;  ///< absent: an empty frame, which clients call 1005
  std::string reason{};                      ///< at most 123 bytes

  friend bool operator==(const SendClose&, const SendClose&) = default;
};

using DialogueStep = std::variant<SendMessage, SendReply, ExpectMessage, WaitInDialogue, SendPing, SendClose>;

/// What is said in a WebSocket (RFC 6455), from the server's side. Pings are answered, and a close of the client's is,
/// whatever the steps say. After the last step the WebSocket stays open until the client closes it.
struct Dialogue {
  std::vector<std::string> subprotocols{};  ///< those that the server knows
  wire::HttpFields fields{};                ///< of the 101, beside its own
  bool deflates = false;                    ///< agrees to permessage-deflate (RFC 7692) where the client offers it
  bool echoes = false;                      ///< sends each message of the client's back
  std::vector<DialogueStep> steps;

  friend bool operator==(const Dialogue&, const Dialogue&) = default;
};

}  // namespace wiretape::tape
