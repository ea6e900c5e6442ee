#include "wiretape/core/redact/stream/stream_redactor.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/redact/stream/redacted_for_test.h"

namespace wiretape::redact {
namespace {

std::string redact_stream(std::string_view text) {
  return redacted_text(text, default_patterns());
}

std::string stars(std::size_t count) {
  return std::string(count, '*');
}

std::string redact_known(std::string_view text, std::string secret) {
  return redacted_text(text, patterns_knowing(std::move(secret)));
}

std::string event_of(std::string_view content) {
  return R"(data: {"id":"chatcmpl-1","choices":[{"index":0,"delta":{"content":")" + std::string(content) + "\"}}]}\n\n";
}

TEST(StreamRedactor, LeavesOrdinaryTextAsItIs) {
  for (const char* text :
       {"", "a", "\"", "\\", "\"\\", "\"\\u", "{}", "[]]]}}}", "data: {\"a\":1}\n\ndata: [DONE]\n\n",
        R"({"model":"gpt-4.1","messages":[{"role":"user","content":"risk-free desk-lamp task-oriented-dialogue"}]})",
        "a long text with sk-short, Bearer of news, eyJ, AKIA, ghp_ and xai- in it", "3 @ 5 + 4 = 23, @app.route(x)",
        R"({"token":"Hello","id":"abc","name":"key","code":"invalid","usage":{"total_tokens":12345678}})",
        R"({"properties":{"password":{"type":"string","description":"a password"},"n":12}})",
        "-----BEGIN PUBLIC KEY-----\nMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A\n-----END PUBLIC KEY-----", "sk-", "é\xFF\x00z"})
    EXPECT_EQ(redact_stream(text), text);
}

TEST(StreamRedactor, MasksValuesThatTellByTheirForm) {
  EXPECT_EQ(redact_stream("key sk-abcdefghijklmnop, and"), "key " + stars(19) + ", and");
  EXPECT_EQ(redact_stream("sk-abcdefghijklmno"), "sk-abcdefghijklmno");
  EXPECT_EQ(redact_stream("Authorization: Bearer abc.def~ghi+jkl/mno=\r\n"),
            "Authorization: Bearer " + stars(20) + "\r\n");
  EXPECT_EQ(redact_stream("eyJhbGciOi.eyJzdWIiOi.SflKxwRJSMeKKF2QT4 "), "eyJhbGciOi.eyJzdWIiOi." + stars(18) + " ");
  EXPECT_EQ(redact_stream("x=%22sk-abcdefghijklmnop"), "x=%22" + stars(19));
  EXPECT_EQ(redact_stream("AKIAIOSFODNN7EXAMPLE AKIAIOSFODNN7exampl"), stars(20) + " AKIAIOSFODNN7exampl");
}

TEST(StreamRedactor, MasksAPrivateKeyButNotItsFrame) {
  EXPECT_EQ(redact_stream(
                "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,A\n\nMIIE+/=\nab\n-----END RSA PRIVATE KEY-----\nok"),
            "-----BEGIN RSA PRIVATE KEY-----\n****-****: *,*\n\n*******\n**\n-----END RSA PRIVATE KEY-----\nok");
  EXPECT_EQ(redact_stream(R"({"k":"-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----\n"})"),
            R"({"k":"-----BEGIN PRIVATE KEY-----\n****\n-----END PRIVATE KEY-----\n"})");
  EXPECT_EQ(redact_stream("data: -----BEGIN PRIVATE KEY-----\ndata: MIIE\ndata: dat\n\n"),
            "data: -----BEGIN PRIVATE KEY-----\ndata: ****\ndata: ***\n\n");
}

TEST(StreamRedactor, MasksPersonalData) {
  EXPECT_EQ(redact_stream("to jo.doe+x@mail.example.com."), "to " + stars(25) + ".");
  EXPECT_EQ(redact_stream("call +49 (0)30 1234-567 now"), "call " + stars(18) + " now");
  EXPECT_EQ(redact_stream("user@host +1234567, 1+12345678"), "user@host +1234567, 1+12345678");
  Rules rules = default_rules();
  keep_personal_data(rules);
  EXPECT_EQ(redacted_text("jo@example.com +49301234567", make_patterns(rules)), "jo@example.com +49301234567");
}

TEST(StreamRedactor, MasksJsonMembersAtAnyDepth) {
  EXPECT_EQ(redact_stream(R"({"a":[{"api_key":"x y\"z","b":"c"}],"PASSWORD" : 120.5e1,"apiKey":""})"),
            R"({"a":[{"api_key":"******","b":"c"}],"PASSWORD" : 111.1e1,"apiKey":""})");
  EXPECT_EQ(redact_stream(R"({"client-secret":["a",["b",1],{"c":"d"}],"e":"f"})"),
            R"({"client-secret":["*",["*",1],{"c":"d"}],"e":"f"})");
  EXPECT_EQ(redact_stream(R"({"api\u005fkey":"ab","password":null,"x":"password","y":"z"})"),
            R"({"api\u005fkey":"**","password":null,"x":"password","y":"z"})");
  EXPECT_EQ(redact_stream(R"({"password":{"type":"string"}})"), R"({"password":{"type":"string"}})");
  EXPECT_EQ(redact_stream("{\"password\":\"ab\xC3\xA9\\u00e9\"}"), "{\"password\":\"**********\"}");
}

