#include "wiretape/mockserver/answer/nearest_miss.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wiretape::mockserver {
namespace {

using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr auto never_used = [](std::size_t /*index*/) -> std::uint64_t { return 0; };

class NearestMisses : public ::testing::Test {
 protected:
  void add(std::string id, tape::RequestRule rule, std::optional<std::uint64_t> uses = {}) {
    exchanges_.push_back({.id = std::move(id), .request = std::move(rule), .uses = uses});
  }

  std::vector<Miss> misses(const std::function<std::uint64_t(std::size_t)>& used = never_used) {
    std::vector<const tape::Exchange*> pointers;
    pointers.reserve(exchanges_.size());
    for (const auto& exchange : exchanges_)
      pointers.push_back(&exchange);
    request_.head.method = "POST";
    request_.body = R"({"model":"m","stream":true})";
    const provider::RequestView view(request_, path_, "");
    return nearest_misses(view, tape::Matcher(pointers), pointers, used, 3);
  }

  std::vector<std::string> ids() {
    std::vector<std::string> ids;
    for (const auto& miss : misses())
      ids.push_back(exchanges_[miss.index].id);
    return ids;
  }

  std::vector<tape::Exchange> exchanges_;
  wire::HttpRequest request_;
  std::string path_ = "/v1/x";
};

TEST_F(NearestMisses, PutAFittingPathFirst) {
  add("other path, all else", {.method = "POST", .path = "/v2/x", .json = R"({"model":"m"})"});
  add("path only", {.method = "GET", .path = "/v1/x", .json = R"({"model":"n"})"});
  EXPECT_THAT(ids(), ElementsAre("path only", "other path, all else"));
}

TEST_F(NearestMisses, PutFewerFailuresFirstThenMoreThatHolds) {
  add("two fail", {.path = "/v1/x", .json = R"({"model":"n","user":"u"})"});
  add("one fails", {.path = "/v1/x", .json = R"({"model":"n"})"});
  add("one fails, more holds", {.path = "/v1/x", .json = R"({"model":"n","stream":true})"});
  EXPECT_THAT(ids(), ElementsAre("one fails, more holds", "one fails", "two fail"));
}

TEST_F(NearestMisses, GoByHowMuchOfARuleFitsNotByHowManyClausesItHas) {
  add("one of four", {.path = "/v1/x", .json = R"({"model":"n","a":1,"b":2})"});
  add("one of two", {.path = "/v1/x", .json = R"({"model":"n"})"});
  add("none of one", {.json = R"({"model":"n"})"});
  EXPECT_THAT(ids(), ElementsAre("one of two", "one of four", "none of one"));
}

TEST_F(NearestMisses, TakeAMistypedPathForTheOneThatIsMeant) {
  add("no path at all", {.json = R"({"model":"n"})"});
  add("elsewhere", {.path = "/v1/embeddings", .json = R"({"model":"m"})"});
  add("meant", {.path = "/v1/chat/completions", .json = R"({"model":"m"})"});
  for (const auto* path : {"/v1/chat/completion", "/v1/chat/competions", "/chat/completions", "/v1/v1/chat/completions",
                           "/V1/Chat/Completions"}) {
    path_ = path;
    EXPECT_THAT(ids(), ElementsAre("meant", "no path at all", "elsewhere")) << path;
    EXPECT_EQ(failing_clauses(misses().at(0)), std::string("path: expected /v1/chat/completions, found ") + path);
  }
}

TEST_F(NearestMisses, PutWhatIsUsedUpBeforeWhatDoesNotFit) {
  add("unrelated", {.path = "/v1/x", .json = R"({"model":"m","stream":true,"user":"u"})"});
  add("spent", {.path = "/v1/x"}, 1);
  const auto found = misses([](std::size_t /*index*/) -> std::uint64_t { return 1; });
  ASSERT_THAT(found, SizeIs(2));
  EXPECT_TRUE(is_spent(found[0]));
  EXPECT_FALSE(is_spent(found[1]));
}

TEST_F(NearestMisses, NameFirstWhatIsMostLikelyTheMistake) {
  add("a",
      {.headers = {{"x-tenant", {.text = "t"}}}, .json = R"({"messages":[],"model":"n"})", .body = {{.text = "b"}}});
  EXPECT_EQ(
      failing_clauses(misses().at(0)),
      R"(json /model: expected "n", found "m"; header x-tenant: expected "t", found (absent); )"
      R"(json /messages: expected [], found (absent); body: expected "b", found "{\"model\":\"m\",\"stream\":true}")");
}

TEST_F(NearestMisses, KeepTheOrderOfEqualsAndAreBounded) {
  for (const auto* id : {"a", "b", "c", "d"})
    add(id, {.path = "/v2"});
  EXPECT_THAT(ids(), ElementsAre("a", "b", "c"));
}

TEST_F(NearestMisses, TellWhatIsUsedUp) {
  add("once", {.path = "/v1/x"}, 1);
  add("often", {.path = "/v1/x"}, 9);
  const auto found = misses([](std::size_t /*index*/) -> std::uint64_t { return 1; });
  ASSERT_THAT(found, SizeIs(1)) << "what would answer is no miss";
  EXPECT_EQ(failing_clauses(found[0]), "uses: expected 1 in a session, found used 1 times");
}

TEST_F(NearestMisses, AreNoneWithoutExchanges) {
  EXPECT_THAT(misses(), IsEmpty());
}

TEST_F(NearestMisses, ShortenWhatIsLong) {
  request_.head.fields.push_back({"x-long", std::string(299, 'a') + "éé"});
  add("a", {.headers = {{"x-long", {.text = "b"}}}});
  const auto clause = misses().at(0).clauses.at(0);
  EXPECT_THAT(clause.found, EndsWith("a…")) << "and not inside a character";
  EXPECT_EQ(clause.name, "header x-long");
}

TEST_F(NearestMisses, CanBeShownWithoutSecrets) {
  request_.head.fields.push_back({"authorization", "Bearer sk-1"});
  add("a",
      {.headers = {{"authorization", {.text = "Bearer sk-2"}}, {"x-key", {.text = "k"}}, {"accept", {.text = "b"}}},
       .json = R"({"model":"n"})"});
  EXPECT_EQ(failing_clauses(without_secrets(misses().at(0))),
            "json /model: expected \"n\", found \"m\"; header authorization: expected [redacted], found [redacted]; "
            "header x-key: expected [redacted], found (absent); header accept: expected \"b\", found (absent)");
}

TEST_F(NearestMisses, SayEveryFailingClause) {
  add("a", {.method = "GET", .path = "/v1/x", .json = R"({"model":"n","user":"u"})"});
  EXPECT_EQ(failing_clauses(misses().at(0)),
            R"(method: expected GET, found POST; json /model: expected "n", found "m"; )"
            R"(json /user: expected "u", found (absent))");
}

}  // namespace
}  // namespace wiretape::mockserver
