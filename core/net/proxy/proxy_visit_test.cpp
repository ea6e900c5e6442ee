#include "wiretape/core/net/proxy/proxy_visit.h"

#include <chrono>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/net/serve/tls_server.h"

namespace wiretape::net {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;

/// A visit to a proxy that is api.test, and base.test by another's address, and tunnels nobody.
class ProxyVisitTest : public ::testing::Test {
 protected:
  ProxyVisitTest() {
    const auto made = std::get<HostsAuthority>(make_hosts_authority({"api.test", "base.test"}));
    terms_.hosts.push_back({.intercept = std::get<Intercept>(parse_intercept("api.test")), .tls = made.servers[0]});
    terms_.hosts.push_back({.intercept = std::get<Intercept>(parse_intercept("base.test:443=http://127.0.0.1:80/base")),
                            .tls = made.servers[1]});
    terms_.tunnels_others = false;
    terms_.on_distrusted = [this](const std::string& host) { distrusted_.push_back(host); };
  }

  /// Whether the proxy answers it itself.
  bool ask(const std::string& method, const std::string& target, const wire::HttpFields& fields = {}) {
    request_ = {{method, target, 1, wire::HttpFieldLines(fields)}, ""};
    return visit_.on_request(request_);
  }
  /// What the proxy says, to the end of it; next() has then what comes after.
  std::string said() {
    std::string all;
    for (auto act = visit_.next(Time()); std::holds_alternative<act::Send>(act); act = visit_.next(Time())) {
      all += std::get<act::Send>(act).bytes;
      visit_.on_written(std::get<act::Send>(act).bytes.size());
    }
    return all;
  }
  /// The answer to a CONNECT that comes to TLS; `how` that ends.
  void be_host(const std::string& authority, AnswerEnd how = AnswerEnd::as_meant) {
    ASSERT_TRUE(ask("CONNECT", authority));
    EXPECT_EQ(said(), "HTTP/1.1 200 Connection established\r\n\r\n");
    EXPECT_TRUE(std::holds_alternative<act::StartTls>(visit_.next(Time())));
    visit_.on_end(how);
  }

  boost::asio::io_context context_;
  ProxyTerms terms_;
  std::vector<std::string> distrusted_;
  ProxyVisit visit_{terms_, 1, context_.get_executor()};
  wire::HttpRequest request_;
};

TEST_F(ProxyVisitTest, ShakesHandsAsTheHostThatConnectAsksFor) {
  ASSERT_TRUE(ask("CONNECT", "API.test:8443"));
  said();
  const auto act = visit_.next(Time() + std::chrono::seconds(1));
  ASSERT_TRUE(std::holds_alternative<act::StartTls>(act));
  EXPECT_EQ(std::get<act::StartTls>(act).context, terms_.hosts[0].tls.get());
  EXPECT_EQ(std::get<act::StartTls>(act).until, Time() + std::chrono::seconds(31));
}

TEST_F(ProxyVisitTest, IsThatHostFromThenOn) {
  be_host("api.test:8443");
  for (const char* method : {"GET", "CONNECT"}) {
    EXPECT_FALSE(ask(method, "/v1"));
    ASSERT_NE(visit_.destination(), nullptr);
    EXPECT_TRUE(visit_.destination()->is_tls_inside);
    EXPECT_EQ(visit_.destination()->url, std::get<Url>(parse_url("https://api.test:8443")));
  }
}

TEST_F(ProxyVisitTest, LeadsToTheAddressThatIsNamedInItsPlace) {
  be_host("base.test:443");
  EXPECT_FALSE(ask("GET", "/v1"));
  EXPECT_EQ(visit_.destination()->url, *terms_.hosts[1].intercept.instead);
}

TEST_F(ProxyVisitTest, RefusesOthersWhereItTunnelsNobody) {
  for (const char* authority : {"base.test:80", "other.test:443"}) {
    ASSERT_TRUE(ask("CONNECT", authority));
    EXPECT_THAT(said(), HasSubstr("wiretape: " + std::string(authority) + " is not intercepted"));
    EXPECT_TRUE(std::holds_alternative<act::Fin>(visit_.next(Time())));
    visit_.on_end(AnswerEnd::as_meant);
    EXPECT_FALSE(visit_.is_answering());
  }
}

TEST_F(ProxyVisitTest, SaysWhatIsNoAuthority) {
  ASSERT_TRUE(ask("CONNECT", "api.test:65536"));
  EXPECT_THAT(said(), StartsWith("HTTP/1.1 400 Bad Request\r\n"));
  visit_.on_end(AnswerEnd::as_meant);
  ASSERT_TRUE(ask("GET", "ftp://api.test/"));
  EXPECT_THAT(said(), StartsWith("HTTP/1.1 400 Bad Request\r\n"));
}

TEST_F(ProxyVisitTest, RequestsInPlainLeadToTheirHostOneByOne) {
  EXPECT_FALSE(ask("GET", "http://api.test/v1?q=http://other.test/"));
  ASSERT_NE(visit_.destination(), nullptr);
  EXPECT_FALSE(visit_.destination()->is_tls_inside);
  EXPECT_EQ(visit_.destination()->url, std::get<Url>(parse_url("http://api.test")));
  EXPECT_FALSE(ask("GET", "/v1?q=http://api.test/"));
  EXPECT_EQ(visit_.destination(), nullptr) << "is for the server itself";
}

TEST_F(ProxyVisitTest, TakesWhatIsForTheProxyAlone) {
  EXPECT_FALSE(ask("GET", "http://api.test/",
                   {{"Proxy-Authorization", "Basic eA=="}, {"x", "1"}, {"PROXY-CONNECTION", "keep-alive"}}));
  wire::HttpFields left;
  for (const auto& [name, value] : request_.head.fields)
    left.push_back({std::string(name), std::string(value)});
  EXPECT_THAT(left, ElementsAre(wire::HttpField{"x", "1"}));
}

TEST_F(ProxyVisitTest, TellsOfAClientThatBreaksTheHandshakeOff) {
  be_host("api.test:443", AnswerEnd::abandoned);
  EXPECT_THAT(distrusted_, ElementsAre("api.test"));
  EXPECT_FALSE(visit_.is_answering());
}

TEST_F(ProxyVisitTest, AClientThatLeavesBeforeTheHandshakeSaysNothingOfTrust) {
  ASSERT_TRUE(ask("CONNECT", "api.test:443"));
  visit_.on_end(AnswerEnd::abandoned);
  EXPECT_THAT(distrusted_, IsEmpty());
}

}  // namespace
}  // namespace wiretape::net
