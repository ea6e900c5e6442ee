// `wiretape serve`, the real command: its control plane, --watch and --strict.

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <thread>
#include <vector>

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
using wiretape::cli::testing::Command;
using wiretape::cli::testing::Folder;
using wiretape::testing::body_of;
using wiretape::testing::RawClient;
using namespace std::chrono_literals;

std::string tape_of(const std::string& path, const std::string& body) {
  return "wiretape: 1\nexchanges:\n  - id: " + body + "\n    request: {path: " + path +
         "}\n    response: {body: " + body + "}\n";
}

std::string ask(std::uint16_t port, const std::string& start, const std::string& fields = "") {
  RawClient client(port);
  client.send(start + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + fields + "\r\n");
  return body_of(client.read_all());
}

/// A server on the tapes of a folder.
class ServeControl : public ::testing::Test {
 protected:
  void serve(std::vector<std::string> options) {
    options.insert(options.begin(), {"serve", folder_.path(), "--port", "0", "--json"});
    command_.emplace(options);
    ready_ = json::parse(command_->read_until("\n"), nullptr, false);
    port_ = ready_.value("port", std::uint16_t{0});
    control_port_ = ready_.value("control_port", std::uint16_t{0});
  }

  testing::Finished end() {
    command_->interrupt();
    return command_->finish();
  }

  /// Asks until it answers that; false where it never does.
  [[nodiscard]] bool comes_to_answer(const std::string& path, const std::string& body) const {
    for (int tries = 0; tries < 600; ++tries) {
      if (ask(port_, "GET " + path) == body) return true;
      std::this_thread::sleep_for(100ms);
    }
    return false;
  }

  /// The same for what it says on standard error.
  [[nodiscard]] bool comes_to_say(const std::string& text) const {
    for (int tries = 0; tries < 600; ++tries) {
      if (command_->errors().find(text) != std::string::npos) return true;
      std::this_thread::sleep_for(100ms);
    }
    return false;
  }

  Folder folder_;
  std::optional<Command> command_;
  json ready_;
  std::uint16_t port_ = 0;
  std::uint16_t control_port_ = 0;
};

TEST_F(ServeControl, TellsItsPortAndWhatWasReceived) {
  folder_.write("a.yaml", tape_of("/a", "A"));
  serve({});
  EXPECT_EQ(ready_["control_url"], "http://127.0.0.1:" + std::to_string(control_port_));
  EXPECT_EQ(ask(control_port_, "GET /health"), "{\"status\":\"ok\"}\n");
  EXPECT_EQ(ask(port_, "GET /~mine/a", "Authorization: Bearer sk-1\r\n"), "A");
  const auto waited = ask(control_port_, "GET /sessions/mine/wait?until=ended&timeout=60s");
  EXPECT_THAT(waited, ::testing::Not(HasSubstr("sk-1")));
  const auto entry = json::parse(waited).at("entries").at(0);
  EXPECT_EQ(entry.at("exchange"), "A");
  EXPECT_EQ(entry.at("end").at("ending"), "complete");
  const auto tapes = json::parse(ask(control_port_, "GET /tapes")).at("tapes");
  EXPECT_EQ(tapes.at(0).at("file"), folder_.path("a.yaml"));
  EXPECT_EQ(tapes.at(0).at("exchanges").at(0), json::parse(R"({"id":"A","line":3,"column":5,"uses":1})"));
  EXPECT_THAT(ask(control_port_, "GET /metrics"), HasSubstr("wiretape_open_connections "));
  EXPECT_EQ(end().exit_code, exit_completed);
}

TEST_F(ServeControl, HasAPageToLookAt) {
  folder_.write("a.yaml", tape_of("/a", "A"));
  serve({});
  const auto page = ask(control_port_, "GET /");
  EXPECT_THAT(page, ::testing::StartsWith("<!DOCTYPE html>"));
  EXPECT_EQ(ask(control_port_, "GET /sessions/mine/"), page);
}

TEST_F(ServeControl, EndsAlthoughSomebodyWaits) {
  folder_.write("a.yaml", tape_of("/a", "A"));
  serve({});
  RawClient waiting(control_port_);
  waiting.send("GET /wait?requests=5&timeout=60s HTTP/1.1\r\nHost: localhost\r\n\r\n");
  EXPECT_EQ(end().exit_code, exit_completed);
}

TEST_F(ServeControl, SaysWhichPortIsTaken) {
  folder_.write("a.yaml", tape_of("/a", "A"));
  serve({});
  const auto second =
      testing::run({"serve", folder_.path(), "--port", "0", "--control-port", std::to_string(control_port_)});
  EXPECT_EQ(second.exit_code, exit_transport);
  EXPECT_THAT(second.errors, HasSubstr("in use; choose another --control-port, or 0 for a free one"));
}

TEST_F(ServeControl, PlaysChangedTapesAndKeepsTheOldOnesWhereTheyAreBroken) {
  folder_.write("a.yaml", tape_of("/a", "before"));
  serve({"--watch"});
  EXPECT_EQ(ask(port_, "GET /a"), "before");
  folder_.write("a.yaml", tape_of("/a", "after"));
  EXPECT_TRUE(comes_to_answer("/a", "after"));
  folder_.write("b.yaml", "wiretape: 1\nexchanges:\n  - reply: {txt: x}\n");
  folder_.write("c.yaml", tape_of("/c", "C"));
  EXPECT_TRUE(comes_to_say("not reloaded"));
  EXPECT_EQ(ask(port_, "GET /a"), "after");
  std::filesystem::remove(folder_.path("b.yaml"));
  EXPECT_TRUE(comes_to_answer("/c", "C"));
  const auto errors = end().errors;
  EXPECT_THAT(errors, HasSubstr("wiretape: reloaded: 1 exchange\n"));
  EXPECT_THAT(errors, HasSubstr("b.yaml:3:"));
  EXPECT_THAT(errors, HasSubstr("unknown key 'txt'"));
  EXPECT_THAT(errors, HasSubstr("wiretape: not reloaded: the tapes as they were before are still played\n"));
  EXPECT_THAT(errors, HasSubstr("wiretape: reloaded: 2 exchanges\n"));
}

