#include "wiretape/core/provider/gemini/gemini_usage.h"

#include <variant>

#include <fmt/format.h>

#include "wiretape/core/provider/shared/reply_blocks.h"

namespace wiretape::provider {
namespace {

std::string count_member(std::string_view name, std::uint64_t count) {
  return count == 0 ? "" : fmt::format(R"("{}": {},)", name, count);
}

}  // namespace

void GeminiUsage::add(const BlockReply& block) {
  (std::holds_alternative<ReasoningBlock>(block) ? thoughts : candidates) += tokens_in(block);
}

std::string GeminiUsage::json() const {
  return fmt::format(R"({{"promptTokenCount": {},{}"totalTokenCount": {}{}}})", prompt,
                     count_member("candidatesTokenCount", candidates), prompt + candidates + thoughts,
                     thoughts == 0 ? "" : fmt::format(R"(,"thoughtsTokenCount": {})", thoughts));
}

}  // namespace wiretape::provider
