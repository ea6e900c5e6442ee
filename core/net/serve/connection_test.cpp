// A connection in memory: every way in which its input can be cut, and every operation that can fail.

#include "wiretape/core/net/serve/connection.h"

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/net/serve/memory_connection_for_test.h"

namespace wiretape::net {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using namespace std::chrono_literals;

/// What a ScriptedHandler was told.
struct Notes {
  std::vector<std::string> requests;  // targets, with bodies
  std::vector<std::size_t> continued;
  std::vector<Refusal> refusals;
  std::string written;
  std::vector<AnswerEnd> ends;
};

/// Does the same acts for each answer: waits take so long from when the act before was done.
class ScriptedHandler {
 public:
  /// A text to send, how long to wait, what to wait for (an hour at most), or the last act.
  using Item = std::variant<std::string, Time::duration, const bool*, Act>;

  ScriptedHandler(Notes& notes, std::vector<Item> script) : notes_(&notes), script_(std::move(script)) {}

  void on_request(wire::HttpRequest request, std::size_t continued, Time now) {
    notes_->requests.push_back(request.head.target + request.body);
    notes_->continued.push_back(continued);
    begin(now);
  }
  void on_refusal(const Refusal& refusal, const wire::HttpRequestHead* /*head*/, Time now) {
    notes_->refusals.push_back(refusal);
    begin(now);
  }
  Act next(Time now) {
    for (; at_ < script_.size(); ++at_, since_ = now, taken_ = 0) {
      if (const auto* act = std::get_if<Act>(&script_[at_])) return *act;
      if (const auto* text = std::get_if<std::string>(&script_[at_]); text != nullptr && taken_ < text->size()) {
        return act::Send{std::string_view(*text).substr(taken_)};
      }
      const auto* wait = std::get_if<Time::duration>(&script_[at_]);
      if (wait != nullptr && now < since_ + *wait) return act::Wait{since_ + *wait};
      const auto* latch = std::get_if<const bool*>(&script_[at_]);
      if (latch != nullptr && !**latch) return act::Wait{since_ + 1h};
    }
    return act::TakeNext{};
  }
  void on_written(std::size_t size, Time /*now*/) {
    notes_->written += std::get<std::string>(script_[at_]).substr(taken_, size);
    taken_ += size;
  }
  void on_end(AnswerEnd end, Time /*now*/) { notes_->ends.push_back(end); }

 private:
  void begin(Time now) {
    at_ = 0;
    taken_ = 0;
    since_ = now;
  }

  Notes* notes_;
  std::vector<Item> script_;
  std::size_t at_ = 0;
  std::size_t taken_ = 0;
  Time since_;
};

using Pipe = MemoryConnection<ScriptedHandler>;
using Script = std::vector<ScriptedHandler::Item>;

class ConnectionTest : public ::testing::Test {
 protected:
  Pipe pipe(Script script = {std::string("answer")}, std::unique_ptr<const ConnectionFault> fault = nullptr) {
    return Pipe(terms_, ScriptedHandler(notes_, std::move(script)), std::move(fault));
  }
  static std::unique_ptr<const ConnectionFault> with(ConnectionFault fault) {
    return std::make_unique<const ConnectionFault>(fault);
  }

