// `wiretape import` and `wiretape export`, the real command.

#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/exit_code.h"
#include "cli/testing/command.h"
#include "cli/testing/folder.h"

namespace wiretape::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using wiretape::cli::testing::Folder;
using wiretape::cli::testing::run;

constexpr auto cassette =
    "interactions:\n- request: {body: null, headers: {}, method: GET, uri: 'http://h/v1/models?key=s3cret'}\n"
    "  response: {status: {code: 200, message: OK}, headers: {Content-Length: ['9']}, body: {string: Hi}}\n"
    "version: 1\n";
constexpr auto tape_of_cassette =
    "wiretape: 1\nexchanges:\n  - request: {method: GET, path: /v1/models}\n    response:\n      body: Hi\n";

std::string content_of(const std::string& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

TEST(Import, WritesATapeToStandardOutputAndTellsWhatItMended) {
  const Folder folder;
  folder.write("a.yaml", cassette);
  const auto finished = run({"import", folder.path("a.yaml")});
  EXPECT_EQ(finished.exit_code, exit_completed);
  EXPECT_EQ(finished.output, tape_of_cassette);
  EXPECT_EQ(finished.errors, folder.path("a.yaml") +
                                 ": interaction 1: 'content-length: 9' beside a body of 2 bytes; the "
                                 "field is dropped\n");
  EXPECT_EQ(run({"import", "-"}, cassette).output, tape_of_cassette);
  EXPECT_EQ(run({"import", "--from", "vcrpy", "-"}, cassette).output, tape_of_cassette);
}

TEST(Import, WritesNewFilesOnly) {
  const Folder folder;
  folder.write("a.yaml", cassette);
  const auto out = folder.path("out.yaml");
  const auto written = run({"import", folder.path("a.yaml"), "--out", out});
  EXPECT_EQ(written.exit_code, exit_completed);
  EXPECT_EQ(written.output, out + ": 1 exchange of " + folder.path("a.yaml") + "\n");
  EXPECT_EQ(content_of(out), tape_of_cassette);
  EXPECT_EQ(std::filesystem::status(out).permissions(),
            std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  EXPECT_EQ(run({"check", out}).exit_code, exit_completed);
  const auto again = run({"import", folder.path("a.yaml"), "--out", out});
  EXPECT_EQ(again.exit_code, exit_output);
  EXPECT_THAT(again.errors, HasSubstr(out + ": can't be written: File exists; give --out another place"));
  const std::filesystem::directory_iterator files(folder.path());
  EXPECT_EQ(std::distance(begin(files), end(files)), 2);
}

TEST(Import, WritesATapeForEachFileIntoAFolder) {
  const Folder folder;
  std::filesystem::create_directory(folder.path("b"));
  folder.write("a.json", R"({"version": 1, "interactions": []})");
  folder.write("c.yaml", cassette);
  folder.write("b/c.yml", cassette);
  const auto finished = run(
      {"import", folder.path("a.json"), folder.path("c.yaml"), folder.path("b/c.yml"), "--out", folder.path("out/")});
  EXPECT_EQ(finished.exit_code, exit_bad_tape);
  EXPECT_THAT(finished.errors, HasSubstr("a.json: "));
  EXPECT_EQ(content_of(folder.path("out/c.yaml")), tape_of_cassette);
  EXPECT_EQ(content_of(folder.path("out/c-2.yaml")), tape_of_cassette);
  EXPECT_FALSE(std::filesystem::exists(folder.path("out/a.yaml")));
}

TEST(Import, PutsFilesIntoOneTapeOrNone) {
  const Folder folder;
  folder.write("a.yaml", cassette);
  folder.write("b.yaml", "what: is this\n");
  const auto both = run({"import", folder.path("a.yaml"), folder.path("a.yaml")});
  EXPECT_THAT(both.output, HasSubstr("uses: 1"));
  const auto refused = run({"import", folder.path("a.yaml"), folder.path("b.yaml")});
  EXPECT_EQ(refused.exit_code, exit_bad_tape);
  EXPECT_THAT(refused.output, IsEmpty());
  EXPECT_THAT(refused.errors, HasSubstr("YAML: an object with the member what that is of no known format"));
}

TEST(Import, SaysWhatIsWrongWithItsArguments) {
  EXPECT_THAT(run({"import", "-", "--from", "pcap"}).errors,
              HasSubstr("--from pcap: expected one of: curl, mitmproxy, har"));
  EXPECT_EQ(run({"import", "-", "-"}).exit_code, exit_usage);
  const auto missing = run({"import", "/nowhere/a.har"});
  EXPECT_EQ(missing.exit_code, exit_bad_tape);
  EXPECT_THAT(missing.errors, HasSubstr("/nowhere/a.har: a file that can't be read: No such file or directory"));
  EXPECT_EQ(run({"export", "a.yaml"}).exit_code, exit_usage);
  EXPECT_EQ(run({"export", "--har", "/nowhere/a.yaml"}).exit_code, exit_bad_tape);
}

TEST(Export, IsReadBackByImport) {
  const Folder folder;
  folder.write("a.yaml",
               "wiretape: 1\nexchanges:\n  - id: cut\n    request: {method: POST, path: /v1/chat/completions, json: "
               "{model: m}}\n    response:\n      status: 200\n      headers: [[content-type, text/event-stream]]\n"
               "      body:\n        - \"data: a\\n\\n\"\n        - \"data:\"\n"
               "      arrivals: [\"1.500:9 0.020:5\"]\n      framing: {chunks: [\"9 9\"]}\n"
               "      end: {by: upstream, how: cut_in_data}\n");
  const auto har = folder.path("a.har");
  EXPECT_EQ(run({"export", "--har", folder.path("a.yaml"), "--out", har}).exit_code, exit_completed);
  const auto back = run({"import", har});
  EXPECT_EQ(back.errors, "");
  const auto of_response = [](const std::string& text) { return text.substr(text.find("    response:")); };
  EXPECT_EQ(of_response(back.output), of_response(content_of(folder.path("a.yaml"))));
  EXPECT_EQ(run({"export", "--har", folder.path("a.yaml")}).output, content_of(har));
}

}  // namespace
}  // namespace wiretape::cli
