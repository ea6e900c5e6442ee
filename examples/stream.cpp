// Streams one answer: OPENAI_API_KEY=… stream "Why is the sky blue?", or OPENAI_BASE_URL=http://127.0.0.1:8089/v1
// stream

#include <iostream>

#include "wiretape/client.h"

int main(int argc, char** argv) {
  using namespace wiretape::client;
  const auto made = Client::make();
  if (const auto* error = std::get_if<ConfigurationError>(&made)) {
    std::cerr << error->what << '\n';
    return 2;
  }
  auto stream = std::get<Client>(made).chat({.model = "", .prompt = argc > 1 ? argv[1] : "Hello?"});
  for (const auto& event : stream) {
    if (const auto* text = std::get_if<TextEvent>(&event)) std::cout << text->text << std::flush;
  }
  std::cout << '\n' << describe(stream.result().outcome) << '\n';
  return std::holds_alternative<Completed>(stream.result().outcome) ? 0 : 1;
}
