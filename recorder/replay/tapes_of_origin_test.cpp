#include "wiretape/recorder/replay/tapes_of_origin.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wiretape::recorder::replay {
namespace {

using ::testing::ElementsAre;

tape::Exchange exchange_from(const std::string& id, const std::string& upstream) {
  tape::Exchange exchange;
  exchange.id = id;
  if (!upstream.empty()) exchange.recorded_request = tape::RecordedRequest{.upstream = upstream};
  return exchange;
}

std::vector<std::string> ids_for(const std::string& origin, const std::vector<std::string>& origins) {
  const tape::Tape tape{.name = "t.yaml",
                        .limits = {},
                        .validates = false,
                        .exchanges = {exchange_from("of-a", "https://a"), exchange_from("by-hand", ""),
                                      exchange_from("of-b", "https://b"), exchange_from("moved", "https://old")}};
  std::vector<std::string> ids;
  for (const auto& exchange : of_origin(tape, origin, origins).exchanges)
    ids.push_back(exchange.id);
  return ids;
}

TEST(TapesOfOrigin, AreThoseFromThereAndThoseFromNowhereElse) {
  EXPECT_THAT(ids_for("https://a", {"https://a", "https://b"}), ElementsAre("of-a", "by-hand", "moved"));
  EXPECT_THAT(ids_for("https://b", {"https://a", "https://b"}), ElementsAre("by-hand", "of-b", "moved"));
  EXPECT_THAT(ids_for("https://c", {"https://c"}), ElementsAre("of-a", "by-hand", "of-b", "moved"));
}

}  // namespace
}  // namespace wiretape::recorder::replay
