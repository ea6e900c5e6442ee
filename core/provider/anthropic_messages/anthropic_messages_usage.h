#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "wiretape/core/provider/anthropic_messages/anthropic_messages_event.h"

namespace wiretape::provider {

/// The counts of one answer, which come in two parts: with `message_start` and with `message_delta`.
class MessagesUsage {
 public:
  /// Adds counts. One that is there already is replaced in its place, unless by null.
  void add(std::span<const MessagesCount> counts);

  /// All counts so far, as a JSON object in the order in which they first came. Valid until the next `add`.
  [[nodiscard]] const std::string& json() const { return json_; }

 private:
  struct Count {
    std::string name;
    std::string json;
  };

  void add(const MessagesCount& count);

  std::vector<Count> counts_;
  std::string json_ = "{}";
};

/// The counts as `message_start` has them, when next to nothing has been generated: `output_tokens` is 1 at most.
/// `usage` is a JSON object.
[[nodiscard]] std::string usage_at_start(std::string_view usage);

/// The counts as `message_delta` has them: without those that Anthropic says at the start only. Added to those of the
/// start they give `usage` again.
[[nodiscard]] std::string usage_at_end(std::string_view usage);

}  // namespace wiretape::provider
