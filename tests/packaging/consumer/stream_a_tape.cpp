// Starts a mock provider with a tape of its own and streams it with the client library.

#include <iostream>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "wiretape/client.h"
#include "wiretape/mock_server.h"
#include "wiretape/tape.h"

using namespace wiretape;

constexpr std::string_view tape_text = R"(
wiretape: 1
exchanges:
  - request: {path: /v1/chat/completions, json: {model: consumer}}
    reply: {text: "Packed, shipped and unpacked."}
)";

int main() {
  auto loaded = tape::parse_tape(tape_text, "consumer.yaml");
  if (const auto* mistakes = std::get_if<text::Diagnostics>(&loaded)) {
    std::cerr << to_string(mistakes->front()) << '\n';
    return 1;
  }
  std::vector<tape::Tape> tapes;
  tapes.push_back(std::move(std::get<tape::Tape>(loaded)));
  auto started = mockserver::MockServer::start(std::move(tapes));
  if (const auto* error = std::get_if<net::ListenError>(&started)) {
    std::cerr << error->cause << '\n';
    return 1;
  }
  const auto& server = std::get<mockserver::MockServer>(started);

  client::Options options;
  options.base_url = server.url("/v1");
  options.api_key = "none";
  auto made = client::Client::make(options);
  if (const auto* error = std::get_if<client::ConfigurationError>(&made)) {
    std::cerr << error->what << '\n';
    return 1;
  }
  auto stream = std::get<client::Client>(made).chat({.model = "consumer", .prompt = "Hello?"});
  std::string text;
  for (const auto& event : stream) {
    if (const auto* piece = std::get_if<client::TextEvent>(&event)) text += piece->text;
  }
  std::cout << text << " [" << client::name_of(stream.result().outcome) << "]\n";
  return text == "Packed, shipped and unpacked." && text == stream.result().message.first().text ? 0 : 1;
}
