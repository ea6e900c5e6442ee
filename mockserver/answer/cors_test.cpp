#include "wiretape/mockserver/answer/cors.h"

#include <memory>
#include <string>
#include <utility>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wiretape::mockserver {
namespace {

using program::Step;
using program::WireProgram;
using program::WriteAction;
using std::chrono::microseconds;

wire::HttpRequest request_with(std::string method, wire::HttpFields fields) {
  return {{.method = std::move(method), .target = "/v1", .minor_version = 1, .fields = std::move(fields)}, ""};
}

const wire::HttpFields asking{{"Origin", "http://app.test"}, {"Access-Control-Request-Method", "POST"}};

TEST(Cors, AllowsWhatAPreflightAsksFor) {
  auto fields = asking;
  fields.push_back({"access-control-request-headers", "authorization,content-type,x-stainless-os"});
  const auto answer = preflight_answer(request_with("OPTIONS", fields));
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->program->bytes,
            "HTTP/1.1 204 No Content\r\n"
            "access-control-allow-origin: http://app.test\r\n"
            "access-control-allow-methods: POST\r\n"
            "access-control-allow-headers: authorization,content-type,x-stainless-os\r\n"
            "vary: origin, access-control-request-method, access-control-request-headers\r\n\r\n");
}

TEST(Cors, AllowsNoHeadersWhereNoneAreAskedFor) {
  const auto answer = preflight_answer(request_with("OPTIONS", asking));
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->program->bytes.find("allow-headers"), std::string::npos);
}

TEST(Cors, LeavesEveryOtherRequestToTheTapes) {
  EXPECT_FALSE(preflight_answer(request_with("POST", asking)));
  EXPECT_FALSE(preflight_answer(request_with("OPTIONS", {asking[0]})));
  EXPECT_FALSE(preflight_answer(request_with("OPTIONS", {asking[1]})));
}

std::shared_ptr<const WireProgram> program_of(std::string bytes, std::vector<std::size_t> cuts = {}) {
  WireProgram program;
  std::size_t begin = 0;
  cuts.push_back(bytes.size());
  for (const auto cut : cuts) {
    program.steps.push_back({microseconds(cut), WriteAction{begin, cut - begin}});
    begin = cut;
  }
  program.steps.push_back({microseconds(bytes.size()), program::FinAction{}});
  program.bytes = std::move(bytes);
  return std::make_shared<const WireProgram>(std::move(program));
}

const auto from_a_page = request_with("POST", {{"origin", "http://app.test"}});
const std::string added =
    "\r\naccess-control-allow-origin: http://app.test\r\naccess-control-expose-headers: *\r\nvary: origin";

TEST(Cors, LetsAPageReadTheAnswer) {
  const auto program = readable_across_origins(program_of("HTTP/1.1 200 OK\r\na: b\r\n\r\nbody"), from_a_page);
  EXPECT_EQ(program->bytes, "HTTP/1.1 200 OK\r\na: b" + added + "\r\n\r\nbody");
  EXPECT_EQ(std::get<WriteAction>(program->steps[0].action), (WriteAction{0, program->bytes.size()}));
}

TEST(Cors, KeepsEveryWriteWhereverTheHeadIsCut) {
  const std::string bytes = "HTTP/1.1 200 OK\r\na: b\r\n\r\nbody";
  for (std::size_t cut = 1; cut < bytes.size(); ++cut) {
    const auto original = program_of(bytes, {cut});
    const auto program = readable_across_origins(original, from_a_page);
    std::string sent;
    for (const auto& step : program->steps) {
      const auto* write = std::get_if<WriteAction>(&step.action);
      if (write == nullptr) continue;
      EXPECT_EQ(write->offset, sent.size());
      sent += program->text(*write);
    }
    EXPECT_EQ(sent, "HTTP/1.1 200 OK\r\na: b" + added + "\r\n\r\nbody") << cut;
    EXPECT_EQ(program->steps.size(), original->steps.size());
    EXPECT_EQ(program->steps[0].at, original->steps[0].at);
  }
}

TEST(Cors, PassesOverInformationalHeads) {
  const std::string hint = "HTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\n";
  const auto program = readable_across_origins(program_of(hint + "HTTP/1.1 200 OK\r\n\r\n"), from_a_page);
  EXPECT_EQ(program->bytes, hint + "HTTP/1.1 200 OK" + added + "\r\n\r\n");
}

TEST(Cors, AddsNothingWithoutNeed) {
  const auto expect_same = [](const std::string& bytes, const wire::HttpRequest& request) {
    const auto program = program_of(bytes);
    EXPECT_EQ(readable_across_origins(program, request), program) << bytes;
  };
  expect_same("HTTP/1.1 200 OK\r\n\r\n", request_with("POST", {}));
  expect_same("HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\n\r\n", from_a_page);
  expect_same("HTTP/1.1 200 OK\r\nno end of the head", from_a_page);
  expect_same("HTTP/1.1 103 Early Hints\r\n\r\n", from_a_page);
}

}  // namespace
}  // namespace wiretape::mockserver
