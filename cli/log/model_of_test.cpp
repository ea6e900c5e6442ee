#include "cli/log/model_of.h"

#include <string>

#include <gtest/gtest.h>

namespace wiretape::cli {
namespace {

std::string model_in(const std::string& body) {
  return model_of({{}, body});
}

TEST(ModelOf, IsTheMemberOfTheRoot) {
  EXPECT_EQ(model_in(R"({"model":"m-1","messages":[]})"), "m-1");
  EXPECT_EQ(model_in("{ \"messages\" : [ {\"a\": \"}\\\"\"} ] ,\n \"model\" :\t\"m-1\" }"), "m-1");
  EXPECT_EQ(model_in(R"({"messages":[")" + std::string(5000, 'x') + R"("],"model":"m-1"})"), "m-1");
}

TEST(ModelOf, IsNoneOfWhatOnlyLooksLikeIt) {
  EXPECT_EQ(model_in(R"({"a":{"model":"no"}})"), "");
  EXPECT_EQ(model_in(R"({"a":"model"})"), "");
  EXPECT_EQ(model_in(R"({"a":"{\"model\":\"no\""})"), "");
  EXPECT_EQ(model_in(R"(["model","no"])"), "");
  EXPECT_EQ(model_in(R"({"model":1})"), "");
  EXPECT_EQ(model_in(""), "");
  EXPECT_EQ(model_in("no JSON"), "");
}

TEST(ModelOf, IsTheLastOfSeveralAndReadThroughItsEscapes) {
  EXPECT_EQ(model_in(R"({"model":"first","model":"last"})"), "last");
  EXPECT_EQ(model_in(R"({"tools":[{"model":"no"}],"model":"m-1"})"), "m-1");
  EXPECT_EQ(model_in(R"({"model":"\u006d-1"})"), "m-1");
  EXPECT_EQ(model_in(R"({"model":"cut)"), "");
}

}  // namespace
}  // namespace wiretape::cli
