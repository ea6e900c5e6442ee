// Streams at random, made of what secrets, JSON and events are made of: the laws that the fuzzer holds all bytes to.

#include <array>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "wiretape/core/redact/laws_for_test.h"

namespace wiretape::redact {
namespace {

constexpr std::array<std::string_view, 56> fragments{"\"",
                                                     "\"",
                                                     "\"",
                                                     "\":\"",
                                                     "\",\"",
                                                     "{\"",
                                                     "\"}",
                                                     "[",
                                                     "]",
                                                     "{",
                                                     "}",
                                                     ",",
                                                     ":",
                                                     "\n",
                                                     "\n\n",
                                                     "\r\n",
                                                     "data: ",
                                                     "data:",
                                                     "\n\ndata: {\"c\":\"",
                                                     "\"}\n{\"c\":\"",
                                                     "\\",
                                                     "\\n",
                                                     "\\\"",
                                                     "\\u0073",
                                                     "\\u00",
                                                     "\\/",
                                                     "sk-",
                                                     "s",
                                                     "k-",
                                                     "abcdefghijklmnop",
                                                     "abcdef",
                                                     "AKIA",
                                                     "IOSFODNN7EXAMPLE",
                                                     "Bearer ",
                                                     "eyJ",
                                                     "eyJabcd.",
                                                     ".",
                                                     "ghp_",
                                                     "@",
                                                     "jo",
                                                     "mail.com",
                                                     ".com",
                                                     "+",
                                                     "+49 30 ",
                                                     "1234",
                                                     "12345678",
                                                     "-----BEGIN PRIVATE KEY-----",
                                                     "--",
                                                     "MIIEvQIBADANBgkqhkiG",
                                                     "password",
                                                     "api_key",
                                                     "index\":1,\"",
                                                     "hunter22",
                                                     "hun",
                                                     "ter22",
                                                     " "};

TEST(RedactionLaws, HoldForStreamsAtRandom) {
  wire::SplitMix random(20261128);
  for (int round = 0; round < 6000; ++round) {
    std::string text;
    for (std::size_t left = 1 + random.next() % 30; left > 0; --left)
      text += fragments[random.next() % fragments.size()];
    ASSERT_EQ(broken_law(text, round % 2 == 0 ? "hunter22" : ""), "") << "round " << round << ": " << text;
  }
}

TEST(RedactionLaws, HoldForDeltasAtRandom) {
  wire::SplitMix random(7);
  for (int round = 0; round < 3000; ++round) {
    std::string text;
    for (std::size_t left = 1 + random.next() % 8; left > 0; --left) {
      text += random.next() % 4 == 0 ? R"(data: {"d":"other","content":")" : R"(data: {"content":")";
      for (std::size_t parts = random.next() % 4; parts > 0; --parts)
        text += fragments[20 + random.next() % (fragments.size() - 20)];
      text += "\"}\n\n";
    }
    ASSERT_EQ(broken_law(text, "hunter22"), "") << "round " << round << ": " << text;
  }
}

}  // namespace
}  // namespace wiretape::redact
