// Every way in which a response can end on the wire, over a real connection.

#include <string>

#include <gtest/gtest.h>

#include "wiretape/core/net/call/http_call.h"
#include "wiretape/core/net/testing/recorded_call.h"
#include "wiretape/core/net/testing/scripted_peer.h"

namespace wiretape::net {
namespace {

using wire::Ending;
using wiretape::net::testing::loopback_call;
using wiretape::net::testing::PeerConnection;
using wiretape::net::testing::record;
using wiretape::net::testing::RecordedCall;
using wiretape::net::testing::ScriptedPeer;

RecordedCall record_fin_after(const std::string& response) {
  ScriptedPeer peer([&](PeerConnection& connection) {
    connection.read_request();
    connection.send(response);
    connection.fin();
    connection.wait_for_close();
  });
  return record(loopback_call(peer.port()));
}

RecordedCall record_reset_after(const std::string& response) {
  ScriptedPeer peer([&](PeerConnection& connection) {
    connection.read_request();
    connection.send(response);
    connection.reset();
  });
  return record(loopback_call(peer.port()));
}

void expect_ending(const RecordedCall& recorded, Ending ending, bool has_begun = true) {
  ASSERT_TRUE(recorded.end.has_value());
  const auto* ended = std::get_if<ResponseEnded>(&*recorded.end);
  ASSERT_NE(ended, nullptr) << "alternative " << recorded.end->index();
  EXPECT_EQ(to_string(ended->ending), to_string(ending));
  EXPECT_EQ(ended->has_begun, has_begun);
}

const std::string chunked_head = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n";
const std::string length_head = "HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\n";
const std::string close_head = "HTTP/1.1 200 OK\r\n\r\n";

TEST(HttpCallEnding, CompleteByChunks) {
  const auto recorded = record_fin_after(chunked_head + "5\r\nhello\r\n0\r\n\r\n");
  expect_ending(recorded, Ending::complete);
  EXPECT_EQ(recorded.body, "hello");
}

TEST(HttpCallEnding, CompleteByLength) {
  const auto recorded = record_fin_after(length_head + "hello");
  expect_ending(recorded, Ending::complete);
  EXPECT_EQ(recorded.body, "hello");
}

TEST(HttpCallEnding, CompleteWithAnEmptyBody) {
  expect_ending(record_fin_after("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n"), Ending::complete);
}

// The peer's end never comes: what the framing says is enough.
TEST(HttpCallEnding, CompleteWithoutWaitingForTheFin) {
  ScriptedPeer peer([&](PeerConnection& connection) {
    connection.read_request();
    connection.send(length_head + "hello");
    connection.wait_for_close();
  });
  expect_ending(record(loopback_call(peer.port())), Ending::complete);
}

TEST(HttpCallEnding, ClosedWhereCloseIsTheFraming) {
  const auto recorded = record_fin_after(close_head + "hello");
  expect_ending(recorded, Ending::closed);
  EXPECT_EQ(recorded.body, "hello");
}

TEST(HttpCallEnding, CutInTheHead) {
  expect_ending(record_fin_after("HTTP/1.1 200 OK\r\ncontent-le"), Ending::cut_in_head);
}

TEST(HttpCallEnding, FinWithoutAnyAnswer) {
  expect_ending(record_fin_after(""), Ending::cut_in_head, false);
}

TEST(HttpCallEnding, CutInASizeLine) {
  expect_ending(record_fin_after(chunked_head + "5\r\nhello\r\n1"), Ending::cut_in_size_line);
}

TEST(HttpCallEnding, CutInData) {
  const auto recorded = record_fin_after(chunked_head + "5\r\nhel");
  expect_ending(recorded, Ending::cut_in_data);
  EXPECT_EQ(recorded.body, "hel");
}

TEST(HttpCallEnding, CutBeforeTheCrlf) {
  expect_ending(record_fin_after(chunked_head + "5\r\nhello"), Ending::cut_before_crlf);
  expect_ending(record_fin_after(chunked_head + "5\r\nhello\r"), Ending::cut_before_crlf);
}

TEST(HttpCallEnding, CutBetweenChunks) {
  expect_ending(record_fin_after(chunked_head + "5\r\nhello\r\n"), Ending::cut_between_chunks);
}

TEST(HttpCallEnding, CutInTheTrailers) {
  expect_ending(record_fin_after(chunked_head + "5\r\nhello\r\n0\r\nx-a: b\r\n"), Ending::cut_in_trailers);
}

TEST(HttpCallEnding, ShortContentLength) {
  const auto recorded = record_fin_after(length_head + "hell");
  expect_ending(recorded, Ending::short_content_length);
  EXPECT_EQ(recorded.body, "hell");
}

TEST(HttpCallEnding, ResetGivesWhatCameBeforeIt) {
  const std::string piece(100'000, 'x');
  const auto recorded = record_reset_after(chunked_head + "186a0\r\n" + piece + "\r\n5\r\nhel");
  expect_ending(recorded, Ending::reset);
  EXPECT_EQ(recorded.body, piece + "hel");
}

TEST(HttpCallEnding, ResetWithoutAnyAnswer) {
  expect_ending(record_reset_after(""), Ending::reset, false);
}

TEST(HttpCallEnding, ResetInTheHead) {
  expect_ending(record_reset_after("HTTP/1.1 2"), Ending::reset);
}

TEST(HttpCallEnding, ResetAfterTheEndOfTheResponseChangesNothing) {
  expect_ending(record_reset_after(length_head + "hello"), Ending::complete);
}

TEST(HttpCallEnding, MalformedSaysWhere) {
  const auto recorded = record_fin_after(chunked_head + "5\r\nhello\r\nzz\r\n");
  ASSERT_TRUE(recorded.end.has_value());
  const auto* error = std::get_if<wire::HttpError>(&*recorded.end);
  ASSERT_NE(error, nullptr) << "alternative " << recorded.end->index();
  EXPECT_FALSE(error->what.empty());
  EXPECT_GE(error->offset, chunked_head.size() + 10);
  EXPECT_EQ(recorded.body, "hello");
}

TEST(HttpCallEnding, NotHttpAtAll) {
  const auto recorded = record_fin_after("SSH-2.0-OpenSSH_9.2\r\n\r\n");
  ASSERT_TRUE(recorded.end.has_value());
  EXPECT_TRUE(std::holds_alternative<wire::HttpError>(*recorded.end));
  EXPECT_FALSE(recorded.head.has_value());
}

}  // namespace
}  // namespace wiretape::net
