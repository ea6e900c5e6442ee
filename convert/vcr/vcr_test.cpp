#include "wiretape/convert/vcr/vcr.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/convert/imported_for_test.h"

namespace wiretape::convert {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// As vcrpy 9 with requests 2.34 writes it: the body is unpacked, the fields are those of what was sent.
constexpr auto vcrpy_yaml = R"(interactions:
- request:
    body: '{"model": "gpt-4o", "stream": true, "messages": [{"role": "user", "content":
      "Hi"}]}'
    headers:
      Accept:
      - '*/*'
      Authorization:
      - Bearer sk-secret
      Content-Type:
      - application/json
    method: POST
    uri: http://127.0.0.1:36673/v1/chat/completions
  response:
    body:
      string: "data: {\"choices\":[{\"delta\":{\"content\":\"h\xE9l\"}}]}\n\ndata:
        [DONE]\n\n"
    headers:
      Content-Type:
      - text/event-stream; charset=utf-8
      Transfer-Encoding:
      - chunked
    status:
      code: 200
      message: OK
- request:
    body: '{"model": "m"}'
    headers: {}
    method: POST
    uri: http://127.0.0.1:36673/gz?api_key=s3cret&n=1
  response:
    body:
      string: "{\"ok\": true, \"text\": \"h\xE9llo\"}"
    headers:
      Content-Encoding:
      - gzip
      Content-Length:
      - '49'
      Content-Type:
      - application/json
      X-Two:
      - a
      - b
    status:
      code: 429
      message: Slow Down
- request:
    body: null
    headers:
      Accept:
      - '*/*'
    method: GET
    uri: http://127.0.0.1:36673/bin
  response:
    body:
      string: !!binary |
        AAEC/w==
    headers:
      Content-Length:
      - '4'
    status:
      code: 200
      message: OK
version: 1
)";

TEST(Vcrpy, GivesTheExchangeOfEachInteraction) {
  const auto tape = imported(vcrpy_yaml, "vcrpy");
  EXPECT_EQ(tape.text,
            "wiretape: 1\n"
            "exchanges:\n"
            "  - request:\n"
            "      method: POST\n"
            "      path: /v1/chat/completions\n"
            "      json: {model: gpt-4o, messages: [{role: user, content: Hi}], stream: true}\n"
            "    response:\n"
            "      status: 200\n"
            "      headers:\n"
            "        - [Content-Type, text/event-stream; charset=utf-8]\n"
            "        - [Transfer-Encoding, chunked]\n"
            "      body:\n"
            "        - \"data: {\\\"choices\\\":[{\\\"delta\\\":{\\\"content\\\":\\\"hél\\\"}}]}\\n\\n\"\n"
            "        - \"data: [DONE]\\n\\n\"\n"
            "      end: {by: upstream, how: complete}\n"
            "  - request: {method: POST, path: /gz, query: {\"n\": \"1\"}, json: {model: m}}\n"
            "    response:\n"
            "      status: 429\n"
            "      reason: Slow Down\n"
            "      headers:\n"
            "        - [Content-Type, application/json]\n"
            "        - [X-Two, a]\n"
            "        - [X-Two, b]\n"
            "      body: '{\"ok\": true, \"text\": \"héllo\"}'\n"
            "  - request: {method: GET, path: /bin}\n"
            "    response:\n"
            "      headers: [[Content-Length, \"4\"]]\n"
            "      body: !b64 AAEC/w==\n");
  EXPECT_THAT(tape.notes,
              ElementsAre("interaction 2: 'content-encoding: gzip' beside a body that is not packed so; the "
                          "field is dropped",
                          "interaction 2: 'content-length: 49' beside a body of 30 bytes; the field is "
                          "dropped"));
}

TEST(Vcrpy, TakesJsonAndTheFormsOfOlderVersions) {
  const auto json = imported(
      R"({"version": 1, "interactions": [{"request": {"method": "GET", "uri": "http://h/a", "body": null,
          "headers": {"Accept": ["*/*"]}}, "response": {"status": {"code": 200, "message": "OK"},
          "headers": {"Content-Type": ["text/plain"]}, "body": {"string": "Hi"}}}]})",
      "vcrpy");
  EXPECT_EQ(json.answer<tape::PlainResponse>(0).body, "Hi");
  const auto httpx = imported(
      "interactions:\n- request: {body: '', headers: {}, method: GET, uri: 'http://h/a'}\n"
      "  response: {status_code: 201, http_version: HTTP/1.1, headers: {a: b}, content: Hi}\n",
      "vcrpy");
  EXPECT_EQ(httpx.answer<tape::PlainResponse>(0).body, "Hi");
  EXPECT_EQ(httpx.answer<tape::PlainResponse>(0).head.status, 201);
  const auto list = imported(
      "- request: {body: null, headers: [[a, b]], method: GET, uri: 'http://h/a'}\n"
      "  response: {status: {code: 200, message: OK}, headers: [[x-a, '1']], body: {string: Hi}}\n",
      "vcrpy");
  EXPECT_EQ(list.answer<tape::PlainResponse>(0).head.fields, (wire::HttpFields{{"x-a", "1"}}));
}

