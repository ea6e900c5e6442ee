// Every captured chat stream, played as it stands through the real server, reaches a raw socket as the same bytes,
// however the delivery cuts it.

#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <gtest/gtest.h>

#include "wiretape/mockserver/mock_server.h"

#include "tests/support/corpus.h"
#include "tests/support/raw_client.h"

namespace wiretape {
namespace {

tape::Exchange verbatim(const std::string& path, const std::string& body, tape::Fragmentation fragmentation) {
  tape::Exchange exchange;
  exchange.id = path;
  exchange.request.path = path;
  exchange.delivery.fragment = std::move(fragmentation);
  exchange.answer =
      tape::PlainResponse{{.status = 200,
                           .reason = "",
                           .minor_version = 1,
                           .fields = {{"content-type", "text/event-stream"}, {"transfer-encoding", "chunked"}}},
                          body};
  return exchange;
}

TEST(CorpusReplay, ReachesARawSocketAsTheSameBytes) {
  const auto streams = testing::corpus_streams("openai.chat");
  if (!streams) GTEST_SKIP() << testing::no_corpus;
  const std::vector<tape::Fragmentation> fragmentations = {tape::FragmentWhole{}, tape::FragmentLines{},
                                                           tape::FragmentUtf8{}, tape::FragmentSize{997},
                                                           tape::FragmentRandom{1, 700}};
  ASSERT_EQ(streams->size(), 60U);
  for (const auto& stream : *streams) {
    const auto name = stream.at("file").get<std::string>();
    const auto body = testing::corpus_body(stream);
    ASSERT_EQ(body.size(), stream.at("facts").at("bytes").get<std::size_t>());
    std::vector<tape::Tape> tapes(1);
    for (std::size_t i = 0; i < fragmentations.size(); ++i) {
      tapes.front().exchanges.push_back(verbatim("/" + std::to_string(i), body, fragmentations[i]));
    }
    const auto server = std::get<mockserver::MockServer>(mockserver::MockServer::start(std::move(tapes)));
    for (std::size_t i = 0; i < fragmentations.size(); ++i) {
      testing::RawClient client(server.port());
      client.send(testing::post("/" + std::to_string(i), "{}", "Connection: close\r\n"));
      const auto response = client.read_all();
      EXPECT_TRUE(testing::body_of(response) == body) << name << " cut by rule " << i;
      EXPECT_EQ(client.end(), testing::ReadEnd::fin);
    }
  }
}

}  // namespace
}  // namespace wiretape
