#include "wiretape/core/compile/recorded_response.h"

#include <chrono>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/program/play/play_in_memory_for_test.h"

namespace wiretape::compile {
namespace {

using tape::RecordedEnd;
using ::testing::ElementsAre;
using wire::Ending;
using namespace std::chrono_literals;

const std::string head = "HTTP/1.1 200 OK\r\n";
const std::string chunked_head = head + "transfer-encoding: chunked\r\n\r\n";

tape::RecordedResponse recording(std::vector<std::string> body, Ending how, std::vector<std::uint64_t> chunks = {}) {
  tape::RecordedResponse recorded;
  recorded.body = std::move(body);
  recorded.end.how = how;
  if (!chunks.empty()) recorded.framing = tape::ChunkFraming{.sizes = std::move(chunks), .trailers = {}};
  return recorded;
}

program::WireProgram program_of(const tape::RecordedResponse& recorded, tape::Delivery delivery = {},
                                const program::ResponseContext& context = {}) {
  delivery.as_recorded = !recorded.arrivals.empty() && delivery.gap == 0us;
  return program::compile(recorded_response(recorded, nullptr), delivery, context, 0);
}

TEST(RecordedResponse, IsPlayedReadByRead) {
  auto recorded = recording({"data: a\n\n", "data: b\n\n"}, Ending::complete);
  recorded.arrivals = {{412'310us, 12}, {18'042us, 6}};
  const auto played = program::play_in_memory(program_of(recorded));
  EXPECT_THAT(played.writes, ElementsAre(program::PlayedWrite{412'310us, chunked_head + "c\r\ndata: a\n\ndat\r\n"},
                                         program::PlayedWrite{430'352us, "6\r\na: b\n\n\r\n0\r\n\r\n"}));
  EXPECT_FALSE(played.has_fin());
}

TEST(RecordedResponse, HasTheChunksOfUpstreamWhateverTheReads) {
  auto recorded = recording({"abcdef"}, Ending::complete, {4, 2});
  recorded.arrivals = {{1ms, 0}, {1ms, 1}, {1ms, 5}, {1ms, 0}};
  const auto played = program::play_in_memory(program_of(recorded));
  EXPECT_THAT(played.writes,
              ElementsAre(program::PlayedWrite{1ms, chunked_head}, program::PlayedWrite{2ms, "4\r\na"},
                          program::PlayedWrite{3ms, "bcd\r\n2\r\nef\r\n"}, program::PlayedWrite{4ms, "0\r\n\r\n"}));
}

TEST(RecordedResponse, SendsTheInformationalHeadsOfUpstreamFirst) {
  auto recorded = recording({"abc"}, Ending::complete);
  recorded.arrivals = {{5ms, 3}};
  recorded.interim = {{.status = 100, .reason = "Continue", .minor_version = 1, .fields = {}},
                      {.status = 103, .reason = "", .minor_version = 1, .fields = {{"link", "</a>"}}}};
  const auto played = program::play_in_memory(program_of(recorded));
  EXPECT_THAT(played.writes, ElementsAre(program::PlayedWrite{5ms, "HTTP/1.1 100 Continue\r\n\r\n"},
                                         program::PlayedWrite{5ms, "HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n"},
                                         program::PlayedWrite{5ms, chunked_head + "3\r\nabc\r\n0\r\n\r\n"}));
  EXPECT_EQ(program_of(recorded, {}, {.minor_version = 0}).bytes, head + "\r\nabc");
}

TEST(RecordedResponse, IsPlayedAsTheDeliverySays) {
  auto recorded = recording({"data: a\n\n", "data: b\n\n"}, Ending::complete, {18});
  recorded.arrivals = {{1s, 18}};
  tape::Delivery delivery;
  delivery.gap = 5ms;
  const auto played = program::play_in_memory(program_of(recorded, delivery));
  EXPECT_THAT(played.writes, ElementsAre(program::PlayedWrite{0us, chunked_head + "12\r\ndata: a\n\n"},
                                         program::PlayedWrite{5ms, "data: b\n\n\r\n0\r\n\r\n"}));
}

struct EndCase {
  Ending how;
  std::string after_head;
};

TEST(RecordedResponse, EndsAsItDid) {
  for (const EndCase& each :
       {EndCase{Ending::complete, "2\r\nab\r\n0\r\n\r\n"}, EndCase{Ending::cut_in_size_line, "2\r\nab\r\n1"},
        EndCase{Ending::cut_in_data, "3\r\nab"}, EndCase{Ending::cut_before_crlf, "2\r\nab"},
        EndCase{Ending::cut_between_chunks, "2\r\nab\r\n"}, EndCase{Ending::cut_in_trailers, "2\r\nab\r\n0\r\n"},
        EndCase{Ending::reset, "2\r\nab\r\n"}}) {
    const program::WireProgram program = program_of(recording({"ab"}, each.how));
    EXPECT_EQ(program.bytes, chunked_head + each.after_head);
    EXPECT_EQ(program.ending, each.how);
    const auto played = program::play_in_memory(program);
    EXPECT_EQ(played.has_reset(), each.how == Ending::reset);
    EXPECT_EQ(played.has_fin(), each.how != Ending::reset && each.how != Ending::complete);
  }
}

TEST(RecordedResponse, EndsAsItDidWithoutAByteOfBody) {
  EXPECT_EQ(program_of(recording({}, Ending::cut_in_data)).bytes, chunked_head + "1\r\n");
  EXPECT_EQ(program_of(recording({}, Ending::cut_between_chunks)).bytes, chunked_head);
  EXPECT_EQ(program_of(recording({}, Ending::complete)).bytes, chunked_head + "0\r\n\r\n");
}

TEST(RecordedResponse, IsShortOfItsContentLength) {
  auto recorded = recording({"abc"}, Ending::short_content_length);
  recorded.head.fields = {{"content-length", "5"}};
  const program::WireProgram program = program_of(recorded);
  EXPECT_EQ(program.bytes, head + "content-length: 5\r\n\r\nabc");
  EXPECT_EQ(program.ending, Ending::short_content_length);
  EXPECT_TRUE(program::play_in_memory(program).has_fin());
}

TEST(RecordedResponse, AddsNoFramingWhereCloseWasIt) {
  const program::WireProgram program = program_of(recording({"abc"}, Ending::closed));
  EXPECT_EQ(program.bytes, head + "\r\nabc");
  EXPECT_EQ(program.ending, Ending::closed);
  auto reset = recording({"abc"}, Ending::reset);
  reset.framing = tape::CloseFraming{};
  EXPECT_EQ(program_of(reset).bytes, head + "\r\nabc");
  EXPECT_EQ(program_of(reset).ending, Ending::reset);
}

TEST(RecordedResponse, EndsWithAFinWhereTheClientLeft) {
  auto recorded = recording({"abc"}, Ending::abandoned);
  recorded.end.by = RecordedEnd::By::client;
  EXPECT_EQ(program_of(recorded).ending, Ending::cut_between_chunks);
  recorded.end.how = Ending::reset;
  EXPECT_EQ(program_of(recorded).ending, Ending::cut_between_chunks);
  EXPECT_TRUE(program::play_in_memory(program_of(recorded)).has_fin());
  recorded.framing = tape::ChunkFraming{.sizes = {5}, .trailers = {}};
  EXPECT_EQ(program_of(recorded).ending, Ending::cut_in_data);
  EXPECT_EQ(program_of(recording({"abc"}, Ending::tls_cut)).ending, Ending::cut_between_chunks);
  recorded.head.fields = {{"content-length", "5"}};
  EXPECT_EQ(program_of(recorded).ending, Ending::short_content_length);
}

TEST(RecordedResponse, SuitsTheRequest) {
  const auto recorded = recording({"abc"}, Ending::complete);
  EXPECT_EQ(program_of(recorded, {}, {.minor_version = 0}).bytes, head + "\r\nabc");
  EXPECT_EQ(program_of(recorded, {}, {.minor_version = 0}).ending, Ending::closed);
  auto with_arrivals = recorded;
  with_arrivals.arrivals = {{1ms, 3}};
  const program::WireProgram program = program_of(with_arrivals, {}, {.is_head = true});
  EXPECT_EQ(program.bytes.find("abc"), std::string::npos);
}

}  // namespace
}  // namespace wiretape::compile
