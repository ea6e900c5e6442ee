#include "tests/support/corpus.h"

#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>

namespace wiretape::testing {
namespace {

std::string read_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  EXPECT_TRUE(file) << path;
  std::ostringstream bytes;
  bytes << file.rdbuf();
  return bytes.str();
}

std::filesystem::path second_corpus_folder() {
  return corpus_folder().value() / ".." / "corpus2";
}

nlohmann::ordered_json streams_of(const nlohmann::ordered_json& all, std::string_view api) {
  auto chosen = nlohmann::ordered_json::array();
  for (const auto& stream : all) {
    if (stream.at("api") == api) chosen.push_back(stream);
  }
  return chosen;
}

}  // namespace

std::optional<std::filesystem::path> corpus_folder() {
  const char* named = std::getenv("WIRETAPE_CORPUS");
  const std::filesystem::path folder =
      named != nullptr ? std::filesystem::path(named) : std::filesystem::path(WIRETAPE_SOURCE_DIR) / "../shared/corpus";
  if (!std::filesystem::exists(folder / "manifest.json")) return std::nullopt;
  return folder;
}

std::optional<nlohmann::ordered_json> corpus_json(const std::filesystem::path& file) {
  const auto folder = corpus_folder();
  if (!folder) return std::nullopt;
  return nlohmann::ordered_json::parse(read_file(*folder / file));
}

std::optional<nlohmann::ordered_json> corpus_streams(std::string_view api) {
  const auto manifest = corpus_json("manifest.json");
  if (!manifest) return std::nullopt;
  return streams_of(manifest->at("streams"), api);
}

std::string corpus_body(const nlohmann::ordered_json& stream) {
  return read_file(corpus_folder().value() / stream.at("file").get<std::string>());
}

std::optional<nlohmann::ordered_json> second_corpus_streams(std::string_view api) {
  if (!corpus_folder() || !std::filesystem::exists(second_corpus_folder() / "manifest.json")) return std::nullopt;
  return streams_of(nlohmann::ordered_json::parse(read_file(second_corpus_folder() / "manifest.json")), api);
}

std::string second_corpus_body(const nlohmann::ordered_json& stream) {
  return read_file(second_corpus_folder() / stream.at("file").get<std::string>());
}

std::string from_base64(std::string_view text) {
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

}  // namespace wiretape::testing