TEST_F(ServeControl, FailsStrictlyWhereSomethingIsUnmatchedOrUnused) {
  folder_.write("a.yaml", tape_of("/a", "A"));
  serve({"--strict"});
  static_cast<void>(ask(port_, "GET /nothing"));
  const auto finished = end();
  EXPECT_EQ(finished.exit_code, exit_strict);
  EXPECT_THAT(finished.errors,
              HasSubstr("wiretape: strict: 1 request matched no exchange:\n  #1 GET /nothing: unmatched"));
  EXPECT_THAT(finished.errors, HasSubstr("wiretape: strict: 1 exchange answered no request:\n  " +
                                         folder_.path("a.yaml") + ":3:5: exchange 'A'\n"));
  const auto report = json::parse(finished.output.substr(finished.output.find('\n') + 1));
  EXPECT_EQ(report.at("strict"), false);
  EXPECT_EQ(report.at("requests").at(0).at("target"), "/nothing");
  EXPECT_EQ(report.at("unused").at(0).at("exchange"), "A");
}

TEST_F(ServeControl, HoldsAResponseUntilItIsReleased) {
  folder_.write("a.yaml", tape_of("/a", "answer"));
  serve({"--faults", "hold:byte=3"});
  RawClient client(port_);
  client.send("GET /~mine/a HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
  const auto held = json::parse(ask(control_port_, "GET /sessions/mine/held?requests=1&timeout=60s"));
  EXPECT_EQ(held.at("held").at(0).at("session"), "mine");
  EXPECT_THAT(client.read_until("ans"), ::testing::EndsWith("\r\n\r\nans"));
  EXPECT_EQ(ask(control_port_, "POST /sessions/mine/release"), "{\"released\":1}\n");
  EXPECT_EQ(client.read_all(), "wer");
  EXPECT_EQ(end().exit_code, exit_completed);
}

TEST_F(ServeControl, FailsStrictlyWhereAFaultHitNothing) {
  folder_.write("a.yaml", tape_of("/a", "A"));
  folder_.write("plan.faults",
                "faults:\n  - {do: stall, at: {byte: 0}, for: 1us}\n  - {do: fin, at: {byte: 0}, attempt: 7}\n");
  serve({"--strict", "--faults", folder_.path("plan.faults")});
  EXPECT_EQ(ask(port_, "GET /a"), "A");
  const auto finished = end();
  EXPECT_EQ(finished.exit_code, exit_strict);
  EXPECT_THAT(finished.errors, HasSubstr("wiretape: strict: 1 fault hit nothing:\n  " + folder_.path("plan.faults") +
                                         ":3:10: fault 'fin:byte=0;attempt=7'\n"));
  const auto report = json::parse(finished.output.substr(finished.output.find('\n') + 1));
  EXPECT_EQ(report.at("strict"), false);
  EXPECT_EQ(report.at("unhit").at(0).at("line"), 3);
}

TEST_F(ServeControl, EndsWellStrictlyWhereAllIsMatchedAndUsed) {
  folder_.write("a.yaml", tape_of("/a", "A"));
  serve({"--strict"});
  EXPECT_EQ(ask(port_, "GET /a"), "A");
  const auto finished = end();
  EXPECT_EQ(finished.exit_code, exit_completed);
  EXPECT_EQ(finished.errors, "");
  EXPECT_THAT(finished.output, HasSubstr("\n{\"strict\":true,"));
}

TEST(ServeWithoutTapes, TakesThemByTheControlPlane) {
  Command command({"serve", "--port", "0", "--control-port", "0", "--json"});
  const auto ready = json::parse(command.read_until("\n"), nullptr, false);
  ASSERT_EQ(ready.value("exchanges", 1), 0);
  RawClient client(ready.at("control_port").get<std::uint16_t>());
  const auto tape = tape_of("/a", "A");
  client.send("PUT /sessions/mine/tapes?name=mine.yaml HTTP/1.1\r\nHost: localhost\r\nContent-Length: " +
              std::to_string(tape.size()) + "\r\n\r\n" + tape);
  EXPECT_THAT(client.read_all(), HasSubstr("mine.yaml"));
  EXPECT_EQ(ask(ready.at("port").get<std::uint16_t>(), "GET /~mine/a"), "A");
  command.interrupt();
  EXPECT_EQ(command.finish().exit_code, exit_completed);
}

TEST(ServeWithoutTapes, NeedsAControlPortThatIsKnown) {
  const auto finished = testing::run({"serve", "--port", "0"});
  EXPECT_EQ(finished.exit_code, exit_usage);
  EXPECT_EQ(
      finished.errors,
      "wiretape serve: no tapes to play; name files or folders of them, or give --control-port and PUT them there "
      "to /tapes or /sessions/NAME/tapes\n");
}

}  // namespace
}  // namespace wiretape::cli
