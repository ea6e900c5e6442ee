// What `wiretape serve` leaves behind, however it ends: nothing.

#include <sys/stat.h>

#include <csignal>
#include <cstdint>
#include <filesystem>
#include <memory>
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

using ::testing::HasSubstr;
using ::testing::StartsWith;
using wiretape::cli::testing::Command;
using wiretape::cli::testing::Folder;
using wiretape::cli::testing::run;
using wiretape::testing::RawClient;
using wiretape::testing::ReadEnd;

const std::string tape = std::string(WIRETAPE_SOURCE_DIR) + "/fixtures/openai_chat/hello.yaml";

std::vector<std::string> environment_of(const Folder& folder) {
  return {"TMPDIR=" + folder.path()};
}

std::vector<std::string> serving(const Folder& folder, std::vector<std::string> more = {"--port", "0"}) {
  more.insert(more.begin(), {"serve", tape, "--tls", "auto", "--ready-file", folder.path("ready")});
  return more;
}

TEST(ServeEnd, RemovesItsFilesWhateverSignalEndsIt) {
  for (const int number : {SIGINT, SIGTERM, SIGHUP}) {
    const Folder folder;
    Command serve(serving(folder), environment_of(folder));
    EXPECT_THAT(serve.read_until("\n"), HasSubstr(folder.path("wiretape-ca-")));
    EXPECT_TRUE(std::filesystem::exists(folder.path("ready")));
    serve.signal(number);
    EXPECT_EQ(serve.finish().exit_code, exit_completed) << number;
    EXPECT_TRUE(std::filesystem::is_empty(folder.path())) << number;
  }
}

/// Whether a file of the server's is there. Under ThreadSanitizer one is there for a moment that is not.
bool has_file_of_server(const Folder& folder) {
  for (const auto& entry : std::filesystem::directory_iterator(folder.path())) {
    if (entry.path().filename().string().starts_with("wiretape-ca-")) return true;
  }
  return false;
}

// As soon as there is a file the signal comes: mostly long before the server is ready.
TEST(ServeEnd, RemovesItsFilesWhereTheSignalComesDuringTheStart) {
  for (const int number : {SIGINT, SIGTERM, SIGHUP}) {
    const Folder folder;
    Command serve(serving(folder), environment_of(folder));
    while (!has_file_of_server(folder))
      std::this_thread::yield();
    serve.signal(number);
    EXPECT_EQ(serve.finish().exit_code, exit_completed) << number;
    EXPECT_TRUE(std::filesystem::is_empty(folder.path())) << number;
  }
}

