#include "wiretape/core/tape/profile/profile_files.h"

#include <filesystem>
#include <fstream>
#include <string>
#include <variant>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/tape/emit/emit.h"
#include "wiretape/core/tape/load/read_tape.h"
#include "wiretape/core/tape/profile/load_profile.h"
#include "wiretape/core/tape/profile/shipped_profiles.h"
#include "wiretape/core/tape/tapes_for_test.h"

namespace wiretape::tape {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

class ProfileFile : public ::testing::Test {
 protected:
  ProfileFile() { std::filesystem::create_directories(folder_ / "sub"); }
  ~ProfileFile() override { std::filesystem::remove_all(folder_); }

  std::string write(const std::string& name, const std::string& text) {
    std::string path = (folder_ / name).string();
    std::ofstream(path, std::ios::binary) << text;
    return path;
  }

  /// A tape in the folder whose exchanges name these profiles.
  std::variant<Tape, text::Diagnostics> load(const std::vector<std::string>& profiles) {
    std::string text = "wiretape: 1\nexchanges:\n";
    for (const std::string& profile : profiles)
      text += "  - {response: {body: a}, delivery: {profile: " + profile + "}}\n";
    return read_tape(write("tape.yaml", text));
  }

  std::vector<std::string> mistakes(const std::vector<std::string>& profiles) {
    std::vector<std::string> lines;
    const auto loaded = load(profiles);
    if (const auto* diagnostics = std::get_if<text::Diagnostics>(&loaded)) {
      for (const text::Diagnostic& diagnostic : *diagnostics)
        lines.push_back(text::to_string(diagnostic));
    }
    return lines;
  }

