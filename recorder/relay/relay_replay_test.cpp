// A relay that asks tapes before it asks its upstream.

#include <stdlib.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/compile/load_tape.h"
#include "wiretape/core/net/testing/scripted_peer.h"
#include "wiretape/core/tape/tapes_for_test.h"
#include "wiretape/mockserver/mock_server.h"
#include "wiretape/recorder/log/capture_log.h"
#include "wiretape/recorder/relay/relay_for_test.h"
#include "wiretape/recorder/replay/replay.h"

#include "tests/support/raw_client.h"

namespace wiretape::recorder::relay {
namespace {

using net::testing::RefusingPort;
using replay::Missing;
using replay::Replay;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;
using ::testing::StartsWith;
using namespace std::chrono_literals;

constexpr std::string_view chat_path = "/v1/chat/completions";
constexpr std::string_view last_request = "Authorization: Bearer sk-not-to-be-seen-anywhere\r\nConnection: close\r\n";

std::string question(std::string_view says) {
  return testing::post(
      chat_path, R"({"model":"m","messages":[{"role":"user","content":")" + std::string(says) + "\"}]}", last_request);
}

std::string reply_to(std::uint16_t port, const std::string& request) {
  testing::RawClient client(port);
  client.send(request);
  return client.read_all();
}

mockserver::MockServer provider_of(std::string_view members) {
  return std::get<mockserver::MockServer>(
      mockserver::MockServer::start({tape::tape_of(tape::tape_with(members))}, {.delivery = {.instant = true}}));
}

std::string streamed_question() {
  return testing::post(chat_path, R"({"model":"m","messages":[],"stream":true})", last_request);
}

constexpr std::string_view says_hello = "request: {path: /v1/chat/completions}\nreply: {text: Hello}";

/// A recorder in a folder of its own.
class RelayReplay : public ::testing::Test {
 protected:
  RelayReplay() {
    auto pattern = ::testing::TempDir() + "wiretape-XXXXXX";
    folder_ = ::mkdtemp(pattern.data());
  }
  ~RelayReplay() override {
    relay_.reset();
    log_.reset();
    std::filesystem::remove_all(folder_);
  }

  /// Begins, or begins anew with the tapes that are there.
  void begin(const std::vector<std::string>& upstreams, Missing missing) {
    end();
    auto options = RelayForTest::to(upstreams);
    std::vector<std::string> origins;
    for (const auto& upstream : options.upstream.upstreams.all())
      origins.push_back(origin_of(upstream));
    replay_ = std::make_unique<Replay>(tapes(), origins,
                                       replay::ReplayOptions{.missing = missing, .on_stale = {}, .journal = &journal_});
    options.replay = replay_.get();
    log_ = std::make_unique<log::CaptureLog>(std::get<log::CaptureLog>(
        log::CaptureLog::open({.folder = folder_, .on_kept = [this](const log::KeptTape& kept) {
                                 replay_->add(std::get<tape::Tape>(compile::load_tape(kept.path)));
                               }})));
    relay_ = std::make_unique<RelayForTest>(options, log_->sink());
  }

  void end() {
    relay_.reset();
    if (log_) {
      EXPECT_TRUE(log_->finish(30s));
    }
    log_.reset();
  }

  [[nodiscard]] std::vector<tape::Tape> tapes() const {
    std::vector<std::string> files;
    for (const auto& file : std::filesystem::directory_iterator(folder_))
      files.push_back(file.path().string());
    std::ranges::sort(files);
    std::vector<tape::Tape> all;
    for (const auto& file : files)
      all.push_back(std::get<tape::Tape>(compile::load_tape(file)));
    return all;
  }

  [[nodiscard]] std::uint16_t port() const { return relay_->port(); }

