#include <chrono>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/net/call/http_call.h"
#include "wiretape/core/net/call/tls_client.h"
#include "wiretape/core/net/testing/certificate.h"
#include "wiretape/core/net/testing/latch.h"
#include "wiretape/core/net/testing/recorded_call.h"
#include "wiretape/core/net/testing/scripted_peer.h"

namespace wiretape::net {
namespace {

using wire::Ending;
using wiretape::net::testing::Certificate;
using wiretape::net::testing::PeerConnection;
using wiretape::net::testing::record;
using wiretape::net::testing::ScriptedPeer;

const std::string tls_chunked_head = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n";

/// A call that trusts what is in `ca_file` alone.
HttpCallOptions tls_call(std::uint16_t port, const std::string& ca_file) {
  auto options = testing::loopback_call(port);
  auto context = make_tls_client_context(ca_file);
  if (const auto* error = std::get_if<TlsError>(&context)) {
    ADD_FAILURE() << error->what;
  } else {
    options.target.tls = std::get<TlsClientContext>(context);
  }
  return options;
}

void expect_tls_ending(const CallEnd& end, Ending ending) {
  const auto* ended = std::get_if<ResponseEnded>(&end);
  ASSERT_NE(ended, nullptr) << "alternative " << end.index();
  EXPECT_EQ(to_string(ended->ending), to_string(ending));
}

std::string tls_failure(const CallEnd& end) {
  const auto* failure = std::get_if<TransportFailure>(&end);
  if (failure == nullptr) return "no failure: alternative " + std::to_string(end.index());
  EXPECT_EQ(failure->phase, CallPhase::tls);
  return failure->cause;
}

TEST(HttpCallTls, NamesTheServerAndTheProtocol) {
  const Certificate certificate("DNS:localhost");
  std::string server_name;
  std::string protocol;
  {
    ScriptedPeer peer([&](PeerConnection& connection) {
      if (!connection.start_tls(certificate.server_context())) return;
      server_name = connection.server_name();
      protocol = connection.protocol();
      connection.read_request();
      connection.send(tls_chunked_head + "5\r\nhello\r\n0\r\n\r\n");
    });
    auto options = tls_call(peer.port(), certificate.file());
    options.target.host = "localhost";
    const auto recorded = record(options);
    expect_tls_ending(*recorded.end, Ending::complete);
    EXPECT_EQ(recorded.body, "hello");
  }
  EXPECT_EQ(server_name, "localhost");
  EXPECT_EQ(protocol, "http/1.1");
}

TEST(HttpCallTls, AnAddressIsNoServerName) {
  const Certificate certificate("IP:127.0.0.1");
  std::string server_name = "none seen";
  {
    ScriptedPeer peer([&](PeerConnection& connection) {
      if (!connection.start_tls(certificate.server_context())) return;
      server_name = connection.server_name();
      connection.read_request();
      connection.send(tls_chunked_head + "0\r\n\r\n");
    });
    expect_tls_ending(*record(tls_call(peer.port(), certificate.file())).end, Ending::complete);
  }
  EXPECT_EQ(server_name, "");
}

CallEnd handshake_with(const Certificate& certificate, const std::string& ca_file) {
  ScriptedPeer peer([&](PeerConnection& connection) {
    if (!connection.start_tls(certificate.server_context())) return;
    ADD_FAILURE() << "the client took the certificate";
  });
  return *record(tls_call(peer.port(), ca_file)).end;
}

TEST(HttpCallTls, RefusesACertificateForAnotherName) {
  const Certificate certificate("DNS:elsewhere.example,IP:127.0.0.2");
  EXPECT_EQ(tls_failure(handshake_with(certificate, certificate.file())),
            "certificate of 127.0.0.1 refused: IP address mismatch");
}

TEST(HttpCallTls, RefusesACertificateThatNobodyVouchesFor) {
  const Certificate certificate("IP:127.0.0.1");
  EXPECT_THAT(tls_failure(handshake_with(certificate, "")), ::testing::HasSubstr("self-signed certificate"));
}

TEST(HttpCallTls, RefusesAnExpiredCertificate) {
  const Certificate certificate("IP:127.0.0.1", true);
  EXPECT_EQ(tls_failure(handshake_with(certificate, certificate.file())),
            "certificate of 127.0.0.1 refused: certificate has expired");
}

TEST(HttpCallTls, RefusesAPeerThatSpeaksNoTls) {
  ScriptedPeer peer([](PeerConnection& connection) {
    connection.send("HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n");
    connection.wait_for_close();
  });
  EXPECT_THAT(tls_failure(*record(tls_call(peer.port(), "")).end),
              ::testing::HasSubstr("TLS handshake with 127.0.0.1 failed"));
}

TEST(HttpCallTls, SaysWhichFileIsMissing) {
  const auto context = make_tls_client_context("/no/such/file.pem");
  const auto* error = std::get_if<TlsError>(&context);
  ASSERT_NE(error, nullptr);
  EXPECT_THAT(error->what, ::testing::HasSubstr("/no/such/file.pem"));
}

CallEnd end_after(const std::string& response, const std::function<void(PeerConnection&)>& finish) {
  const Certificate certificate("IP:127.0.0.1");
  ScriptedPeer peer([&](PeerConnection& connection) {
    if (!connection.start_tls(certificate.server_context())) return;
    connection.read_request();
    connection.send(response);
    finish(connection);
  });
  return *record(tls_call(peer.port(), certificate.file())).end;
}

void fin_without_close_notify(PeerConnection& connection) {
  connection.fin();
}

void orderly_close(PeerConnection& connection) {
  connection.close_notify();
  connection.fin();
}

void reset(PeerConnection& connection) {
  connection.reset();
}

TEST(HttpCallTls, EndsInOrder) {
  expect_tls_ending(end_after("HTTP/1.1 200 OK\r\n\r\nhello", orderly_close), Ending::closed);
  expect_tls_ending(end_after(tls_chunked_head + "5\r\nhel", orderly_close), Ending::cut_in_data);
}

TEST(HttpCallTls, EndsWithoutCloseNotify) {
  expect_tls_ending(end_after("HTTP/1.1 200 OK\r\n\r\nhello", fin_without_close_notify), Ending::tls_cut);
  expect_tls_ending(end_after(tls_chunked_head + "5\r\nhel", fin_without_close_notify), Ending::tls_cut);
  expect_tls_ending(end_after("", fin_without_close_notify), Ending::tls_cut);
}

TEST(HttpCallTls, WithoutCloseNotifyACompleteBodyIsStillComplete) {
  expect_tls_ending(end_after(tls_chunked_head + "0\r\n\r\n", fin_without_close_notify), Ending::complete);
}

TEST(HttpCallTls, Reset) {
  expect_tls_ending(end_after(tls_chunked_head + "5\r\nhel", reset), Ending::reset);
}

TEST(HttpCallTls, HandshakeDeadline) {
  ScriptedPeer peer([](PeerConnection& connection) { connection.wait_for_close(); });
  auto options = tls_call(peer.port(), "");
  options.target.timeouts.tls = std::chrono::milliseconds(40);
  const auto end = *record(options).end;
  const auto* passed = std::get_if<DeadlinePassed>(&end);
  ASSERT_NE(passed, nullptr) << "alternative " << end.index();
  EXPECT_EQ(passed->deadline, Deadline::tls);
  EXPECT_EQ(passed->phase, CallPhase::tls);
}

TEST(HttpCallTls, CancelInTheHandshake) {
  testing::Latch greeted;
  ScriptedPeer peer([&](PeerConnection& connection) {
    connection.read_raw(1);
    greeted.open();
    connection.wait_for_close();
  });
  boost::asio::io_context context;
  HttpCall call(context.get_executor(), tls_call(peer.port(), ""));
  std::thread canceller([&] {
    greeted.wait();
    call.cancel();
  });
  const auto recorded = record(context, call);
  canceller.join();
  const auto* cancelled = std::get_if<CallCancelled>(&*recorded.end);
  ASSERT_NE(cancelled, nullptr) << "alternative " << recorded.end->index();
  EXPECT_EQ(cancelled->phase, CallPhase::tls);
}

// SIGPIPE would end this process. The client is made to send more over TLS to a connection that was reset.
TEST(HttpCallTls, WritingToAResetConnectionRaisesNoSignal) {
  const Certificate certificate("IP:127.0.0.1");
  ScriptedPeer peer([&](PeerConnection& connection) {
    if (!connection.start_tls(certificate.server_context())) return;
    connection.reset();
  });
  auto options = tls_call(peer.port(), certificate.file());
  options.request += std::string(std::size_t{16} << 20, ' ');
  expect_tls_ending(*record(options).end, Ending::reset);
}

}  // namespace
}  // namespace wiretape::net
