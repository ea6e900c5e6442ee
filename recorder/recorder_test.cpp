#include "wiretape/recorder/recorder.h"

#include <sys/stat.h>

#include <chrono>
#include <mutex>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/tape/tapes_for_test.h"
#include "wiretape/core/text/text_file.h"
#include "wiretape/mockserver/mock_server.h"

#include "cli/testing/folder.h"
#include "tests/support/raw_client.h"

namespace wiretape::recorder {
namespace {

using mockserver::MockServer;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::RawClient;
using ::testing::SizeIs;
using ::testing::StartsWith;
using wiretape::cli::testing::Folder;
using namespace std::chrono_literals;

constexpr auto limit = 60s;
constexpr std::string_view hello = "hello there";

/// A provider that greets, or holds its greeting, and whoever records it.
class Recorders : public ::testing::Test {
 protected:
  static MockServer provider() {
    auto tape = tape::tape_of(
        "wiretape: 1\n"
        "exchanges:\n"
        "  - request: {path: /hello}\n"
        "    response: {status: 200, body: hello there}\n"
        "  - request: {path: /held}\n"
        "    response: {status: 200, headers: [[content-type, text/event-stream]], stream: [{data: a}, {data: b}]}\n"
        "    faults: [{do: hold, at: {event: 2}}]\n");
    return std::get<MockServer>(MockServer::start({std::move(tape)}));
  }

  [[nodiscard]] RecorderOptions options() const {
    return {.upstreams = {provider_.url()}, .folder = folder_.path("tapes")};
  }

  static Recorder started(RecorderOptions options) {
    auto recorder = Recorder::start(std::move(options));
    if (const auto* error = std::get_if<text::Diagnostic>(&recorder)) ADD_FAILURE() << text::to_string(*error);
    return std::get<Recorder>(std::move(recorder));
  }

  static std::string refusal(RecorderOptions options) {
    const auto recorder = Recorder::start(std::move(options));
    const auto* error = std::get_if<text::Diagnostic>(&recorder);
    return error == nullptr ? "none" : text::to_string(*error);
  }

  static std::string get(std::uint16_t port, const std::string& path) {
    RawClient client(port);
    client.send("GET " + path + " HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
    return client.read_all();
  }

  static std::string read(const std::string& path) {
    return std::get<std::string>(text::read_text_file(path, std::size_t{1} << 20));
  }

  Folder folder_;
  MockServer provider_ = provider();
};

TEST_F(Recorders, KeepWhatPassesThemAsTapes) {
  const auto recorder = started(options());
  EXPECT_THAT(recorder.url("/v1"), StartsWith("http://127.0.0.1:" + std::to_string(recorder.port())));
  EXPECT_THAT(recorder.tapes(), IsEmpty());
  EXPECT_THAT(get(recorder.port(), "/hello"), EndsWith(hello));
  ASSERT_TRUE(recorder.wait_recorded(1, limit));
  ASSERT_THAT(recorder.tapes(), SizeIs(1));
  EXPECT_THAT(read(recorder.tapes().at(0)), HasSubstr(hello));
  EXPECT_FALSE(recorder.wait_recorded(2, 0ms));
}

TEST_F(Recorders, TapesPlayWithTheProviderGone) {
  auto recorder = started(options());
  const auto answer = get(recorder.port(), "/hello");
  EXPECT_TRUE(recorder.stop());
  const auto player = std::get<MockServer>(MockServer::start({tape::tape_of(read(recorder.tapes().at(0)))}));
  EXPECT_EQ(get(player.port(), "/hello"), answer);
}

TEST_F(Recorders, KeepAStreamThatTheyStopped) {
  auto recorder = started(options());
  RawClient client(recorder.port());
  client.send("GET /held HTTP/1.1\r\nHost: h\r\n\r\n");
  EXPECT_THAT(client.read_until("data: a\n\n"), HasSubstr("data: a")) << "which came before the second was sent";
  EXPECT_TRUE(recorder.stop());
  ASSERT_THAT(recorder.tapes(), SizeIs(1));
  EXPECT_THAT(read(recorder.tapes().at(0)), HasSubstr("the recorder was stopped"));
}

TEST_F(Recorders, TellOfEachTape) {
  std::mutex mutex;
  std::vector<std::string> told;
  auto with_callback = options();
  with_callback.on_kept = [&](const log::KeptTape& tape) {
    const std::lock_guard lock(mutex);
    told.push_back(tape.path);
  };
  auto recorder = started(with_callback);
  get(recorder.port(), "/hello");
  EXPECT_TRUE(recorder.stop());
  EXPECT_TRUE(recorder.stop()) << "a second time";
  EXPECT_EQ(told, recorder.tapes());
}

TEST_F(Recorders, CanBeMoved) {
  auto recorder = started(options());
  const auto moved = std::move(recorder);
  EXPECT_THAT(get(moved.port(), "/hello"), EndsWith(hello));
  EXPECT_TRUE(moved.wait_recorded(1, limit));
}

TEST_F(Recorders, SayWhatTheyCannotTake) {
  EXPECT_THAT(refusal({.upstreams = {}, .folder = folder_.path("t")}), HasSubstr("upstreams: none; expected at least"));
  EXPECT_THAT(refusal({.upstreams = {"ftp://h"}, .folder = folder_.path("t")}), StartsWith("upstreams: ftp://h:1:1: "));
  EXPECT_THAT(refusal({.upstreams = {"http://a", "http://b"}, .folder = folder_.path("t")}), StartsWith("upstreams: "));
  EXPECT_THAT(refusal({.upstreams = {"http://api.test"}, .folder = folder_.path("t"), .secrets = std::nullopt}),
              HasSubstr("secrets: nothing is masked and api.test is not this machine"));
  EXPECT_THAT(refusal({.upstreams = {"https://a"}, .folder = folder_.path("t"), .upstream_authority = "/none.pem"}),
              StartsWith("upstream_authority: "));
  auto elsewhere = options();
  elsewhere.host = "192.0.2.1";
  EXPECT_THAT(refusal(elsewhere), StartsWith("host: an address that can't be listened on: "));
}

TEST_F(Recorders, MaskNothingOnlyWhereAllStaysOnThisMachine) {
  auto unmasked = options();
  unmasked.secrets = std::nullopt;
  EXPECT_EQ(refusal(unmasked), "none");
}

}  // namespace
}  // namespace wiretape::recorder
