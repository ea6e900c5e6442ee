// Calls the provider at a base URL and prints what it says, then how the stream ended.

#include <iostream>
#include <string>
#include <variant>

#include "wiretape/client.h"

int main(int argc, char** argv) {
  using namespace wiretape;
  if (argc != 2) return 2;
  client::Options options;
  options.base_url = argv[1];
  options.api_key = "none";
  const auto made = client::Client::make(options);
  if (const auto* error = std::get_if<client::ConfigurationError>(&made)) {
    std::cerr << error->what << '\n';
    return 2;
  }
  auto stream = std::get<client::Client>(made).chat({.model = "consumer", .prompt = "Hello?"});
  for (const auto& event : stream) {
    if (const auto* text = std::get_if<client::TextEvent>(&event)) std::cout << text->text << std::flush;
  }
  std::cout << '[' << client::name_of(stream.result().outcome) << "]\n";
}
