#pragma once

#include <iterator>
#include <string>
#include <string_view>
#include <variant>

#include "wiretape/client/options.h"
#include "wiretape/client/outcome.h"
#include "wiretape/client/stream.h"

namespace wiretape {

/// The text of one answer, piece by piece: of its first choice, reasoning and tool calls left out. For all else there
/// is client::Stream. Used as that is: by one thread.
///
///   auto answer = wiretape::stream("openai/gpt-4o", "Count from one to five.");
///   for (std::string_view text : answer) std::cout << text;
///   if (!answer.is_complete()) std::cerr << answer.what();
class TextStream {
 public:
  /// Goes through the pieces that are left. A piece is valid until the next one.
  class Iterator {
   public:
    using iterator_category = std::input_iterator_tag;
    using value_type = std::string_view;
    using difference_type = std::ptrdiff_t;
    using pointer = const std::string_view*;
    using reference = std::string_view;

    Iterator() = default;
    explicit Iterator(TextStream& stream) : stream_(&stream), text_(stream.next()) {}

    reference operator*() const { return text_; }
    Iterator& operator++() {
      text_ = stream_->next();
      return *this;
    }
    void operator++(int) { ++*this; }
    friend bool operator==(const Iterator& iterator, std::default_sentinel_t) { return iterator.text_.empty(); }

   private:
    TextStream* stream_ = nullptr;
    std::string_view text_;
  };

  /// Made by stream().
  explicit TextStream(std::variant<client::Stream, client::ConfigurationError> made) : made_(std::move(made)) {}

  /// Waits for the next piece; empty at the end.
  [[nodiscard]] std::string_view next();
  [[nodiscard]] Iterator begin() { return Iterator(*this); }
  [[nodiscard]] static std::default_sentinel_t end() { return {}; }

  /// Whether the provider has said all that it had to say: client::Completed, and nothing else. Reads on to the end
  /// where that has not been reached.
  [[nodiscard]] bool is_complete();

  /// The outcome in a sentence, or why nobody could be asked.
  [[nodiscard]] std::string what();

 private:
  std::variant<client::Stream, client::ConfigurationError> made_;
};

/// Asks a model, which may carry its provider ("anthropic/claude-haiku-4-5"), and streams what it says. The key comes
/// from the provider's variable, e.g. ANTHROPIC_API_KEY. The call begins with the first pull.
[[nodiscard]] TextStream stream(std::string_view model, std::string_view prompt, client::Options options = {});

}  // namespace wiretape
