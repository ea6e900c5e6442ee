#include "wiretape/mockserver/builtin_answers.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wiretape::mockserver {
namespace {

using ::testing::HasSubstr;

std::vector<tape::Exchange> exchanges_with_paths(std::size_t count) {
  std::vector<tape::Exchange> exchanges(count);
  for (std::size_t i = 0; i < count; ++i) {
    exchanges[i].id = "exchange-" + std::to_string(i + 1);
    exchanges[i].request.path = "/" + std::to_string(i + 1);
  }
  return exchanges;
}

std::vector<const tape::Exchange*> pointers(const std::vector<tape::Exchange>& exchanges) {
  std::vector<const tape::Exchange*> all;
  for (const auto& exchange : exchanges)
    all.push_back(&exchange);
  return all;
}

TEST(OwnError, HasTheShapeThatSdksShow) {
  const auto response = own_error(400, "some_type", "what \"happened\" \xFF");
  EXPECT_EQ(response.head.status, 400);
  EXPECT_EQ(response.body.bytes,
            "{\"error\":{\"message\":\"what \\\"happened\\\" "
            "\xEF\xBF\xBD\",\"type\":\"some_type\",\"param\":null,\"code\":null}}");
  EXPECT_FALSE(response.is_stream);
}

TEST(UnmatchedAnswer, ShowsTheNearestSideBySide) {
  std::vector<tape::Exchange> exchanges(2);
  exchanges[0] = {.id = "far", .position = {3, 5}, .request = {.path = "/far"}};
  exchanges[1] = {.id = "near", .position = {9, 5}, .request = {.method = "GET", .path = "/x"}};
  const auto rules = pointers(exchanges);
  const std::vector<std::string> tapes{"a.yaml", "b.yaml"};
  wire::HttpRequest request;
  request.head.method = "POST";
  const provider::RequestView view(request, "/x", "");
  const auto response =
      unmatched_answer(view, tape::Matcher(rules), rules, tapes, [](std::size_t /*index*/) { return 0; });
  EXPECT_EQ(response.head.status, 404);
  EXPECT_EQ(
      response.body.bytes,
      R"({"error":{"message":"no exchange answers POST /x; nearest is 'near' (b.yaml:9:5): method: expected GET, found POST",)"
      R"("type":"wiretape_unmatched","param":null,"code":null},"nearest":[)"
      R"({"exchange":"near","place":"b.yaml:9:5","clauses":[)"
      R"({"clause":"method","holds":false,"expected":"GET","found":"POST"},)"
      R"({"clause":"path","holds":true,"expected":"/x","found":"/x"}]},)"
      R"({"exchange":"far","place":"a.yaml:3:5","clauses":[)"
      R"({"clause":"path","holds":false,"expected":"/far","found":"/x"}]}]})");
}

TEST(ModelsAnswer, IsAnEmptyListWhereTapesNameNone) {
  const auto exchanges = exchanges_with_paths(1);
  EXPECT_EQ(models_answer(pointers(exchanges)).body.bytes, R"({"object":"list","data":[]})");
}

TEST(ModelsAnswer, NamesEachModelOnce) {
  std::vector<tape::Exchange> exchanges(3);
  provider::Reply reply;
  reply.model = "said";
  exchanges[0].answer = reply;
  exchanges[1].request.json = R"({"model":"asked"})";
  exchanges[2].request.json = R"({"model":"said"})";
  const auto body = models_answer(pointers(exchanges)).body.bytes;
  EXPECT_THAT(body, HasSubstr(R"("data":[{"id":"said",)"));
  EXPECT_THAT(body, HasSubstr(R"({"id":"asked",)"));
}

}  // namespace
}  // namespace wiretape::mockserver
