#include "wiretape/recorder/log/entry_maker.h"

#include <algorithm>
#include <chrono>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/recorder/capture/events_for_test.h"
#include "wiretape/recorder/log/logs_for_test.h"

namespace wiretape::recorder::log {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;
using namespace std::chrono_literals;

/// Puts XXXXXX in the place of "secret", and holds back what may begin it.
struct HideSecret {
  std::string held{};

  std::string operator()(std::string bytes, bool is_last) {
    constexpr std::string_view secret = "secret";
    held += bytes;
    for (auto at = held.find(secret); at != held.npos; at = held.find(secret, at))
      held.replace(at, secret.size(), secret.size(), 'X');
    std::size_t keep = std::min(held.size(), secret.size() - 1);
    while (keep > 0 && !secret.starts_with(std::string_view(held).substr(held.size() - keep)))
      --keep;
    std::string given = held.substr(0, held.size() - (is_last ? 0 : keep));
    held.erase(0, given.size());
    return given;
  }
};

Redaction secret_hidden() {
  return [](capture::RequestBegan& request) {
    request.head.fields = {};
    return ExchangeRedaction{
        .secrets = nullptr,
        .response_head = [](wire::HttpResponseHead& head) { head.reason = "seen"; },
        .trailers =
            [](wire::HttpFields& fields) {
              fields.push_back({"seen", "yes"});
            },
        .body = [bodies = std::map<Direction, HideSecret>()](
                    Direction direction, std::string bytes,
                    bool is_last) mutable { return bodies[direction](std::move(bytes), is_last); }};
  };
}

std::vector<LogEntry> all_entries(const std::vector<capture::CaptureEvent>& events, Redaction redaction) {
  EntryMaker maker(std::move(redaction));
  std::vector<LogEntry> all;
  for (const capture::CaptureEvent& event : events) {
    for (LogEntry& entry : maker.entries_of(event))
      all.push_back(std::move(entry));
  }
  return all;
}

std::string encoded(const std::vector<LogEntry>& entries) {
  std::string all;
  for (const LogEntry& entry : entries)
    all += encode(entry);
  return all;
}

TEST(EntryMaker, MakesOneEntryOfAnEventWhereNothingIsHeldBack) {
  EXPECT_THAT(all_entries(capture::stream_for_test(), nothing_masked()), SizeIs(capture::stream_for_test().size()));
}

TEST(EntryMaker, HidesTheSecretsOfHeads) {
  auto request = capture::request_for_test("POST", "/v1/x?key=AIza1");
  request.upstream = "https://me:pass1@host";
  const auto entries =
      all_entries({request, capture::ResponseBegan{capture::head_for_test({{"set-cookie", "id=1234"}})},
                   capture::ResponseEnded{{}, tape::ChunkFraming{{}, {{"x-token", "tok1"}}}}},
                  default_redaction());
  for (const char* secret : {"sk-secret", "AIza1", "pass1", "id=1234", "tok1"})
    EXPECT_THAT(encoded(entries), Not(HasSubstr(secret)));
}

TEST(EntryMaker, NeverWritesASecretHoweverItIsCut) {
  const std::string body = "a secret, a sec, a secretsecret";
  for (std::size_t cut = 0; cut <= body.size(); ++cut) {
    const auto entries =
        all_entries({capture::request_for_test(), capture::RequestBytes{body.substr(0, cut)},
                     capture::RequestBytes{body.substr(cut)}, capture::RequestSent{1ms},
                     capture::ResponseBegan{capture::head_for_test()}, capture::ResponseRead{2ms, body.substr(0, cut)},
                     capture::ResponseRead{3ms, body.substr(cut)}, capture::ResponseEnded{}},
                    secret_hidden());
    std::string request_body;
    std::string response_body;
    std::uint64_t read = 0;
    for (const LogEntry& entry : entries) {
      EXPECT_THAT(encode(entry), Not(HasSubstr("secret"))) << cut;
      if (const auto* bytes = std::get_if<capture::RequestBytes>(&entry)) request_body += bytes->bytes;
      if (const auto* rest = std::get_if<HeldRest>(&entry)) response_body += rest->bytes;
      if (const auto* each = std::get_if<LoggedRead>(&entry)) {
        response_body += each->bytes;
        read += each->size;
      }
    }
    EXPECT_EQ(request_body, "a XXXXXX, a sec, a XXXXXXXXXXXX");
    EXPECT_EQ(response_body, request_body);
    EXPECT_EQ(read, body.size());
  }
}

TEST(EntryMaker, GivesOnWhatWasHeldBackOfARequestThatNeverWentWhole) {
  const auto entries = all_entries(
      {capture::request_for_test(), capture::RequestBytes{"a sec"}, capture::ResponseEnded{}}, secret_hidden());
  EXPECT_EQ(std::get<capture::RequestBytes>(entries.at(2)).bytes, "sec");
}

TEST(EntryMaker, MakesNothingOfAnExchangeWithoutARequest) {
  EXPECT_THAT(all_entries({capture::ResponseRead{1ms, "a"}, capture::ResponseEnded{}}, default_redaction()), IsEmpty());
}

}  // namespace
}  // namespace wiretape::recorder::log
