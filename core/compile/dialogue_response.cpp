#include "wiretape/core/compile/dialogue_response.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "wiretape/core/program/stage/ws_close.h"
#include "wiretape/core/wire/websocket/ws_deflate_params.h"
#include "wiretape/core/wire/websocket/ws_frame_writer.h"
#include "wiretape/core/wire/websocket/ws_server_handshake.h"

namespace wiretape::compile {
namespace {

using wire::WsOpcode;

/// What the request asks for; of one that opens no WebSocket: nothing.
wire::WsRequest asked_for(const wire::HttpRequestHead& request) {
  auto read = wire::read_ws_request(request);
  auto* opened = std::get_if<wire::WsRequest>(&read);
  return opened != nullptr ? std::move(*opened) : wire::WsRequest{};
}

/// What comes back packed is packed by itself: nobody knows which messages the tape has said before.
std::optional<wire::WsDeflateChoice> choose_deflate(const tape::Dialogue& dialogue, const wire::WsRequest& asked) {
  if (!dialogue.deflates) return std::nullopt;
  return wire::choose_ws_deflate(asked.extensions, {.server_no_context_takeover = dialogue.echoes});
}

wire::HttpResponseHead head(const tape::Dialogue& dialogue, const wire::WsRequest& asked,
                            const std::optional<wire::WsDeflateChoice>& deflate) {
  const std::vector<std::string_view> known(dialogue.subprotocols.begin(), dialogue.subprotocols.end());
  auto response = wire::ws_response(asked.key, wire::choose_ws_subprotocol(asked, known),
                                    deflate ? std::optional(deflate->answer) : std::nullopt);
  response.fields.insert(response.fields.end(), dialogue.fields.begin(), dialogue.fields.end());
  return response;
}

std::string frame(WsOpcode opcode, std::string_view payload) {
  std::string bytes;
  wire::append_ws_frame(bytes, {.opcode = opcode}, payload);
  return bytes;
}

/// Adds each step to the events.
class Speaker {
 public:
  Speaker(DialogueAnswer& answer, const provider::Dialect* dialect, const provider::RequestView& request)
      : events_(answer.events.events),
        expected_(answer.response.websocket->expected),
        dialect_(dialect),
        request_(request) {}

  void operator()(const tape::SendMessage& message) {
    std::string verbatim = message.is_text ? "" : frame(WsOpcode::binary, message.payload);
    events_.emplace_back(provider::DataEvent{"", message.payload, {}, std::move(verbatim), wire::Framing::websocket});
  }
  void operator()(const tape::SendReply& said) {
    for (provider::Event& event : dialect_->write.render(said.reply, request_).events)
      events_.push_back(std::move(event));
  }
  void operator()(const tape::ExpectMessage& expect) {
    events_.emplace_back(provider::ExpectEvent{expected_.size(), expect.within});
    expected_.push_back(expect.rule);
  }
  void operator()(const tape::WaitInDialogue& wait) { events_.emplace_back(provider::PauseEvent{wait.duration}); }
  void operator()(const tape::SendPing& ping) { events_.emplace_back(provider::CommentEvent{ping.payload}); }
  void operator()(const tape::SendClose& close) { program::append_ws_close(events_, close.code, close.reason); }

 private:
  std::vector<provider::Event>& events_;
  std::vector<tape::HeardRule>& expected_;
  const provider::Dialect* dialect_;
  const provider::RequestView& request_;
};

}  // namespace

DialogueAnswer dialogue_response(const tape::Dialogue& dialogue, const provider::Dialect* dialect,
                                 const provider::RequestView& request) {
  const wire::WsRequest asked = asked_for(request.head());
  const auto deflate = choose_deflate(dialogue, asked);
  DialogueAnswer answer{{head(dialogue, asked, deflate), {}, wire::Framing::websocket}, {}};
  answer.response.websocket.emplace(program::WebsocketTerms{
      .deflate = deflate ? std::optional(deflate->params) : std::nullopt, .echoes = dialogue.echoes});
  Speaker speaker(answer, dialect, request);
  for (const auto& step : dialogue.steps)
    std::visit(speaker, step);
  return answer;
}

}  // namespace wiretape::compile
