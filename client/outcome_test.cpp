#include "wiretape/client/outcome.h"

#include <type_traits>

#include <gtest/gtest.h>

namespace wiretape::client {
namespace {

static_assert(!std::is_default_constructible_v<Outcome>, "no outcome may come about by default");

TEST(Outcome, EveryOneHasANameAndALine) {
  EXPECT_EQ(describe(Completed{std::nullopt}), "completed");
  EXPECT_EQ(describe(Completed{"stop"}), "completed: stop");
  EXPECT_EQ(describe(LengthLimited{}), "length_limited: the answer reached the limit on its tokens");
  EXPECT_EQ(describe(Truncated{wire::Ending::cut_in_data}),
            "truncated: the connection was closed inside a chunk (cut_in_data)");
  EXPECT_EQ(describe(TimedOut{Deadline::idle, Phase::body, std::chrono::milliseconds(1500)}),
            "timed_out: the idle limit of 1500ms passed in phase body");
  EXPECT_EQ(describe(Cancelled{Phase::tls}), "cancelled: in phase tls");
  EXPECT_EQ(describe(ProtocolError{"bad JSON", 12}), "protocol_error: bad JSON (byte 12 of the body)");
  EXPECT_EQ(describe(ProtocolError{"bare LF", 7, ProtocolError::Unit::response}),
            "protocol_error: bare LF (byte 7 of the response)");
  EXPECT_EQ(describe(TransportError{Phase::connect, "127.0.0.1:9: Connection refused"}),
            "transport_error: 127.0.0.1:9: Connection refused (phase connect)");
}

TEST(Outcome, AProviderErrorSaysWhatIsKnown) {
  ProviderError error;
  error.status = 429;
  error.message = "Slow down";
  EXPECT_EQ(describe(error), "provider_error: HTTP 429: Slow down");
  error.type = "rate_limit_error";
  error.code = "rate_limit_exceeded";
  error.retry_after = std::chrono::seconds(2);
  EXPECT_EQ(describe(error),
            "provider_error: HTTP 429: Slow down (type rate_limit_error) (code rate_limit_exceeded); try again after "
            "2000ms");
}

TEST(Outcome, EveryEndingHasItsOwnLine) {
  std::string before;
  for (int i = 0; i <= static_cast<int>(wire::Ending::abandoned); ++i) {
    const auto line = describe(Truncated{static_cast<wire::Ending>(i)});
    EXPECT_EQ(line.find("unknown"), std::string::npos) << line;
    EXPECT_NE(line, before);
    before = line;
  }
}

TEST(Outcome, SaysWithWhatAWebSocketWasClosed) {
  Truncated truncated{wire::Ending::complete};
  truncated.close = WebSocketClose{1011, "out of memory"};
  EXPECT_EQ(describe(truncated), "truncated: the server closed with 1011: out of memory");
  truncated.close = WebSocketClose{};
  EXPECT_EQ(describe(truncated), "truncated: the server closed without a code");
}

}  // namespace
}  // namespace wiretape::client
