#include "wiretape/recorder/log/keep_tape.h"

#include <sys/stat.h>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/recorder/capture/replayed_for_test.h"
#include "wiretape/recorder/log/log_file.h"
#include "wiretape/recorder/log/logs_for_test.h"
#include "wiretape/recorder/log/recover.h"

#include "cli/testing/folder.h"

namespace wiretape::recorder::log {
namespace {

namespace fs = std::filesystem;

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using wiretape::cli::testing::Folder;

constexpr auto tape_file = "000001-post-v1-chat-completions.yaml";

std::vector<capture::CaptureEvent> without_end() {
  auto events = capture::stream_for_test();
  events.pop_back();
  return events;
}

std::vector<std::string> names_in(const Folder& folder) {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(folder.path()))
    names.push_back(entry.path().filename().string());
  std::ranges::sort(names);
  return names;
}

std::string told(const KeepTapeResult& result) {
  const auto* mistakes = std::get_if<text::Diagnostics>(&result);
  return mistakes == nullptr ? "" : text::to_string(*mistakes);
}

TEST(KeepTape, PutsATapeInTheLogsPlace) {
  const Folder folder;
  folder.write("000001.capture", log_of(capture::stream_for_test()));
  const auto result = keep_tape(folder.path("000001.capture"), {}, default_secrets());
  EXPECT_EQ(std::get<KeptTape>(result).path, folder.path(tape_file));
  EXPECT_FALSE(std::get<KeptTape>(result).is_incomplete);
  EXPECT_THAT(names_in(folder), ElementsAre(tape_file));
  const auto exchange = capture::exchange_for_test(file_text(folder.path(tape_file)));
  EXPECT_EQ(exchange.id, "000001-post-v1-chat-completions");
  struct stat about {};
  ASSERT_EQ(::stat(folder.path(tape_file).c_str(), &about), 0);
  EXPECT_EQ(about.st_mode & 0777U, 0600U);
}

TEST(KeepTape, GivesATapeThatLacksSomethingANameThatServePassesOver) {
  const Folder folder;
  folder.write("000001.capture", log_of(without_end()));
  EXPECT_TRUE(std::get<KeptTape>(keep_tape(folder.path("000001.capture"), {}, default_secrets())).is_incomplete);
  EXPECT_THAT(names_in(folder), ElementsAre(std::string(tape_file) + ".incomplete"));
  const auto text = file_text(folder.path(std::string(tape_file) + ".incomplete"));
  const auto program = capture::program_for_test(capture::exchange_for_test(text));
  EXPECT_EQ(program.ending, wire::Ending::cut_between_chunks);
}

TEST(KeepTape, LeavesNothingOfALogInWhichNothingBegan) {
  for (const std::string& text : {std::string(), std::string(first_line), std::string(first_line) + "\x05\0\0"}) {
    const Folder folder;
    folder.write("000001.capture", text);
    EXPECT_TRUE(std::holds_alternative<NothingLogged>(keep_tape(folder.path("000001.capture"), {}, default_secrets())));
    EXPECT_THAT(names_in(folder), IsEmpty());
  }
}

TEST(KeepTape, LeavesALogThatIsStillWritten) {
  const Folder folder;
  const auto open = LogFile::create(folder.path("000001.capture"));
  EXPECT_TRUE(std::holds_alternative<StillWritten>(keep_tape(folder.path("000001.capture"), {}, default_secrets())));
  EXPECT_THAT(names_in(folder), ElementsAre("000001.capture"));
}

TEST(KeepTape, LeavesTheLogWhereTheTapeCanNotBeWritten) {
  const Folder folder;
  folder.write("000001.capture", log_of(capture::stream_for_test()));
  fs::create_directory(folder.path(tape_file));
  EXPECT_THAT(told(keep_tape(folder.path("000001.capture"), {}, default_secrets())),
              AllOf(HasSubstr("000001.capture: its tape can't be written: Is a directory"), HasSubstr("--recover")));
  EXPECT_THAT(names_in(folder), ElementsAre(tape_file, "000001.capture"));
}

TEST(KeepTape, LeavesTheLogOfWhatATapeCanNotSay) {
  const Folder folder;
  auto events = capture::stream_for_test();
  events[3] = capture::ResponseBegan{{.status = 999, .reason = "", .minor_version = 1, .fields = {}}};
  folder.write("000001.capture", log_of(events));
  EXPECT_THAT(told(keep_tape(folder.path("000001.capture"), {}, default_secrets())), HasSubstr("999"));
  EXPECT_THAT(names_in(folder), ElementsAre("000001.capture"));
}

TEST(KeepTape, LeavesTheLogOfWhatIsTooLargeForATape) {
  const Folder folder;
  folder.write("000001.capture", first_line);
  fs::resize_file(folder.path("000001.capture"), (std::uintmax_t{64} << 20) + 1);
  EXPECT_THAT(told(keep_tape(folder.path("000001.capture"), {}, default_secrets())),
              HasSubstr("more than the 67108864 bytes"));
  EXPECT_THAT(names_in(folder), ElementsAre("000001.capture"));
}

TEST(KeepTape, MakesNoTapeOfWhatHoldsASecretAfterAll) {
  for (const char* bytes :
       {"data: {\"a\":\"x jo@mail.com\"}\n\n", "data: {\"t\":\"jo@m\"}\n\ndata: {\"t\":\"ail.com\"}\n\n"}) {
    const Folder folder;
    auto events = capture::stream_for_test();
    events[5] = capture::ResponseRead{std::chrono::milliseconds(12), bytes};
    folder.write("000001.capture", log_of(events, nothing_masked()));
    const auto result = keep_tape(folder.path("000001.capture"), {}, default_secrets());
    ASSERT_TRUE(std::holds_alternative<HoldsSecret>(result));
    EXPECT_EQ(std::get<HoldsSecret>(result).rules, "email");
    EXPECT_THAT(names_in(folder), ElementsAre("000001.capture"));
    const Recovered recovered = recover(folder.path(), {}, default_secrets());
    EXPECT_THAT(text::to_string(recovered.mistakes), AllOf(HasSubstr("(email); it stays"), HasSubstr("'remove'")));
    EXPECT_TRUE(std::holds_alternative<KeptTape>(keep_tape(folder.path("000001.capture"), {}, nullptr)));
  }
}

TEST(KeepTape, TakesNoLineEndBeforeAnAtForAnAddress) {
  for (const char* said : {"x\\n@app.route", "{\\\"b\\\":\\\"\\\\n@app.get\\\"}"}) {
    const Folder folder;
    auto events = capture::stream_for_test();
    events[5] = capture::ResponseRead{std::chrono::milliseconds(12), std::string("data: {\"a\":\"") + said + "\"}\n\n"};
    folder.write("000001.capture", log_of(events));
    EXPECT_THAT(told(keep_tape(folder.path("000001.capture"), {}, default_secrets())), "");
    EXPECT_THAT(file_text(folder.path(tape_file)), HasSubstr("n@app."));
  }
}

TEST(Recover, MakesTapesOfAllLogsThatWereLeft) {
  const Folder folder;
  folder.write("000003.capture", log_of(without_end()));
  folder.write("000001.capture", log_of(capture::stream_for_test()));
  folder.write("000002.capture", first_line);
  const auto busy = LogFile::create(folder.path("000004.capture"));
  folder.write("notes.txt", "");
  const Recovered recovered = recover(folder.path(), {}, default_secrets());
  ASSERT_EQ(recovered.tapes.size(), 2U);
  EXPECT_EQ(recovered.tapes[0].path, folder.path(tape_file));
  EXPECT_TRUE(recovered.tapes[1].is_incomplete);
  EXPECT_EQ(recovered.empty, 1U);
  EXPECT_EQ(recovered.still_written, 1U);
  EXPECT_THAT(recovered.mistakes, IsEmpty());
  EXPECT_THAT(names_in(folder),
              ElementsAre(tape_file, "000003-post-v1-chat-completions.yaml.incomplete", "000004.capture", "notes.txt"));
}

TEST(Recover, MakesTheSameTapeAgain) {
  const Folder folder;
  const std::string log = log_of(capture::stream_for_test());
  folder.write("000001.capture", log);
  EXPECT_EQ(recover(folder.path(), {}, default_secrets()).tapes.size(), 1U);
  const std::string text = file_text(folder.path(tape_file));
  folder.write("000001.capture", log);
  EXPECT_EQ(recover(folder.path(), {}, default_secrets()).tapes.size(), 1U);
  EXPECT_EQ(file_text(folder.path(tape_file)), text);
}

TEST(Recover, RemovesTheDraftsOfARecorderThatIsGone) {
  const Folder folder;
  folder.write("000001-a.yaml.draft-aB12cD", "wiretape: 1");
  EXPECT_THAT(recover(folder.path(), {}, default_secrets()).tapes, IsEmpty());
  EXPECT_THAT(names_in(folder), IsEmpty());
}

TEST(Recover, TellsOfAFolderThatIsNotThere) {
  const Folder folder;
  EXPECT_THAT(text::to_string(recover(folder.path("none"), {}, default_secrets()).mistakes), HasSubstr("No such file"));
}

}  // namespace
}  // namespace wiretape::recorder::log
