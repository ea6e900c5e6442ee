#include "wiretape/core/compile/dialogue_response.h"

#include <chrono>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "wiretape/core/wire/websocket/ws_close_code.h"
#include "wiretape/core/wire/websocket/ws_frame_writer.h"
#include "wiretape/core/wire/websocket/ws_server_handshake.h"

namespace wiretape::compile {
namespace {

using wire::WsOpcode;

// For the close frame of a peer that has got one.
constexpr std::chrono::seconds close_limit{5};

wire::HttpResponseHead head(const tape::Dialogue& dialogue, const wire::HttpRequestHead& request) {
  const auto read = wire::read_ws_request(request);
  const auto* opened = std::get_if<wire::WsRequest>(&read);
  const wire::WsRequest asked = opened != nullptr ? *opened : wire::WsRequest{};
  const std::vector<std::string_view> known(dialogue.subprotocols.begin(), dialogue.subprotocols.end());
  auto response = wire::ws_response(asked.key, wire::choose_ws_subprotocol(asked, known), std::nullopt);
  response.fields.insert(response.fields.end(), dialogue.fields.begin(), dialogue.fields.end());
  return response;
}

/// Adds each step to a body.
class Speaker {
 public:
  explicit Speaker(program::Response& response) : body_(response.body), expected_(*response.expected) {}

  void operator()(const tape::SendMessage& message) {
    body_.event_starts.push_back(body_.bytes.size());
    add_frame(message.is_text ? WsOpcode::text : WsOpcode::binary, message.payload);
  }
  void operator()(const tape::ExpectMessage& expect) {
    body_.expects.push_back({body_.bytes.size(), {expected_.size(), expect.within}});
    expected_.push_back(expect.rule);
  }
  void operator()(const tape::WaitInDialogue& wait) { body_.pauses.push_back({body_.bytes.size(), wait.duration}); }
  void operator()(const tape::SendPing& ping) {
    body_.comment_starts.push_back(body_.bytes.size());
    add_frame(WsOpcode::ping, ping.payload);
  }
  void operator()(const tape::SendClose& close) {
    body_.event_starts.push_back(body_.bytes.size());
    add_frame(WsOpcode::close, close.code ? wire::ws_close_payload(*close.code, close.reason) : "");
    body_.expects.push_back({body_.bytes.size(), {std::nullopt, close_limit}});
  }

 private:
  void add_frame(WsOpcode opcode, std::string_view payload) {
    wire::append_ws_frame(body_.bytes, {.opcode = opcode}, payload);
  }

  program::Body& body_;
  std::vector<tape::HeardRule>& expected_;
};

}  // namespace

program::Response dialogue_response(const tape::Dialogue& dialogue, const provider::RequestView& request) {
  program::Response response{head(dialogue, request.head()), {}};
  response.expected.emplace();
  Speaker speaker(response);
  for (const auto& step : dialogue.steps)
    std::visit(speaker, step);
  return response;
}

}  // namespace wiretape::compile
