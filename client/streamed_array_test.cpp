// A stream that comes as one JSON array: read element by element, and whole only with its closing bracket.

#include <algorithm>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "wiretape/client/response_decoder.h"
#include "wiretape/client/testing/must_be.h"
#include "wiretape/core/provider/dialects.h"

namespace wiretape::client {
namespace {

using wire::Ending;
using wiretape::client::testing::must_be;

const std::string first_element = R"({"candidates":[{"content":{"parts":[{"text":"Hel"}]}}]})";
const std::string last_element = R"({"candidates":[{"content":{"parts":[{"text":"lo]"}]},"finishReason":"STOP"}]})";
const std::string whole_array = "[" + first_element + "\n,\r\n" + last_element + "\n]";

struct DecodedArray {
  std::string text;
  Outcome outcome;
};

DecodedArray decode_array(std::string_view body, Ending ending = Ending::complete,
                          std::size_t piece = std::string::npos, std::string_view dialect = "gemini") {
  ResponseDecoder decoder(*provider::find_dialect(dialect), false);
  decoder.head({200, "", 1, {{"content-type", "application/json; charset=UTF-8"}}});
  for (; !body.empty(); body.remove_prefix(std::min(piece, body.size()))) {
    const std::string given(body.substr(0, piece));
    decoder.body(given);
  }
  decoder.end(net::ResponseEnded{ending});
  if (!decoder.outcome()) {
    ADD_FAILURE() << "no outcome";
    return {decoder.message().first().text, Cancelled{Phase::body}};
  }
  return {decoder.message().first().text, *decoder.outcome()};
}

TEST(StreamedArray, IsReadElementByElement) {
  ResponseDecoder decoder(*provider::find_dialect("gemini"), false);
  decoder.head({200, "", 1, {{"content-type", "application/json"}}});
  EXPECT_TRUE(decoder.body("[" + first_element));
  EXPECT_EQ(decoder.message().first().text, "Hel");
  for (std::size_t piece = 1; piece <= whole_array.size(); ++piece) {
    const DecodedArray decoded = decode_array(whole_array, Ending::complete, piece);
    ASSERT_EQ(decoded.text, "Hello]");
    ASSERT_EQ(must_be<Completed>(decoded.outcome).reason, "STOP");
  }
}

TEST(StreamedArray, ItsBracketProvesItsEndAndNothingElseDoes) {
  EXPECT_EQ(must_be<Completed>(decode_array(whole_array, Ending::closed).outcome).reason, "STOP");
  EXPECT_EQ(must_be<Truncated>(decode_array(whole_array, Ending::reset).outcome).ending, Ending::reset);
  for (std::size_t size = whole_array.size() - last_element.size(); size < whole_array.size(); ++size) {
    for (const auto ending : {Ending::complete, Ending::closed, Ending::cut_in_data}) {
      const DecodedArray cut = decode_array(std::string_view(whole_array).substr(0, size), ending);
      ASSERT_EQ(must_be<Truncated>(cut.outcome).ending, ending) << size;
    }
  }
  const DecodedArray without_reason = decode_array("[" + first_element + "]");
  EXPECT_FALSE(must_be<Truncated>(without_reason.outcome).has_finish_reason);
}

TEST(StreamedArray, MayHoldAnError) {
  const std::string error = R"({"error":{"code":503,"message":"overloaded","status":"UNAVAILABLE"}})";
  for (const std::string& body : {"[" + error + "\n]", "[" + first_element + "\n,\r\n" + error + "\n]", "[" + error}) {
    const auto said = must_be<ProviderError>(decode_array(body).outcome);
    EXPECT_EQ(said.message, "overloaded");
    EXPECT_EQ(said.type, "UNAVAILABLE");
    EXPECT_TRUE(said.is_retryable);
  }
  must_be<ProtocolError>(decode_array("[" + first_element + ",no JSON]").outcome);
}

TEST(StreamedArray, IsOfNoOtherDialect) {
  must_be<ProtocolError>(
      decode_array("[{\"choices\":[]}]", Ending::complete, std::string::npos, "openai.chat").outcome);
}

}  // namespace
}  // namespace wiretape::client
