#include "wiretape/mockserver/control/control_answering.h"

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/net/serve/memory_connection_for_test.h"
#include "wiretape/mockserver/control/in_pieces_for_test.h"

#include "tests/support/raw_client.h"

namespace wiretape::mockserver {
namespace {

using net::MemoryConnection;
using net::MemoryEnd;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::StartsWith;
using wiretape::testing::body_of;

using namespace std::chrono_literals;

constexpr auto get_now = "GET /now HTTP/1.1\r\nHost: localhost\r\n\r\n";

class AControlAnswer : public ::testing::Test {
 protected:
  ControlTerms control_{.answer = [this](const auto&) { return answer_; }, .most_body = 100};
  std::variant<ControlAnswer, PendingAnswer> answer_ = ControlAnswer{.body = "it"};
  net::ServingTerms serving_{.limits = {.body = 100, .packed = false}, .request_timeout = 5s, .times_silence = true};

  std::unique_ptr<MemoryConnection<ControlAnswering>> connect() {
    auto connection = std::make_unique<MemoryConnection<ControlAnswering>>(serving_, ControlAnswering(control_));
    connection->start();
    return connection;
  }
};

TEST_F(AControlAnswer, HasItsLengthAndClosesTheConnection) {
  const auto connection = connect();
  connection->send(get_now);
  const auto answer = connection->take();
  EXPECT_EQ(answer,
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\nCache-Control: no-store\r\n"
            "Connection: close\r\n\r\nit");
  EXPECT_EQ(connection->end(), MemoryEnd::fin);
}

TEST_F(AControlAnswer, ComesWithoutABodyForHead) {
  const auto connection = connect();
  connection->send("HEAD /now HTTP/1.1\r\nHost: localhost\r\n\r\n");
  EXPECT_THAT(connection->take(), EndsWith("Connection: close\r\n\r\n"));
  EXPECT_EQ(connection->end(), MemoryEnd::fin);
}

TEST_F(AControlAnswer, ComesWholeInWhicheverPiecesItIsMadeAndTaken) {
  for (const std::size_t length : {1UL, 1000UL, 65'535UL, 65'536UL, 100'000UL}) {
    for (const bool knows_chunks : {true, false}) {
      for (const std::size_t room : {7UL, 4096UL, 1'000'000UL}) {
        if (room < 100 && length > 1000) continue;
        answer_ = in_pieces(length, 5);
        const auto connection = connect();
        connection->limit_room(room);
        connection->send(knows_chunks ? get_now : "GET /now HTTP/1.0\r\nHost: localhost\r\n\r\n");
        std::string got;
        for (auto taken = connection->take(); !taken.empty(); taken = connection->take())
          got += taken;
        EXPECT_TRUE(body_of(got) == "<" + std::string(5 * length, 'x')) << length << ' ' << room << ' ' << got.size();
        EXPECT_EQ(connection->end(), MemoryEnd::fin);
      }
    }
  }
}

TEST_F(AControlAnswer, IsAskedForUntilItHasCome) {
  int asked = 0;
  answer_ = [&]() -> std::optional<ControlAnswer> {
    return ++asked < 4 ? std::nullopt : std::optional(ControlAnswer{.body = "late"});
  };
  const auto connection = connect();
  connection->send(get_now);
  EXPECT_THAT(connection->take(), IsEmpty());
  connection->pass(4 * ControlAnswering::look_again);
  EXPECT_EQ(asked, 4);
  EXPECT_THAT(connection->take(), EndsWith("\r\n\r\nlate"));
}

TEST_F(AControlAnswer, IsThatTheServerEndsForThoseWhoWait) {
  answer_ = []() -> std::optional<ControlAnswer> { return std::nullopt; };
  const auto connection = connect();
  connection->send(get_now);
  control_.is_ending = true;
  connection->pass(ControlAnswering::look_again);
  EXPECT_THAT(connection->take(), StartsWith("HTTP/1.1 503 Service Unavailable\r\n"));
}

TEST_F(AControlAnswer, BreaksOffWhereTheServerEnds) {
  answer_ = in_pieces(100'000, 1'000'000);
  const auto connection = connect();
  connection->limit_room(1000);
  connection->send(get_now);
  control_.is_ending = true;
  while (connection->end() == MemoryEnd::open)
    static_cast<void>(connection->take());
  EXPECT_EQ(connection->end(), MemoryEnd::reset) << "a FIN could pass for the end of the body";
}

TEST_F(AControlAnswer, IsGivenUpOnceNothingOfItIsTakenForLong) {
  answer_ = in_pieces(100'000, 1'000'000);
  const auto connection = connect();
  connection->limit_room(1000);
  connection->send(get_now);
  connection->pass(ControlAnswering::patience - 1ms);
  EXPECT_THAT(connection->take(), SizeIs(1000));
  connection->pass(ControlAnswering::patience - 1ms);
  EXPECT_EQ(connection->end(), MemoryEnd::open);
  connection->pass(1ms);
  EXPECT_EQ(connection->end(), MemoryEnd::reset);
}

TEST_F(AControlAnswer, SaysWhatIsWrongWithARequest) {
  const struct {
    std::string request;
    std::string status;
    std::string message;
  } cases[] = {
      {"nonsense\r\n\r\n", "400 Bad Request", "expected an HTTP/1.1 request; "},
      {"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 101\r\n\r\n", "413 ", "the body is longer than 100 bytes"},
      {"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\nContent-Encoding: gzip\r\n\r\n", "415 ",
       "a body comes as it is here, without Content-Encoding"},
      {"GET /" + std::string(70'000, 'x') + " HTTP/1.1\r\nHost: a\r\n\r\n", "414 ", "the target is too long"},
  };
  for (const auto& bad : cases) {
    const auto connection = connect();
    connection->send(bad.request);
    const auto answer = connection->take();
    EXPECT_THAT(answer, StartsWith("HTTP/1.1 " + bad.status));
    EXPECT_THAT(answer, HasSubstr(bad.message));
    EXPECT_EQ(connection->end(), MemoryEnd::fin);
  }
}

TEST_F(AControlAnswer, DoesNotWaitLongForARequest) {
  for (const std::string_view begun : {"", "GET /now HTT"}) {
    const auto connection = connect();
    connection->pass(4s);
    if (!begun.empty()) connection->send(begun);
    connection->pass(1s);
    EXPECT_THAT(connection->take(), HasSubstr("the request was not whole in time")) << begun;
    EXPECT_EQ(connection->end(), MemoryEnd::fin);
  }
}

}  // namespace
}  // namespace wiretape::mockserver
