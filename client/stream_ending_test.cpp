// What the client reports for every way in which a response can end on the wire, with and without a finish reason, with
// and without the terminator, over real connections.

#include <array>
#include <memory>
#include <string>
#include <tuple>

#include <gtest/gtest.h>

#include "wiretape/client/testing/chat_stream.h"
#include "wiretape/client/testing/loopback_client.h"
#include "wiretape/core/net/testing/certificate.h"
#include "wiretape/core/net/testing/scripted_peer.h"

namespace wiretape::client {
namespace {

using net::testing::Certificate;
using net::testing::PeerConnection;
using net::testing::ScriptedPeer;
using wire::Ending;
using wiretape::client::testing::chunk;
using wiretape::client::testing::chunked_head;
using wiretape::client::testing::last_chunk;

/// Plays `body` and ends the response as `ending` says.
void play(PeerConnection& connection, Ending ending, const std::string& body) {
  const std::string plain_head = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n";
  connection.read_request();
  switch (ending) {
    case Ending::complete:
      connection.send(chunked_head + chunk(body) + last_chunk);
      return connection.fin();
    case Ending::closed:
      connection.send(plain_head + "\r\n" + body);
      return connection.fin();
    case Ending::cut_in_head:
      connection.send(plain_head);
      return connection.fin();
    case Ending::cut_in_size_line:
      connection.send(chunked_head + chunk(body) + "1");
      return connection.fin();
    case Ending::cut_in_data:
      connection.send(chunked_head + chunk(body) + "20\r\ndata: {\"choi");
      return connection.fin();
    case Ending::cut_before_crlf: {
      const auto whole = chunk(body);
      connection.send(chunked_head + whole.substr(0, whole.size() - 2));
      return connection.fin();
    }
    case Ending::cut_between_chunks:
      connection.send(chunked_head + chunk(body));
      return connection.fin();
    case Ending::cut_in_trailers:
      connection.send(chunked_head + chunk(body) + "0\r\nx-trailer: 1\r\n");
      return connection.fin();
    case Ending::short_content_length:
      connection.send(plain_head + "content-length: " + std::to_string(body.size() + 10) + "\r\n\r\n" + body);
      return connection.fin();
    case Ending::reset:
      connection.send(chunked_head + chunk(body));
      return connection.reset();
    case Ending::tls_cut:
      connection.send(chunked_head + chunk(body));
      return connection.fin();  // without close_notify
    case Ending::timed_out:
      connection.send(chunked_head + chunk(body));
      return;
    case Ending::malformed:
      connection.send(chunked_head + chunk(body) + "zz\r\n");
      return connection.fin();
    case Ending::abandoned:
      FAIL() << "not something that a peer does";
  }
}

using Parameters = std::tuple<Ending, bool, bool>;

class StreamEnding : public ::testing::TestWithParam<Parameters> {
 protected:
  StreamEnding() {
    std::tie(ending_, has_finish_reason_, has_terminator_) = GetParam();
    if (has_finish_reason_) body_ += testing::finish_event("stop");
    if (has_terminator_) body_ += testing::done_event;
    if (ending_ == Ending::tls_cut) certificate_ = std::make_unique<Certificate>("IP:127.0.0.1");
  }

  Result run(bool requires_terminator) {
    ScriptedPeer peer([this](PeerConnection& connection) {
      if (certificate_ && !connection.start_tls(certificate_->server_context())) return;
      play(connection, ending_, body_);
      if (ending_ != Ending::reset) connection.wait_for_close();
    });
    auto options = testing::loopback_options(peer.port(), certificate_ ? "https" : "http");
    if (certificate_) options.ca_file = certificate_->file();
    if (ending_ == Ending::timed_out) options.timeouts.idle = std::chrono::milliseconds(40);
    return testing::make_client(options, requires_terminator).chat({"m-1", "Hello?"}).result();
  }

  void expect_outcome(const Result& result, bool requires_terminator) const {
    if (ending_ == Ending::cut_in_head) return expect_truncated(result, false);
    EXPECT_EQ(result.message.first().text, "Hello");
    EXPECT_EQ(result.status, 200);
    if (has_terminator_) return expect_completed(result);
    EXPECT_EQ(result.ending, ending_);
    if (ending_ == Ending::complete && has_finish_reason_ && !requires_terminator) return expect_completed(result);
    if (ending_ == Ending::timed_out) return expect_timed_out(result);
    if (ending_ == Ending::malformed) return expect_malformed(result);
    expect_truncated(result, has_finish_reason_);
  }

  void expect_completed(const Result& result) const {
    const auto* completed = std::get_if<Completed>(&result.outcome);
    ASSERT_NE(completed, nullptr) << describe(result.outcome);
    EXPECT_EQ(completed->reason, has_finish_reason_ ? std::optional<std::string>("stop") : std::nullopt);
  }

  void expect_truncated(const Result& result, bool has_finish_reason) const {
    const auto* truncated = std::get_if<Truncated>(&result.outcome);
    ASSERT_NE(truncated, nullptr) << describe(result.outcome);
    EXPECT_EQ(to_string(truncated->ending), to_string(ending_));
    EXPECT_EQ(truncated->has_finish_reason, has_finish_reason);
  }

  static void expect_timed_out(const Result& result) {
    const auto* timed_out = std::get_if<TimedOut>(&result.outcome);
    ASSERT_NE(timed_out, nullptr) << describe(result.outcome);
    EXPECT_EQ(timed_out->deadline, Deadline::idle);
    EXPECT_EQ(timed_out->phase, Phase::body);
  }

  void expect_malformed(const Result& result) const {
    const auto* error = std::get_if<ProtocolError>(&result.outcome);
    ASSERT_NE(error, nullptr) << describe(result.outcome);
    EXPECT_EQ(error->unit, ProtocolError::Unit::response);
    EXPECT_GE(error->offset, chunked_head.size() + chunk(body_).size());
  }

  Ending ending_ = Ending::complete;
  bool has_finish_reason_ = false;
  bool has_terminator_ = false;
  std::string body_ = testing::text_event("Hel") + testing::text_event("lo");
  std::unique_ptr<Certificate> certificate_;
};

TEST_P(StreamEnding, OfAnUnknownHost) {
  expect_outcome(run(false), false);
}

TEST_P(StreamEnding, OfAProviderThatAlwaysSendsATerminator) {
  expect_outcome(run(true), true);
}

constexpr std::array endings{
    Ending::complete,
    Ending::closed,
    Ending::cut_in_head,
    Ending::cut_in_size_line,
    Ending::cut_in_data,
    Ending::cut_before_crlf,
    Ending::cut_between_chunks,
    Ending::cut_in_trailers,
    Ending::short_content_length,
    Ending::reset,
    Ending::tls_cut,
    Ending::timed_out,
    Ending::malformed,
};

std::string test_name(const ::testing::TestParamInfo<Parameters>& info) {
  const auto [ending, has_finish_reason, has_terminator] = info.param;
  return std::string(to_string(ending)) + (has_finish_reason ? "_finish" : "") + (has_terminator ? "_terminator" : "");
}

INSTANTIATE_TEST_SUITE_P(All, StreamEnding,
                         ::testing::Combine(::testing::ValuesIn(endings), ::testing::Bool(), ::testing::Bool()),
                         test_name);

}  // namespace
}  // namespace wiretape::client
