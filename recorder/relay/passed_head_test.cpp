#include "wiretape/recorder/relay/passed_head.h"

#include <string>

#include <gtest/gtest.h>

#include "wiretape/core/wire/http/http_writer.h"

namespace wiretape::recorder::relay {
namespace {

std::string passed(const wire::HttpFields& fields, std::size_t body_size,
                   AcceptEncoding accept = AcceptEncoding::identity, bool closes = false) {
  const wire::HttpRequestHead head{"POST", "/asked", 1, wire::HttpFieldLines(fields)};
  std::string text;
  wire::append_request_head(text, head_for_upstream(head, "/passed", "api.test", body_size, accept, closes));
  return text;
}

TEST(HeadForUpstream, KeepsAllFieldsInTheirOrderButForHostAndCodings) {
  EXPECT_EQ(passed({{"Host", "127.0.0.1:8090"},
                    {"Authorization", "Bearer k"},
                    {"accept-encoding", "gzip, br"},
                    {"X-Twice", "1"},
                    {"Content-Length", "2"},
                    {"X-Twice", "2"}},
                   2),
            "POST /passed HTTP/1.1\r\nHost: api.test\r\nAuthorization: Bearer k\r\naccept-encoding: identity\r\n"
            "X-Twice: 1\r\nContent-Length: 2\r\nX-Twice: 2\r\n\r\n");
}

TEST(HeadForUpstream, AsksForIdentityWhereNothingWasAsked) {
  EXPECT_EQ(passed({{"host", "x"}}, 0), "POST /passed HTTP/1.1\r\nhost: api.test\r\naccept-encoding: identity\r\n\r\n");
}

TEST(HeadForUpstream, LeavesTheCodingsAloneWhereItIsTo) {
  EXPECT_EQ(passed({{"host", "x"}, {"accept-encoding", "gzip"}}, 0, AcceptEncoding::as_asked),
            "POST /passed HTTP/1.1\r\nhost: api.test\r\naccept-encoding: gzip\r\n\r\n");
}

TEST(HeadForUpstream, AsksForTheConnectionToBeClosedWhereItIsTheLast) {
  EXPECT_EQ(passed({{"host", "x"}}, 0, AcceptEncoding::identity, true),
            "POST /passed HTTP/1.1\r\nhost: api.test\r\naccept-encoding: identity\r\nconnection: close\r\n\r\n");
}

TEST(HeadForUpstream, LeavesOutWhatIsForOneConnectionAlone) {
  EXPECT_EQ(passed({{"host", "x"},
                    {"Connection", "keep-alive, X-Mine, content-length"},
                    {"x-mine", "1"},
                    {"Keep-Alive", "timeout=5"},
                    {"Proxy-Authorization", "Basic x"},
                    {"TE", "trailers"},
                    {"Trailer", "x"},
                    {"Upgrade", "websocket"},
                    {"Expect", "100-continue"},
                    {"content-length", "1"},
                    {"accept-encoding", "a"},
                    {"Accept-Encoding", "b"}},
                   1),
            "POST /passed HTTP/1.1\r\nhost: api.test\r\ncontent-length: 1\r\naccept-encoding: identity\r\n\r\n");
}

TEST(HeadForUpstream, ABodyInChunksTravelsWithItsLength) {
  EXPECT_EQ(
      passed({{"host", "x"}, {"Transfer-Encoding", "chunked"}, {"a", "b"}}, 70),
      "POST /passed HTTP/1.1\r\nhost: api.test\r\ncontent-length: 70\r\na: b\r\naccept-encoding: identity\r\n\r\n");
}

TEST(HeadForClient, KeepsHowTheBodyTravels) {
  const wire::HttpResponseHead head{200,
                                    "Fine",
                                    1,
                                    {{"Transfer-Encoding", "chunked"},
                                     {"Connection", "close, x-hop"},
                                     {"X-Hop", "1"},
                                     {"Trailer", "x-sum"},
                                     {"Keep-Alive", "timeout=5"},
                                     {"x-request-id", "r"}}};
  EXPECT_EQ(head_for_client(head),
            (wire::HttpResponseHead{
                200, "Fine", 1, {{"Transfer-Encoding", "chunked"}, {"Trailer", "x-sum"}, {"x-request-id", "r"}}}));
}

}  // namespace
}  // namespace wiretape::recorder::relay
