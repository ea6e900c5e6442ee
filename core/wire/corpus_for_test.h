#pragma once

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

// Conformance cases of the corpus, which tests read where it lies and never copy.

namespace wiretape::wire {

/// The cases in conformance/`file` under $WIRETAPE_CORPUS, else ../shared/corpus beside the source tree; nullopt where
/// there is no such file: the test then says GTEST_SKIP.
[[nodiscard]] inline std::optional<nlohmann::json> conformance_cases(std::string_view file) {
  const char* named = std::getenv("WIRETAPE_CORPUS");
  const std::filesystem::path corpus =
      named != nullptr ? std::filesystem::path(named) : std::filesystem::path(WIRETAPE_SOURCE_DIR) / "../shared/corpus";
  std::ifstream in(corpus / "conformance" / file, std::ios::binary);
  if (!in) return std::nullopt;
  return nlohmann::json::parse(in);
}

[[nodiscard]] inline std::string from_base64(std::string_view text) {
  constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string bytes;
  std::uint32_t bits = 0;
  int count = 0;
  for (const char letter : text.substr(0, text.find('='))) {
    bits = bits << 6U | static_cast<std::uint32_t>(alphabet.find(letter));
    count += 6;
    if (count < 8) continue;
    count -= 8;
    bytes += static_cast<char>(bits >> static_cast<unsigned>(count) & 0xFFU);
  }
  return bytes;
}

}  // namespace wiretape::wire
