#include "wiretape/mockserver/answer/own_answer.h"

#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "tests/support/raw_client.h"

namespace wiretape::mockserver {
namespace {

using testing::body_of;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::StartsWith;

wire::HttpRequest request_of(std::string method, std::string target, wire::HttpFields fields = {}) {
  return {{.method = std::move(method), .target = std::move(target), .minor_version = 1, .fields = std::move(fields)},
          ""};
}

/// What a request for a path is told that can't be taken.
Playable told(std::string_view path, wire::HttpFields fields = {}) {
  return error_answer(AskError{{422, "some_type", "what \"happened\""}, "mine", path},
                      request_of("POST", std::string(path), std::move(fields)), {});
}

std::vector<tape::Tape> tapes_of(std::vector<tape::Exchange> exchanges) {
  return {{.name = "a.yaml", .exchanges = std::move(exchanges)}};
}

Asked asked_of(const wire::HttpRequest& request) {
  return {request, {}, {.session = "", .plan = {}, .path = request.head.target, .query = ""}, {}};
}

TEST(ErrorAnswer, ToAConnectionIsJsonAfterWhichItCloses) {
  const auto answer = error_answer({503, "wiretape_busy", "come back \"later\" \xFF"}, {});
  EXPECT_EQ(answer.program->bytes,
            "HTTP/1.1 503 Service Unavailable\r\ncontent-type: application/json\r\n"
            "x-request-id: req_000000000000WiretapeRequestId000\r\ncontent-length: 95\r\n\r\n"
            "{\"error\":{\"message\":\"come back \\\"later\\\" \xEF\xBF\xBD\","
            "\"type\":\"wiretape_busy\",\"param\":null,\"code\":null}}");
  EXPECT_TRUE(std::holds_alternative<program::FinAction>(answer.program->steps.back().action));
  EXPECT_EQ(answer.session, "");
  EXPECT_EQ(answer.exchange, "");
}

TEST(ErrorAnswer, SpeaksTheDialectOfTheRequest) {
  const auto is_anthropic = [](std::string_view path, wire::HttpFields fields = {}) {
    return body_of(told(path, std::move(fields)).program->bytes).starts_with(R"({"type":"error")");
  };
  EXPECT_TRUE(is_anthropic("/v1/messages"));
  EXPECT_TRUE(is_anthropic("/~mine/host/v1/messages"));
  EXPECT_TRUE(is_anthropic("/v1/messages/count_tokens", {{"Anthropic-Version", "2023-06-01"}}));
  EXPECT_FALSE(is_anthropic("/v1/chat/completions"));
  EXPECT_FALSE(is_anthropic("/anything"));
}

TEST(ErrorAnswer, HasTheShapeThatSdksShow) {
  const auto answer = told("/v1/messages");
  EXPECT_EQ(answer.session, "mine");
  EXPECT_THAT(answer.program->bytes, StartsWith("HTTP/1.1 422 "));
  EXPECT_THAT(
      body_of(answer.program->bytes),
      StartsWith(R"({"type":"error","error":{"type":"some_type","message":"what \"happened\""},"request_id":")"));
  EXPECT_EQ(body_of(told("/").program->bytes),
            R"({"error":{"message":"what \"happened\"","type":"some_type","param":null,"code":null}})");
}

TEST(ErrorAnswer, InThePlaceOfAnExchangeNamesItAndTheCause) {
  const auto request = request_of("HEAD", "/x");
  const auto answer = error_answer({422, "some_type", "why"}, asked_of(request), {.id = "e"});
  EXPECT_EQ(answer.exchange, "e");
  EXPECT_EQ(answer.error, "why");
  EXPECT_THAT(answer.program->bytes, EndsWith("\r\n\r\n")) << "HEAD";
}

TEST(OwnAnswer, HasTheFieldsOfTheServer) {
  EXPECT_THAT(error_answer({400, "t", "m"}, {{"access-control-allow-origin", "*"}}).program->bytes,
              HasSubstr("\r\naccess-control-allow-origin: *\r\n"));
}

