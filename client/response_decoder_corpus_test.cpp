// The outcome of every real stream of the corpus: what the provider meant.

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "wiretape/client/response_decoder.h"

namespace wiretape::client {
namespace {

using nlohmann::json;

std::filesystem::path corpus() {
  if (const char* path = std::getenv("WIRETAPE_CORPUS")) return path;
  return std::filesystem::path(WIRETAPE_SOURCE_DIR) / ".." / "shared" / "corpus";
}

std::string read_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

/// What the facts of an independent reader say that the outcome must be.
std::string expected_outcome(const json& facts) {
  if (facts.contains("errors") && !facts["errors"].empty()) return "provider_error";
  const auto& reasons = facts["finish_reasons"];
  if (!reasons.empty() && reasons.front() == "length") return "length_limited";
  return "completed";
}

TEST(ResponseDecoderCorpus, EveryStreamComesToWhatItsProviderMeant) {
  const auto manifest = json::parse(read_file(corpus() / "manifest.json"), nullptr, false);
  if (!manifest.is_object()) GTEST_SKIP() << "no corpus at " << corpus();
  std::size_t streams = 0;
  for (const auto& entry : manifest["streams"]) {
    if (entry["api"] != "openai.chat") continue;
    SCOPED_TRACE(entry["file"].get<std::string>());
    ResponseDecoder decoder(*provider::find_dialect("openai.chat"), entry["facts"]["done_sentinel"]);
    wire::HttpResponseHead head{200, "OK", 1, {}};
    for (const auto& [name, value] : entry["response_headers"].items()) {
      // The corpus holds bodies as they were after decoding.
      if (name != "content-encoding") head.fields.push_back({name, value.get<std::string>()});
    }
    decoder.head(head);
    decoder.body(read_file(corpus() / entry["file"].get<std::string>()));
    decoder.end(net::ResponseEnded{wire::Ending::complete});
    ASSERT_TRUE(decoder.outcome().has_value());
    EXPECT_EQ(name_of(*decoder.outcome()), expected_outcome(entry["facts"])) << describe(*decoder.outcome());
    EXPECT_EQ(decoder.message().first().text, entry["facts"]["text"].get<std::string>());
    ++streams;
  }
  EXPECT_EQ(streams, 60U);
}

}  // namespace
}  // namespace wiretape::client
