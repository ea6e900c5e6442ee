#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "wiretape/core/provider/reply.h"

// For tests: the parts that replies of every kind are made from, drawn from a seed.

namespace wiretape::provider {

class RandomParts {
 public:
  explicit RandomParts(std::uint64_t seed) : state_(seed) {}

  std::size_t pick(std::size_t below) {
    state_ = state_ * 6364136223846793005U + 1442695040888963407U;
    return static_cast<std::size_t>(state_ >> 33U) % below;
  }

  bool one_in(std::size_t count) { return pick(count) == 0; }

  std::string text() {
    static const std::vector<std::string> parts = {"Hello",
                                                   " world",
                                                   "\n",
                                                   "\r\n",
                                                   "\r",
                                                   "\"",
                                                   "\\",
                                                   "\\u0041",
                                                   "\t",
                                                   "\u00E9",
                                                   "\u65E5\u672C",
                                                   "\U0001F600",
                                                   "data: [DONE]\n\n",
                                                   "{\"a\":1}",
                                                   "\x01\x1F\x7F",
                                                   "\xFF",
                                                   "\xC3",
                                                   "\xF0\x9F\x98",
                                                   " ",
                                                   "  ",
                                                   "\uFEFF",
                                                   "\u2028",
                                                   "internationalisation",
                                                   ": comment",
                                                   "[DONE]",
                                                   "null",
                                                   std::string(1, '\0'),
                                                   "</script>",
                                                   "\xED\xA0\xBD"};
    std::string text;
    for (std::size_t count = pick(12); count > 0; --count)
      text += parts[pick(parts.size())];
    return text;
  }

  Chunks chunks() {
    switch (pick(5)) {
      case 0:
        return ChunkRule::character;
      case 1:
        return ChunkRule::word;
      case 2: {
        ChunkList list;
        for (std::size_t count = pick(5); count > 0; --count)
          list.push_back(text());
        return list;
      }
      default:
        return ChunkRule::token;
    }
  }

 private:
  std::uint64_t state_;
};

}  // namespace wiretape::provider
