#include "wiretape/core/wire/framing.h"

#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wiretape::wire {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

const FramingCodec& sse = codec_of(Framing::sse);
const FramingCodec& ndjson = codec_of(Framing::ndjson);
const FramingCodec& json_array = codec_of(Framing::json_array);
const FramingCodec& websocket = codec_of(Framing::websocket);

std::string appended(const FramingCodec& codec, const FrameParts& event) {
  std::string out = "before\n";
  codec.append_event(out, event);
  return out.substr(7);
}

/// "start-end name|data", a comment as "start-end :text".
std::vector<std::string> found(const FramingCodec& codec, std::string_view bytes) {
  std::vector<std::string> lines;
  for (const FoundFrame& frame : codec.find(bytes)) {
    const bool is_comment = frame.kind == FoundFrame::Kind::comment;
    lines.push_back(std::to_string(frame.start) + "-" + std::to_string(frame.end) + " " +
                    (is_comment ? ":" : frame.name + "|") + frame.data);
  }
  return lines;
}

TEST(FramingOfType, KnowsTheTypesOfEach) {
  EXPECT_EQ(framing_of_type("text/event-stream; charset=utf-8"), Framing::sse);
  EXPECT_EQ(framing_of_type("TEXT/Event-Stream"), Framing::sse);
  for (const char* type : {"application/x-ndjson", "application/ndjson; charset=utf-8", "application/jsonl",
                           "application/x-jsonl", "application/jsonlines", "Application/X-JSONLines"}) {
    EXPECT_EQ(framing_of_type(type), Framing::ndjson) << type;
  }
  for (const char* type : {"", "application/json", "text/plain", "text/event-streams", "; application/jsonl"})
    EXPECT_EQ(framing_of_type(type), std::nullopt) << type;
}

TEST(FramingCodec, AppendsEvents) {
  EXPECT_EQ(appended(sse, {.name = "n", .data = "a\nb", .id = "7"}), "id: 7\nevent: n\ndata: a\ndata: b\n\n");
  EXPECT_EQ(appended(sse, {.data = ""}), "data: \n\n");
  EXPECT_EQ(appended(ndjson, {.data = "{\"a\":1}"}), "{\"a\":1}\n");
  EXPECT_EQ(appended(ndjson, {.data = ""}), "\n");
  EXPECT_EQ(appended(websocket, {.name = "n", .data = "a\nb", .id = "7"}),
            "\x81\x03"
            "a\nb");
}

TEST(FramingCodec, LeavesOutWhatLinesHaveNoPlaceFor) {
  EXPECT_EQ(appended(ndjson, {.name = "n", .data = "{\n\"a\":\r\n1}\r", .id = "7"}), "{ \"a\":  1} \n");
  EXPECT_FALSE(ndjson.has_names);
  EXPECT_FALSE(ndjson.has_line_breaks);
  EXPECT_EQ(ndjson.append_comment, nullptr);
}

TEST(FramingCodec, FindsServerSentEvents) {
  EXPECT_THAT(found(sse, ": c\n\nevent: x\ndata: a\n\n\ndata: b\r\n: in\r\ndata: c\r\n\r\ndata: cut"),
              ElementsAre("0-4 : c", "5-23 x|a", "24-50 |b\nc", "33-39 : in"));
}

TEST(FramingCodec, FindsLines) {
  EXPECT_THAT(found(ndjson, "\n{\"a\":1}\n \t\n\r\n2\r\n[DONE]"),
              ElementsAre("1-9 |{\"a\":1}", "14-17 |2", "17-23 |[DONE]"));
  EXPECT_THAT(found(ndjson, "a\rb\n"), ElementsAre("0-4 |a\rb")) << "CR alone ends no line";
  for (const char* bytes : {"", "\n", " ", "\r\n\t"})
    EXPECT_THAT(found(ndjson, bytes), IsEmpty()) << bytes;
}

TEST(FramingCodec, FindsElements) {
  EXPECT_THAT(found(json_array, "[{\n}\n,\r\n[1,\"]\"] ,2\n]\n"),
              ElementsAre("0-4 |{\n}", "4-15 |[1,\"]\"]", "15-18 |2"));
  for (const char* bytes : {"", "[", "[ ]", " \n", "[{\"a\":1"})
    EXPECT_THAT(found(json_array, bytes), IsEmpty()) << bytes;
}

TEST(FramingCodec, WritesAnArray) {
  std::string bytes;
  json_array.append_event(bytes, {.name = "n", .data = "{\"a\": 1}", .id = "7"});
  json_array.append_event(bytes, {.data = "{}"});
  EXPECT_EQ(bytes.append(json_array.end), "[{\"a\": 1}\n,\r\n{}\n]");
  EXPECT_EQ(json_array.append_comment, nullptr);
  EXPECT_FALSE(json_array.has_names);
}

