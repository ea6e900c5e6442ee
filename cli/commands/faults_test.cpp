// `wiretape faults`, and the doors of plans that the command has: `serve --faults`, `compile --faults`, `check`.

#include <algorithm>
#include <cstdint>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "cli/exit_code.h"
#include "cli/testing/command.h"
#include "cli/testing/folder.h"
#include "tests/support/raw_client.h"

namespace wiretape::cli {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;
using ::testing::StartsWith;
using wiretape::cli::testing::Command;
using wiretape::cli::testing::Folder;
using wiretape::cli::testing::run;
using wiretape::testing::post;
using wiretape::testing::RawClient;
using wiretape::testing::ReadEnd;

constexpr auto stream_tape =
    "wiretape: 1\n"
    "exchanges:\n"
    "  - id: says\n"
    "    reply: {dialect: openai.chat, text: one two three}\n";

TEST(Faults, AreListed) {
  const auto text = run({"faults"});
  EXPECT_EQ(text.exit_code, exit_completed);
  EXPECT_THAT(text.output, HasSubstr("\n  reset "));
  const auto all = json::parse(run({"faults", "--json"}).output).at("faults");
  EXPECT_GT(all.size(), 40U);
  EXPECT_THAT(run({"faults", "--markdown"}).output, HasSubstr("#### `reset`\n"));
}

TEST(FaultsOption, BreaksWhatIsServed) {
  const Folder folder;
  folder.write("tape.yaml", stream_tape);
  folder.write("plan", "faults: [{do: reset, at: {event: 2}}]\n");
  for (const std::string& plan : {folder.path("plan"), std::string("reset:event=2")}) {
    Command command({"serve", folder.path("tape.yaml"), "--port", "0", "--json", "--faults", plan});
    const auto port = json::parse(command.read_until("\n")).at("port").get<std::uint16_t>();
    RawClient client(port);
    client.send(post("/v1/chat/completions", R"({"model":"m","stream":true})"));
    EXPECT_THAT(client.read_all(), StartsWith("HTTP/1.1 200 OK\r\n"));
    EXPECT_EQ(client.end(), ReadEnd::reset) << plan;
    command.interrupt();
    EXPECT_EQ(command.finish().exit_code, exit_completed);
  }
}

TEST(FaultsOption, IsRefusedWithPositionAndHintBeforeAnythingIsServed) {
  const Folder folder;
  folder.write("tape.yaml", stream_tape);
  folder.write("plan", "faults:\n  - {do: rset, at: {event: 2}}\n  - {do: fin, at: {evnt: 2}}\n");
  const auto from_file = run({"serve", folder.path("tape.yaml"), "--port", "0", "--faults", folder.path("plan")});
  EXPECT_EQ(from_file.exit_code, exit_bad_tape);
  EXPECT_EQ(from_file.output, "");
  EXPECT_THAT(from_file.errors, HasSubstr(folder.path("plan") + ":2:10: unknown fault 'rset'"));
  EXPECT_THAT(from_file.errors, HasSubstr("did you mean 'reset'?"));
  EXPECT_THAT(from_file.errors, HasSubstr(folder.path("plan") + ":3:20: unknown key of 'fin': 'evnt'"));
  const auto from_text = run({"serve", folder.path("tape.yaml"), "--port", "0", "--faults", "fin,reset"});
  EXPECT_EQ(from_text.exit_code, exit_bad_tape);
  EXPECT_THAT(from_text.errors, HasSubstr("--faults:1:5: 'reset' beside 'fin'"));
  const auto of_tls = run({"serve", folder.path("tape.yaml"), "--port", "0", "--faults", "handshake_cut"});
  EXPECT_EQ(of_tls.exit_code, exit_bad_tape);
  EXPECT_THAT(of_tls.errors, HasSubstr("the fault 'handshake_cut'"));
}

TEST(FaultsOption, ShowsInCompileWhatIsLeft) {
  const Folder folder;
  folder.write("tape.yaml", stream_tape);
  const auto text = run({"compile", folder.path("tape.yaml"), "--faults", "fin:at=end"});
  EXPECT_EQ(text.exit_code, exit_completed);
  EXPECT_THAT(text.output, HasSubstr("\nfaults: fin:at=end\n"));
  EXPECT_THAT(text.output, HasSubstr("FIN\nending: cut_between_chunks\n"));
  const auto as_json =
      json::parse(run({"compile", folder.path("tape.yaml"), "--json", "--faults", "hang:event=2"}).output);
  EXPECT_EQ(as_json.at("faults"), json::parse(R"(["hang:event=2"])"));
  EXPECT_EQ(as_json.at("steps").back().at("do"), "hang");
  const auto unfit = run({"compile", folder.path("tape.yaml"), "--faults", "reset:event=99"});
  EXPECT_EQ(unfit.exit_code, exit_bad_tape);
  EXPECT_THAT(unfit.errors, HasSubstr("event 1 to "));
}

TEST(FaultsInATape, AreCheckedWithTheRest) {
  const Folder folder;
  folder.write("tape.yaml", std::string(stream_tape) +
                                "    faults:\n"
                                "      - {do: rset}\n");
  const auto unknown = run({"check", folder.path("tape.yaml")});
  EXPECT_EQ(unknown.exit_code, exit_bad_tape);
  EXPECT_THAT(unknown.errors, HasSubstr(folder.path("tape.yaml") + ":6:14: unknown fault 'rset'"));
  folder.write("tape.yaml", std::string(stream_tape) +
                                "    faults:\n"
                                "      - {do: reset, at: {event: 99}}\n"
                                "      - {do: stall, at: {event: 98}, optional: true}\n");
  const auto nowhere = run({"check", folder.path("tape.yaml")});
  EXPECT_EQ(nowhere.exit_code, exit_bad_tape);
  EXPECT_THAT(nowhere.errors, HasSubstr(":6:14: no such place for 'reset:event=99'; expected event 1 to "));
  EXPECT_EQ(std::count(nowhere.errors.begin(), nowhere.errors.end(), '\n'), 1);
}

}  // namespace
}  // namespace wiretape::cli
