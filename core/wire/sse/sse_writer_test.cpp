#include "wiretape/core/wire/sse/sse_writer.h"

#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "wiretape/core/wire/framing.h"
#include "wiretape/core/wire/splits_for_test.h"
#include "wiretape/core/wire/sse/sse_items_for_test.h"

namespace wiretape::wire {
namespace {

using namespace std::string_view_literals;

std::string event_bytes(std::string_view name, std::string_view data) {
  std::string out;
  append_sse_event(out, name, data);
  return out;
}

std::string comment_bytes(std::string_view text) {
  std::string out;
  append_sse_comment(out, text);
  return out;
}

std::string id_bytes(std::string_view id) {
  std::string out;
  append_sse_id(out, id);
  return out;
}

TEST(SseWriter, WritesEventsLiterally) {
  EXPECT_EQ(event_bytes("", "[DONE]"), "data: [DONE]\n\n");
  EXPECT_EQ(event_bytes("ping", R"({"type": "ping"})"), "event: ping\ndata: {\"type\": \"ping\"}\n\n");
  EXPECT_EQ(event_bytes("", ""), "data: \n\n");
  EXPECT_EQ(event_bytes("", "  a \t"), "data:   a \t\n\n");
  EXPECT_EQ(event_bytes("", "h\xC3\xA9\0\xFF"sv), "data: h\xC3\xA9\0\xFF\n\n"sv);
}

TEST(SseWriter, WritesFieldsThatStandAlone) {
  const auto fields = [](const FrameFields& parts) {
    std::string out;
    codec_of(Framing::sse).append_fields(out, parts);
    return out;
  };
  EXPECT_EQ(fields({.name = "ping"}), "event: ping\n\n");
  EXPECT_EQ(fields({.retry = 3000}), "retry: 3000\n\n");
  EXPECT_EQ(fields({.name = "", .id = "a\nb", .retry = 0}), "id: ab\nevent: \nretry: 0\n\n");
}

TEST(SseWriter, SplitsDataAtEveryLineBreak) {
  EXPECT_EQ(event_bytes("", "a\nb"), "data: a\ndata: b\n\n");
  EXPECT_EQ(event_bytes("", "a\rb"), "data: a\ndata: b\n\n");
  EXPECT_EQ(event_bytes("", "a\r\nb"), "data: a\ndata: b\n\n");
  EXPECT_EQ(event_bytes("", "a\n\rb"), "data: a\ndata: \ndata: b\n\n");
  EXPECT_EQ(event_bytes("", "\n"), "data: \ndata: \n\n");
  EXPECT_EQ(event_bytes("", "a\r\n"), "data: a\ndata: \n\n");
}

TEST(SseWriter, ALineBreakInANameOrIdForgesNoField) {
  EXPECT_EQ(event_bytes("a\ndata: b\r\n", "x"), "event: adata: b\ndata: x\n\n");
  EXPECT_EQ(event_bytes("\n", "x"), "event: \ndata: x\n\n");
  EXPECT_EQ(id_bytes("1\r\ndata: b\n\n"), "id: 1data: b\n");
}

TEST(SseWriter, WritesComments) {
  EXPECT_EQ(comment_bytes(""), ":\n\n");
  EXPECT_EQ(comment_bytes(" keep-alive"), ": keep-alive\n\n");
  EXPECT_EQ(comment_bytes("a\nb\r\n\rc"), ":a\n:b\n:\n:c\n\n");
}

TEST(SseWriter, WritesIds) {
  EXPECT_EQ(id_bytes("42"), "id: 42\n");
  EXPECT_EQ(id_bytes(""), "id: \n");
}

TEST(SseWriter, AppendsToWhatIsThere) {
  std::string out = "x";
  append_sse_comment(out, "c");
  append_sse_id(out, "i");
  append_sse_event(out, "n", "d");
  EXPECT_EQ(out, "x:c\n\nid: i\nevent: n\ndata: d\n\n");
}

// What reading back the written data must give: its line breaks as LF.
std::string with_lf(std::string_view data) {
  std::string out;
  for (std::size_t i = 0; i < data.size(); ++i) {
    if (data[i] == '\r' && i + 1 < data.size() && data[i + 1] == '\n') continue;
    out += data[i] == '\r' ? '\n' : data[i];
  }
  return out;
}

constexpr std::string_view nasty[] = {
    ""sv,
    " "sv,
    "  a"sv,
    "\t"sv,
    ":"sv,
    ": "sv,
    "\n"sv,
    "\r"sv,
    "\r\n"sv,
    "\n\r"sv,
    "\r\r\n\n"sv,
    "a\r\nb"sv,
    "data: x"sv,
    "id: 1\n\n"sv,
    "\n\ndata:"sv,
    "\0"sv,
    "a\0b"sv,
    "\xEF\xBB\xBF"sv,
    "\xF0\x9F"sv,
    "\xFF\xFE"sv,
    "\xE2\x80\xA8"sv,
    "\xC2\x85"sv,
    "{\"a\":\"\\n\"}"sv,
    "retry: 1\revent: x\n:"sv,
};

TEST(SseWriter, TheParserReadsBackWhatWasWritten) {
  for (const std::string_view name : {""sv, "message"sv, "a b"sv, " lead"sv, ":"sv, "\xFF"sv, "n\0"sv}) {
    for (const std::string_view data : nasty) {
      std::string stream = id_bytes("7 ");
      append_sse_event(stream, name, data);
      append_sse_event(stream, "", "after");
      const std::vector<std::string> expected = {event_item(with_lf(data), name.empty() ? "message" : name, "7 "),
                                                 event_item("after", "message", "7 ")};
      SCOPED_TRACE(::testing::PrintToString(stream));
      EXPECT_EQ(read_items({stream}), expected);
      EXPECT_EQ(read_items(pieces_of_size(stream, 1)), expected);
    }
  }
}

TEST(SseWriter, TheParserReadsBackComments) {
  for (const std::string_view text : nasty) {
    std::string joined;
    for (const std::string& item : read_items({comment_bytes(text)})) {
      ASSERT_TRUE(item.starts_with("comment "));
      joined += item.substr(std::string_view("comment ").size()) + "\n";
    }
    EXPECT_EQ(joined, with_lf(text) + "\n");
  }
}

}  // namespace
}  // namespace wiretape::wire
