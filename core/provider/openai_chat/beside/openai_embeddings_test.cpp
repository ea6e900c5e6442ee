#include "wiretape/core/provider/openai_chat/beside/openai_embeddings.h"

#include <bit>
#include <cmath>
#include <cstdint>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "wiretape/core/text/base64.h"

namespace wiretape::provider {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;
using ::testing::SizeIs;

WholeAnswer embed(std::string body) {
  const wire::HttpRequest request{{.method = "POST", .target = "/v1/embeddings", .minor_version = 1, .fields = {}},
                                  std::move(body)};
  return openai_embeddings.answer(RequestView(request, request.head.target, ""));
}

json embedded(std::string body) {
  return json::parse(embed(std::move(body)).body);
}

std::vector<float> first_of(std::string body) {
  return embedded(std::move(body)).at("data").at(0).at("embedding").get<std::vector<float>>();
}

double length_of(const std::vector<float>& vector) {
  double squares = 0;
  for (const double element : vector)
    squares += element * element;
  return std::sqrt(squares);
}

TEST(OpenaiEmbeddings, AreAsOpenaiListsThem) {
  const auto answer = embed(R"({"model":"text-embedding-3-small","input":"The tape","dimensions":2})");
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.fields.front().value, "application/json");
  // Pinned: the same everywhere.
  EXPECT_EQ(answer.body,
            R"({"object":"list","data":[{"object":"embedding","index":0,"embedding":[-0.7371851,-0.6756908]}],)"
            R"("model":"text-embedding-3-small","usage":{"prompt_tokens":2,"total_tokens":2}})");
}

TEST(OpenaiEmbeddings, AreUnitVectorsOfTheLengthAskedFor) {
  for (const std::size_t dimensions : {1, 2, 256, 1536, 4096}) {
    const auto vector = unit_vector(ContentHash().add("x"), dimensions);
    EXPECT_THAT(vector, SizeIs(dimensions));
    EXPECT_NEAR(length_of(vector), 1, 1e-5);
  }
  EXPECT_THAT(first_of(R"({"model":"text-embedding-3-small","input":"a"})"), SizeIs(1536));
  EXPECT_THAT(first_of(R"({"model":"text-embedding-3-large","input":"a","dimensions":null})"), SizeIs(3072));
  EXPECT_THAT(first_of(R"({"model":"m","input":"a","dimensions":7})"), SizeIs(7));
}

TEST(OpenaiEmbeddings, FollowFromTheInputAlone) {
  const auto once = first_of(R"({"model":"m","input":"a b"})");
  EXPECT_EQ(first_of(R"({"input":["a b"],"model":"other","user":"u"})"), once);
  EXPECT_EQ(first_of(R"({"model":"m","input":"a\u0020b"})"), once);
  EXPECT_NE(first_of(R"({"model":"m","input":"a  b"})"), once);
  const auto shorter = first_of(R"({"model":"m","input":"a b","dimensions":3})");
  EXPECT_NEAR(shorter[0] / shorter[1], once[0] / once[1], 1e-4);
}

TEST(OpenaiEmbeddings, ComeOneForEachInput) {
  const auto texts = embedded(R"({"model":"m","input":["a","b","a"],"dimensions":4})");
  ASSERT_THAT(texts.at("data"), SizeIs(3));
  EXPECT_EQ(texts.at("data").at(2).at("index"), 2);
  EXPECT_EQ(texts.at("data").at(0).at("embedding"), texts.at("data").at(2).at("embedding"));
  EXPECT_NE(texts.at("data").at(0).at("embedding"), texts.at("data").at(1).at("embedding"));
  const auto one = embedded(R"({"model":"m","input":[1, 2,3],"dimensions":4})");
  ASSERT_THAT(one.at("data"), SizeIs(1));
  EXPECT_EQ(one.at("usage").at("total_tokens"), 3);
  const auto two = embedded(R"({"model":"m","input":[[1,2,3],[12,3]],"dimensions":4})");
  ASSERT_THAT(two.at("data"), SizeIs(2));
  EXPECT_EQ(two.at("data").at(0).at("embedding"), one.at("data").at(0).at("embedding"));
  EXPECT_NE(two.at("data").at(1).at("embedding"), one.at("data").at(0).at("embedding"));
}