  ServingTerms terms_;
  Notes notes_;
};

std::string post(const std::string& target, const std::string& body, const std::string& fields = "") {
  return "POST " + target + " HTTP/1.1\r\nHost: x\r\n" + fields + "Content-Length: " + std::to_string(body.size()) +
         "\r\n\r\n" + body;
}

TEST_F(ConnectionTest, AnswersRequestsOneAfterTheOther) {
  auto client = pipe();
  client.start();
  for (int i = 0; i < 3; ++i) {
    client.send(post("/a", "b"));
    EXPECT_EQ(client.take(), "answer");
  }
  EXPECT_THAT(notes_.requests, ElementsAre("/ab", "/ab", "/ab"));
  EXPECT_THAT(notes_.ends, ElementsAre(AnswerEnd::as_meant, AnswerEnd::as_meant, AnswerEnd::as_meant));
  client.shut_down_sending();
  EXPECT_EQ(client.end(), MemoryEnd::fin);
  EXPECT_TRUE(client.is_closed());
}

TEST_F(ConnectionTest, AnswersTheSameWhereverTheRequestsAreCut) {
  const std::string sent = post("/a", "first") + post("/b", "second");
  for (std::size_t first = 0; first <= sent.size(); ++first) {
    for (std::size_t second = first; second <= sent.size(); second += 7) {
      notes_ = {};
      auto client = pipe();
      client.start();
      client.send(sent.substr(0, first));
      client.send(sent.substr(first, second - first));
      client.send(sent.substr(second));
      ASSERT_EQ(client.take(), "answeranswer") << first << ' ' << second;
      ASSERT_THAT(notes_.requests, ElementsAre("/afirst", "/bsecond"));
    }
  }
}

TEST_F(ConnectionTest, AnswersTheSameHoweverLittleARoundReadsAndSends) {
  for (const std::size_t room : {1U, 2U, 5U, 100U}) {
    for (const std::size_t most : {1U, 3U, 100U}) {
      notes_ = {};
      auto client = pipe({std::string("head"), std::string("body"), act::Fin{}});
      client.limit_room(room);
      client.limit_reads(most);
      client.start();
      client.send(post("/a", "b"));
      std::string all;
      for (auto some = client.take(); !some.empty(); some = client.take())
        all += some;
      EXPECT_EQ(all, "headbody");
      EXPECT_EQ(notes_.written, "headbody");
      EXPECT_EQ(client.end(), MemoryEnd::fin);
      EXPECT_THAT(notes_.ends, ElementsAre(AnswerEnd::as_meant));
    }
  }
}

TEST_F(ConnectionTest, WaitsForTheTimesOfItsHandler) {
  auto client = pipe({std::string("a"), 20ms, std::string("b"), 30ms, std::string("c")});
  client.start();
  client.send(post("/", ""));
  const auto began = client.now();
  EXPECT_EQ(client.take(), "a");
  EXPECT_TRUE(client.skip());
  EXPECT_EQ(client.take(), "b");
  EXPECT_EQ(client.now() - began, 20ms);
  EXPECT_TRUE(client.skip());
  EXPECT_EQ(client.take(), "c");
  EXPECT_EQ(client.now() - began, 50ms);
  EXPECT_FALSE(client.skip());
}

TEST_F(ConnectionTest, AsksItsHandlerAgainWhenItIsWoken) {
  bool is_released = false;
  auto client = pipe({std::string("a"), static_cast<const bool*>(&is_released), std::string("b")});
  client.start();
  client.send(post("/", ""));
  EXPECT_EQ(client.take(), "a");
  client.wake();
  EXPECT_EQ(client.take(), "") << "nothing has changed";
  is_released = true;
  EXPECT_EQ(client.take(), "") << "nobody has told it";
  client.wake();
  EXPECT_EQ(client.take(), "b");
  EXPECT_THAT(notes_.ends, ElementsAre(AnswerEnd::as_meant));
}

TEST_F(ConnectionTest, SleepsOnWhereItIsWokenWithoutAnAnswer) {
  terms_.request_timeout = 10ms;
  auto client = pipe();
  client.wake();
  client.start();
  client.wake();
  const auto request = post("/a", "b");
  client.send(request.substr(0, 9));
  client.wake();
  client.send(request.substr(9));
  EXPECT_EQ(client.take(), "answer");
  EXPECT_THAT(notes_.refusals, IsEmpty());
  client.close();
  client.wake();
}

TEST_F(ConnectionTest, LetsOthersHaveATurnAfter64Sends) {
  Script script;
  for (int i = 0; i < 200; ++i)
    script.emplace_back(std::string("x"));
  auto client = pipe(script);
  client.start();
  client.send(post("/", ""));
  EXPECT_EQ(client.take(), std::string(200, 'x'));
  EXPECT_EQ(client.turns(), 3U);
}

TEST_F(ConnectionTest, SaysContinueWholeHoweverFullTheClientIs) {
  auto client = pipe();
  client.limit_room(10);
  client.start();
  const auto request = post("/", "body", "Expect: 100-continue\r\n");
  client.send(request.substr(0, request.size() - 4));
  std::string asked;
  for (int i = 0; i < 3; ++i)
    asked += client.take();
  EXPECT_EQ(asked, "HTTP/1.1 100 Continue\r\n\r\n");
  client.send("body");
  EXPECT_EQ(client.take(), "answer");
  EXPECT_THAT(notes_.continued, ElementsAre(25U));
  client.send(post("/", ""));
  EXPECT_THAT(notes_.continued, ElementsAre(25U, 0U));
}

TEST_F(ConnectionTest, HoldsARequestToItsTime) {
  terms_.request_timeout = 1s;
  const auto request = post("/", "body");
  for (std::size_t size = 1; size < request.size(); ++size) {
    notes_ = {};
    auto client = pipe({std::string("late"), act::Fin{}});
    client.start();
    EXPECT_FALSE(client.skip());  // it may be idle for as long as it likes
    client.send(request.substr(0, size));
    const auto began = client.now();
    ASSERT_TRUE(client.skip()) << size;
    EXPECT_EQ(client.now() - began, 1s);
    EXPECT_EQ(client.take(), "late");
    ASSERT_THAT(notes_.refusals, SizeIs(1));
    EXPECT_TRUE(std::holds_alternative<LateRequest>(notes_.refusals[0]));
  }
}

TEST_F(ConnectionTest, HoldsNoAnswerToTheTimeOfItsRequest) {
  terms_.request_timeout = 1s;
  auto client = pipe({Time::duration(1h), std::string("answer")});
  client.start();
  client.send("POST");
  client.send(post("/", "").substr(4));
  EXPECT_TRUE(client.skip());
  EXPECT_EQ(client.take(), "answer");
  EXPECT_THAT(notes_.refusals, IsEmpty());
}

TEST_F(ConnectionTest, RefusesWhatIsNoRequest) {
  auto client = pipe({std::string("no"), act::Fin{}});
  client.start();
  client.send("no request\r\n\r\n" + post("/", ""));
  EXPECT_EQ(client.take(), "no");
  ASSERT_THAT(notes_.refusals, SizeIs(1));
  EXPECT_TRUE(std::holds_alternative<wire::HttpError>(notes_.refusals[0]));
  EXPECT_THAT(notes_.requests, IsEmpty());
  EXPECT_EQ(client.end(), MemoryEnd::fin);
}

TEST_F(ConnectionTest, TurnsAway) {
  auto client = pipe({std::string("full"), act::Fin{}});
  client.turn_away();
  EXPECT_EQ(client.take(), "full");
  ASSERT_THAT(notes_.refusals, SizeIs(1));
  EXPECT_TRUE(std::holds_alternative<TooManyConnections>(notes_.refusals[0]));
}

// ---- how answers end

TEST_F(ConnectionTest, LingersAfterItsFinForTwoSecondsOrAMebibyte) {
  auto patient = pipe({std::string("a"), act::Fin{}});
  patient.start();
  patient.send(post("/", ""));
  EXPECT_EQ(patient.end(), MemoryEnd::fin);
  EXPECT_TRUE(patient.send("more"));
  const auto began = patient.now();
  EXPECT_TRUE(patient.skip());
  EXPECT_EQ(patient.now() - began, 2s);
  EXPECT_TRUE(patient.is_closed());

  auto loud = pipe({std::string("a"), act::Fin{}});
  loud.start();
  loud.send(post("/", ""));
  EXPECT_TRUE(loud.send(std::string(std::size_t{1} << 20, 'x')));
  EXPECT_FALSE(loud.is_closed());
  loud.send("x");
  EXPECT_TRUE(loud.is_closed());
}

TEST_F(ConnectionTest, HoldsAHalfClosedOrHangingConnectionUntilItsClientLeaves) {
  for (const Act last : {Act(act::HalfClose{}), Act(act::Hang{})}) {
    for (const bool resets : {false, true}) {
      notes_ = {};
      auto client = pipe({std::string("a"), last});
      client.start();
      client.send(post("/", ""));
      EXPECT_EQ(client.take(), "a");
      EXPECT_FALSE(client.skip());
      EXPECT_TRUE(client.send(std::string(std::size_t{4} << 20, 'x')));
      EXPECT_THAT(notes_.ends, IsEmpty());
      if (resets) client.reset();
      if (!resets) client.shut_down_sending();
      EXPECT_TRUE(client.is_closed());
      EXPECT_THAT(notes_.ends, ElementsAre(resets ? AnswerEnd::reset : AnswerEnd::as_meant));
    }
  }
}

TEST_F(ConnectionTest, ResetsOnceAllIsAcknowledgedOrASecondIsOver) {
  for (const bool acknowledges : {true, false}) {
    notes_ = {};
    auto client = pipe({std::string("a"), act::Reset{true}});
    client.start();
    client.send(post("/", ""));
    const auto began = client.now();
    EXPECT_TRUE(client.skip());
    EXPECT_EQ(client.end(), MemoryEnd::open);
    if (acknowledges) {
      EXPECT_EQ(client.take(), "a");
    }
    while (client.skip()) {
    }
    EXPECT_EQ(client.end(), MemoryEnd::reset);
    EXPECT_EQ(client.now() - began, acknowledges ? Time::duration(2ms) : 1s);
    EXPECT_THAT(notes_.ends, ElementsAre(AnswerEnd::as_meant));
  }
  auto at_once = pipe({std::string("a"), act::Reset{false}});
  at_once.start();
  at_once.send(post("/", ""));
  EXPECT_EQ(at_once.end(), MemoryEnd::reset);
}

// ---- clients that leave

TEST_F(ConnectionTest, TakesAFinInASilenceForLeaving) {
  for (const bool talks_on : {false, true}) {
    notes_ = {};
    auto client = pipe({std::string("a"), Time::duration(1h), std::string("b")});
    client.start();
    client.send(post("/", ""));
    if (talks_on) client.send(post("/", ""));
    const auto began = client.now();
    client.shut_down_sending();
    if (talks_on) {
      EXPECT_TRUE(client.skip());  // nothing tells of a FIN behind bytes: it is looked for each second
    }
    EXPECT_TRUE(client.is_closed());
    EXPECT_LE(client.now() - began, 1s);
    EXPECT_THAT(notes_.ends, ElementsAre(AnswerEnd::abandoned));
  }
}

TEST_F(ConnectionTest, PlaysOnAfterAFinWhileSomethingIsDueWithinASecond) {
  auto client = pipe({std::string("a"), 999ms, std::string("b"), 999ms, std::string("c"), act::Fin{}});
  client.start();
  client.send(post("/", ""));
  client.shut_down_sending();
  while (client.skip()) {
  }
  EXPECT_EQ(client.take(), "abc");
  EXPECT_THAT(notes_.ends, ElementsAre(AnswerEnd::as_meant));
}

TEST_F(ConnectionTest, EndsAnAnswerWithTheClientsReset) {
  for (const bool talks_on : {false, true}) {
    notes_ = {};
    auto client = pipe({std::string("a"), Time::duration(1h), std::string("b")});
    client.start();
    client.send(post("/", ""));
    if (talks_on) client.send(post("/", ""));
    client.reset();
    if (talks_on) {
      EXPECT_TRUE(client.skip());
    }
    EXPECT_TRUE(client.is_closed());
    EXPECT_THAT(notes_.ends, ElementsAre(AnswerEnd::reset));
  }
}

TEST_F(ConnectionTest, AbandonsWhatIsAnsweredWhenTheServerCloses) {
  auto client = pipe({std::string("a"), Time::duration(1h), std::string("b")});
  client.start();
  client.send(post("/", ""));
  EXPECT_FALSE(client.is_idle());
  client.close();
  EXPECT_THAT(notes_.ends, ElementsAre(AnswerEnd::abandoned));
}

TEST_F(ConnectionTest, ReadsNoFurtherRequestWhileDraining) {
  auto client = pipe();
  client.start();
  terms_.is_draining = true;
  client.send(post("/a", "") + post("/b", ""));
  EXPECT_EQ(client.take(), "answer");
  EXPECT_TRUE(client.is_closed());
}

// ---- faults of the listener

TEST_F(ConnectionTest, StaysSilentForAWhileOrForEver) {
  auto late = pipe({std::string("answer")}, with(Silent{50ms}));
  late.start();
  late.send(post("/", ""));
  EXPECT_EQ(late.take(), "");
  EXPECT_TRUE(late.skip());
  EXPECT_EQ(late.take(), "answer");

  auto mute = pipe({std::string("answer")}, with(Silent{}));
  mute.start();
  mute.send(post("/", ""));
  for (int i = 0; i < 100; ++i)
    EXPECT_TRUE(mute.skip());
  EXPECT_EQ(mute.take(), "");
  mute.shut_down_sending();
  EXPECT_TRUE(mute.skip());
  EXPECT_TRUE(mute.is_closed());
}

TEST_F(ConnectionTest, DelaysTheFirstReadOnly) {
  auto client = pipe({std::string("answer")}, with(DelayFirstRead{50ms}));
  client.start();
  client.send(post("/", ""));
  EXPECT_EQ(client.take(), "");
  EXPECT_TRUE(client.skip());
  EXPECT_EQ(client.take(), "answer");
  client.send(post("/", ""));
  EXPECT_EQ(client.take(), "answer");
}

TEST_F(ConnectionTest, ReadsSlowly) {
  terms_.request_timeout = 5ms;
  auto client = pipe({std::string("answer")}, with(SlowRead{10, 2ms}));
  client.start();
  const auto request = post("/", std::string(95, 'x'));
  const auto began = client.now();
  client.send(request);
  while (client.skip() && notes_.requests.empty()) {
  }
  EXPECT_EQ(client.now() - began, ((request.size() + 9) / 10) * 2ms);
  EXPECT_EQ(client.take(), "answer");
}

TEST_F(ConnectionTest, LetsFaultsOfTlsPassWithoutTls) {
  for (const ConnectionFault fault : {ConnectionFault(TlsStall{}), ConnectionFault(TlsCut{})}) {
    auto client = pipe({std::string("answer")}, with(fault));
    client.start();
    client.send(post("/", ""));
    EXPECT_EQ(client.take(), "answer");
  }
}

// ---- another use of the connection

TEST_F(ConnectionTest, ShakesHandsWhereTheHandlerSaysSo) {
  auto client = pipe({std::string("yes"), Act(act::StartTls{nullptr, Time::max()})});
  client.start();
  client.send(post("/a", ""));
  EXPECT_EQ(client.take(), "yes");
  EXPECT_THAT(notes_.ends, ElementsAre(AnswerEnd::as_meant));
  client.send(post("/b", ""));
  EXPECT_THAT(notes_.requests, ElementsAre("/a", "/b")) << "inside of TLS";
  EXPECT_FALSE(client.is_closed());
}

TEST_F(ConnectionTest, ClosesAPeerThatDoesNotShakeHandsInTime) {
  auto client = pipe({std::string("yes"), Act(act::StartTls{nullptr, Time(1h) + 30s})});
  ASSERT_EQ(client.now(), Time(1h));
  client.start();
  client.shake_hands_as(TlsStep::wants_read);
  client.send(post("/a", ""));
  EXPECT_FALSE(client.is_idle());
  client.pass(29s);
  EXPECT_FALSE(client.is_closed());
  client.pass(1s);
  EXPECT_TRUE(client.is_closed());
  EXPECT_THAT(notes_.ends, ElementsAre(AnswerEnd::abandoned));
}

TEST_F(ConnectionTest, ClosesAPeerWhoseHandshakeFails) {
  auto client = pipe({std::string("yes"), Act(act::StartTls{nullptr, Time::max()})});
  client.start();
  client.shake_hands_as(TlsStep::ended);
  client.send(post("/a", ""));
  EXPECT_TRUE(client.is_closed());
  EXPECT_THAT(notes_.ends, ElementsAre(AnswerEnd::abandoned));
}

TEST_F(ConnectionTest, ClosesAPeerThatBeginsTlsBeforeItMay) {
  auto client = pipe({std::string("yes"), Act(act::StartTls{nullptr, Time::max()})});
  client.start();
  client.send(post("/a", "") + "hello");
  EXPECT_TRUE(client.is_closed());
  EXPECT_THAT(notes_.ends, ElementsAre(AnswerEnd::abandoned));
}

TEST_F(ConnectionTest, IsJoinedWithAnotherWithWhatCameEarly) {
  auto client = pipe({std::string("yes "), Act(act::JoinWith{7})});
  client.start();
  client.send(post("/a", "") + "early");
  EXPECT_EQ(client.joined_with(), 7);
  EXPECT_EQ(client.take(), "yes early");
  EXPECT_FALSE(client.is_idle()) << "to be drained";
  EXPECT_THAT(notes_.ends, IsEmpty());
  client.part();
  EXPECT_TRUE(client.is_closed());
  EXPECT_THAT(notes_.ends, ElementsAre(AnswerEnd::as_meant));
}

// ---- the n-th operation fails, for each n

/// Two requests, the second asking to continue; what the answer is, is for the script to say.
void talk(Pipe& client) {
  client.start();
  client.limit_room(4);
  client.limit_reads(40);
  client.send(post("/a", "first"));
  const auto asking = post("/b", "second", "Expect: 100-continue\r\n");
  client.send(asking.substr(0, asking.size() - 6));
  for (int i = 0; i < 20; ++i)
    client.take();
  client.send("second");
  for (int i = 0; i < 20; ++i) {
    client.take();
    client.skip();
  }
  client.shut_down_sending();
  for (int i = 0; i < 20 && !client.is_closed(); ++i) {
    client.take();
    client.skip();
  }
}

TEST_F(ConnectionTest, EndsEachAnswerOnceWhicheverOperationFails) {
  const std::vector<Script> scripts{{std::string("answer"), 20ms, std::string("goes on")},
                                    {std::string("answer"), Time::duration(1h), std::string("goes on")},
                                    {std::string("answer"), act::Fin{}},
                                    {std::string("answer"), act::HalfClose{}},
                                    {std::string("answer"), act::Hang{}},
                                    {std::string("answer"), act::Reset{true}},
                                    {std::string("answer"), act::Reset{false}}};
  const std::vector<std::optional<ConnectionFault>> faults{std::nullopt, Silent{1ms}, Silent{}, DelayFirstRead{1ms},
                                                           SlowRead{3, 1ms}};
  for (const auto& script : scripts) {
    for (const auto& fault : faults) {
      const auto fault_or_none = [&] { return fault ? with(*fault) : nullptr; };
      auto sound = pipe(script, fault_or_none());
      talk(sound);
      const auto operations = sound.operations();
      for (std::size_t n = 1; n <= operations; ++n) {
        notes_ = {};
        auto client = pipe(script, fault_or_none());
        client.fail_at(n);
        talk(client);
        EXPECT_TRUE(client.is_closed()) << n << " of " << operations;
        EXPECT_EQ(notes_.ends.size(), notes_.requests.size() + notes_.refusals.size()) << n << " of " << operations;
      }
    }
  }
}

/// Says what it hears in brackets, until it hears "bye" or a minute is over.
class Echo {
 public:
  explicit Echo(Notes& notes) : notes_(&notes) {}

