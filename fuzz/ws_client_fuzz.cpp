// Any bytes are what a server sends behind the handshake of a WebSocket, and in place of its answer. Whatever they are:
// every split gives the client's end the same steps, with and without permessage-deflate; what it sends back is to the
// standard; and what breaks the standard is closed with a code that says so.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "wiretape/client/websocket/ws_server_for_test.h"

namespace {

using namespace wiretape;
using client::WsConnection;
using client::WsHandshake;
using client::testing::counting_random;
using client::testing::hear;
using client::testing::WsHearing;

void require(bool holds) {
  if (!holds) __builtin_trap();
}

WsConnection connection_for(const WsHandshake& handshake, std::string& request) {
  constexpr wire::WsLimits limits = {.frame = std::uint64_t{1} << 16, .message = std::uint64_t{1} << 16};
  WsConnection connection(handshake, limits, counting_random());
  request = connection.take_output();
  return connection;
}

WsHearing hear_pieces(const WsHandshake& handshake, const wire::Pieces& pieces) {
  std::string request;
  auto connection = connection_for(handshake, request);
  return hear(connection, pieces);
}

WsHearing hear_at_all_splits(const WsHandshake& handshake, const std::string& bytes) {
  auto whole = hear_pieces(handshake, {bytes});
  require(hear_pieces(handshake, wire::pieces_of_size(bytes, 1)) == whole);
  require(hear_pieces(handshake, wire::random_pieces(bytes, bytes.size(), 40)) == whole);
  return whole;
}

bool is_code_of_failure(const std::string& frame) {
  return frame == "close 1002 " || frame == "close 1007 " || frame == "close 1009 ";
}

void check_open(std::string_view bytes, const std::optional<wire::WsDeflateParams>& deflate) {
  const WsHandshake handshake{
      .target = "/", .fields = {{"host", "a"}}, .offer = {.key = {}, .subprotocols = {}, .deflate = deflate}};
  std::string request;
  const auto connection = connection_for(handshake, request);
  std::optional<wire::WsExtension> chosen;
  if (deflate) chosen = wire::choose_ws_deflate(std::vector{wire::ws_deflate_offer(*deflate)}, *deflate)->answer;
  auto sent = client::testing::ws_answer_to(request, chosen);
  sent += bytes;
  const auto hearing = hear_at_all_splits(handshake, sent);
  require(hearing.steps.front().starts_with("opened"));
  const auto frames = client::testing::frames_of_client(hearing.sent);
  for (const std::string& frame : frames)
    require(!frame.starts_with("violation "));
  if (hearing.steps.back().starts_with("failure ")) require(!frames.empty() && is_code_of_failure(frames.back()));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  check_open(bytes, std::nullopt);
  check_open(bytes, wire::WsDeflateParams{});
  check_open(bytes, wire::WsDeflateParams{.server_no_context_takeover = true});
  const auto hearing = hear_at_all_splits({.target = "/"}, std::string(bytes));
  require(hearing.sent.empty() || hearing.steps.front().starts_with("opened"));
  return 0;
}
