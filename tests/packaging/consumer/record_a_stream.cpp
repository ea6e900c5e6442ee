// Records a stream from a mock provider, and streams it once more from the tape, with the recorder stopped.

#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "wiretape/client.h"
#include "wiretape/mock_server.h"
#include "wiretape/recorder.h"
#include "wiretape/tape.h"

using namespace wiretape;

constexpr std::string_view tape_text = R"(
wiretape: 1
exchanges:
  - request: {path: /v1/chat/completions, json: {model: consumer}}
    reply: {text: "Recorded and played again."}
)";

// What is expected is there, or the program ends with why not.
template <class Value, class Error>
Value get(std::variant<Value, Error>&& result) {
  if (auto* value = std::get_if<Value>(&result)) return std::move(*value);
  std::cerr << "an error in place of what was expected\n";
  std::exit(1);
}

mockserver::MockServer serve(tape::Tape tape) {
  std::vector<tape::Tape> tapes;
  tapes.push_back(std::move(tape));
  return get(mockserver::MockServer::start(std::move(tapes)));
}

std::string text_from(const std::string& base_url) {
  client::Options options;
  options.base_url = base_url;
  options.api_key = "none";
  auto stream = get(client::Client::make(options)).chat({.model = "consumer", .prompt = "Hello?"});
  for ([[maybe_unused]] const auto& event : stream) {
  }
  return stream.result().message.first().text;
}

int main() {
  const auto folder = std::filesystem::temp_directory_path() / "wiretape-consumer";
  std::filesystem::remove_all(folder);
  const auto provider = serve(get(tape::parse_tape(tape_text, "consumer.yaml")));
  auto recorder = get(recorder::Recorder::start({.upstreams = {provider.url()}, .folder = folder.string()}));
  const auto text = text_from(recorder.url("/v1"));
  if (!recorder.stop() || recorder.tapes().size() != 1) return 1;

  const auto player = serve(get(compile::load_tape(recorder.tapes().front())));
  const bool is_same = text_from(player.url("/v1")) == text;
  std::filesystem::remove_all(folder);
  std::cout << text << (is_same ? " [the same]" : " [something else]") << '\n';
  return is_same ? 0 : 1;
}