TEST(Vcrpy, KeepsABodyThatIsStillPacked) {
  // gzip of "Hi"
  const auto tape = imported(
      "interactions:\n- request: {body: null, headers: {}, method: GET, uri: 'http://h/a'}\n"
      "  response:\n    status: {code: 200, message: OK}\n    headers: {content-encoding: [gzip]}\n"
      "    body: {string: !!binary H4sIAAAAAAACA/PIBAAODhdNAgAAAA==}\n",
      "vcrpy");
  EXPECT_THAT(tape.notes, IsEmpty());
  EXPECT_EQ(tape.answer<tape::PlainResponse>(0).head.fields, (wire::HttpFields{{"content-encoding", "gzip"}}));
}

TEST(RubyVcr, GivesTheExchangeOfEachInteraction) {
  const auto tape = imported(
      R"(---
http_interactions:
- request:
    method: post
    uri: https://api.example.com/v1/chat/completions
    body:
      encoding: UTF-8
      string: '{"model":"m","messages":[]}'
    headers:
      Authorization:
      - Bearer s3cret
  response:
    status:
      code: 200
      message: OK
    headers:
      Content-Type:
      - application/json
    body:
      encoding: ASCII-8BIT
      string: !binary |-
        eyJhIjoiw6kifQ==
    http_version:
    adapter_metadata:
      vcr_decompressed: gzip
  recorded_at: Tue, 01 Nov 2011 04:58:44 GMT
- request:
    method: get
    uri: https://api.example.com/v1/models
    body:
      encoding: US-ASCII
      string: ''
  response:
    status:
      code: 200
      message: null
    headers: {}
    body:
      encoding: UTF-8
      base64_string: |
        SGkg
        SG8=
  recorded_at: Tue, 01 Nov 2011 04:58:44 GMT
recorded_with: VCR 6.2.0
)",
      "ruby-vcr");
  EXPECT_THAT(tape.notes, ElementsAre("interaction 1: a body that VCR unpacked (gzip); it is played unpacked"));
  EXPECT_EQ(tape.tape.exchanges.at(0).request.method, "POST");
  EXPECT_EQ(tape.answer<tape::PlainResponse>(0).body, "{\"a\":\"é\"}");
  EXPECT_EQ(tape.answer<tape::PlainResponse>(1).body, "Hi Ho");
}

TEST(GoVcr, TakesBothVersions) {
  const auto first = imported(
      R"(---
version: 1
interactions:
    - request:
        body: '{"model":"m"}'
        form: {}
        headers:
            Content-Type:
                - application/json
        url: https://api.example.com/v1/chat/completions
        method: POST
      response:
        body: |+
            data: a

            data: b

        headers:
            Content-Type:
                - text/event-stream
        status: 200 OK
        code: 200
        duration: 247.499837ms
)",
      "go-vcr");
  EXPECT_EQ(first.answer<tape::RecordedResponse>(0).body, (std::vector<std::string>{"data: a\n\n", "data: b\n\n"}));
  const auto second = imported(
      R"(---
version: 2
interactions:
    - id: 0
      request:
        proto: HTTP/1.1
        proto_major: 1
        proto_minor: 1
        content_length: 0
        host: go.dev
        url: https://go.dev/VERSION?m=text
        method: GET
      response:
        proto: HTTP/2.0
        proto_major: 2
        proto_minor: 0
        transfer_encoding:
            - chunked
        trailer:
            X-Sum:
                - "7"
        content_length: -1
        uncompressed: true
        body: |
            go1.24.1
        headers:
            Content-Type:
                - text/plain
        status: 418 A Teapot
        code: 418
        duration: 125.432436ms
)",
      "go-vcr");
  const auto answer = second.answer<tape::RecordedResponse>(0);
  EXPECT_THAT(second.notes, ElementsAre("interaction 1: a body that Go unpacked; it is played unpacked"));
  EXPECT_EQ(answer.head.status, 418);
  EXPECT_EQ(answer.head.reason, "A Teapot");
  EXPECT_EQ(answer.head.fields, (wire::HttpFields{{"Content-Type", "text/plain"}, {"Transfer-Encoding", "chunked"}}));
  EXPECT_EQ(answer.framing, tape::RecordedFraming(tape::ChunkFraming{{}, {{"X-Sum", "7"}}}));
}

TEST(Cassettes, AreRefusedWithWhatWasSeen) {
  EXPECT_THAT(refused("a: [1\n"), ElementsAre(HasSubstr("no YAML")));
  EXPECT_THAT(refused("mood: good\nday: bad\n"),
              ElementsAre(AllOf(HasSubstr("YAML: an object with the members mood, day that is of no known format"),
                                HasSubstr("a vcrpy cassette"), HasSubstr("--from"))));
  EXPECT_THAT(refused("[]"), ElementsAre(HasSubstr("JSON: a list that is of no known format")));
  EXPECT_THAT(refused(""), ElementsAre(HasSubstr("YAML: nothing that is of no known format")));
  EXPECT_THAT(refused("a: 1\n", "go-vcr"), ElementsAre(HasSubstr("a cassette of go-vcr: 'interactions', a list")));
  EXPECT_THAT(refused("a: 1\n", "vcrpy"), ElementsAre(HasSubstr("a cassette of vcrpy")));
  EXPECT_THAT(refused("a: 1\n", "ruby-vcr"), ElementsAre(HasSubstr("a cassette of Ruby's VCR")));
}

}  // namespace
}  // namespace wiretape::convert
