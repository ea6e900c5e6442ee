#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

// The corpus: captured streams and conformance cases, which tests read where they lie and never copy.

namespace wiretape::testing {

/// What a test that finds no corpus says to GTEST_SKIP.
inline constexpr std::string_view no_corpus = "no corpus: set WIRETAPE_CORPUS, or put it at ../shared/corpus";

/// $WIRETAPE_CORPUS, else ../shared/corpus beside the source tree; nullopt where neither holds a corpus.
[[nodiscard]] std::optional<std::filesystem::path> corpus_folder();

/// A JSON file of the corpus, keys in the file's order; nullopt where there is no corpus.
[[nodiscard]] std::optional<nlohmann::ordered_json> corpus_json(const std::filesystem::path& file);

/// The manifest's entries for one API, e.g. "openai.chat"; nullopt where there is no corpus.
[[nodiscard]] std::optional<nlohmann::ordered_json> corpus_streams(std::string_view api);

/// The captured bytes of a manifest's entry.
[[nodiscard]] std::string corpus_body(const nlohmann::ordered_json& stream);

/// The same of the second corpus, `corpus2` beside the first.
[[nodiscard]] std::optional<nlohmann::ordered_json> second_corpus_streams(std::string_view api);

/// The captured bytes of one of its entries.
[[nodiscard]] std::string second_corpus_body(const nlohmann::ordered_json& stream);

/// The bytes that Base64 text (RFC 4648) stands for.
[[nodiscard]] std::string from_base64(std::string_view text);

}  // namespace wiretape::testing
