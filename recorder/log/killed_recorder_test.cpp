// A recorder that is killed at any moment, or whose disk is full, leaves tapes that are whole and logs of which all
// that was written can be had.

#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <filesystem>
#include <map>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/program/random.h"
#include "wiretape/recorder/capture/replayed_for_test.h"
#include "wiretape/recorder/log/capture_log.h"
#include "wiretape/recorder/log/logs_for_test.h"
#include "wiretape/recorder/log/recover.h"

#include "cli/testing/folder.h"

namespace wiretape::recorder::log {
namespace {

namespace fs = std::filesystem;

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;
using wiretape::cli::testing::Folder;
using namespace std::chrono_literals;

constexpr int events_per_exchange = 8;  // a number, and that many are told before the end
constexpr int kills = 100;              // of each test

std::string event_text(std::uint64_t exchange, int event) {
  return "data: " + std::to_string(exchange) + "." + std::to_string(event) + "\n\n";
}

std::string body_of(std::uint64_t exchange, int events) {
  std::string body;
  for (int event = 0; event < events; ++event)
    body += event_text(exchange, event);
  return body;
}

/// A child that records one exchange after the other until it is killed.
class Recorder {
 public:
  /// `waits`: it counts an event once that is in the log; else as soon as it was told.
  Recorder(const std::string& folder, bool waits) {
    if (::pipe(pipe_.data()) != 0) ADD_FAILURE() << "no pipe";
    child_ = ::fork();
    if (child_ == 0) run(folder, waits);
    ::close(pipe_[1]);
  }
  Recorder(const Recorder&) = delete;
  Recorder& operator=(const Recorder&) = delete;
  ~Recorder() { ::close(pipe_[0]); }

  /// Kills it once it has counted that many events.
  void kill_after(std::size_t events) {
    std::string counted(events, '\0');
    for (std::size_t size = 0; size < events;) {
      const auto got = ::read(pipe_[0], counted.data(), events - size);
      if (got <= 0) break;
      size += static_cast<std::size_t>(got);
    }
    ::kill(child_, SIGKILL);
    ::waitpid(child_, nullptr, 0);
  }

 private:
  [[noreturn]] void run(const std::string& folder, bool waits) const {
    CaptureLogOptions options;
    options.folder = folder;
    auto opened = CaptureLog::open(std::move(options));
    const auto& log = std::get<CaptureLog>(opened);
    const auto sink = log.sink();
    for (std::uint64_t exchange = 1;; ++exchange) {
      sink(exchange, capture::request_for_test());
      sink(exchange, capture::RequestBytes{"the key is sk-secret1, and so on"});
      sink(exchange, capture::RequestSent{});
      sink(exchange, capture::ResponseBegan{capture::head_for_test()});
      for (int event = 0; event < events_per_exchange; ++event) {
        sink(exchange, capture::ResponseRead{1ms, event_text(exchange, event)});
        if (waits && !log.wait_until_kept(60s)) ::_exit(1);
        if (::write(pipe_[1], "x", 1) != 1) ::_exit(1);
      }
      sink(exchange, capture::ResponseEnded{{}, tape::ChunkFraming{}, "", 2ms});
    }
  }

  std::array<int, 2> pipe_{};
  pid_t child_ = -1;
};

/// The bodies in a folder, by the number that their tape begins with. Fails the test where a tape is not sound.
std::map<std::uint64_t, std::string> bodies_in(const std::string& folder) {
  std::map<std::uint64_t, std::string> bodies;
  for (const auto& entry : fs::directory_iterator(folder)) {
    const auto exchange = capture::exchange_for_test(file_text(entry.path().string()));
    const auto* recorded = std::get_if<tape::RecordedResponse>(&exchange.answer);
    std::string& body = bodies[std::stoull(entry.path().filename().string())];
    if (recorded == nullptr) continue;  // killed before the head
    for (const std::string& item : recorded->body)
      body += item;
  }
  return bodies;
}

/// What is there after a kill and a recovery: each exchange as far as it came, those that are whole by their name
/// whole. Returns how many events are there.
std::size_t expect_sound(const std::string& folder) {
  for (const auto& entry : fs::directory_iterator(folder))
    EXPECT_THAT(file_text(entry.path().string()), Not(HasSubstr("sk-secret"))) << "the key of each request";
  const Recovered recovered = recover(folder, {}, default_secrets());
  EXPECT_TRUE(recovered.mistakes.empty()) << text::to_string(recovered.mistakes);
  EXPECT_EQ(recovered.still_written, 0U);
  const auto bodies = bodies_in(folder);
  std::size_t events = 0;
  for (const auto& [number, body] : bodies) {
    EXPECT_THAT(body_of(number, events_per_exchange), StartsWith(body)) << number;
    events += static_cast<std::size_t>(std::ranges::count(body, '\n')) / 2;
  }
  for (const auto& entry : fs::directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    if (name.ends_with(".yaml.incomplete")) continue;
    EXPECT_TRUE(name.ends_with(".yaml")) << name;
    EXPECT_EQ(bodies.at(std::stoull(name)), body_of(std::stoull(name), events_per_exchange));
  }
  return events;
}

TEST(KilledRecorder, LosesNothingThatWasInTheLog) {
  program::Random random(1);
  for (int kill = 0; kill < kills; ++kill) {
    const Folder folder;
    const std::size_t counted = random.between(1, std::uint64_t{4} * events_per_exchange);
    Recorder(folder.path(), true).kill_after(counted);
    EXPECT_GE(expect_sound(folder.path()), counted);
  }
}

TEST(KilledRecorder, LeavesNothingThatIsHalfWhenItIsKilledUnderLoad) {
  program::Random random(2);
  for (int kill = 0; kill < kills; ++kill) {
    const Folder folder;
    Recorder(folder.path(), false).kill_after(random.between(1, 400));
    expect_sound(folder.path());
  }
}

/// Run in a child whose files can't grow beyond 4 KiB. Exits with how often it was told so.
[[noreturn]] void record_on_a_full_disk(const std::string& folder) {
  constexpr rlim_t most = 4096;
  const rlimit small{most, most};
  ::signal(SIGXFSZ, SIG_IGN);
  ::setrlimit(RLIMIT_FSIZE, &small);
  CaptureLogOptions options;
  options.folder = folder;
  auto opened = CaptureLog::open(std::move(options));
  auto& log = std::get<CaptureLog>(opened);
  const auto sink = log.sink();
  sink(1, capture::request_for_test());
  sink(1, capture::ResponseBegan{capture::head_for_test()});
  for (int event = 0; event < 1000; ++event)
    sink(1, capture::ResponseRead{1ms, event_text(1, event)});
  sink(1, capture::ResponseEnded{});
  const bool has_ended = log.finish(60s);
  ::_exit(has_ended ? static_cast<int>(log.counts().trouble) : 100);
}

TEST(FullDisk, LeavesWhatItTook) {
  const Folder folder;
  const pid_t child = ::fork();
  if (child == 0) record_on_a_full_disk(folder.path());
  int status = 0;
  ::waitpid(child, &status, 0);
  ASSERT_TRUE(WIFEXITED(status));
  EXPECT_EQ(WEXITSTATUS(status), 1);
  EXPECT_EQ(recover(folder.path(), {}, default_secrets()).tapes.size(), 1U);
  const auto bodies = bodies_in(folder.path());
  ASSERT_EQ(bodies.count(1), 1U);
  EXPECT_THAT(body_of(1, 1000), StartsWith(bodies.at(1)));
  EXPECT_GT(bodies.at(1).size(), 1000U);
}

}  // namespace
}  // namespace wiretape::recorder::log