  std::string folder_;
  journal::Journal journal_{{}};
  std::unique_ptr<Replay> replay_;  // outlives the others, which use it
  std::unique_ptr<log::CaptureLog> log_;
  std::unique_ptr<RelayForTest> relay_;
};

TEST_F(RelayReplay, OnceAsksUpstreamForWhatIsMissingAndThenNoMore) {
  const auto provider = provider_of(says_hello);
  begin({provider.url()}, Missing::goes_upstream);
  const auto first = reply_to(port(), question("Hi"));
  EXPECT_THAT(first, HasSubstr("Hello"));
  EXPECT_EQ(testing::body_of(reply_to(port(), question("Hi"))), testing::body_of(first));
  EXPECT_THAT(provider.journal().entries(), SizeIs(1));
  EXPECT_EQ(replay_->counts().replayed, 1U);
  end();
  EXPECT_THAT(tapes(), SizeIs(1));
}

TEST_F(RelayReplay, OnceAnswersNoRequestThatDiffersInOneCharacter) {
  const auto provider = provider_of(says_hello);
  begin({provider.url()}, Missing::goes_upstream);
  reply_to(port(), question("Hi"));
  reply_to(port(), question("Ho"));
  EXPECT_THAT(provider.journal().entries(), SizeIs(2));
  EXPECT_EQ(replay_->counts().replayed, 0U);
}

TEST_F(RelayReplay, ReplayNeverGoesOut) {
  std::string first;
  {
    const auto provider = provider_of(says_hello);
    begin({provider.url()}, Missing::goes_upstream);
    first = reply_to(port(), question("Hi"));
    end();
  }
  const RefusingPort nobody;
  begin({"http://127.0.0.1:" + std::to_string(nobody.port())}, Missing::is_refused);
  EXPECT_EQ(testing::body_of(reply_to(port(), question("Hi"))), testing::body_of(first));
  EXPECT_THAT(reply_to(port(), question("Ho")),
              AllOf(StartsWith("HTTP/1.1 404"), HasSubstr("x-wiretape-error: wiretape_unmatched\r\n"),
                    HasSubstr("nearest is"), HasSubstr("/messages"), Not(HasSubstr("not-to-be-seen"))));
  EXPECT_EQ(replay_->counts().replayed, 1U);
  EXPECT_EQ(replay_->counts().refused, 1U);
}

TEST_F(RelayReplay, WhatTapesAnswerAndWhatTheyDoNotIsInTheJournal) {
  const auto provider = provider_of(says_hello);
  begin({provider.url()}, Missing::goes_upstream);
  reply_to(port(), question("Hi"));
  begin({provider.url()}, Missing::is_refused);
  reply_to(port(), question("Hi"));
  reply_to(port(), question("Ho"));
  ASSERT_TRUE(journal_.wait_for_ended(2, 30s));
  const auto entries = journal_.entries();
  ASSERT_THAT(entries, SizeIs(2)) << "what went upstream is for the sink";
  EXPECT_EQ(entries[0].exchange, tapes().at(0).exchanges.at(0).id);
  EXPECT_EQ(entries[0].status, 200);
  EXPECT_EQ(entries[1].status, 404);
  EXPECT_TRUE(entries[1].is_unmatched);
  EXPECT_THAT(entries[1].reason, HasSubstr("nearest is"));
}

TEST_F(RelayReplay, ATapesWebSocketIsSpokenThroughIt) {
  std::ofstream(folder_ + "/talk.yaml") << "wiretape: 1\nexchanges:\n- request: {path: /ws}\n"
                                           "  websocket: {dialogue: [{expect_text: hi}, {send: ho}]}\n";
  const RefusingPort nobody;
  begin({"http://127.0.0.1:" + std::to_string(nobody.port())}, Missing::is_refused);
  testing::RawClient client(port());
  client.send(
      "GET /ws HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
      "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
  EXPECT_THAT(client.read_until("\r\n\r\n"), StartsWith("HTTP/1.1 101 "));
  client.send(std::string_view("\x81\x82\0\0\0\0hi", 8));
  EXPECT_EQ(client.read(4), "\x81\x02ho");
}

TEST_F(RelayReplay, ReplayRefusesAListOfModelsThatWasNotRecorded) {
  const RefusingPort nobody;
  begin({"http://127.0.0.1:" + std::to_string(nobody.port())}, Missing::is_refused);
  EXPECT_THAT(reply_to(port(), "GET /v1/models HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"),
              HasSubstr("x-wiretape-error: wiretape_unmatched"));
}

TEST_F(RelayReplay, AFailureThatWasRecordedIsOneAgain) {
  std::string first;
  {
    const auto provider = provider_of(std::string(says_hello) + "\nfaults: [{do: fin, at: before_finish}]");
    begin({provider.url()}, Missing::goes_upstream);
    first = reply_to(port(), streamed_question());
    end();
  }
  EXPECT_THAT(first, AllOf(HasSubstr("data: "), Not(HasSubstr("[DONE]"))));
  const RefusingPort nobody;
  begin({"http://127.0.0.1:" + std::to_string(nobody.port())}, Missing::is_refused);
  EXPECT_EQ(testing::body_of(reply_to(port(), streamed_question())), testing::body_of(first));
}

TEST_F(RelayReplay, OnceAsksAgainWhereItFailedAndReplayPlaysWhatThenCame) {
  {
    const RefusingPort nobody;
    begin({"http://127.0.0.1:" + std::to_string(nobody.port())}, Missing::goes_upstream);
    EXPECT_THAT(reply_to(port(), question("Hi")), HasSubstr("wiretape_upstream_unreachable"));
    end();
  }
  EXPECT_THAT(tapes(), SizeIs(1));
  const auto provider = provider_of(says_hello);
  begin({provider.url()}, Missing::goes_upstream);
  const auto answered = reply_to(port(), question("Hi"));
  EXPECT_THAT(answered, HasSubstr("Hello"));
  end();
  EXPECT_THAT(tapes(), SizeIs(2));
  begin({provider.url()}, Missing::is_refused);
  EXPECT_EQ(testing::body_of(reply_to(port(), question("Hi"))), testing::body_of(answered));
}

TEST_F(RelayReplay, AFailureThatWasTriedAgainIsPlayedInItsTurn) {
  const auto provider = provider_of(std::string(says_hello) + "\nfaults: [{do: status, code: 429, attempt: 1}]");
  begin({provider.url()}, Missing::goes_upstream);
  EXPECT_THAT(reply_to(port(), question("Hi")), StartsWith("HTTP/1.1 429"));
  EXPECT_THAT(reply_to(port(), question("Hi")), StartsWith("HTTP/1.1 200"));
  EXPECT_THAT(reply_to(port(), question("Hi")), StartsWith("HTTP/1.1 200"));
  EXPECT_THAT(provider.journal().entries(), SizeIs(2));
  for (const auto missing : {Missing::goes_upstream, Missing::is_refused}) {
    begin({provider.url()}, missing);
    EXPECT_THAT(reply_to(port(), question("Hi")), StartsWith("HTTP/1.1 429"));
    EXPECT_THAT(reply_to(port(), question("Hi")), StartsWith("HTTP/1.1 200"));
  }
  EXPECT_THAT(provider.journal().entries(), SizeIs(2));
}

TEST_F(RelayReplay, AnswersSeveralRequestsOnOneConnection) {
  const auto provider = provider_of("request: {path: /v1/x}\nresponse: {body: to the end}");
  begin({provider.url()}, Missing::goes_upstream);
  testing::RawClient client(port());
  for (int time = 0; time < 3; ++time) {
    client.send(testing::post("/v1/x", R"({"model":"m"})"));
    EXPECT_THAT(client.read_until("to the end"), StartsWith("HTTP/1.1 200"));
  }
  EXPECT_THAT(provider.journal().entries(), SizeIs(1));
}

TEST_F(RelayReplay, AnUpstreamIsNotAnsweredByTheTapeOfAnother) {
  const auto one = provider_of(says_hello);
  const auto two = provider_of("request: {path: /v1/chat/completions}\nreply: {text: Good evening}");
  begin({"one=" + one.url(), "two=" + two.url()}, Missing::goes_upstream);
  const auto to = [](std::string_view name) {
    return testing::post("/" + std::string(name) + std::string(chat_path), R"({"model":"m","messages":[]})",
                         last_request);
  };
  EXPECT_THAT(reply_to(port(), to("one")), HasSubstr("Hello"));
  EXPECT_THAT(reply_to(port(), to("two")), HasSubstr("Good evening"));
  EXPECT_THAT(reply_to(port(), to("one")), HasSubstr("Hello"));
  EXPECT_THAT(reply_to(port(), to("two")), HasSubstr("Good evening"));
  EXPECT_THAT(one.journal().entries(), SizeIs(1));
  EXPECT_THAT(two.journal().entries(), SizeIs(1));
}

}  // namespace
}  // namespace wiretape::recorder::relay
