#include "wiretape/core/net/tls_stream.h"

#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include <gtest/gtest.h>
#include <openssl/ssl.h>

#include "wiretape/core/net/serve/tls_server.h"

namespace wiretape::net {
namespace {

/// A TlsStream and OpenSSL's own client on the two ends of a socket pair, both without blocking.
class TlsStreamTest : public ::testing::Test {
 protected:
  TlsStreamTest() {
    EXPECT_EQ(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, ends_.data()), 0);
    context_ = std::get<TestAuthority>(make_test_authority("localhost")).server;
    server_ = std::make_unique<TlsStream>(context_.get(), ends_[0]);
    client_context_ = SSL_CTX_new(TLS_client_method());
    client_ = SSL_new(client_context_);
    SSL_set_fd(client_, ends_[1]);
    SSL_set_connect_state(client_);
  }
  ~TlsStreamTest() override {
    SSL_free(client_);
    SSL_CTX_free(client_context_);
    server_.reset();
    for (const int end : ends_) {
      if (end >= 0) ::close(end);
    }
  }

  void shake_hands() {
    auto step = TlsStep::wants_read;
    for (int turn = 0; turn < 10 && (step != TlsStep::done || !SSL_is_init_finished(client_)); ++turn) {
      SSL_do_handshake(client_);
      step = server_->shake_hands();
    }
    ASSERT_EQ(step, TlsStep::done);
  }

  /// All that the client can read now.
  std::string client_reads() {
    std::string all;
    std::array<char, 16384> buffer{};
    for (;;) {
      const auto size = SSL_read(client_, buffer.data(), static_cast<int>(buffer.size()));
      if (size <= 0) return all;
      all.append(buffer.data(), static_cast<std::size_t>(size));
    }
  }

  void close_client() { ::close(std::exchange(ends_[1], -1)); }

  std::array<int, 2> ends_{-1, -1};
  TlsServerContext context_;
  std::unique_ptr<TlsStream> server_;
  SSL_CTX* client_context_ = nullptr;
  SSL* client_ = nullptr;
};

TEST_F(TlsStreamTest, WaitsForThePeerInTheHandshake) {
  EXPECT_EQ(server_->shake_hands(), TlsStep::wants_read);
  EXPECT_EQ(server_->shake_hands(), TlsStep::wants_read);
  shake_hands();
}

TEST_F(TlsStreamTest, ReadsWhatHasCome) {
  shake_hands();
  std::array<char, 3> buffer{};
  EXPECT_EQ(server_->read(buffer.data(), buffer.size()).step, TlsStep::wants_read);
  ASSERT_EQ(SSL_write(client_, "hello", 5), 5);
  EXPECT_EQ(server_->read(buffer.data(), buffer.size()).size, 3U);
  EXPECT_EQ(std::string(buffer.data(), 3), "hel");
  EXPECT_EQ(server_->read(buffer.data(), buffer.size()).size, 2U);
  EXPECT_EQ(server_->read(buffer.data(), buffer.size()).step, TlsStep::wants_read);
}

TEST_F(TlsStreamTest, GoesOnWithARecordThatTheKernelTookInPart) {
  shake_hands();
  std::string all;
  for (int i = 0; i < 400'000; ++i)
    all += std::to_string(i);
  std::string got;
  std::size_t at = 0;
  int refusals = 0;
  while (at < all.size()) {
    // From another place in memory each time.
    const std::string rest = all.substr(at, 100'000);
    const auto [sent, is_broken] = server_->send(rest);
    ASSERT_FALSE(is_broken);
    at += sent;
    if (sent == rest.size()) continue;
    ++refusals;
    got += client_reads();
  }
  got += client_reads();
  EXPECT_TRUE(got == all);
  EXPECT_GT(refusals, 2);
}

TEST_F(TlsStreamTest, TellsAPeerThatIsGone) {
  shake_hands();
  close_client();
  EXPECT_TRUE(server_->send("hello").is_broken);
  EXPECT_TRUE(server_->send("again").is_broken);
  char byte = 0;
  EXPECT_EQ(server_->read(&byte, 1).step, TlsStep::ended);
}

TEST_F(TlsStreamTest, EndsWhereThePeerLeavesInTheHandshake) {
  SSL_do_handshake(client_);
  close_client();
  auto step = server_->shake_hands();
  if (step == TlsStep::wants_read) step = server_->shake_hands();
  EXPECT_EQ(step, TlsStep::ended);
}

TEST_F(TlsStreamTest, NotifiesOfItsClose) {
  shake_hands();
  EXPECT_EQ(server_->notify_close(), TlsStep::done);
  char byte = 0;
  EXPECT_EQ(SSL_read(client_, &byte, 1), 0);
  EXPECT_EQ(SSL_get_shutdown(client_) & SSL_RECEIVED_SHUTDOWN, SSL_RECEIVED_SHUTDOWN);
}

TEST_F(TlsStreamTest, NotifiesLaterWhereThereIsNoRoom) {
  shake_hands();
  const std::string filling(65'536, 'x');
  for (std::size_t size = filling.size(); size > 0; size /= 2) {
    while (send_now(ends_[0], std::string_view(filling).substr(0, size)).sent > 0) {
    }
  }
  EXPECT_EQ(server_->notify_close(), TlsStep::wants_write);
  EXPECT_EQ(server_->notify_close(), TlsStep::wants_write);
  std::string buffer(65'536, '\0');
  while (::recv(ends_[1], buffer.data(), buffer.size(), MSG_DONTWAIT) > 0) {
  }
  EXPECT_EQ(server_->notify_close(), TlsStep::done);
  const auto size = ::recv(ends_[1], buffer.data(), buffer.size(), MSG_DONTWAIT);
  ASSERT_EQ(size, 24);  // a record of an encrypted alert: header 5, alert 2, its type 1, tag 16
  EXPECT_EQ(buffer.substr(0, 5), std::string("\x17\x03\x03\x00\x13", 5));
}

TEST_F(TlsStreamTest, TellsPlainHttpFromTls) {
  ASSERT_EQ(::send(ends_[1], "GET / HTTP/1.1\r\n", 16, 0), 16);
  EXPECT_EQ(server_->shake_hands(), TlsStep::plain_http);
}

TEST_F(TlsStreamTest, EndsAtNoise) {
  ASSERT_EQ(::send(ends_[1], "\xff\xff\xff\xff\xff\xff", 6, 0), 6);
  EXPECT_EQ(server_->shake_hands(), TlsStep::ended);
}

}  // namespace
}  // namespace wiretape::net