TEST(StreamRedactor, LooksBehindEscapes) {
  EXPECT_EQ(redact_stream(R"({"a":"\u0073k-abcdefghijklmnop\nb"})"), R"({"a":")" + stars(24) + R"(\nb"})");
  EXPECT_EQ(redact_stream(R"({"a":"\nsk-abcdefghijklmnop\n"})"), R"({"a":"\n)" + stars(19) + R"(\n"})");
  EXPECT_EQ(redact_known(R"({"a":"x\/\"y\\0123z"})", "/\"y\\0123"), R"({"a":"x)" + stars(11) + R"(z"})");
  EXPECT_EQ(redact_known(R"({"a":"gr\u00fc\u00DFe12"})",
                         "gr\xC3\xBC\xC3\x9F"
                         "e12"),
            R"({"a":")" + stars(17) + R"("})");
}

TEST(StreamRedactor, MasksWhatIsKnownWhereverItStands) {
  EXPECT_EQ(redact_known("xhunter22y hunter2 hunter22", "hunter22"), "x********y hunter2 ********");
  EXPECT_EQ(redact_known(R"({"n":12345678,"hunter22":1})", "12345678"), R"({"n":11111111,"hunter22":1})");
  EXPECT_EQ(redact_known(R"({"hunter22":1})", "hunter22"), R"({"********":1})");
  EXPECT_EQ(redact_known("hunter22sk-abcdefghijklmnop", "hunter22"), stars(27));
}

TEST(StreamRedactor, FindsWhatIsSpreadOverEvents) {
  EXPECT_EQ(redact_stream(event_of("my sk-a") + event_of("bcdefghijkl") + event_of("mnopq ok")),
            event_of("my ****") + event_of("***********") + event_of("***** ok"));
  EXPECT_EQ(redact_stream(event_of("my s") + event_of("k") + event_of("-abcdefgh i")),
            event_of("my s") + event_of("k") + event_of("-abcdefgh i"));
  EXPECT_EQ(redact_known(event_of("a hun") + ": ping\n\n" + event_of("") + event_of("ter22 b"), "hunter22"),
            event_of("a ***") + ": ping\n\n" + event_of("") + event_of("***** b"));
}

TEST(StreamRedactor, FindsAnAddressFromTheEventWithItsAt) {
  EXPECT_EQ(redact_stream(event_of("jo") + event_of("@") + event_of("mail.") + event_of("com")),
            event_of("jo") + event_of("*") + event_of("*****") + event_of("***"));
  EXPECT_EQ(redact_stream(event_of("jo.d") + event_of("oe@mail.com, ")), event_of("jo.d") + event_of("***********, "));
  EXPECT_EQ(redact_stream(event_of("\\n") + event_of("@app.route(")), event_of("\\n") + event_of("@app.route("));
}

