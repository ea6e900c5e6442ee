// What the client makes of answers that are sound at heart and odd in dress, and of errors in any dress: over real
// connections, and in memory with every piece of the response cut small.

#include <deque>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/client/call_stream.h"
#include "wiretape/client/testing/chat_stream.h"
#include "wiretape/client/testing/loopback_client.h"
#include "wiretape/client/testing/messages_stream.h"
#include "wiretape/client/testing/scripted_call.h"
#include "wiretape/core/net/testing/scripted_peer.h"
#include "wiretape/core/provider/dialects.h"
#include "wiretape/core/wire/http/coding/gzip_for_test.h"
#include "wiretape/core/wire/http/coding/stored_gzip_writer.h"

namespace wiretape::client {
namespace {

using net::testing::PeerConnection;
using net::testing::ScriptedPeer;
using ::testing::HasSubstr;
using wiretape::client::testing::done_event;
using wiretape::client::testing::finish_event;
using wiretape::client::testing::messages_begin;
using wiretape::client::testing::messages_finish;
using wiretape::client::testing::messages_stop;
using wiretape::client::testing::sse;
using wiretape::client::testing::text_event;

/// A response, and what must come of it.
struct OddAnswer {
  std::string name;
  std::string response;
  std::string outcome = "completed";
  std::string text = "Hello";
  std::string says = "";  ///< in the outcome's description
  bool is_retryable = false;
  bool is_anthropic = false;
};

std::ostream& operator<<(std::ostream& out, const OddAnswer& answer) {
  return out << answer.name;
}

/// A response of known length; `fields` end in CRLF each.
std::string response(const std::string& status, const std::string& fields, const std::string& body) {
  return "HTTP/1.1 " + status + "\r\n" + fields + "content-length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

std::string ok(const std::string& fields, const std::string& body) {
  return response("200 OK", fields, body);
}

const std::string events_type = "content-type: text/event-stream\r\n";
const std::string json_type = "content-type: application/json\r\n";
const std::string odd_hello = text_event("Hel") + text_event("lo");
const std::string whole_stream = odd_hello + finish_event("stop") + done_event;
const std::string whole_messages = messages_begin + messages_finish("end_turn") + messages_stop;
const std::string document =
    R"({"id":"c","model":"m","choices":[{"index":0,"message":{"content":"Hello"},"finish_reason":"stop"}]})";
const std::string pretty_document =
    "{\n  \"id\": \"c\",\n  \"choices\": [\n    {\n      \"message\": {\n        \"content\": \"Hello\"\n      },\n"
    "      \"finish_reason\": \"stop\"\n    }\n  ]\n}\n";
const std::string messages_document =
    R"({"id":"m","type":"message","content":[{"type":"text","text":"Hello"}],"stop_reason":"end_turn"})";

std::string with_line_ends(std::string events, const std::string& line_end) {
  for (std::size_t at = 0; (at = events.find('\n', at)) != std::string::npos; at += line_end.size())
    events.replace(at, 1, line_end);
  return events;
}

std::string without(std::string events, const std::string& part) {
  for (std::size_t at = 0; (at = events.find(part, at)) != std::string::npos;)
    events.erase(at, part.size());
  return events;
}

std::string lines_of_hello() {
  std::string lines;
  for (const wire::FoundFrame& event : wire::codec_of(wire::Framing::sse).find(odd_hello + finish_event("stop")))
    lines += event.data + "\n";
  return lines;
}

/// Packed, without the end that proves that it is all.
std::string packed_beginning(const std::string& body) {
  std::string packed;
  wire::StoredGzipWriter().append(packed, body);
  return packed;
}

OddAnswer anthropic(OddAnswer answer) {
  answer.is_anthropic = true;
  return answer;
}

/// Sound answers that the official SDKs read, too.
std::vector<OddAnswer> sound_answers() {
  std::vector<OddAnswer> all;
  const auto add = [&](const std::string& name, const std::string& fields, const std::string& body) {
    all.push_back({name, ok(fields, body)});
  };
  add("empty_data_between", events_type,
      "data:\n\n" + text_event("Hello") + "data: \n\n" + finish_event("stop") + done_event);
  add("empty_named_heartbeat", events_type,
      "event: heartbeat\ndata:\n\n" + odd_hello + "event: ping\ndata\n\n" + finish_event("stop") + done_event);
  add("blank_data_lines", events_type, odd_hello + "data:   \ndata:\n\n" + finish_event("stop") + done_event);
  add("mark_and_blank_lines_before", events_type, "\xEF\xBB\xBF\r\n\n" + whole_stream);
  add("no_space_after_data", events_type, without(whole_stream, " "));
  add("cr_line_ends", events_type, with_line_ends(whole_stream, "\r"));
  add("crlf_line_ends", events_type, with_line_ends(whole_stream, "\r\n"));
  add("unknown_fields", events_type, "version: 2\nx-trace\n" + whole_stream);
  add("plain_words_between", events_type, odd_hello + "warming up\n\n" + finish_event("stop") + done_event);
  for (const char* coding : {"None", "utf-8, identity", "ISO-8859-1", "chunked"})
    add(std::string("content_coding_") + coding, events_type + "Content-Encoding: " + coding + "\r\n", whole_stream);
  add("content_coding_twice", events_type + "content-encoding: none\r\ncontent-encoding: none\r\n", whole_stream);
  for (const char* type : {"application/json; charset=utf-8", "text/plain", "application/octet-stream", "text/json",
                           "application/x-ndjson", "stream", "text/event-stream;", "text/event-stream, text/plain"}) {
    add(std::string("events_as_") + type, std::string("content-type: ") + type + "\r\n", whole_stream);
  }
  for (const char* coding : {"gzip", "x-gzip", "gzip, gzip", "gzip\r\nContent-Encoding: gzip", "utf-8, gzip"}) {
    const auto field = std::string("content-encoding: ") + coding + "\r\n";
    add(std::string("packed_once_") + coding, events_type + field, wire::gzip(whole_stream));
    add(std::string("never_packed_") + coding, events_type + field, whole_stream);
  }
  add("packed_document", json_type + "content-encoding: gzip\r\n", wire::gzip(document));
  add("packed_after_the_terminator", events_type + "content-encoding: gzip\r\n", wire::gzip(whole_stream) + "junk");
  add("events_without_type", "", whole_stream);
  add("events_with_two_types", "content-type: text/plain\r\ncontent-type: text/event-stream\r\n", whole_stream);
  add("comment_first_as_json", json_type, ": queued\n\n: queued\n\n" + whole_stream);
  add("id_first_as_text", "content-type: text/plain\r\n", "id: 1\n" + whole_stream);
  for (const char* type :
       {"text/event-stream", "text/plain; charset=utf-8", "binary/octet-stream", "application/json"}) {
    add(std::string("document_as_") + type, std::string("content-type: ") + type + "\r\n", document);
    add(std::string("pretty_document_as_") + type, std::string("content-type: ") + type + "\r\n", pretty_document);
  }
  add("document_without_type", "", "\n" + document + "\n");
  for (const char* type : {"text/event-stream", "application/json", "text/plain", "application/jsonl"})
    add(std::string("lines_as_") + type, std::string("content-type: ") + type + "\r\n", lines_of_hello());
  for (const auto* type : {"application/json", "text/plain"}) {
    all.push_back(anthropic(
        {std::string("messages_as_") + type, ok(std::string("content-type: ") + type + "\r\n", whole_messages)}));
  }
  for (const char* event : {R"({"object":"chat.completion.status","status":"searching","message":"the web"})",
                            R"({"type":"status","data":{"status":"thinking","description":"3 pages"}})",
                            R"({"choices":[{"delta":{}}],"status":"failed over","title":"Greeting"})"})
    add("progress", events_type, sse(event) + whole_stream);
  for (const char* event :
       {R"({"choices":[],"usage":{"n":1},"metadata":{"retries":{"error":"first failed","code":503,"message":"busy"}}})",
        R"({"choices":[],"usage":{"n":1},"gateway":{"fallback":{"reason":"A failed","status":503}}})",
        R"({"choices":[],"prompt_filter_results":{"0":{"error":{"code":"x","message":"not filtered"}}}})",
        R"({"event":"tool_result","data":{"result":{"error":"no such page"}}})"})
    add("another_failed", events_type, odd_hello + sse(event) + finish_event("stop") + done_event);
  for (const char* none : {R"({"message":"","type":"","param":"","code":null})", R"({"code":0,"message":"success"})",
                           R"("none")", R"("success")"}) {
    const auto member = std::string(R"("error":)") + none;
    add("no_error", events_type,
        odd_hello + sse("{\"choices\":[]," + member + "}") + finish_event("stop") + done_event);
    add("no_error_in_a_document", json_type, document.substr(0, document.size() - 1) + "," + member + "}");
  }
  add("ping_of_text", events_type, odd_hello + "event: ping\ndata: ping\n\n" + finish_event("stop") + done_event);
  add("page_label", "content-type: text/html; charset=UTF-8\r\n", whole_stream);
  add("page_label", "content-type: text/html\r\n", document);
  for (const char* event : {R"({"type":"metadata","code":"model_info","message":"using m1"})",
                            R"({"type":"progress","detail":"reading a file"})",
                            R"({"choices":[],"code":20000,"message":"Request succeeded."})"})
    add("told_beside", events_type, sse(event) + whole_stream);
  all.push_back(anthropic(
      {"messages_text_as_content", ok(json_type, R"({"type":"message","content":"Hello","stop_reason":"end_turn"})")}));
  all.push_back(
      anthropic({"messages_progress",
                 ok(events_type, messages_begin + sse(R"({"type":"status","status":"searching","message":"the web"})") +
                                     messages_finish("end_turn") + messages_stop)}));
  all.push_back(anthropic({"messages_ping", ok(events_type, "event: ping\ndata:\n\n" + whole_messages)}));
  all.push_back(anthropic({"messages_document", ok(events_type, messages_document)}));
  all.push_back(anthropic({"messages_coding", ok(events_type + "content-encoding: null\r\n", whole_messages)}));
  return all;
}

/// Errors whose words must reach the user.
std::vector<OddAnswer> errors() {
  const std::string failed = "provider_error";
  const auto bad = [](const std::string& body) { return response("400 Bad Request", json_type, body); };
  return {
      {"unframed_alone", ok(events_type, R"({"error":{"message":"too many words","code":"long"}})"), failed, "",
       "too many words"},
      {"unframed_in_the_middle",
       ok(events_type, odd_hello + "{\"error\":{\"message\":\"lost the engine\"}}\n\n" + done_event), failed, "Hello",
       "lost the engine"},
      {"unframed_before_the_terminator", ok(events_type, "{\"error\":{\"message\":\"no room\"}}\n\n" + done_event),
       failed, "", "no room"},
      {"unframed_at_the_end", ok(events_type, odd_hello + "{\"error\":{\"message\":\"gone\"}}"), failed, "Hello",
       "gone"},
      {"unframed_and_pretty",
       ok(events_type, odd_hello + "{\n  \"error\": {\n    \"message\": \"over several lines\"\n  }\n}\n"), failed,
       "Hello", "over several lines"},
      {"unframed_after_a_reason",
       ok(events_type, odd_hello + finish_event("stop") + "{\"error\":{\"message\":\"late\"}}\n"), failed, "Hello",
       "late"},
      {"unframed_behind_words",
       ok(events_type, odd_hello + "Error: {\"error\":{\"message\":\"inside\",\"type\":\"server_error\"}}\n\n"), failed,
       "Hello", "inside", true},
      {"unframed_in_a_list", ok(events_type, odd_hello + "[{\"error\":{\"message\":\"listed\"}}]\n\n"), failed, "Hello",
       "listed"},
      {"unframed_crlf", ok(events_type, odd_hello + "{\"error\":{\"message\":\"with CR\"}}\r\n\r\n"), failed, "Hello",
       "with CR"},
      {"unframed_twice",
       ok(events_type, odd_hello + "{\"error\":{\"message\":\"one\"}}\n{\"error\":{\"message\":\"two\"}}\n\n"), failed,
       "Hello", "one"},
      {"without_its_blank_line", ok(events_type, odd_hello + "data: {\"error\":{\"message\":\"last words\"}}\n"),
       failed, "Hello", "last words"},
      {"without_its_line_end", ok(events_type, odd_hello + "event: error\ndata: {\"message\":\"last words\"}"), failed,
       "Hello", "last words"},
      {"half_a_pair_left_open", ok(events_type, odd_hello + R"(data: {"choices":[{"delta":{"content":"\ud83d"}}]})"),
       "truncated", "Hello"},
      {"in_a_delta",
       ok(events_type, odd_hello + sse(R"({"choices":[{"delta":{"error":{"message":"died","code":502}}}]})") +
                           finish_event("stop") + done_event),
       failed, "Hello", "died (code 502)", true},
      {"listed", ok(events_type, odd_hello + sse(R"([{"error":{"code":503,"message":"full"}}])") + done_event), failed,
       "Hello", "full (code 503)", true},
      {"listed_in_a_document", ok(json_type, R"([{"error":{"message":"full"}}])"), failed, "", "full"},
      {"pasted_without_escapes", ok(events_type, odd_hello + sse(R"({"error": "bad "quoted" thing"})")), failed,
       "Hello", R"(bad "quoted" thing)"},
      anthropic(
          {"base_resp_beside_no_content",
           ok(json_type, R"({"type":"message","content":[],"base_resp":{"status_code":8,"status_msg":"no credit"}})"),
           failed, "", "no credit (code 8)"}),
      anthropic({"unframed_messages",
                 ok(events_type, messages_begin + R"({"type":"error","error":{"type":"api_error","message":"broke"}})"),
                 failed, "Hello", "broke", true}),
      {"half_a_pair_in_the_words", ok(events_type, odd_hello + sse(R"({"code":500,"msg":"half \ud83d"})") + done_event),
       failed, "Hello", "half \uFFFD", true},
      {"half_a_pair_beside",
       ok(events_type, sse(R"({"choices":[{"delta":{"content":"\ud83d"}}],"error_code":7,"error_msg":"died"})")),
       failed, "\uFFFD", "died"},
      {"endless_number_beside",
       ok(events_type, odd_hello + sse(R"({"code":7,"message":"broken","ts":1e999})") + done_event), failed, "Hello",
       "broken"},
      {"type_of_an_error", ok(events_type, odd_hello + sse(R"({"type":"server_error","message":"died"})") + done_event),
       failed, "Hello", "died", true},
      {"bare_message", ok(events_type, odd_hello + sse(R"({"message":"died","requestId":"1"})") + done_event), failed,
       "Hello", "died"},
      {"status_error", ok(events_type, odd_hello + sse(R"({"status":"error","data":"died"})") + done_event), failed,
       "Hello", "died"},
      {"event_in_capitals", ok(events_type, odd_hello + "event: Error\n" + sse(R"({"message":"died"})") + done_event),
       failed, "Hello", "died"},
      {"exception_event", ok(events_type, odd_hello + "event: exception\n" + sse(R"({"message":"died"})") + done_event),
       failed, "Hello", "died"},
      anthropic({"messages_type_of_an_error",
                 ok(events_type, messages_begin + sse(R"({"type":"overloaded_error","message":"full"})") +
                                     messages_finish("end_turn") + messages_stop),
                 failed, "Hello", "full", true}),
      {"a_number_beside_words", ok(events_type, odd_hello + sse(R"({"error":500,"message":"boom"})") + done_event),
       failed, "Hello", "boom (code 500)", true},
      {"no_words_at_all", ok(events_type, odd_hello + "event: error\ndata: \n\n" + done_event), failed, "Hello",
       "an error without words"},
      {"passed_on", bad(R"({"error":{"message":"m","metadata":{"raw":"{\"error\":{\"message\":\"inside\"}}"}}})"),
       failed, "", "m: inside"},
      {"errors_list", bad(R"({"errors":[{"code":9109,"message":"token is revoked"}],"success":false})"), failed, "",
       "token is revoked"},
      {"errors_of_text", bad(R"({"errors":["bad model"]})"), failed, "", "bad model"},
      {"msg", bad(R"({"msg":"key has expired","code":401})"), failed, "", "key has expired"},
      {"detail", bad(R"({"detail":"Missing header"})"), failed, "", "Missing header"},
      {"detail_list",
       response("422 Unprocessable Entity", json_type,
                R"({"detail":[{"loc":["body","n"],"msg":"must be positive","type":"value_error"}]})"),
       failed, "", "body.n: must be positive"},
      {"title", response("403 Forbidden", "content-type: application/problem+json\r\n", R"({"title":"No access"})"),
       failed, "", "No access"},
      {"error_description", bad(R"({"error":"invalid_grant","error_description":"refresh it"})"), failed, "",
       "refresh it"},
      {"list_of_errors", response("503 Busy", json_type, R"([{"error":{"message":"all busy"}}])"), failed, "",
       "all busy", true},
      {"framed_error",
       response("502 Bad Gateway", events_type, "data: {\"error\":{\"message\":\"no upstream\"}}\n\n" + done_event),
       failed, "", "no upstream", true},
      {"framed_error_named", response("429 Slow", events_type, "event: error\ndata: {\"message\":\"later\"}\n\n"),
       failed, "", "later", true},
      {"framed_words", response("500 Oops", events_type, "data: engine stopped\n\n"), failed, "", "engine stopped",
       true},
      {"xml", response("403 Forbidden", "content-type: application/xml\r\n", "<Error>\n<Code>Expired</Code></Error>"),
       failed, "", "<Error> <Code>Expired</Code></Error>"},
      {"page", response("502 Bad Gateway", "content-type: text/html\r\n", "<html>\r\n<h1>Down</h1>\x1b[2J</html>"),
       failed, "", "<html> <h1>Down</h1> [2J</html>", true},
      {"words", response("504 Gateway Timeout", "content-type: text/plain\r\n", "upstream took too long\n"), failed, "",
       "upstream took too long", true},
      {"nothing", response("500 Internal Server Error", "", ""), failed, "", "Internal Server Error", true},
      anthropic({"messages_detail", response("401 Unauthorized", json_type, R"({"detail":"who are you?"})"), failed, "",
                 "who are you?"}),
      anthropic({"messages_framed",
                 response("529 Overloaded", events_type,
                          "event: error\ndata: {\"type\":\"error\",\"error\":{\"message\":\"full\"}}\n\n"),
                 failed, "", "full", true}),
      {"packed_error",
       response("404 Not Found", json_type + "content-encoding: gzip\r\n", wire::gzip(R"({"msg":"no such model"})")),
       failed, "", "no such model"},
      {"damaged_packed_error", response("404 Not Found", json_type + "content-encoding: gzip\r\n", "\x1F\x8B damaged"),
       failed, "", "HTTP 404: Not Found"},
      {"not_modified", "HTTP/1.1 304 Not Modified\r\n\r\n", failed, "", "HTTP 304: Not Modified"},
      {"redirect_to_nowhere", response("302 Found", "", "look elsewhere"), failed, "", "HTTP 302: look elsewhere"},
  };
}

/// What is no answer, and must say so.
std::vector<OddAnswer> no_answers() {
  const std::string broken = "protocol_error";
  return {
      {"switching", "HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\n", broken, "",
       "(101)"},
      {"no_content", "HTTP/1.1 204 No Content\r\n\r\n", broken, "", "204"},
      {"binary", std::string("\x15\x03\x01\x00\x02\x02\x28", 7), broken, "", "no HTTP version"},
      {"binary_with_a_line", std::string("\x00\x01HTTP\r\n\r\n", 10), broken, "", "no HTTP version"},
      {"another_protocol", "220 mail.example ESMTP\r\n", broken, "", "no HTTP version"},
      {"binary_events", "HTTP/1.1 200 OK\r\n" + events_type + "\r\n\x16\x03\x01 \x02", broken, "",
       "no stream of events"},
      {"page_as_events", ok(events_type, "<html>\n\n<b>Blocked</b></html>"), broken, "", "<b>Blocked</b>"},
      {"words_as_events", ok(events_type, "Internal Server Error"), broken, "", "begins with Internal Server Error"},
      {"words_as_json", ok(json_type, "upstream failed\n"), broken, "", "begins with upstream failed"},
      {"words", ok("content-type: text/plain\r\n", "no such route"), broken, "", "begins with no such route"},
      {"page", ok("content-type: text/html\r\n", "<html>Sign in</html>"), broken, "", "content type text/html"},
      {"another_document", ok("content-type: text/plain\r\n", R"({"status":"ok"})"), broken, "", "neither"},
      {"nothing_without_a_known_type", ok("content-type: text/plain\r\n", ""), broken, "", "content type text/plain"},
      {"damaged_gzip", ok(events_type + "content-encoding: gzip\r\n", "\x1F\x8B\x08 damaged, and how"), broken, "",
       "damaged gzip"},
      {"gzip_cut_short",
       ok(events_type + "content-encoding: gzip\r\n", packed_beginning(odd_hello + finish_event("stop"))), broken,
       "Hello", "gzip"},
      {"really_packed", ok(events_type + "content-encoding: br\r\n", "\x0b\x02\x80"), broken, "", "content coding br"},
  };
}

/// What is cut stays cut, whatever its dress.
std::vector<OddAnswer> cut_answers() {
  const std::string cut = "truncated";
  return {
      {"empty", ok(events_type, ""), cut, ""},
      {"heartbeats_only", ok(events_type, "data:\n\ndata:\n\n"), cut, ""},
      {"events_as_json", ok(json_type, odd_hello), cut},
      {"events_in_an_open_body", "HTTP/1.1 200 OK\r\n" + json_type + "\r\n" + odd_hello + finish_event("stop"), cut},
      {"document_in_a_short_body", "HTTP/1.1 200 OK\r\n" + events_type + "content-length: 4000\r\n\r\n" + document,
       cut},
      {"gzip_in_an_open_body",
       "HTTP/1.1 200 OK\r\n" + events_type + "content-encoding: gzip\r\n\r\n" + packed_beginning(odd_hello), cut},
      {"half_a_document", "HTTP/1.1 200 OK\r\n" + events_type + "\r\n" + document.substr(0, 40), cut, ""},
      {"unframed_half_an_error", "HTTP/1.1 200 OK\r\n" + events_type + "\r\n" + odd_hello + "{\"error\":{\"mess", cut},
      {"unframed_reason_proves_nothing",
       ok(events_type, odd_hello + "{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n"), cut},
      {"plain_words_at_the_end", ok(events_type, odd_hello + "upstream went away\n\n"), cut},
      {"half_a_field", "HTTP/1.1 200 OK\r\n" + events_type + "\r\ndat", cut, ""},
  };
}

std::vector<OddAnswer> all_answers() {
  auto all = sound_answers();
  for (const auto& more : {errors(), no_answers(), cut_answers()})
    all.insert(all.end(), more.begin(), more.end());
  return all;
}

class OddAnswers : public ::testing::TestWithParam<OddAnswer> {
 protected:
  static void expect(const Result& result) {
    const auto& want = GetParam();
    EXPECT_EQ(name_of(result.outcome), want.outcome) << describe(result.outcome);
    EXPECT_EQ(result.message.first().text, want.text);
    EXPECT_THAT(describe(result.outcome), HasSubstr(want.says));
    EXPECT_EQ(describe(result.outcome).find("data:"), std::string::npos) << describe(result.outcome);
    const auto* error = std::get_if<ProviderError>(&result.outcome);
    EXPECT_EQ(error != nullptr && error->is_retryable, want.is_retryable);
  }
};

TEST_P(OddAnswers, OverARealConnection) {
  ScriptedPeer peer([](PeerConnection& connection) {
    connection.read_request();
    connection.send(GetParam().response);
    connection.fin();
    connection.wait_for_close();
  });
  auto options = testing::loopback_options(peer.port());
  if (GetParam().is_anthropic) options.provider = "anthropic";
  expect(testing::make_client(options).chat({"m-1", "Hello?"}).result());
}

Result result_in_pieces(const OddAnswer& answer, std::size_t size) {
  std::deque<testing::Happening> script{net::CallPhase::head};
  for (std::size_t at = 0; at < answer.response.size(); at += size)
    script.emplace_back(answer.response.substr(at, size));
  script.emplace_back(testing::Fin{});
  testing::ScriptedNetwork network(std::move(script));
  const auto* dialect = provider::find_dialect(answer.is_anthropic ? "anthropic.messages" : "openai.chat");
  CallStream<testing::ScriptedCall> stream(testing::ScriptedCall(network), *dialect, false);
  while (!stream.is_finished()) {
    if (stream.next() || stream.is_finished()) continue;
    stream.wait([] {});
    network.go_on();
  }
  return stream.result();
}

TEST_P(OddAnswers, InPiecesOfAnySize) {
  for (const std::size_t size : {1, 2, 3, 7, 19, 64, 300}) {
    SCOPED_TRACE(size);
    expect(result_in_pieces(GetParam(), size));
  }
}

std::string odd_answer_name(const ::testing::TestParamInfo<OddAnswer>& info) {
  std::string name = std::to_string(info.index) + "_" + info.param.name;
  for (char& byte : name) {
    const bool is_word = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9');
    if (!is_word) byte = '_';
  }
  return name;
}

INSTANTIATE_TEST_SUITE_P(All, OddAnswers, ::testing::ValuesIn(all_answers()), odd_answer_name);

}  // namespace
}  // namespace wiretape::client
