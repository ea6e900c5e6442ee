#include "wiretape/core/net/call/response_steps.h"

#include <string>

#include <gtest/gtest.h>

namespace wiretape::net {
namespace {

using wire::Ending;

const std::string whole = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nHello\r\n0\r\n\r\n";

/// Takes steps up to the next HttpCallNeedMore or CallEnd, which it returns; the body's bytes go to `body`.
HttpCallStep drain(ResponseSteps& steps, std::string& body) {
  for (;;) {
    auto step = steps.next();
    if (const auto* bytes = std::get_if<wire::HttpBodyBytes>(&step)) {
      body += bytes->bytes;
    } else if (!std::holds_alternative<HttpCallHead>(step)) {
      return step;
    }
  }
}

ResponseEnded response_end(const HttpCallStep& step) {
  return std::get<ResponseEnded>(std::get<CallEnd>(step));
}

TEST(ResponseSteps, AreTheHeadTheBodyAndTheEnd) {
  ResponseSteps steps;
  EXPECT_TRUE(std::holds_alternative<HttpCallNeedMore>(steps.next()));
  EXPECT_FALSE(steps.has_begun());
  steps.received(whole);
  EXPECT_TRUE(steps.has_begun());
  EXPECT_EQ(std::get<HttpCallHead>(steps.next()).head->status, 200);
  EXPECT_EQ(std::get<wire::HttpBodyBytes>(steps.next()).bytes, "Hello");
  EXPECT_FALSE(steps.has_end());
  EXPECT_EQ(response_end(steps.next()).ending, Ending::complete);
  EXPECT_TRUE(steps.has_end());
  EXPECT_EQ(response_end(steps.next()).ending, Ending::complete) << "again and again";
}

TEST(ResponseSteps, OfTheBodyAreViewsOfWhatWasReceived) {
  ResponseSteps steps;
  steps.received(whole);
  EXPECT_TRUE(std::holds_alternative<HttpCallHead>(steps.next()));
  EXPECT_EQ(std::get<wire::HttpBodyBytes>(steps.next()).bytes.data(), whole.data() + whole.find("Hello"));
}

TEST(ResponseSteps, AFinAfterAnyByteSaysWhatItCut) {
  for (std::size_t size = 0; size < whole.size(); ++size) {
    SCOPED_TRACE(size);
    ResponseSteps steps;
    std::string body;
    if (size > 0) steps.received(std::string_view(whole).substr(0, size));
    EXPECT_TRUE(std::holds_alternative<HttpCallNeedMore>(drain(steps, body)));
    wire::HttpResponseReader reader;
    std::string_view input = std::string_view(whole).substr(0, size);
    while (!std::holds_alternative<wire::HttpResponseNeedMore>(reader.next(input))) {
    }
    steps.end(steps.at_fin());
    const auto end = response_end(drain(steps, body));
    EXPECT_EQ(end.ending, reader.ending_at_fin());
    EXPECT_EQ(end.has_begun, size > 0);
  }
}

TEST(ResponseSteps, TheResponsesOwnEndOutranksThatOfItsConnection) {
  std::string body;
  ResponseSteps steps;
  steps.received(whole);
  steps.end(ResponseEnded{Ending::reset});
  EXPECT_EQ(response_end(drain(steps, body)).ending, Ending::complete);
  EXPECT_EQ(body, "Hello");
}

TEST(ResponseSteps, LeaveTheConnectionWhereTheResponseIsWholeAndSaysSo) {
  const auto leaves = [](std::string_view response, bool has_ended = false) {
    std::string body;
    ResponseSteps steps;
    steps.received(response);
    if (has_ended) steps.end(steps.at_fin());
    drain(steps, body);
    return steps.leaves_connection();
  };
  EXPECT_TRUE(leaves(whole));
  EXPECT_TRUE(leaves("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n"));
  EXPECT_FALSE(leaves(whole, true)) << "it is closed";
  EXPECT_FALSE(leaves(std::string_view(whole).substr(0, whole.size() - 2))) << "it is not whole";
  EXPECT_FALSE(leaves(whole + "H")) << "what comes behind is no answer to anything";
  EXPECT_FALSE(leaves("HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 0\r\n\r\n"));
  EXPECT_FALSE(leaves("HTTP/1.0 200 OK\r\ncontent-length: 0\r\n\r\n"));
  EXPECT_FALSE(leaves("HTTP/1.1 200 OK\r\n\r\nbody"));
}

TEST(ResponseSteps, WhatCameBeforeTheEndIsHandedOutFirst) {
  std::string body;
  ResponseSteps steps;
  steps.received(std::string_view(whole).substr(0, whole.find("lo\r\n")));
  steps.end(CallCancelled{CallPhase::body});
  EXPECT_TRUE(std::holds_alternative<CallCancelled>(std::get<CallEnd>(drain(steps, body))));
  EXPECT_EQ(body, "Hel");
}

TEST(ResponseSteps, TheFirstEndStands) {
  std::string body;
  ResponseSteps steps;
  steps.end(TransportFailure{CallPhase::connect, "refused"});
  steps.end(CallCancelled{CallPhase::connect});
  EXPECT_TRUE(std::holds_alternative<TransportFailure>(std::get<CallEnd>(drain(steps, body))));
}

TEST(ResponseSteps, BrokenFramingIsAnEnd) {
  std::string body;
  ResponseSteps steps;
  steps.received("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\nHi\r\nzz\r\n");
  EXPECT_TRUE(std::holds_alternative<wire::HttpError>(std::get<CallEnd>(drain(steps, body))));
  EXPECT_EQ(body, "Hi");
}

TEST(ResponseSteps, TellWhichBytesMadeEachOfThem) {
  ResponseSteps steps({}, false, wire::HttpDetail::transfer);
  steps.received(whole);
  EXPECT_EQ(steps.unread(), whole);
  static_cast<void>(steps.next());
  EXPECT_EQ(steps.unread(), "5\r\nHello\r\n0\r\n\r\n");
  EXPECT_EQ(std::get<wire::HttpChunkBegin>(steps.next()).size, 5U);
  EXPECT_EQ(steps.unread(), "Hello\r\n0\r\n\r\n");
  EXPECT_EQ(std::get<wire::HttpBodyBytes>(steps.next()).bytes, "Hello");
  EXPECT_EQ(response_end(steps.next()).ending, Ending::complete);
  EXPECT_EQ(steps.unread(), "");
  EXPECT_EQ(steps.framing().kind, wire::HttpFraming::Kind::chunked);
}

TEST(ResponseSteps, OfTheAnswerToHeadHaveNoBody) {
  ResponseSteps steps({}, true);
  steps.received("HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\n");
  EXPECT_TRUE(std::holds_alternative<HttpCallHead>(steps.next()));
  EXPECT_EQ(response_end(steps.next()).ending, Ending::complete);
}

TEST(ResponseSteps, OfABrokenBodyLeaveItsBytesToWhoPassesThemOn) {
  ResponseSteps steps({}, false, wire::HttpDetail::transfer);
  steps.received("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\nHi\r\nzz\r\n");
  while (!std::holds_alternative<HttpCallNeedMore>(steps.next())) {
  }
  EXPECT_EQ(steps.unread(), "");
  EXPECT_FALSE(steps.has_end());
  steps.received("more");
  EXPECT_EQ(steps.unread(), "more");
  EXPECT_TRUE(std::holds_alternative<HttpCallNeedMore>(steps.next()));
  EXPECT_EQ(steps.unread(), "");
  EXPECT_EQ(steps.at_fin().ending, Ending::malformed);
}

TEST(ResponseSteps, OfABrokenHeadAreAnErrorForAll) {
  ResponseSteps steps({}, false, wire::HttpDetail::transfer);
  steps.received("HTTP/1.1 2000 OK\r\n\r\n");
  EXPECT_TRUE(std::holds_alternative<wire::HttpError>(std::get<CallEnd>(steps.next())));
}

}  // namespace
}  // namespace wiretape::net
