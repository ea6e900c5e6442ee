#include "wiretape/mockserver/serve/request_id_filler.h"

#include <gtest/gtest.h>

#include "wiretape/core/provider/shared/ids/request_id.h"

namespace wiretape::mockserver {
namespace {

const std::string open(provider::open_request_id);
const auto end_of_own = provider::request_id_end(7);
const std::string own(end_of_own.begin(), end_of_own.end());

/// All that is sent of a program, so many bytes a time at most.
std::string sent(const program::WireProgram& program, std::size_t most) {
  RequestIdFiller filler(7);
  std::string all;
  while (all.size() < program.bytes.size()) {
    const auto rest = std::string_view(program.bytes).substr(all.size());
    all += filler.fill(program, all.size(), rest).substr(0, most);
  }
  return all;
}

TEST(RequestIdFiller, FillsEachPlaceHoweverTheSendsAreCut) {
  const program::WireProgram program{
      .bytes = "id: " + open + "\n" + open + open + "!", .steps = {}, .open_request_ids = {4, 25, 45}};
  for (std::size_t most = 1; most <= program.bytes.size(); ++most)
    EXPECT_EQ(sent(program, most), "id: " + own + "\n" + own + own + "!") << most;
}

TEST(RequestIdFiller, LeavesWhatHasNoPlaceWhereItIs) {
  const program::WireProgram program{.bytes = "a" + open + "b", .steps = {}, .open_request_ids = {1}};
  RequestIdFiller filler(7);
  const std::string_view bytes = program.bytes;
  EXPECT_EQ(filler.fill(program, 0, bytes.substr(0, 1)).data(), bytes.data());
  EXPECT_EQ(filler.fill(program, 21, bytes.substr(21)).data(), bytes.data() + 21);
}

TEST(RequestIdFiller, CopiesNoMoreThanABeginning) {
  const std::string much(2 * RequestIdFiller::most_copied, 'x');
  const program::WireProgram program{
      .bytes = open + much + open, .steps = {}, .open_request_ids = {0, open.size() + much.size()}};
  RequestIdFiller filler(7);
  const std::string_view bytes = program.bytes;
  EXPECT_EQ(filler.fill(program, 0, bytes).size(), RequestIdFiller::most_copied);
  EXPECT_EQ(filler.fill(program, 20, bytes.substr(20)).data(), bytes.data() + 20);
  EXPECT_EQ(filler.fill(program, 20, bytes.substr(20)).size(), much.size()) << "up to the next one";
  EXPECT_EQ(sent(program, much.size()), own + much + own);
}

}  // namespace
}  // namespace wiretape::mockserver