TEST(OpenaiEmbeddings, MayBeBase64OfFloats) {
  const std::string asked = R"({"model":"m","input":"a","dimensions":3)";
  const auto numbers = first_of(asked + "}");
  const auto answer = embedded(asked + R"(,"encoding_format":"base64"})");
  const auto bytes = text::decode_base64(answer.at("data").at(0).at("embedding").get<std::string>());
  ASSERT_TRUE(bytes);
  ASSERT_THAT(*bytes, SizeIs(12));
  for (std::size_t index = 0; index < numbers.size(); ++index) {
    std::uint32_t bits = 0;
    for (unsigned byte = 0; byte < 4; ++byte)
      bits |= std::uint32_t{static_cast<unsigned char>((*bytes)[index * 4 + byte])} << 8U * byte;
    EXPECT_EQ(std::bit_cast<float>(bits), numbers[index]);
  }
}

TEST(OpenaiEmbeddings, AreRefusedWhereThereIsNothingToEmbed) {
  for (const std::string body : {R"({"model":"m"})", R"({"model":"m","input":[]})", R"({"model":"m","input":[[]]})",
                                 R"({"model":"m","input":["a",1]})", R"({"model":"m","input":{"a":1}})"}) {
    const auto answer = embed(body);
    EXPECT_EQ(answer.status, 400) << body;
    EXPECT_EQ(json::parse(answer.body).at("error").at("param"), "input") << body;
  }
  EXPECT_EQ(json::parse(embed("no JSON").body).at("error").at("param"), "model");
  for (const std::string dimensions : {"0", "4097", "1.5", "\"3\"", "[]"}) {
    const auto answer = embed(R"({"model":"m","input":"a","dimensions":)" + dimensions + "}");
    EXPECT_EQ(answer.status, 400) << dimensions;
    EXPECT_THAT(answer.body, HasSubstr("'dimensions' must be a whole number from 1 to 4096")) << dimensions;
  }
  std::string many = "\"a\"";
  for (std::size_t count = 1; count < most_embedding_inputs; ++count)
    many += ",\"a\"";
  EXPECT_EQ(embed(R"({"model":"m","dimensions":1,"input":[)" + many + "]}").status, 200);
  EXPECT_EQ(embed(R"({"model":"m","dimensions":1,"input":[)" + many + ",\"a\"]}").status, 400);
}

TEST(OpenaiEmbeddings, AreBoundedInAll) {
  const auto asked = [](std::size_t inputs, std::size_t dimensions) {
    std::string list = "\"a\"";
    for (std::size_t count = 1; count < inputs; ++count)
      list += ",\"a\"";
    return embed(R"({"model":"m","encoding_format":"base64","dimensions":)" + std::to_string(dimensions) +
                 R"(,"input":[)" + list + "]}");
  };
  EXPECT_EQ(asked(1024, 4096).status, 200);
  const auto refused = asked(1025, 4096);
  EXPECT_EQ(refused.status, 400);
  EXPECT_EQ(json::parse(refused.body).at("error").at("param"), "input");
  EXPECT_THAT(refused.body,
              HasSubstr("1025 inputs with 4096 dimensions each are 4198400 numbers, at most 4194304 are made"));
}

TEST(OpenaiEmbeddings, AreAskedForWithAnyPrefix) {
  EXPECT_TRUE(openai_embeddings.is_at("/openai/deployments/x/embeddings"));
  EXPECT_FALSE(openai_embeddings.is_at("/v1/embeddings/x"));
  EXPECT_EQ(openai_embeddings.method, "POST");
}

}  // namespace
}  // namespace wiretape::provider
