#include "wiretape/core/fault/place.h"

#include <string>
#include <variant>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/program/layout/compile.h"
#include "wiretape/core/program/stage/annotated_body.h"

namespace wiretape::fault {
namespace {

using provider::CommentEvent;
using provider::DataEvent;
using provider::Events;
using provider::MarkKind;
using ::testing::HasSubstr;
using namespace std::chrono_literals;

constexpr std::optional<std::size_t> nowhere = std::nullopt;

Place named(std::string_view word) {
  return place_named(word).value();
}

TEST(PlaceNamed, KnowsMarksSpotsAndEdges) {
  EXPECT_EQ(named("start"), Place(EdgePlace{false}));
  EXPECT_EQ(named("end"), Place(EdgePlace{true}));
  EXPECT_EQ(named("tool_args"), Place(MarkPlace{MarkKind::tool_args}));
  EXPECT_EQ(named("blank_line"), Place(SpotPlace{Spot::blank_line}));
  EXPECT_EQ(place_named("text"), std::nullopt) << "a plan gives its ordinal";
  EXPECT_EQ(place_named("delta"), std::nullopt);
  EXPECT_EQ(place_named(""), std::nullopt);
  EXPECT_EQ(place_named("Start"), std::nullopt);
}

TEST(PlaceNames, AreThoseOfTheUse) {
  EXPECT_EQ(place_names(PlaceUse::of_events),
            "start, end, first_text, reasoning, first_tool_delta, tool_args, before_finish, after_finish, before_done, "
            "after_done");
  EXPECT_EQ(place_names(PlaceUse::of_body),
            place_names(PlaceUse::of_events) + ", utf8, json_escape, field_name, crlf, blank_line");
  EXPECT_EQ(place_names(PlaceUse::of_wire), place_names(PlaceUse::of_body) + ", chunk_size, status_line, headers");
}

TEST(UseOf, IsTheFirstStageThatHasThePlace) {
  for (const Place& place : {Place(EventPlace{1}), Place(TextPlace{1}), named("first_text"), named("end")})
    EXPECT_EQ(use_of(place), PlaceUse::of_events);
  for (const Place& place : {Place(BytePlace{0}), named("utf8"), named("crlf")})
    EXPECT_EQ(use_of(place), PlaceUse::of_body);
  for (const Place& place : {Place(FramePlace{1}), Place(WireBytePlace{0}), Place(TimePlace{0us}), named("headers")})
    EXPECT_EQ(use_of(place), PlaceUse::of_wire);
}

Events two_events() {
  return {{CommentEvent{"hi"}, DataEvent{"", "a", {}}, DataEvent{"", "b", {}}},
          {{MarkKind::text, 1, 1}, {MarkKind::first_text, 1, 1}, {MarkKind::text, 2, 2}, {MarkKind::after_done, 1, 3}}};
}

TEST(PlaceInEvents, CountsEventsAndNotComments) {
  const Events events = two_events();
  EXPECT_EQ(place_in(events, EventPlace{1}), 1U);
  EXPECT_EQ(place_in(events, EventPlace{2}), 2U);
  EXPECT_EQ(place_in(events, EventPlace{3}), nowhere);
}

TEST(PlaceInEvents, FindsMarksAndEdges) {
  const Events events = two_events();
  EXPECT_EQ(place_in(events, TextPlace{2}), 2U);
  EXPECT_EQ(place_in(events, TextPlace{3}), nowhere);
  EXPECT_EQ(place_in(events, named("first_text")), 1U);
  EXPECT_EQ(place_in(events, named("after_done")), 3U);
  EXPECT_EQ(place_in(events, named("reasoning")), nowhere);
  EXPECT_EQ(place_in(events, named("start")), 0U);
  EXPECT_EQ(place_in(events, named("end")), 3U);
}

TEST(PlaceInEvents, HasNoPlaceOfALaterStage) {
  for (const Place& place : {Place(BytePlace{0}), Place(FramePlace{1}), Place(TimePlace{0us}), named("utf8")})
    EXPECT_EQ(place_in(two_events(), place), nowhere);
}

TEST(PlacesInEvents, AreNamedForMessages) {
  EXPECT_EQ(places_in(two_events()), "event 1 to 2, text 1 to 2, first_text, after_done, start, end");
  EXPECT_EQ(places_in(Events{}), "start, end");
  EXPECT_EQ(places_in(Events{{DataEvent{"", "a", {}}}, {}}), "event 1, start, end");
}

program::Body body_of(const std::string& bytes) {
  return program::annotated_body(bytes, wire::Framing::sse, nullptr);
}

TEST(PlaceInBody, FindsEventsMarksBytesAndEdges) {
  const program::Body body = program::encode(two_events(), wire::Framing::sse);
  EXPECT_EQ(body.bytes, ":hi\n\ndata: a\n\ndata: b\n\n");
  EXPECT_EQ(place_in(body, EventPlace{1}), 5U);
  EXPECT_EQ(place_in(body, EventPlace{3}), nowhere);
  EXPECT_EQ(place_in(body, TextPlace{2}), 14U);
  EXPECT_EQ(place_in(body, named("after_done")), 23U);
  EXPECT_EQ(place_in(body, named("before_done")), nowhere);
  EXPECT_EQ(place_in(body, BytePlace{0}), 0U);
  EXPECT_EQ(place_in(body, BytePlace{23}), 23U);
  EXPECT_EQ(place_in(body, BytePlace{24}), nowhere);
  EXPECT_EQ(place_in(body, named("start")), 0U);
  EXPECT_EQ(place_in(body, named("end")), 23U);
}

struct SpotCase {
  Place place;
  std::string bytes;
  std::optional<std::size_t> at;
};

TEST(PlaceInBody, FindsTheFirstSpot) {
  for (const SpotCase& each : {
           SpotCase{named("utf8"), "data: w\xC3\xB6rld\n\n", 8},
           SpotCase{named("utf8"), "data: \xE2\x82\xAC\n\n", 7},
           SpotCase{named("utf8"), "data: world\n\n", nowhere},
           SpotCase{named("utf8"), "data: \x80\n\n", nowhere},
           SpotCase{named("json_escape"), "data: \"a\\n\"\n\n", 9},
           SpotCase{named("json_escape"), "data: a\n\n", nowhere},
           SpotCase{named("field_name"), "data: a\n\n", 2},
           SpotCase{named("field_name"), "id: data\r\ndata: a\n\n", 12},
           SpotCase{named("field_name"), "id: data\n\n", nowhere},
           SpotCase{named("crlf"), "data: a\r\n\r\n", 8},
           SpotCase{named("crlf"), "data: a\n\rdata: b\r\r", nowhere},
           SpotCase{named("blank_line"), "data: a\n\n", 8},
           SpotCase{named("blank_line"), "data: a\r\n\r\n", 9},
           SpotCase{named("blank_line"), "data: a\r\r", 8},
           SpotCase{named("blank_line"), "data: a\ndata: b", nowhere},
           SpotCase{named("utf8"), "", nowhere},
           SpotCase{named("chunk_size"), "data: a\n\n", nowhere},
           SpotCase{named("headers"), "data: a\n\n", nowhere},
       }) {
    EXPECT_EQ(place_in(body_of(each.bytes), each.place), each.at) << each.bytes;
  }
}

TEST(PlaceInBody, FindsTheSpotOfTheEventThatIsNamed) {
  const program::Body body = body_of("data: \xC3\xB6\n\ndata: b\n\ndata: \xC3\xA4\n\n");
  EXPECT_EQ(place_in(body, SpotPlace{Spot::utf8, 1}), 7U);
  EXPECT_EQ(place_in(body, SpotPlace{Spot::utf8, 2}), nowhere);
  EXPECT_EQ(place_in(body, SpotPlace{Spot::utf8, 3}), 26U);
  EXPECT_EQ(place_in(body, SpotPlace{Spot::utf8, 4}), nowhere);
  EXPECT_EQ(place_in(body, SpotPlace{Spot::blank_line, 2}), 18U);
  EXPECT_EQ(place_in(body, SpotPlace{Spot::chunk_size, 2}), 10U) << "the chunk is found by the event's place";
}

TEST(PlacesInBody, AreNamedForMessages) {
  EXPECT_EQ(places_in(program::encode(two_events(), wire::Framing::sse)),
            "event 1 to 2, text 1 to 2, first_text, after_done, start, end, byte 0 to 23");
  EXPECT_EQ(places_in(program::verbatim_body("abc")), "start, end, byte 0 to 3");
}

//   HTTP/1.1 200 OK¶ transfer-encoding: chunked¶ ¶ 9¶ data: a¶¶ ¶ 9¶ data: b¶¶ ¶ 0¶ ¶
program::WireDraft wire_for_test() {
  tape::Delivery delivery;
  delivery.first_byte = 5ms;
  delivery.gap = 10ms;
  program::Response response{{.status = 200, .reason = "", .minor_version = 1, .fields = {}},
                             body_of("data: a\n\ndata: b\n\n"),
                             wire::Framing::sse};
  return program::lay_out(std::move(response), delivery, {}, 0);
}

std::string behind(const program::WireDraft& wire, const Place& place, std::optional<std::size_t> body_offset = {}) {
  const auto at = place_in(wire, place, body_offset);
  return at ? wire.bytes.substr(*at) : "nowhere";
}

TEST(PlaceInWire, CountsChunks) {
  const program::WireDraft wire = wire_for_test();
  EXPECT_EQ(behind(wire, FramePlace{1}), "9\r\ndata: a\n\n\r\n9\r\ndata: b\n\n\r\n0\r\n\r\n");
  EXPECT_EQ(behind(wire, FramePlace{2}), "9\r\ndata: b\n\n\r\n0\r\n\r\n");
  EXPECT_EQ(behind(wire, FramePlace{3}), "nowhere");
}

TEST(PlaceInWire, FindsBytes) {
  const program::WireDraft wire = wire_for_test();
  EXPECT_EQ(behind(wire, WireBytePlace{0}), wire.bytes);
  EXPECT_EQ(behind(wire, WireBytePlace{wire.bytes.size()}), "");
  EXPECT_EQ(behind(wire, WireBytePlace{wire.bytes.size() + 1}), "nowhere");
}

TEST(PlaceInWire, FindsTheWriteThatIsDue) {
  const program::WireDraft wire = wire_for_test();
  EXPECT_EQ(behind(wire, TimePlace{0us}), wire.bytes);
  EXPECT_EQ(behind(wire, TimePlace{1us}), "9\r\ndata: b\n\n\r\n0\r\n\r\n");
  EXPECT_EQ(behind(wire, TimePlace{10ms}), "9\r\ndata: b\n\n\r\n0\r\n\r\n");
  EXPECT_EQ(behind(wire, TimePlace{11ms}), "nowhere");
}

TEST(PlaceInWire, FindsSpotsOfTheFraming) {
  const program::WireDraft wire = wire_for_test();
  EXPECT_THAT(behind(wire, named("status_line")), HasSubstr("\r\ntransfer-encoding"));
  EXPECT_TRUE(wire.bytes.starts_with("HTTP/1.1 200"));
  EXPECT_EQ(place_in(wire, named("status_line"), {}), 10U);
  EXPECT_TRUE(behind(wire, named("headers")).starts_with("ncoding: chunked\r\n"));
  EXPECT_TRUE(behind(wire, named("chunk_size")).starts_with("\r\ndata: a"));
  EXPECT_TRUE(behind(wire, SpotPlace{Spot::chunk_size, 2}, 9).starts_with("\r\ndata: b"));
}

TEST(PlaceInWire, FollowsThePlaceInTheBody) {
  const program::WireDraft wire = wire_for_test();
  EXPECT_TRUE(behind(wire, BytePlace{3}, 3).starts_with("a: a\n\n"));
  EXPECT_TRUE(behind(wire, EventPlace{2}, 9).starts_with("9\r\ndata: b"));
  EXPECT_EQ(behind(wire, named("end"), 18), "0\r\n\r\n");
  EXPECT_EQ(behind(wire, named("end"), 19), "nowhere") << "the response was cut before it";
  EXPECT_EQ(behind(wire, EventPlace{3}, std::nullopt), "nowhere");
}

}  // namespace
}  // namespace wiretape::fault
