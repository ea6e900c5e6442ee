#include "wiretape/core/tape/emit/emit.h"

#include <chrono>
#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <gtest/gtest.h>

#include "wiretape/core/provider/dialects.h"
#include "wiretape/core/tape/tapes_for_test.h"
#include "wiretape/core/text/json/json_text.h"
#include "wiretape/core/text/utf8.h"

#include "tests/support/corpus.h"

namespace wiretape::tape {
namespace {

using namespace std::chrono_literals;

/// Loads what is emitted, expects the same tape and the same text again, and returns the text.
std::string round_trip(const Tape& tape) {
  const std::string text = emit_tape(tape);
  auto loaded = parse_tape(text, tape.name);
  if (const auto* diagnostics = std::get_if<text::Diagnostics>(&loaded)) {
    ADD_FAILURE() << text::to_string(diagnostics->front()) << "\n" << text.substr(0, 3000);
    return text;
  }
  const auto& again = std::get<Tape>(loaded);
  EXPECT_TRUE(again == tape) << text.substr(0, 3000);
  EXPECT_EQ(emit_tape(again), text);
  return text;
}

std::string emitted(std::string_view members) {
  return round_trip(tape_of(tape_with(members)));
}

TEST(EmitTape, LeavesOutWhatIsDefault) {
  EXPECT_EQ(emitted("id: exchange-1\nrequest: {path: /v1/chat/completions}\n"
                    "reply: {dialect: openai.chat, text: Hi, chunks: token}\ndelivery: {gap: 0ms, speed: 1.0}"),
            "wiretape: 1\n"
            "exchanges:\n"
            "  - request: {path: /v1/chat/completions}\n"
            "    reply: {text: Hi}\n");
}

TEST(EmitTape, TellsWhatIsMadeUpFromTheTextOfThatWord) {
  EXPECT_EQ(emitted("request: {path: /v1/chat/completions}\n"
                    "reply: {text: generated, tool_calls: [{name: f, arguments: '{{ generated }}'}]}"),
            "wiretape: 1\n"
            "exchanges:\n"
            "  - request: {path: /v1/chat/completions}\n"
            "    reply: {text: generated, tool_calls: [{name: f, arguments: generated}]}\n");
  EXPECT_EQ(emitted("request: {path: /v1/messages}\n"
                    "reply: {blocks: [{text: 'generated'}, {text: generated}, {tool_use: {name: f, arguments: "
                    "'generated'}}]}"),
            "wiretape: 1\n"
            "exchanges:\n"
            "  - request: {path: /v1/messages}\n"
            "    reply: {blocks: [{text: \"generated\"}, {text: generated}, {tool_use: {name: f, arguments: "
            "\"generated\"}}]}\n");
}

TEST(EmitTape, WritesWhatComesThenInTheReplyThatItFollows) {
  EXPECT_EQ(emitted("request: {path: /v1/chat/completions}\n"
                    "reply: {tool_calls: [{name: a}], then: {tool_calls: [{name: b}], then: {text: Done.}}}"),
            "wiretape: 1\n"
            "exchanges:\n"
            "  - request: {path: /v1/chat/completions}\n"
            "    reply: {tool_calls: [{name: a}], then: {tool_calls: [{name: b}], then: {text: Done.}}}\n");
}

TEST(EmitTape, WritesWhatIsMadeUpThen) {
  EXPECT_EQ(emitted("request: {path: /v1/chat/completions}\n"
                    "reply: {tool_calls: [{name: a}], then: {text: generated}}"),
            "wiretape: 1\n"
            "exchanges:\n"
            "  - request: {path: /v1/chat/completions}\n"
            "    reply: {tool_calls: [{name: a}], then: {text: generated}}\n");
}

TEST(EmitTape, WritesEveryKeyOfARequest) {
  EXPECT_EQ(emitted("request:\n"
                    "  not: [{method: GET}, {matches: a}]\n"
                    "  matches: [b, c]\n"
                    "  contains: d\n"
                    "  json: {b: 1.0, a: 1e5}\n"
                    "  headers: [[X-A, 1], [X-A, {matches: '^r'}]]\n"
                    "  query: {alt: sse, key: {contains: a}}\n"
                    "  path: /v1/*\n"
                    "  method: POST\n"
                    "uses: 2\n"
                    "response: {body: x}"),
            "wiretape: 1\n"
            "exchanges:\n"
            "  - request:\n"
            "      method: POST\n"
            "      path: /v1/*\n"
            "      query: {alt: sse, key: {contains: a}}\n"
            "      headers: [[X-A, \"1\"], [X-A, {matches: \"^r\"}]]\n"
            "      json: {b: 1.0, a: 1e5}\n"
            "      matches: [b, c]\n"
            "      contains: d\n"
            "      not: [{method: GET}, {matches: a}]\n"
            "    uses: 2\n"
            "    response:\n"
            "      body: x\n");
}

TEST(EmitTape, WritesEveryKeyOfAConversation) {
  EXPECT_EQ(emitted("request:\n"
                    "  contains: x\n"
                    "  tool_result: {contains: '18', id: c1, name: f}\n"
                    "  last_message: {tool_result: {}, matches: ^a, role: user}\n"
                    "  tools: [f, \"null\"]\n"
                    "  system: {contains: brief}\n"
                    "  turn: 2\n"
                    "  json: {messages: [..., {role: user}], stop: {contains: a}}\n"
                    "response: {body: x}"),
            "wiretape: 1\n"
            "exchanges:\n"
            "  - request:\n"
            "      json: {messages: [\"...\", {role: user}], stop: {contains: a}}\n"
            "      turn: 2\n"
            "      system: {contains: brief}\n"
            "      tools: [f, \"null\"]\n"
            "      last_message: {role: user, matches: \"^a\", tool_result: {}}\n"
            "      tool_result: {name: f, id: c1, contains: \"18\"}\n"
            "      contains: x\n"
            "    response:\n"
            "      body: x\n");
  for (const char* const request :
       {"{turn: 0}", "{system: a}", "{system: {matches: a}}", "{system: ''}", "{tool_result: {}}",
        "{tool_result: {text: a}}", "{last_message: {text: a}}", "{last_message: {contains: ''}}",
        "{last_message: {tool_result: {matches: a}}}", "{not: {turn: 1}}"})
    emitted("request: " + std::string(request) + "\nresponse: {body: x}");
}

TEST(EmitTape, WritesEveryKeyOfAReply) {
  for (const char* const reply :
       {"{reasoning: r, text: \"a\\nb\", refusal: n, finish_reason: length, usage: {a: 1}, model: m, id: i, created: "
        "4}",
        "{tool_calls: [{name: f}, {id: c, name: g, arguments: {a: [1, '1']}}, {name: h, arguments: '{\"a'}]}",
        "{chunks: [a, ' b', \"\\n\"]}", "{chunks: word, choices: [{text: a}, {}, {refusal: b}]}",
        "{error: {status: 429, message: m, type: t, code: c, param: p}}",
        "{error: {message: m, retry_after: 1.5s, headers: [[a, b], [a, c]]}}",
        "{error: {message: m, retry_after: 0s, headers: [[a, \"{{request.json./model}}\"]]}}",
        "{text: a, error_event: {message: m, type: t}}", "{}", "{text: \"{{request.json./model}}\"}"}) {
    emitted("request: {path: /v1/chat/completions}\nreply: " + std::string(reply));
  }
  for (const char* const reply :
       {"{blocks: [{thinking: a}, {thinking: '', signature: s}, {redacted_thinking: d}, {text: \"a\\nb\"}, {text: '', "
        "citations: [{n: 1, t: '1'}, {}]}, {tool_use: {name: f, arguments: {a: 1}}}], stop_sequence: END}",
        "{refusal: n, finish_reason: refusal}"}) {
    emitted("request: {path: /v1/messages}\nreply: " + std::string(reply));
  }
}

TEST(EmitTape, WritesEveryFormOfAResponse) {
  for (const char* const response :
       {"{status: 404, reason: No, headers: [[a, b], [a, c]], body: ''}", "{body: \"a\\r\\nb\"}", "{body: !b64 /w==}",
        "{json: {a: [1, {b: null}]}}", "{json: 5}", "{json: text}", "{headers: [[x, !b64 /w==]], body: a}",
        "{stream: []}",
        "{dialect: openai.chat, stream: [{comment: ' a'}, {wait: 1500us}, {event: e, data: {a: 1}, id: 1}, {data: ''},"
        " {data: '[1,  2]'}, {data: !b64 /w==}, {data: 5}, {comment: \"a\\nb\"}, {retry: 0, id: '', event: 1}, {event: "
        "''}, {data: \"a\\nb\", id: ''}]}",
        "{body: !b64 e3tub3R9fQ==}",
        "{headers: [[content-type, application/x-ndjson]], stream: [{data: {a: 1}}, {wait: 1ms}, {data: a}, {data: "
        "''}]}",
        "{json: {'{{key}}': 1}}"}) {
    emitted("response: " + std::string(response));
  }
}

TEST(EmitTape, WritesEveryFormOfADelivery) {
  for (const char* const delivery :
       {"{first_byte: 200ms, gap: 1500us, write_gap: 1ms, jitter: 2s, seed: 18446744073709551615}",
        "{tokens_per_second: 0.001, speed: 1000000}", "{tokens_per_second: 33.3}", "{instant: true, fragment: utf8}",
        "{fragment: whole}", "{fragment: line}", "{fragment: {size: 7}}", "{fragment: {at: [1, 5]}}",
        "{fragment: {random: {least: 1, most: 4}}}", "{profile: typical, speed: 2, seed: 1}"}) {
    emitted("request: {path: /v1/chat/completions}\nreply: {text: a}\ndelivery: " + std::string(delivery));
  }
}

TEST(EmitTape, PutsArrivalsApartFromTheText) {
  EXPECT_EQ(emitted("response:\n"
                    "  headers: {content-type: text/event-stream}\n"
                    "  body: [\"data: {\\\"a\\\": 1}\\n\\n\", !b64 /wo=]\n"
                    "  end: {how: cut_in_data}\n"
                    "  framing: {chunks: [16, '9'], trailers: []}\n"
                    "  arrivals: ['412.31:15', '18.042:2', '0:1']\n"
                    "delivery: {speed: 2}"),
            "wiretape: 1\n"
            "exchanges:\n"
            "  - response:\n"
            "      status: 200\n"
            "      headers: [[content-type, text/event-stream]]\n"
            "      body:\n"
            "        - \"data: {\\\"a\\\": 1}\\n\\n\"\n"
            "        - !b64 /wo=\n"
            "      arrivals: [\"412.310:15 18.042:2 0.000:1\"]\n"
            "      framing: {chunks: [\"16 9\"]}\n"
            "      end: {by: upstream, how: cut_in_data}\n"
            "    delivery: {speed: 2}\n");
}

TEST(EmitTape, WritesEveryFormOfARecording) {
  for (const char* const response :
       {"{body: []}", "{body: ['']}", "{body: [a], framing: close, end: {how: reset}}", "{body: [a], framing: {}}",
        "{body: [a], end: {by: client, how: abandoned}}", "{body: [a], framing: {trailers: {x-a: b}}}",
        "{body: ['{{not a template'], arrivals: ['1:1 1:15']}"}) {
    emitted("response: " + std::string(response));
  }
  for (const char* const delivery : {"{gap: 0}", "{fragment: event}", "{gap: 1ms}", "{speed: 3}", "{instant: true}"})
    emitted("response: {body: [a], arrivals: ['1:1']}\ndelivery: " + std::string(delivery));
}

TEST(EmitTape, KeepsEveryFixture) {
  const std::filesystem::path root = std::filesystem::path(WIRETAPE_SOURCE_DIR) / "fixtures";
  int count = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
    if (entry.path().extension() != ".yaml") continue;
    const auto loaded = read_tape(entry.path().string());
    ASSERT_TRUE(std::holds_alternative<Tape>(loaded)) << entry.path();
    round_trip(std::get<Tape>(loaded));
    ++count;
  }
  EXPECT_GT(count, 10);
}

/// The events of a captured body as they stand: each ends after a blank line.
std::vector<std::string> items_of(const std::string& body) {
  std::vector<std::string> items;
  for (std::size_t at = 0; at < body.size();) {
    const std::size_t lf = std::min(body.find("\n\n", at), body.size());
    const std::size_t crlf = std::min(body.find("\r\n\r\n", at), body.size());
    const std::size_t end = std::min({lf + 2, crlf + 4, body.size()});
    items.push_back(body.substr(at, end - at));
    at = end;
  }
  return items;
}

TEST(EmitTape, KeepsEveryCapturedStream) {
  const auto manifest = testing::corpus_json("manifest.json");
  if (!manifest) GTEST_SKIP() << testing::no_corpus;
  int count = 0;
  for (const auto& stream : manifest->at("streams")) {
    if (stream.at("framing") == "wsjsonl") continue;
    RecordedResponse recorded;
    const std::string body = testing::corpus_body(stream);
    recorded.body = items_of(body);
    recorded.head.status = stream.value("status", 200);
    if (const auto headers = stream.find("response_headers"); headers != stream.end() && headers->is_object()) {
      for (const auto& [name, value] : headers->items()) {
        const bool is_framing = name == "content-length" || name == "transfer-encoding";
        if (value.is_string() && !is_framing) recorded.head.fields.push_back({name, value.get<std::string>()});
      }
    }
    std::uint64_t sum = 0;
    if (const auto reads = stream.find("read_lengths"); reads != stream.end() && reads->is_array()) {
      for (const auto& length : *reads) {
        recorded.arrivals.push_back({std::chrono::microseconds(1000 + sum % 77'777), length.get<std::uint64_t>()});
        sum += recorded.arrivals.back().bytes;
      }
      EXPECT_EQ(sum, body.size()) << stream.at("file");
    }
    Exchange exchange;
    exchange.id = stream.at("file").get<std::string>();
    exchange.answer = recorded;
    exchange.delivery.as_recorded = !recorded.arrivals.empty();
    round_trip({.name = "corpus.yaml", .exchanges = {exchange}});
    ++count;
  }
  EXPECT_EQ(count, 139);
}

/// Strings that YAML readers are known to trip over, in any combination.
class NastyStrings {
 public:
  std::string next() {
    static const std::vector<std::string> pieces = {"\"",
                                                    "'",
                                                    ": ",
                                                    " #",
                                                    " ",
                                                    "  ",
                                                    "\t",
                                                    "\r",
                                                    "\n",
                                                    "\r\n",
                                                    "\n\n",
                                                    "\xC2\x85",
                                                    "\xE2\x80\xA8",
                                                    "\xEF\xBB\xBF",
                                                    std::string(1, '\0'),
                                                    "\x01",
                                                    "\x04",
                                                    "\x1B",
                                                    "\x7F",
                                                    "---",
                                                    "...",
                                                    "null",
                                                    "true",
                                                    "~",
                                                    "1e5",
                                                    "0x1",
                                                    "-1",
                                                    ".5",
                                                    "- ",
                                                    "? ",
                                                    "{",
                                                    "}",
                                                    "[",
                                                    "]",
                                                    ",",
                                                    "&a",
                                                    "*a",
                                                    "!b64 ",
                                                    "!!str ",
                                                    "|",
                                                    ">",
                                                    "%",
                                                    "@",
                                                    "`",
                                                    "<<",
                                                    "=",
                                                    "\\",
                                                    "\\u0041",
                                                    "\xF0\x9F\x98\x80",
                                                    "\xC3\xA9",
                                                    "\xEF\xBF\xBF",
                                                    "word",
                                                    "a b",
                                                    "yes",
                                                    "2024-01-01",
                                                    "{{",
                                                    "}}",
                                                    "\xC2\xA0",
                                                    "\xF4\x8F\xBF\xBF",
                                                    "data: x\n\n",
                                                    std::string(1200, 'l'),
                                                    "end"};
    std::string text;
    for (auto count = random_() % 5; count > 0; --count)
      text += pieces[random_() % pieces.size()];
    return text;
  }

  std::string next_bytes() {
    static const std::vector<std::string> broken = {"\xFF", "\xED\xA0\x80", "\xC3", "\x80", "\xF8"};
    std::string text = next();
    if (random_() % 4 == 0) text.insert(random_() % (text.size() + 1), broken[random_() % broken.size()]);
    return text;
  }

  /// For where a text with placeholders would be a template.
  std::string next_text() {
    for (;;) {
      std::string text = next();
      if (text.find("{{") == std::string::npos) return text;
    }
  }

  std::string next_line() {
    std::string text = next_text();
    std::erase_if(text, [](char byte) { return byte == '\r' || byte == '\n' || byte == '\0'; });
    return text;
  }

  std::string next_json() {
    std::string out = "{";
    text::append_json_string(out, next_text());
    out += ":[";
    text::append_json_string(out, next_text());
    return out + ",1.0]}";
  }

 private:
  std::mt19937 random_{20261121};
};

Exchange nasty_reply(NastyStrings& strings) {
  Exchange exchange;
  exchange.dialect = provider::find_dialect("openai.chat");
  provider::Reply reply;
  reply.id = strings.next_text();
  reply.model = strings.next_text();
  reply.usage = strings.next_json();
  reply.choices.resize(1);
  auto& choice = reply.choices.front();
  choice.reasoning = strings.next_text();
  choice.text = strings.next_text();
  choice.refusal = strings.next_text();
  choice.finish_reason = strings.next_text();
  choice.tool_calls = {{strings.next_text(), strings.next_text(), strings.next_text()},
                       {{}, strings.next_text(), strings.next_json()}};
  exchange.request.method = "POST";
  exchange.request.json = strings.next_json();
  exchange.request.query = {{strings.next_text() + "a", {.text = strings.next_text()}},
                            {strings.next_text() + "b", {TextRule::Kind::contains, strings.next_text()}}};
  exchange.request.headers = {{"x", {.text = strings.next_text()}}, {"x", {.text = strings.next_text()}}};
  exchange.request.body = {{TextRule::Kind::contains, strings.next_text()}};
  exchange.request.conversation = {
      .system = TextRule{TextRule::Kind::equals, strings.next_text()},
      .tools = {strings.next_text(), strings.next_text()},
      .last_message =
          MessageRule{.role = strings.next_text(), .text = TextRule{TextRule::Kind::contains, strings.next_text()}},
      .tool_result = ToolResultRule{.name = strings.next_text(), .id = strings.next_text()}};
  exchange.answer = reply;
  return exchange;
}

Exchange nasty_blocks(NastyStrings& strings) {
  Exchange exchange;
  exchange.dialect = provider::find_dialect("anthropic.messages");
  provider::Reply reply;
  auto& choice = reply.choices.emplace_back();
  choice.blocks = {provider::ReasoningBlock{strings.next_text(), strings.next_text()},
                   provider::RedactedReasoningBlock{strings.next_text()},
                   provider::TextBlock{strings.next_text(), {strings.next_json(), strings.next_json()}},
                   provider::ToolCallReply{strings.next_text(), strings.next_text(), strings.next_text()}};
  choice.stop_sequence = strings.next_text();
  exchange.answer = reply;
  return exchange;
}

Exchange nasty_stream(NastyStrings& strings) {
  Exchange exchange;
  StreamResponse response;
  response.head.reason = strings.next_line();
  response.head.fields = {{"x-a", strings.next_line()}};
  response.events = {provider::DataEvent{strings.next_line(), strings.next_bytes(), strings.next_line()},
                     provider::DataEvent{"", strings.next_json(), {}}, provider::CommentEvent{strings.next_text()}};
  exchange.answer = response;
  return exchange;
}

Exchange nasty_recording(NastyStrings& strings) {
  Exchange exchange;
  RecordedResponse recorded;
  recorded.body = {strings.next_bytes(), strings.next_bytes(), strings.next_bytes()};
  recorded.framing = ChunkFraming{.sizes = {}, .trailers = {{"x-t", strings.next_line()}}};
  recorded.interim = {{103, strings.next_line(), 1, {{"x-i", strings.next_line()}}}};
  exchange.answer = recorded;
  return exchange;
}

TEST(EmitTape, KeepsEveryNastyString) {
  NastyStrings strings;
  for (int turn = 0; turn < 420; ++turn) {  // some 24 strings a turn
    Tape tape{.name = "nasty.yaml", .exchanges = {}};
    tape.exchanges = {nasty_reply(strings), nasty_blocks(strings), nasty_stream(strings), nasty_recording(strings)};
    PlainResponse plain;
    plain.body = strings.next_bytes();
    Exchange& last = tape.exchanges.emplace_back();
    last.answer = plain;
    for (std::size_t index = 0; index < tape.exchanges.size(); ++index)
      tape.exchanges[index].id = std::to_string(index) + strings.next_text();
    round_trip(tape);
    if (HasFailure()) return;
  }
}

}  // namespace
}  // namespace wiretape::tape
