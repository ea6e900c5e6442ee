#include "wiretape/core/net/serve/tls_server_hello.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>

#include <gtest/gtest.h>
#include <openssl/ssl.h>

#include "tests/support/tls_handshake.h"

namespace wiretape::net {
namespace {

using wiretape::testing::TlsHandshake;

const TlsServerContext& context() {
  static const auto made = std::get<TestAuthority>(make_test_authority("localhost")).server;
  return made;
}

/// Whether it is one whole record of the handshake whose message is a ServerHello.
bool is_server_hello(std::string_view record) {
  if (record.size() < 9) return false;
  const auto byte = [&](std::size_t at) { return std::size_t{static_cast<unsigned char>(record[at])}; };
  const bool is_one_record = byte(0) == 22 && byte(1) == 3 && record.size() == 5 + (byte(3) << 8 | byte(4));
  const bool is_one_message = record.size() == 9 + (byte(6) << 16 | byte(7) << 8 | byte(8));
  return is_one_record && byte(5) == 2 && is_one_message;
}

TEST(TlsServerHello, AnswersAClientHelloOfEachVersion) {
  for (const int version : {TLS1_3_VERSION, TLS1_2_VERSION}) {
    TlsHandshake client(version);
    TlsServerHello hello(context());
    ASSERT_TRUE(hello.take(client.hello()));
    EXPECT_TRUE(is_server_hello(hello.record()));
    EXPECT_TRUE(client.wants_more_than(hello.record()));
  }
}

TEST(TlsServerHello, WaitsForTheLastByteOfTheClientHello) {
  const TlsHandshake client;
  TlsServerHello hello(context());
  for (std::size_t at = 0; at < client.hello().size(); ++at) {
    EXPECT_EQ(hello.record(), "");
    EXPECT_EQ(hello.take(client.hello().substr(at, 1)), at + 1 == client.hello().size()) << at;
  }
  EXPECT_TRUE(is_server_hello(hello.record()));
}

TEST(TlsServerHello, HasNoAnswerToWhatIsNoClientHello) {
  for (const std::string& bytes : {std::string("GET / HTTP/1.1\r\n\r\n"), std::string(100, '\0')}) {
    TlsServerHello hello(context());
    EXPECT_TRUE(hello.take(bytes));
    EXPECT_EQ(hello.record(), "");
  }
}

TEST(TlsServerHello, HasNoAnswerToAVersionThatIsTooOld) {
  auto hello_bytes = TlsHandshake(TLS1_2_VERSION).hello();
  hello_bytes.at(10) = 1;  // of legacy_version, the second byte: TLS 1.0
  TlsServerHello hello(context());
  EXPECT_TRUE(hello.take(hello_bytes));
  EXPECT_EQ(hello.record(), "");
}

}  // namespace
}  // namespace wiretape::net