  void on_request(wire::HttpRequest /*request*/, std::size_t /*continued*/, Time now) { until_ = now + 1min; }
  void on_refusal(const Refusal& /*refusal*/, const wire::HttpRequestHead* /*head*/, Time now) { until_ = now; }
  void on_heard(std::string_view bytes, Time /*now*/) {
    is_over_ = bytes.ends_with("bye");
    answer_.append("[").append(bytes).append("]");
  }
  Act next(Time now) {
    if (!answer_.empty()) return act::Send{answer_};
    return is_over_ || now >= until_ ? Act(act::Fin{}) : Act(act::Listen{until_});
  }
  void on_written(std::size_t size, Time /*now*/) { answer_.erase(0, size); }
  void on_end(AnswerEnd end, Time /*now*/) { notes_->ends.push_back(end); }

 private:
  Notes* notes_;
  std::string answer_;
  Time until_;
  bool is_over_ = false;
};

using EchoPipe = MemoryConnection<Echo>;

TEST_F(ConnectionTest, AHandlerThatListensHearsWhatComesBehindItsRequest) {
  EchoPipe client(terms_, Echo(notes_));
  client.start();
  client.send(post("/a", "") + "early");
  EXPECT_EQ(client.take(), "[early]");
  client.send("one");
  client.send("two");
  EXPECT_EQ(client.take(), "[one][two]");
  EXPECT_FALSE(client.is_idle());
  client.send("bye");
  EXPECT_EQ(client.take(), "[bye]");
  EXPECT_EQ(client.end(), MemoryEnd::fin);
  EXPECT_THAT(notes_.ends, ElementsAre(AnswerEnd::as_meant));
}

TEST_F(ConnectionTest, AHandlerThatListensIsAskedAgainWhenItsTimeIsOver) {
  EchoPipe client(terms_, Echo(notes_));
  client.start();
  client.send(post("/a", ""));
  EXPECT_TRUE(client.skip());
  EXPECT_EQ(client.end(), MemoryEnd::fin);
}

TEST_F(ConnectionTest, APeerThatEndsWhileItIsListenedToHasLeft) {
  EchoPipe client(terms_, Echo(notes_));
  client.start();
  client.send(post("/a", ""));
  client.shut_down_sending();
  EXPECT_TRUE(client.is_closed());
  EchoPipe broken(terms_, Echo(notes_));
  broken.start();
  broken.send(post("/a", ""));
  broken.reset();
  EXPECT_THAT(notes_.ends, ElementsAre(AnswerEnd::abandoned, AnswerEnd::reset));
}

TEST_F(ConnectionTest, WhatIsHeardIsTheSameWhereverItIsCut) {
  const std::string said = post("/a", "") + "a b c bye";
  for (std::size_t cut = 1; cut < said.size(); ++cut) {
    SCOPED_TRACE(cut);
    EchoPipe client(terms_, Echo(notes_));
    client.start();
    client.send(said.substr(0, cut));
    client.send(said.substr(cut));
    auto heard = client.take();
    std::erase_if(heard, [](char byte) { return byte == '[' || byte == ']'; });
    EXPECT_EQ(heard, "a b c bye");
  }
}

}  // namespace
}  // namespace wiretape::net