TEST(FramingCodec, FindsWhatItAppends) {
  for (const FramingCodec* codec : {&sse, &ndjson, &json_array, &websocket}) {
    std::string bytes;
    codec->append_event(bytes, {.data = "1"});
    codec->append_event(bytes, {.data = "{\"b\":2}"});
    const auto frames = codec->find(bytes);
    ASSERT_EQ(frames.size(), 2U);
    EXPECT_EQ(frames[0].data, "1");
    EXPECT_EQ(frames[1].data, "{\"b\":2}");
    EXPECT_EQ(frames[1].start, frames[0].end);
    EXPECT_EQ(frames[1].end, bytes.size());
  }
}

TEST(FramingCodec, PutsOtherDataIn) {
  EXPECT_EQ(sse.with_data("id: 1\ndata: a\ndata: b\n\n", "c"), "id: 1\ndata: c\n\n");
  EXPECT_EQ(ndjson.with_data("{\"a\":1}\n", "2"), "2\n");
  EXPECT_EQ(ndjson.with_data("{\"a\":1}\r\n\r\n \n", "{\n}"), "{ }\r\n\r\n \n");
  EXPECT_EQ(ndjson.with_data("[DONE]", "[ENDE]"), "[ENDE]");
  EXPECT_EQ(ndjson.with_data("a\n", ""), "\n");
  EXPECT_EQ(ndjson.with_data("\n", "a"), "a\n");
  EXPECT_EQ(json_array.with_data("[{\"a\":1}", "2"), "[2");
  EXPECT_EQ(json_array.with_data("\n,\r\n{\"a\":1}", "{\n}"), "\n,\r\n{\n}");
  EXPECT_EQ(json_array.with_data(" , ", "1"), " , 1");
}

TEST(FramingCodec, SaysWhereTheDataBegins) {
  EXPECT_EQ(sse.data_place("event: x\ndata: a\n\n"), 15U);
  EXPECT_EQ(sse.data_place("data:a\n\n"), 5U);
  EXPECT_EQ(sse.data_place("event: x\n\n"), std::nullopt);
  EXPECT_EQ(ndjson.data_place("{}\n"), 0U);
  EXPECT_EQ(ndjson.data_place("\r\n"), std::nullopt);
  EXPECT_EQ(json_array.data_place("[ {}"), 2U);
  EXPECT_EQ(json_array.data_place("\n,\r\n{\"cut"), 4U);
  EXPECT_EQ(json_array.data_place("\n,"), std::nullopt);
}

TEST(FramingCodec, FindsMessages) {
  using namespace std::string_literals;
  const std::string bytes =
      "\x81\x01"
      "a"
      "\x89\x01p"
      "\x02\x01"
      "b"
      "\x89\x00"
      "\x80\x02"
      "cd"
      "\x88\x02\x03\xE8"
      "\x81\x05no"s;
  EXPECT_THAT(found(websocket, bytes), ElementsAre("0-3 |a", "3-6 :p", "6-15 |bcd", "15-19 |\x03\xE8"))
      << "pings inside a message belong to it; what is not whole is none";
}

TEST(FramingCodec, PutsOtherDataIntoMessages) {
  using namespace std::string_literals;
  EXPECT_EQ(websocket.with_data("\x81\x01"
                                "a",
                                "bcd"),
            "\x81\x03"
            "bcd");
  EXPECT_EQ(websocket.with_data("\x82\x01"
                                "a",
                                ""),
            "\x82\x00"s)
      << "binary stays binary";
  EXPECT_EQ(websocket.with_data("\x01\x01"
                                "a\x80\x01"
                                "b",
                                "c"),
            "\x81\x01"
            "c");
  EXPECT_EQ(websocket.with_data("\x88\x02\x03\xE8", "c"), "") << "a close says no data";
  EXPECT_EQ(websocket.data_place("\x81\x01"
                                 "a"),
            2U);
  EXPECT_EQ(websocket.data_place("\x81\x7E\x00\x7E"s + std::string(126, 'a')), 4U);
  EXPECT_EQ(websocket.data_place("\x88\x00"s), std::nullopt);
}

TEST(FramingCodec, PingsHave125Bytes) {
  std::string bytes;
  websocket.append_comment(bytes, std::string(200, '.'));
  EXPECT_EQ(bytes, "\x89\x7D" + std::string(125, '.'));
}

}  // namespace
}  // namespace wiretape::wire
