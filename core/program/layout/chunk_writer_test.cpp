#include "wiretape/core/program/layout/chunk_writer.h"

#include <string>
#include <variant>
#include <vector>

#include <gtest/gtest.h>

#include "wiretape/core/wire/http/chunked_decoder.h"

namespace wiretape::program {
namespace {

using wire::Ending;

std::string written(const std::vector<std::uint64_t>& sizes, Ending ending, const std::vector<std::string>& pieces,
                    const wire::HttpFields& trailers = {}) {
  ChunkWriter writer(sizes, ending);
  WireDraft out;
  for (const std::string& piece : pieces)
    writer.append(out, piece);
  writer.finish(out, trailers);
  return out.bytes;
}

TEST(ChunkWriter, WritesTheSizesWhateverThePieces) {
  const std::string expected = "3\r\nabc\r\n10\r\ndefghijklmnopqrs\r\n0\r\n\r\n";
  const std::string body = "abcdefghijklmnopqrs";
  for (std::size_t cut = 0; cut <= body.size(); ++cut) {
    EXPECT_EQ(written({3, 16}, Ending::complete, {body.substr(0, cut), body.substr(cut)}), expected) << cut;
  }
}

TEST(ChunkWriter, WritesTrailers) {
  EXPECT_EQ(written({1}, Ending::complete, {"a"}, {{"x-a", "b"}}), "1\r\na\r\n0\r\nx-a: b\r\n\r\n");
}

TEST(ChunkWriter, StopsWhereTheEndingSays) {
  EXPECT_EQ(written({2}, Ending::cut_in_size_line, {"ab"}), "2\r\nab\r\n1");
  EXPECT_EQ(written({9}, Ending::cut_in_data, {"ab"}), "9\r\nab");
  EXPECT_EQ(written({2, 9}, Ending::cut_in_data, {"ab"}), "2\r\nab\r\n9\r\n");
  EXPECT_EQ(written({1, 1}, Ending::cut_before_crlf, {"ab"}), "1\r\na\r\n1\r\nb");
  EXPECT_EQ(written({2}, Ending::cut_between_chunks, {"ab"}), "2\r\nab\r\n");
  EXPECT_EQ(written({2}, Ending::cut_in_trailers, {"ab"}, {{"x-a", "b"}}), "2\r\nab\r\n0\r\nx-a: b\r\n");
  EXPECT_EQ(written({2}, Ending::reset, {"ab"}), "2\r\nab\r\n");
  EXPECT_EQ(written({2, 5}, Ending::reset, {"ab"}), "2\r\nab\r\n5\r\n");
}

// The decoder of the client's side must find what was meant.
TEST(ChunkWriter, StopsWhereADecoderFindsTheSameEnding) {
  const std::vector<std::pair<Ending, std::vector<std::uint64_t>>> cases = {
      {Ending::complete, {1, 2}},        {Ending::cut_in_size_line, {1, 2}}, {Ending::cut_in_data, {1, 3}},
      {Ending::cut_in_data, {3, 1}},     {Ending::cut_before_crlf, {1, 2}},  {Ending::cut_between_chunks, {1, 2}},
      {Ending::cut_in_trailers, {1, 2}}, {Ending::malformed, {1, 2}}};
  for (const auto& [ending, sizes] : cases) {
    const std::string bytes = written(sizes, ending, {"abc"});
    wire::ChunkedDecoder decoder(1000);
    std::string body;
    std::string_view input = bytes;
    for (;;) {
      const auto step = decoder.next(input);
      const auto* data = std::get_if<wire::ChunkedData>(&step);
      if (data == nullptr) break;
      body += data->bytes;
    }
    EXPECT_EQ(decoder.ending_at_fin(), ending) << bytes;
    EXPECT_EQ(body, "abc") << bytes;
  }
}

}  // namespace
}  // namespace wiretape::program