  std::filesystem::path folder_ =
      std::filesystem::path(::testing::TempDir()) /
      ("wiretape_profile_" + std::string(::testing::UnitTest::GetInstance()->current_test_info()->name()));
};

TEST(ShippedProfiles, AreTheFixturesAndAreSound) {
  std::size_t files = 0;
  for (const auto& entry :
       std::filesystem::directory_iterator(std::filesystem::path(WIRETAPE_SOURCE_DIR) / "fixtures" / "profiles")) {
    ++files;
    const ShippedProfile* shipped = find_shipped_profile(entry.path().stem().string());
    ASSERT_NE(shipped, nullptr) << entry.path();
    std::ifstream file(entry.path());
    EXPECT_EQ(shipped->text, std::string(std::istreambuf_iterator(file), {})) << "stale: configure again";
    const auto parsed = parse_profile(shipped->text, entry.path());
    const auto* diagnostics = std::get_if<text::Diagnostics>(&parsed);
    EXPECT_EQ(diagnostics, nullptr) << text::to_string(diagnostics->front());
  }
  EXPECT_EQ(shipped_profiles().size(), files);
  EXPECT_GT(files, 0U);
}

TEST(ShippedProfiles, AreFoundByNameWhereverTheTapeIs) {
  const Exchange exchange = exchange_of("response: {body: a}\ndelivery: {profile: typical, speed: 2, seed: 3}");
  ASSERT_TRUE(exchange.delivery.profile);
  EXPECT_EQ(exchange.delivery.profile->name, "typical");
  EXPECT_EQ(exchange.delivery.profile->profile->events_per_read.back().events, 15U);
  EXPECT_TRUE(exchange.delivery.uses_random());
}

TEST(ShippedProfiles, AreAllThatANameCanMean) {
  EXPECT_THAT(
      mistakes_of("response: {body: a}\ndelivery: {profile: typicl}"),
      ElementsAre("5:25: a profile 'typicl' that wiretape does not ship; expected one of: typical; did you mean "
                  "'typical'?"));
  EXPECT_THAT(mistakes_of("response: {body: a}\ndelivery: {profile: measured}"),
              ElementsAre(HasSubstr("a file's name has a dot or a slash: ./measured")));
  EXPECT_THAT(mistakes_of("response: {body: a}\ndelivery: {profile: [typical]}"),
              ElementsAre(HasSubstr("5:25: a list; expected the name of a profile, or its file")));
}

TEST_F(ProfileFile, IsReadFromTheFolderOfTheTape) {
  write("mine.profile", "{wiretape_profile: 1, gap: {p0: 1ms, p100: 2ms}}");
  write("sub/mine", "{wiretape_profile: 1, gap: {p0: 3ms, p100: 4ms}}");
  const std::string absolute =
      write("sub/other.json", R"({"wiretape_profile": 1, "gap": {"p0": "5ms", "p100": "6ms"}})");
  const auto loaded = load({"mine.profile", "sub/mine", absolute, "mine.profile"});
  ASSERT_TRUE(std::holds_alternative<Tape>(loaded));
  const auto& exchanges = std::get<Tape>(loaded).exchanges;
  EXPECT_EQ(exchanges[0].delivery.profile->profile->gap.front().time, std::chrono::milliseconds{1});
  EXPECT_EQ(exchanges[1].delivery.profile->profile->gap.front().time, std::chrono::milliseconds{3});
  EXPECT_EQ(exchanges[2].delivery.profile->profile->gap.front().time, std::chrono::milliseconds{5});
  EXPECT_EQ(exchanges[3].delivery.profile->profile, exchanges[0].delivery.profile->profile) << "one for all";

  const std::string emitted = emit_tape(std::get<Tape>(loaded));
  EXPECT_THAT(emitted, HasSubstr("delivery: {profile: sub/mine}"));
  const auto again = parse_tape(emitted, std::get<Tape>(loaded).name);
  EXPECT_EQ(std::get<Tape>(again), std::get<Tape>(loaded));
}

TEST_F(ProfileFile, HasItsMistakesToldWithItsOwnPlacesAndOnce) {
  const std::string path =
      write("bad.profile", "wiretape_profile: 1\ngap: {p0: 5ms, p50: 4ms, p100: 9ms}\nburst: {}\n");
  EXPECT_THAT(mistakes({"bad.profile", "bad.profile", "no.profile"}),
              ElementsAre((folder_ / "tape.yaml").string() + ":5:47: the profile " + (folder_ / "no.profile").string() +
                              ", which can't be read: No such file or directory; expected a profile's file, named as "
                              "seen from the tape's folder",
                          path + ":2:21: the text '4ms'; expected at least 5ms, as p0 says",
                          HasSubstr(path + ":3:1: unknown key 'burst'; expected one of: ")));
}

TEST_F(ProfileFile, MayNotBeAFolderOrTooLarge) {
  EXPECT_THAT(mistakes({"./sub"}), ElementsAre(HasSubstr("which can't be read: Is a directory")));
  write("large.profile", std::string(3 << 20, '#'));
  EXPECT_THAT(mistakes({"large.profile"}), ElementsAre(HasSubstr("more than 1048576 bytes")));
}

TEST(DeliveryWithAProfile, TakesNoOtherTimesOrFragments) {
  EXPECT_THAT(mistakes_of("response: {body: a}\n"
                          "delivery: {profile: typical, first_byte: 1s, gap: 1ms, jitter: 1ms, fragment: whole}"),
              ElementsAre("5:34: 'first_byte' beside 'profile'; expected only one of them",
                          "5:50: 'gap' beside 'profile'; expected only one of them",
                          "5:60: 'jitter' beside 'profile'; expected only one of them",
                          "5:73: 'fragment' beside 'profile'; expected only one of them"));
  EXPECT_THAT(mistakes_of("reply: {dialect: openai.chat}\ndelivery: {tokens_per_second: 5, profile: typical}"),
              ElementsAre("5:16: 'tokens_per_second' beside 'profile'; expected only one of them"));
  EXPECT_TRUE(
      exchange_of("response: {body: a}\ndelivery: {profile: typical, instant: true, speed: 2}").delivery.instant);
}

TEST(DeliveryWithAProfile, TakesThePlaceOfARecordingsArrivals) {
  EXPECT_FALSE(
      exchange_of("response: {body: [a], arrivals: ['1:1']}\ndelivery: {profile: typical}").delivery.as_recorded);
}

}  // namespace
}  // namespace wiretape::tape
