#include "wiretape/mockserver/control/journal_text.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/mockserver/answer/exchanges_for_test.h"

namespace wiretape::mockserver {
namespace {

using nlohmann::json;
using ::testing::Each;
using ::testing::SizeIs;

std::vector<std::string> all(const BodyPieces& pieces) {
  std::vector<std::string> list;
  for (auto piece = pieces(); !piece.empty(); piece = pieces())
    list.push_back(std::move(piece));
  return list;
}

json joined(const BodyPieces& pieces) {
  std::string text;
  for (const auto& piece : all(pieces))
    text += piece;
  return json::parse(text);
}

void fill(journal::Journal& journal, int entries, std::size_t body = 10) {
  for (int i = 0; i < entries; ++i)
    static_cast<void>(journal.received("", "", request_for("/", std::string(body, 'x'))));
}

TEST(JournalText, OfNothing) {
  const journal::Journal journal({});
  EXPECT_THAT(all(journal_text(journal, {}, 10)),
              ::testing::ElementsAre("{\"entries\":[],\"more\":false,\"dropped\":0}\n"));
  EXPECT_EQ(joined(journal_text(journal, {}, 10, {{"type", "t"}})).at("error").at("type"), "t");
}

TEST(JournalText, IsJsonWhateverItsPiecesAre) {
  for (const int entries : {1, 63, 64, 65, 128, 200}) {
    journal::Journal journal({});
    fill(journal, entries);
    const auto whole = joined(journal_text(journal, {}, 1000));
    EXPECT_THAT(whole.at("entries"), SizeIs(entries));
    EXPECT_EQ(whole.at("more"), false);
  }
}

TEST(JournalText, SaysThatThereIsMoreThanTheLimit) {
  journal::Journal journal({});
  fill(journal, 200);
  const auto first = joined(journal_text(journal, {}, 130));
  EXPECT_THAT(first.at("entries"), SizeIs(130));
  EXPECT_EQ(first.at("more"), true);
  const auto rest = joined(journal_text(journal, {.after = 130}, 70));
  EXPECT_THAT(rest.at("entries"), SizeIs(70));
  EXPECT_EQ(rest.at("more"), false);
}

TEST(JournalText, IsMadeInPiecesThatAreNotLong) {
  journal::Journal journal({});
  fill(journal, 100, 100'000);
  const auto pieces = all(journal_text(journal, {}, 1000));
  EXPECT_GT(pieces.size(), 40U);
  EXPECT_THAT(pieces, Each(::testing::SizeIs(::testing::Lt(300'000U))));
}

TEST(JournalText, TellsWhatHasComeMeanwhile) {
  journal::Journal journal({});
  fill(journal, 64);
  const auto pieces = journal_text(journal, {}, 1000);
  auto text = pieces();
  journal.clear();
  fill(journal, 1);
  for (const auto& piece : all(pieces))
    text += piece;
  EXPECT_THAT(json::parse(text).at("entries"), SizeIs(65));
}

}  // namespace
}  // namespace wiretape::mockserver
