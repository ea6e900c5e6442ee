#include "wiretape/core/provider/shared/annotate.h"

#include <chrono>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wiretape::provider {
namespace {

using ::testing::ElementsAre;

// Says a text for each frame, and the terminator for an empty one.
class EchoDecoder final : public Decoder {
 public:
  void decode(const Frame& frame, std::vector<Delta>& out) override {
    if (frame.data.empty()) {
      out.emplace_back(TerminatorDelta{});
    } else {
      out.emplace_back(TextDelta{0, frame.data});
    }
  }
  void decode_whole(int /*status*/, std::string_view /*body*/, std::vector<Delta>& /*out*/) override {}
  void end(std::vector<Delta>& /*out*/) override {}
  [[nodiscard]] bool has_begun() const override { return true; }
};

TEST(AnnotateWith, CountsPlacesOfAllEventsAndReadsOnlyThoseWithData) {
  EchoDecoder decoder;
  const std::vector<Event> events = {CommentEvent{" c"}, DataEvent{"", "a", {}}, PauseEvent{std::chrono::seconds(1)},
                                     DataEvent{"", "", {}}};
  EXPECT_THAT(annotate_with(decoder, events),
              ElementsAre(Mark{MarkKind::delta, 1, 1}, Mark{MarkKind::first_text, 1, 1}, Mark{MarkKind::text, 1, 1},
                          Mark{MarkKind::before_done, 1, 3}, Mark{MarkKind::after_done, 1, 4}));
}

}  // namespace
}  // namespace wiretape::provider