TEST(StreamRedactor, JoinsTextsOfOnePathOnly) {
  const auto choice = [](int index, std::string_view content) {
    return R"({"choices":[{"index":)" + std::to_string(index) + R"(,"text":")" + std::string(content) + "\"}]}\n";
  };
  EXPECT_EQ(redact_known(choice(0, "hun") + choice(1, "hunt") + choice(0, "ter22") + choice(1, "er22"), "hunter22"),
            choice(0, "***") + choice(1, "****") + choice(0, "*****") + choice(1, "****"));
  EXPECT_EQ(redact_known(R"(["hun","ter22"])", "hunter22"), R"(["***","*****"])");
  EXPECT_EQ(redact_known(R"({"a":["hun","ter22"],"b":"hun","c":"ter22"})", "hunter22"),
            R"({"a":["hun","ter22"],"b":"hun","c":"ter22"})");
  EXPECT_EQ(redact_known("[{\n  \"t\": \"hun\"\n},\n{\n  \"t\": \"ter22\"\n}]", "hunter22"),
            "[{\n  \"t\": \"***\"\n},\n{\n  \"t\": \"*****\"\n}]");
}

TEST(StreamRedactor, GoesOnAfterWhatBrokeOff) {
  EXPECT_EQ(redact_stream("data: {\"a\":{\"password\":\"x\n\ndata: {\"api_key\":\"ab\",\"b\":\"c\"}\n\n"),
            "data: {\"a\":{\"password\":\"*\n\ndata: {\"api_key\":\"**\",\"b\":\"c\"}\n\n");
  EXPECT_EQ(redact_stream("say \"sk-abcdefgh\nsk-abcdefghijklmnop \"x\""),
            "say \"sk-abcdefgh\n" + stars(19) + " \"x\"");
}

TEST(StreamRedactor, HoldsBackOnlyWhatMayBecomeASecret) {
  StreamRedactor redactor(default_patterns());
  std::string out;
  redactor.feed("{\"a\":\"hello, sk", out);
  EXPECT_EQ(out, "{\"a\":\"hello, ");
  EXPECT_EQ(redactor.held(), 2U);
  redactor.feed("etch", out);
  redactor.feed("ing \",\"b\":\"", out);
  EXPECT_EQ(out, "{\"a\":\"hello, sketching \",\"b\":\"");
  redactor.feed("sk-abcdefghijklmno", out);
  EXPECT_EQ(redactor.held(), 18U);
  redactor.feed("q", out);
  EXPECT_EQ(redactor.held(), 0U);
  redactor.feed("uv", out);
  EXPECT_EQ(redactor.held(), 0U);
  redactor.finish(out);
  EXPECT_EQ(out, "{\"a\":\"hello, sketching \",\"b\":\"" + stars(21));
}

TEST(StreamRedactor, HoldsBackNoMoreThanItsBound) {
  StreamRedactor redactor(default_patterns());
  std::string out;
  redactor.feed(event_of("the sk-a"), out);
  EXPECT_GT(redactor.held(), 0U);
  const std::string other = "data: {\"other\":\"" + std::string(1000, 'x') + "\"}\n\n";
  std::size_t fed = 0;
  for (int i = 0; i < 200; ++i, fed += other.size()) {
    redactor.feed(other, out);
    ASSERT_LE(redactor.held(), PendingBytes::most);
  }
  redactor.feed(event_of("bcdefghijklmnop"), out);
  redactor.finish(out);
  EXPECT_THAT(out, ::testing::HasSubstr("the sk-a"));
  EXPECT_THAT(out, ::testing::EndsWith(event_of("bcdefghijklmnop")));
}

}  // namespace
}  // namespace wiretape::redact