TEST(UnmatchedAnswer, ShowsTheNearestSideBySide) {
  std::vector<tape::Tape> tapes(2);
  tapes[0] = {.name = "a.yaml", .exchanges = {{.id = "far", .position = {3, 5}, .request = {.path = "/far"}}}};
  tapes[1] = {.name = "b.yaml",
              .exchanges = {{.id = "near", .position = {9, 5}, .request = {.method = "GET", .path = "/x"}}}};
  const LoadedTapes loaded(std::move(tapes), {});
  const auto request = request_of("POST", "/x");
  const auto answer = unmatched_answer(asked_of(request), loaded);
  EXPECT_TRUE(answer.is_unmatched);
  EXPECT_THAT(answer.program->bytes, StartsWith("HTTP/1.1 404 "));
  EXPECT_EQ(
      body_of(answer.program->bytes),
      R"({"error":{"message":"no exchange answers POST /x; nearest is 'near' (b.yaml:9:5): method: expected GET, found POST",)"
      R"("type":"wiretape_unmatched","param":null,"code":null},"nearest":[)"
      R"({"exchange":"near","place":"b.yaml:9:5","clauses":[)"
      R"({"clause":"method","holds":false,"expected":"GET","found":"POST"},)"
      R"({"clause":"path","holds":true,"expected":"/x","found":"/x"}]},)"
      R"({"exchange":"far","place":"a.yaml:3:5","clauses":[)"
      R"({"clause":"path","holds":false,"expected":"/far","found":"/x"}]}]})");
  EXPECT_EQ(answer.miss, "nearest is 'near' (b.yaml:9:5): method: expected GET, found POST");
}

TEST(UnmatchedAnswer, SaysWhereASessionAndAPlanStand) {
  const LoadedTapes loaded(tapes_of({{.id = "a", .position = {3, 5}, .request = {.path = "/a"}}}), {});
  for (const auto* behind_prefixes : {"/~mine/a", "/@reset/a"}) {
    const auto request = request_of("POST", behind_prefixes);
    EXPECT_THAT(
        body_of(unmatched_answer(asked_of(request), loaded).program->bytes),
        HasSubstr("; the session stands before the plan, and each of them once: /~NAME/@PLAN/path; nearest is"));
  }
}

TEST(UnmatchedAnswer, HasAnthropicsShapeWithTheNearestBeside) {
  const LoadedTapes loaded(
      tapes_of({{.id = "near", .position = {9, 5}, .request = {.path = "/v1/messages", .json = R"({"model":"m"})"}}}),
      {});
  auto request = request_of("POST", "/v1/messages");
  request.body = R"({"model":"other"})";
  const auto body = nlohmann::json::parse(body_of(unmatched_answer(asked_of(request), loaded).program->bytes));
  EXPECT_EQ(body.at("type"), "error");
  EXPECT_EQ(body.at("error").at("type"), "wiretape_unmatched");
  EXPECT_EQ(body.at("error").at("message"),
            "no exchange answers POST /v1/messages; nearest is 'near' (a.yaml:9:5): json /model: expected \"m\", "
            "found \"other\"");
  EXPECT_EQ(body.at("nearest").at(0).at("exchange"), "near");
}

/// The model list for a request with these fields.
std::string models(std::vector<tape::Exchange> exchanges, wire::HttpFields fields = {}) {
  const auto request = request_of("GET", "/v1/models", std::move(fields));
  const LoadedTapes loaded(tapes_of(std::move(exchanges)), {});
  return body_of(models_answer(asked_of(request), loaded).program->bytes);
}

TEST(ModelsAnswer, IsAnEmptyListWhereTapesNameNone) {
  EXPECT_EQ(models({{.id = "a", .request = {.path = "/1"}}}), R"({"object":"list","data":[]})");
}

TEST(ModelsAnswer, NamesEachModelOnce) {
  std::vector<tape::Exchange> exchanges(3);
  provider::Reply reply;
  reply.model = "said";
  exchanges[0].answer = reply;
  exchanges[1].request.json = R"({"model":"asked"})";
  exchanges[2].request.json = R"({"model":"said"})";
  const auto body = models(exchanges);
  EXPECT_THAT(body, HasSubstr(R"("data":[{"id":"said",)"));
  EXPECT_THAT(body, HasSubstr(R"({"id":"asked",)"));
}

TEST(ModelsAnswer, HasAnthropicsFormForItsSdks) {
  const wire::HttpFields fields{{"anthropic-version", "2023-06-01"}};
  EXPECT_EQ(models({}, fields), R"({"data":[],"has_more":false,"first_id":null,"last_id":null})");
  std::vector<tape::Exchange> exchanges(2);
  exchanges[0].request.json = R"({"model":"a"})";
  exchanges[1].request.json = R"({"model":"b"})";
  EXPECT_EQ(models(exchanges, fields),
            R"({"data":[)"
            R"({"type":"model","id":"a","display_name":"a","created_at":"1970-01-01T00:00:00Z"},)"
            R"({"type":"model","id":"b","display_name":"b","created_at":"1970-01-01T00:00:00Z"}],)"
            R"("has_more":false,"first_id":"a","last_id":"b"})");
}

}  // namespace
}  // namespace wiretape::mockserver