TEST(ServeEnd, RemovesItsFilesWhereItCanNotStart) {
  const Folder folder;
  Command first({"serve", tape, "--port", "0", "--json"});
  const auto ready = first.read_until("\n");
  const auto at = ready.find("\"port\":") + 7;
  const auto port = ready.substr(at, ready.find(',', at) - at);
  for (const auto& more : std::vector<std::vector<std::string>>{{"--port", port},
                                                                {"--port", "0", "--control-port", port},
                                                                {"--port", "0", "--host", "nowhere.invalid"},
                                                                {"--port", "0", "--faults", "reset:event=999"}}) {
    EXPECT_NE(Command(serving(folder, more), environment_of(folder)).finish().exit_code, exit_completed);
    EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
  }
  EXPECT_EQ(Command(serving(folder), environment_of(folder), Command::Output::full_device).finish().exit_code,
            exit_output);
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

TEST(ServeEnd, OutlivesItsTerminalWhereItIsToldTo) {
  Command serve({"-c", "trap '' HUP; exec " WIRETAPE_COMMAND " serve " + tape + " --port 0"}, {}, Command::Output::pipe,
                "/bin/sh");
  EXPECT_THAT(serve.read_until("\n"), HasSubstr("wiretape: ready on "));
  serve.signal(SIGHUP);
  serve.signal(SIGINT);
  EXPECT_EQ(serve.finish().exit_code, exit_completed);
}

TEST(ServeEnd, SaysWhoseEndItWaitsForUntilASecondSignal) {
  Command serve({"-c", "exec " WIRETAPE_COMMAND " serve " + tape + " --port 0 --json --log text 2>&1"}, {},
                Command::Output::pipe, "/bin/sh");
  const auto ready = nlohmann::json::parse(serve.read_until("\n"));
  RawClient client(ready.at("port").get<std::uint16_t>());
  client.send(wiretape::testing::post("/@stall:event=2;for=60s/v1/chat/completions",
                                      R"({"model":"wiretape-hello","stream":true,"messages":[]})"));
  static_cast<void>(client.read_until("\r\n\r\n"));
  serve.interrupt();
  EXPECT_THAT(serve.read_until("at once\n"),
              HasSubstr("wiretape: ending; 1 connection still open, for 5s at the most"));
  serve.interrupt();
  EXPECT_EQ(serve.finish().exit_code, exit_completed);
}

// Connections to the control plane of whoever asks for the whole journal and reads none of it.
TEST(ServeEnd, IsHeldUpByNobodyWhoReadsTheJournal) {
  Command serve({"serve", tape, "--port", "0", "--json"});
  const auto ready = nlohmann::json::parse(serve.read_until("\n"));
  const auto body = "{\"content\":\"" + std::string(1'000'000, 'x') + "\"}";
  for (int i = 0; i < 8; ++i) {
    RawClient client(ready.at("port").get<std::uint16_t>());
    client.send(wiretape::testing::post("/nowhere", body, "Connection: close\r\n"));
    EXPECT_THAT(client.read_all(), StartsWith("HTTP/1.1 404 "));
  }
  std::vector<std::unique_ptr<RawClient>> readers;
  for (int i = 0; i < 60; ++i) {
    readers.push_back(std::make_unique<RawClient>(ready.at("control_port").get<std::uint16_t>()));
    readers.back()->send("GET /journal HTTP/1.1\r\nHost: localhost\r\n\r\n");
    EXPECT_EQ(readers.back()->read(12), "HTTP/1.1 200");
  }
  serve.signal(SIGTERM);
  EXPECT_EQ(serve.finish().exit_code, exit_completed);
  for (const auto& reader : readers) {
    static_cast<void>(reader->read_all());
    EXPECT_NE(reader->end(), ReadEnd::timeout);
  }
}

TEST(ServeEnd, LeavesAReadyFileThatAnotherServerHasWritten) {
  const Folder folder;
  const std::vector<std::string> arguments{"serve", tape, "--port", "0", "--ready-file", folder.path("ready")};
  Command first(arguments);
  first.read_until("\n");
  Command second(arguments);
  second.read_until("\n");
  first.interrupt();
  EXPECT_EQ(first.finish().exit_code, exit_completed);
  EXPECT_TRUE(std::filesystem::exists(folder.path("ready")));
  second.interrupt();
  EXPECT_EQ(second.finish().exit_code, exit_completed);
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

// A pipe that nobody writes to: who opens it to read waits for ever.
TEST(ServeStart, ReadsNoConfigurationOfOpensslWithoutTls) {
  const Folder folder;
  const auto configuration = folder.path("openssl.cnf");
  ASSERT_EQ(::mkfifo(configuration.c_str(), 0600), 0);
  Command serve({"serve", tape, "--port", "0"}, {"OPENSSL_CONF=" + configuration});
  EXPECT_THAT(serve.read_until("\n"), HasSubstr("wiretape: ready on "));
  serve.interrupt();
  EXPECT_EQ(serve.finish().exit_code, exit_completed);
}

TEST(ServeStart, RefusesAPlanThatFitsNoExchange) {
  const auto finished = run({"serve", tape, "--port", "0", "--faults", "reset:event=99"});
  EXPECT_EQ(finished.exit_code, exit_bad_tape);
  EXPECT_EQ(finished.output, "");
  EXPECT_THAT(finished.errors, HasSubstr("--faults:1:1: 'reset:event=99', which fits no exchange: of 'hello' ("));
}

TEST(ServeStart, WarnsOfAPlanThatDoesNotFitEveryExchange) {
  const Folder folder;
  folder.write("a.yaml",
               "wiretape: 1\nexchanges:\n  - {id: one, request: {path: /1}, response: {stream: [{data: a}]}}\n"
               "  - {id: two, response: {stream: [{data: a}, {data: b}]}}\n");
  Command serve({"serve", folder.path(), "--port", "0", "--faults", "reset:event=2"});
  EXPECT_THAT(serve.read_until("\n"), HasSubstr("wiretape: ready on "));
  serve.interrupt();
  EXPECT_EQ(serve.finish().errors,
            "wiretape serve: --faults: 'reset:event=2' does not fit 1 of 2 exchanges, which answer 422 where it hits: "
            "'one' (" +
                folder.path("a.yaml") + ":3)\n");
}

}  // namespace
}  // namespace wiretape::cli
