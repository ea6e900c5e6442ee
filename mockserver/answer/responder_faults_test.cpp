#include <chrono>
#include <latch>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/program/play/play_in_memory_for_test.h"
#include "wiretape/mockserver/answer/exchanges_for_test.h"
#include "wiretape/mockserver/answer/responder.h"

namespace wiretape::mockserver {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;
using namespace std::chrono_literals;

constexpr auto path = "/v1/chat/completions";

tape::Exchange broken(std::string_view text) {
  auto exchange = says("one two three");
  exchange.faults = planned(text);
  return exchange;
}

program::PlayedProgram played(const Playable& answer) {
  return program::play_in_memory(*answer.program);
}

TEST(ResponderFaults, ComeFromTheTape) {
  auto responder = responder_of({broken("reset:event=2")});
  const auto answer = responder.respond(request_for(path));
  EXPECT_THAT(answer.faults, ElementsAre("reset:event=2"));
  EXPECT_TRUE(played(answer).has_reset());
}

TEST(ResponderFaults, ComeFromTheUrl) {
  auto responder = responder_of({says("one two three")});
  const auto answer =
      responder.respond(request_for("/~s/@reset:event=2;seed=7,stall:event=2;for=3s/v1/chat/completions"));
  EXPECT_THAT(answer.faults, ElementsAre("reset:event=2;seed=7", "stall:event=2;for=3s"));
  EXPECT_EQ(answer.session, "s");
  EXPECT_TRUE(played(answer).has_reset());
}

TEST(ResponderFaults, ComeFromHeaders) {
  auto responder = responder_of({says("one two three")});
  auto request = request_for(path);
  request.head.fields.push_back({"X-Wiretape-Faults", "stall:event=2"});
  request.head.fields.push_back({"x-wiretape-faults", "fin:event=3"});
  const auto answer = responder.respond(request);
  EXPECT_THAT(answer.faults, ElementsAre("stall:event=2", "fin:event=3"));
  EXPECT_TRUE(played(answer).has_fin());
}

TEST(ResponderFaults, AreNotIgnoredWhereTheirFieldIsMistyped) {
  auto responder = responder_of({says("one two three")});
  auto request = request_for(path);
  request.head.fields.push_back({"X-Wiretape-Fault", "stall:event=2"});
  const auto answer = responder.respond(request).program->bytes;
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 400 "));
  EXPECT_THAT(answer, HasSubstr("'X-Wiretape-Fault'; expected 'X-Wiretape-Faults'"));
}

TEST(ResponderFaults, ComeFromAFileAndFromWhatIsArmedInTheOrderOfTheDoors) {
  Responder responder({{.name = "t.yaml", .exchanges = {broken("stall:event=1")}}}, {}, faults_of("stall:event=2"));
  responder.armed().arm({"s", std::make_shared<const WatchedFaults>(faults_of("stall:event=4")), 1});
  responder.armed().arm({std::nullopt, std::make_shared<const WatchedFaults>(faults_of("stall:event=3")), {}});
  auto request = request_for("/~s/@stall:event=5/v1/chat/completions");
  request.head.fields.push_back({"x-wiretape-faults", "stall:at=end"});
  EXPECT_THAT(responder.respond(request).faults, ElementsAre("stall:event=1", "stall:event=2", "stall:event=3",
                                                             "stall:event=4", "stall:event=5", "stall:at=end"));
  EXPECT_THAT(responder.respond(request_for("/~s/v1/chat/completions")).faults,
              ElementsAre("stall:event=1", "stall:event=2", "stall:event=3"))
      << "armed for one request";
}

TEST(ResponderFaults, AreDisarmedByAReset) {
  auto responder = responder_of({says("one")});
  responder.armed().arm({"s", std::make_shared<const WatchedFaults>(faults_of("fin")), {}});
  responder.reset("other");
  EXPECT_THAT(responder.respond(request_for("/~s/v1/chat/completions")).faults, ElementsAre("fin"));
  responder.reset("s");
  EXPECT_THAT(responder.respond(request_for("/~s/v1/chat/completions")).faults, IsEmpty());
}

TEST(ResponderFaults, FailTwiceThenSucceed) {
  auto responder = responder_of({broken("reset:event=2;attempt=1-2")});
  for (const bool is_hit : {true, true, false, false}) {
    EXPECT_EQ(played(responder.respond(request_for(path))).has_reset(), is_hit);
  }
  EXPECT_TRUE(played(responder.respond(request_for("/~other/v1/chat/completions"))).has_reset()) << "per session";
  EXPECT_TRUE(played(responder.respond(request_for(path, R"({"model":"n","stream":true})"))).has_reset())
      << "per request";
  EXPECT_FALSE(played(responder.respond(request_for(path, R"({"stream":true,"model":"m"})"))).has_reset())
      << "members in another order are the same request";
}

TEST(ResponderFaults, FailOnlyTheRetry) {
  auto responder = responder_of({broken("reset:event=2;attempt=2")});
  for (const bool is_hit : {false, true, false}) {
    EXPECT_EQ(played(responder.respond(request_for(path))).has_reset(), is_hit);
  }
}

TEST(ResponderFaults, HitSomeConnectionsAndExchanges) {
  auto responder = responder_of({broken("fin:connection=2,stall:exchange=says,stall:exchange=other")});
  EXPECT_THAT(responder.respond(request_for(path), {1, false}).faults, ElementsAre("stall:exchange=says"));
  EXPECT_THAT(responder.respond(request_for(path), {2, false}).faults,
              ElementsAre("fin:connection=2", "stall:exchange=says"));
}

TEST(ResponderFaults, HitByChanceAsTheSeedSays) {
  const auto hits = [](std::uint64_t seed) {
    auto responder = responder_of({broken("fin:probability=0.5;seed=" + std::to_string(seed))});
    std::string pattern;
    for (int request = 0; request < 64; ++request) {
      const auto answer =
          responder.respond(request_for(path, R"({"stream":true,"n":)" + std::to_string(request) + "}"));
      pattern += answer.faults.empty() ? '.' : 'x';
    }
    return pattern;
  };
  EXPECT_EQ(hits(1), hits(1));
  EXPECT_NE(hits(1), hits(2));
  EXPECT_GT(std::ranges::count(hits(1), 'x'), 16);
  EXPECT_GT(std::ranges::count(hits(1), '.'), 16);
}

TEST(ResponderFaults, AreRefusedWithPositionAndHintWhereTheUrlIsWrong) {
  auto responder = responder_of({says("one")});
  const auto answer = responder.respond(request_for("/@rset:event=4/v1/chat/completions"));
  EXPECT_THAT(answer.program->bytes, StartsWith("HTTP/1.1 400 "));
  EXPECT_THAT(answer.program->bytes, HasSubstr("the URL's plan:1:1: unknown fault 'rset'"));
  EXPECT_THAT(answer.program->bytes, HasSubstr("did you mean 'reset'?"));
  EXPECT_THAT(responder.respond(request_for("/@reset:evnt=4/v1/chat/completions")).program->bytes,
              HasSubstr("the URL's plan:1:7: unknown key of 'reset': 'evnt'"));
  EXPECT_THAT(responder.respond(request_for("/@refuse/v1/chat/completions")).program->bytes,
              HasSubstr("a fault of the listener"));
  auto request = request_for(path);
  request.head.fields.push_back({"x-wiretape-faults", "fin,,"});
  EXPECT_THAT(responder.respond(request).program->bytes, HasSubstr("X-Wiretape-Faults:1:5: an empty fault name"));
}

TEST(ResponderFaults, NameThePlacesThatThereAreWhereTheirsIsNot) {
  auto responder = responder_of({says("one")});
  const auto answer = responder.respond(request_for("/@reset:event=99/v1/chat/completions"));
  EXPECT_THAT(answer.program->bytes, StartsWith("HTTP/1.1 422 "));
  EXPECT_THAT(answer.program->bytes, HasSubstr("reset:event=99"));
  EXPECT_THAT(answer.program->bytes, HasSubstr("event 1 to "));
  EXPECT_EQ(answer.exchange, "says");
  EXPECT_THAT(responder.respond(request_for("/@reset:event=99;optional=true/v1/chat/completions")).faults, IsEmpty());
}

TEST(ResponderFaults, HitWhatIsNoStreamFromEveryDoor) {
  const std::string asked = R"({"model":"m"})";
  auto plain = responder_of({says("one two three")});
  const auto whole = plain.respond(request_for(path, asked)).program->bytes;
  auto taped = responder_of({broken("reset")});
  Responder filed({{.name = "t.yaml", .exchanges = {says("one two three")}}}, {}, faults_of("reset"));
  auto armed = responder_of({says("one two three")});
  armed.armed().arm({{}, std::make_shared<const WatchedFaults>(faults_of("reset")), {}});
  auto with_field = request_for(path, asked);
  with_field.head.fields.push_back({"x-wiretape-faults", "reset"});
  for (const auto& answer : {taped.respond(request_for(path, asked)), filed.respond(request_for(path, asked)),
                             armed.respond(request_for(path, asked)), plain.respond(with_field),
                             plain.respond(request_for("/@reset/v1/chat/completions", asked))}) {
    EXPECT_THAT(answer.faults, ElementsAre("reset"));
    EXPECT_TRUE(played(answer).has_reset());
    EXPECT_LT(played(answer).text().size(), whole.size());
    EXPECT_THAT(whole, StartsWith(played(answer).text()));
  }
}

TEST(ResponderFaults, AreRefusedWhereTheyChangeNothing) {
  auto responder = responder_of({says("one")});
  const auto answer = responder.respond(request_for("/@end:at=end/v1/chat/completions"));
  EXPECT_THAT(answer.program->bytes, StartsWith("HTTP/1.1 422 "));
  EXPECT_THAT(answer.program->bytes, HasSubstr("an answer that 'end:at=end' leaves as it is"));
  EXPECT_THAT(answer.faults, IsEmpty());
}

TEST(ResponderFaults, RefuseContradictionsAcrossDoors) {
  auto responder = responder_of({broken("reset:event=2")});
  const auto answer = responder.respond(request_for("/@fin:event=1/v1/chat/completions"));
  EXPECT_THAT(answer.program->bytes, StartsWith("HTTP/1.1 422 "));
  EXPECT_THAT(answer.program->bytes, HasSubstr("'reset:event=2' and 'fin:event=1' contradict each other"));
}

TEST(ResponderFaults, TellOfABadPlanInATapeThatNobodyChecked) {
  auto responder = responder_of({broken("rset")});
  EXPECT_THAT(responder.respond(request_for(path)).program->bytes, HasSubstr("unknown fault 'rset'"));
}

TEST(ResponderFaults, ShareTheProgramsOfEqualRequests) {
  auto responder = responder_of({broken("hang:event=2")});
  const auto first = responder.respond(request_for(path));
  const auto second = responder.respond(request_for(path));
  EXPECT_EQ(second.program, first.program);
  EXPECT_NE(second.request_number, first.request_number) << "their ids are put in when they are played";
  EXPECT_NE(responder.respond(request_for("/@stall/v1/chat/completions")).program, first.program);
}

// Whatever their order and company: each request has exactly the program that it has alone.
TEST(ResponderFaults, DoNotDependOnOtherRequests) {
  auto exchange = broken("fin:event=3;probability=0.5,drop:event=2;probability=0.3");
  exchange.delivery.seed = 9;
  exchange.delivery.jitter = 5ms;
  exchange.delivery.fragment = tape::FragmentRandom{1, 20};
  const auto request = [](int number) {
    return request_for("/~s" + std::to_string(number % 8) + path,
                       R"({"stream":true,"n":)" + std::to_string(number) + "}");
  };
  std::vector<program::WireProgram> alone;
  for (int number = 0; number < 64; ++number)
    alone.push_back(*responder_of({exchange}).respond(request(number)).program);
  auto together = responder_of({exchange});
  for (int step = 0; step < 64; ++step) {
    const int number = (step * 37) % 64;
    EXPECT_EQ(*together.respond(request(number)).program, alone[static_cast<std::size_t>(number)]) << number;
  }
}

TEST(ResponderFaults, DoNotDependOnRequestsAtTheSameTime) {
  auto exchange = broken("fin:event=3;probability=0.5,drop:event=2;probability=0.3");
  exchange.delivery.seed = 9;
  exchange.delivery.fragment = tape::FragmentRandom{1, 20};
  const auto request = [](int number) {
    return request_for(path, R"({"stream":true,"n":)" + std::to_string(number) + "}");
  };
  auto together = responder_of({exchange});
  std::vector<std::shared_ptr<const program::WireProgram>> programs(64);
  std::latch all_ready(4);
  std::vector<std::thread> threads;
  for (int first = 0; first < 4; ++first) {
    threads.emplace_back([&, first] {
      all_ready.arrive_and_wait();
      for (int number = first; number < 64; number += 4)
        programs[static_cast<std::size_t>(number)] = together.respond(request(number)).program;
    });
  }
  for (auto& thread : threads)
    thread.join();
  for (int number = 0; number < 64; ++number)
    EXPECT_EQ(*programs[static_cast<std::size_t>(number)], *responder_of({exchange}).respond(request(number)).program);
}

}  // namespace
}  // namespace wiretape::mockserver
