// A seeded sample of the sweep in core/program/sweep_test.cpp, on real sockets and through the door of the URL.

#include <chrono>
#include <cstddef>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <gtest/gtest.h>

#include "wiretape/core/program/random.h"
#include "wiretape/core/provider/dialects.h"
#include "wiretape/mockserver/answer/exchanges_for_test.h"
#include "wiretape/mockserver/mock_server.h"
#include "wiretape/mockserver/serve/as_compiled_for_test.h"

#include "tests/support/raw_client.h"

namespace wiretape::mockserver {
namespace {

using wiretape::testing::post;
using wiretape::testing::RawClient;
using wiretape::testing::ReadEnd;

constexpr int samples = 40;

/// What a raw socket reads of an answer, and how it ends.
struct Seen {
  std::string bytes;
  ReadEnd end;
};

Seen see(const MockServer& server, const std::string& target, const std::string& body) {
  RawClient client(server.port());
  EXPECT_TRUE(client.send(post(target, body)));
  std::string bytes = client.read_all();
  return {std::move(bytes), client.end()};
}

TEST(SweepOnSockets, CutsBeforeAnyByteOfEveryDialect) {
  for (const provider::Dialect* dialect : provider::all_dialects()) {
    tape::Exchange exchange = says("Ça va? You will hear of this.");
    exchange.dialect = dialect;
    const std::string body = R"({"model":"m","stream":true})";
    const std::string path(dialect->default_path);
    Responder alone({{.name = "t.yaml", .exchanges = {exchange}}});
    const auto program = alone.respond(request_for(path, body)).program;
    const std::string& whole = program->bytes;
    auto server = std::get<MockServer>(MockServer::start({{.name = "t.yaml", .exchanges = {exchange}}}));
    program::Random random(7);
    for (int sample = 0; sample < samples; ++sample) {
      const auto at = random.between(0, whole.size());
      const std::string place = "wire_byte=" + std::to_string(at);
      const auto fin = see(server, "/@fin:" + place + path, body);
      EXPECT_EQ(as_compiled(fin.bytes, *program), whole.substr(0, at)) << dialect->name;
      EXPECT_EQ(fin.end, ReadEnd::fin);
      const auto reset = see(server, "/@reset:" + place + path, body);
      EXPECT_EQ(as_compiled(reset.bytes, *program), whole.substr(0, at)) << dialect->name;
      EXPECT_EQ(reset.end, ReadEnd::reset);
    }
  }
}

TEST(SweepOnSockets, SplitsAnywhereAndChangesNoByteOfTheBody) {
  tape::Exchange exchange = says("Ça va? You will hear of this.");
  exchange.delivery.fragment = tape::FragmentWhole{};
  const std::string path(exchange.dialect->default_path);
  const std::string request = R"({"model":"m","stream":true})";
  Responder alone({{.name = "t.yaml", .exchanges = {exchange}}});
  const std::string whole = testing::body_of(alone.respond(request_for(path, request)).program->bytes);
  program::Random random(8);
  for (int sample = 0; sample < samples; ++sample) {
    const auto at = random.between(1, whole.size() - 1);
    exchange.delivery.fragment = tape::FragmentAt{{at}};
    auto server = std::get<MockServer>(MockServer::start({{.name = "t.yaml", .exchanges = {exchange}}}));
    RawClient client(server.port());
    EXPECT_TRUE(client.send(post(path, request, "Connection: close\r\n")));
    EXPECT_EQ(testing::body_of(client.read_all()), whole) << at;
    ASSERT_TRUE(server.journal().wait_for_ended(1, std::chrono::seconds(30)));
    EXPECT_EQ(server.journal().entries().at(0).writes.size(), 2U) << at;
  }
}

}  // namespace
}  // namespace wiretape::mockserver
