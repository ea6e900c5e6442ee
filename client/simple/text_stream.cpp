#include "wiretape/client/simple/text_stream.h"

#include <utility>

#include "wiretape/client/client.h"
#include "wiretape/client/simple/model_name.h"

namespace wiretape {
namespace {

std::variant<client::Stream, client::ConfigurationError> ask(std::string_view model, std::string_view prompt,
                                                             client::Options options) {
  auto named = client::read_model_name(model, options.provider);
  options.provider = std::move(named.provider);
  auto made = client::Client::make(options);
  if (auto* error = std::get_if<client::ConfigurationError>(&made)) return std::move(*error);
  return std::get<client::Client>(made).chat({.model = std::move(named.model), .prompt = std::string(prompt)});
}

}  // namespace

std::string_view TextStream::next() {
  auto* stream = std::get_if<client::Stream>(&made_);
  while (const client::Event* event = stream == nullptr ? nullptr : stream->next()) {
    const auto* text = std::get_if<client::TextEvent>(event);
    if (text != nullptr && text->choice == 0 && !text->text.empty()) return text->text;
  }
  return {};
}

bool TextStream::is_complete() {
  auto* stream = std::get_if<client::Stream>(&made_);
  return stream != nullptr && std::holds_alternative<client::Completed>(stream->result().outcome);
}

std::string TextStream::what() {
  if (const auto* error = std::get_if<client::ConfigurationError>(&made_)) return error->what;
  return describe(std::get<client::Stream>(made_).result().outcome);
}

TextStream stream(std::string_view model, std::string_view prompt, client::Options options) {
  return TextStream(ask(model, prompt, std::move(options)));
}

}  // namespace wiretape
