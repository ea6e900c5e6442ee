// What a socket sees of a recorded response: every byte, and how the connection ends.

#include <chrono>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/tape/tape.h"
#include "wiretape/mockserver/mock_server.h"
#include "wiretape/mockserver/serve/memory_server_for_test.h"
#include "wiretape/mockserver/serve/server_for_test.h"

#include "tests/support/raw_client.h"
#include "tests/support/raw_tls_client.h"

namespace wiretape::mockserver {
namespace {

using tape::RecordedEnd;
using wire::Ending;
using wiretape::testing::post;
using wiretape::testing::RawClient;
using wiretape::testing::RawTlsClient;
using wiretape::testing::ReadEnd;
using wiretape::testing::TlsEnd;
using namespace std::chrono_literals;

const std::string head = "HTTP/1.1 200 OK\r\n";
const std::string chunked_head = head + "transfer-encoding: chunked\r\n\r\n";

/// A recording, and what a client that reads to the end sees of it.
struct Case {
  std::string name;
  tape::RecordedResponse recorded;
  std::string bytes;
  ReadEnd end;
  Ending journalled;
};

tape::RecordedResponse recording(Ending how, tape::RecordedFraming framing = {}, wire::HttpFields fields = {}) {
  tape::RecordedResponse recorded;
  recorded.head.fields = std::move(fields);
  recorded.body = {"data: ab\n\n", "data: c\n\n"};
  recorded.end.how = how;
  recorded.framing = std::move(framing);
  return recorded;
}

tape::RecordedResponse by_client(Ending how, tape::RecordedFraming framing = {}) {
  auto recorded = recording(how, std::move(framing));
  recorded.end.by = RecordedEnd::By::client;
  return recorded;
}

tape::ChunkFraming chunks(std::vector<std::uint64_t> sizes, wire::HttpFields trailers = {}) {
  return {.sizes = std::move(sizes), .trailers = std::move(trailers)};
}

const wire::HttpFields too_long{{"content-length", "100"}};
const std::string body = "data: ab\n\ndata: c\n\n";
const std::string as_chunks = "a\r\ndata: ab\n\n\r\n9\r\ndata: c\n\n\r\n";
const std::string up_to_the_crlf = "a\r\ndata: ab\n\n\r\n9\r\ndata: c\n\n";
const std::string begun_chunk = "a\r\ndata: ab\n\n\r\nff\r\ndata: c\n\n";

// Every end that a tape can name, each in every framing in which it can be.
std::vector<Case> cases() {
  return {
      {"complete", recording(Ending::complete), chunked_head + as_chunks + "0\r\n\r\n", ReadEnd::fin, Ending::complete},
      {"complete_with_trailers", recording(Ending::complete, chunks({10, 9}, {{"x", "y"}})),
       chunked_head + as_chunks + "0\r\nx: y\r\n\r\n", ReadEnd::fin, Ending::complete},
      {"complete_length", recording(Ending::complete, {}, {{"content-length", "19"}}),
       head + "content-length: 19\r\n\r\n" + body, ReadEnd::fin, Ending::complete},
      {"closed", recording(Ending::closed), head + "\r\n" + body, ReadEnd::fin, Ending::closed},
      {"cut_in_size_line", recording(Ending::cut_in_size_line), chunked_head + as_chunks + "1", ReadEnd::fin,
       Ending::cut_in_size_line},
      {"cut_in_data", recording(Ending::cut_in_data, chunks({10, 255})), chunked_head + begun_chunk, ReadEnd::fin,
       Ending::cut_in_data},
      {"cut_before_crlf", recording(Ending::cut_before_crlf, chunks({10, 9})), chunked_head + up_to_the_crlf,
       ReadEnd::fin, Ending::cut_before_crlf},
      {"cut_between_chunks", recording(Ending::cut_between_chunks), chunked_head + as_chunks, ReadEnd::fin,
       Ending::cut_between_chunks},
      {"cut_in_trailers", recording(Ending::cut_in_trailers, chunks({10, 9}, {{"x", "y"}})),
       chunked_head + as_chunks + "0\r\nx: y\r\n", ReadEnd::fin, Ending::cut_in_trailers},
      {"short_content_length", recording(Ending::short_content_length, {}, too_long),
       head + "content-length: 100\r\n\r\n" + body, ReadEnd::fin, Ending::short_content_length},
      {"malformed", recording(Ending::malformed), chunked_head + as_chunks + "no size\r\n", ReadEnd::fin,
       Ending::malformed},
      {"reset", recording(Ending::reset), chunked_head + as_chunks, ReadEnd::reset, Ending::reset},
      {"reset_in_data", recording(Ending::reset, chunks({10, 255})), chunked_head + begun_chunk, ReadEnd::reset,
       Ending::reset},
      {"reset_in_length", recording(Ending::reset, {}, too_long), head + "content-length: 100\r\n\r\n" + body,
       ReadEnd::reset, Ending::reset},
      {"reset_where_close_frames", recording(Ending::reset, tape::CloseFraming{}), head + "\r\n" + body, ReadEnd::reset,
       Ending::reset},
      {"tls_cut", recording(Ending::tls_cut), chunked_head + as_chunks, ReadEnd::fin, Ending::cut_between_chunks},
      {"client_abandoned", by_client(Ending::abandoned), chunked_head + as_chunks, ReadEnd::fin,
       Ending::cut_between_chunks},
      {"client_timed_out", by_client(Ending::timed_out, chunks({10, 255})), chunked_head + begun_chunk, ReadEnd::fin,
       Ending::cut_in_data},
      {"client_reset", by_client(Ending::reset), chunked_head + as_chunks, ReadEnd::fin, Ending::cut_between_chunks},
  };
}

std::vector<tape::Tape> tapes_of(const Case& recorded) {
  tape::Exchange exchange;
  exchange.id = recorded.name;
  exchange.answer = recorded.recorded;
  std::vector<tape::Tape> tapes(1);
  tapes.front().exchanges.push_back(std::move(exchange));
  return tapes;
}

MockServer serve(const Case& recorded, const ServerOptions& options = {}) {
  return std::get<MockServer>(MockServer::start(tapes_of(recorded), options));
}

/// A request on a connection that only the response's end, or the client's wish where it is whole, closes.
std::string request_of(const Case& recorded) {
  return post("/v1", "{}", recorded.journalled == Ending::complete ? "Connection: close\r\n" : "");
}

Ending journalled_by(const MockServer& server) {
  EXPECT_TRUE(server.journal().wait_for_ended(1, 30s));
  return server.journal().entries().at(0).end->ending;
}

class RecordedEnding : public ::testing::TestWithParam<Case> {};

TEST_P(RecordedEnding, IsSeenBySockets) {
  const auto server = serve(GetParam());
  RawClient client(server.port());
  client.send(request_of(GetParam()));
  EXPECT_EQ(client.read_all(), GetParam().bytes);
  EXPECT_EQ(client.end(), GetParam().end);
  EXPECT_EQ(journalled_by(server), GetParam().journalled);
}

TEST_P(RecordedEnding, IsSeenUnderTls) {
  const auto server = serve(GetParam(), over_tls());
  RawTlsClient client(server.port(), authority().certificate);
  client.send(request_of(GetParam()));
  EXPECT_EQ(client.read_all(), GetParam().bytes);
  EXPECT_EQ(client.end(), GetParam().end == ReadEnd::reset ? TlsEnd::reset : TlsEnd::close_notify);
  EXPECT_EQ(journalled_by(server), GetParam().journalled);
}

/// At every split of the request, which changes nothing.
TEST_P(RecordedEnding, IsSeenInMemory) {
  const auto request = request_of(GetParam());
  for (std::size_t split = 0; split < request.size(); ++split) {
    const MemoryServer server(tapes_of(GetParam()), {});
    MemoryClient client(server);
    client.send(request.substr(0, split));
    client.send(request.substr(split));
    ASSERT_EQ(client.read_all(), GetParam().bytes) << split;
    ASSERT_EQ(client.end(), GetParam().end);
    ASSERT_EQ(server.journal().entries().at(0).end->ending, GetParam().journalled);
  }
}

INSTANTIATE_TEST_SUITE_P(Of, RecordedEnding, ::testing::ValuesIn(cases()),
                         [](const auto& each) { return each.param.name; });

}  // namespace
}  // namespace wiretape::mockserver
