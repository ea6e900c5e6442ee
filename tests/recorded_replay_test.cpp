// What a relay tells of an exchange, kept by the recorder, played by the real server, reaches a raw socket as it came.

#include <chrono>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <gtest/gtest.h>

#include "wiretape/core/compile/load_tape.h"
#include "wiretape/mockserver/mock_server.h"
#include "wiretape/recorder/capture/events_for_test.h"
#include "wiretape/recorder/log/capture_log.h"

#include "cli/testing/folder.h"
#include "tests/support/raw_client.h"

namespace wiretape {
namespace {

using namespace std::chrono_literals;
using cli::testing::Folder;
using recorder::capture::CaptureEvent;
using testing::ReadEnd;

/// What a client gets of a mock server that plays the recording, and how it ends.
struct Replayed {
  std::string bytes;
  ReadEnd end;
};

std::string recorded_in(const Folder& folder, const std::vector<CaptureEvent>& events) {
  std::string path;
  recorder::log::CaptureLogOptions options;
  options.folder = folder.path();
  options.on_kept = [&](const recorder::log::KeptTape& tape) { path = tape.path; };
  auto opened = recorder::log::CaptureLog::open(std::move(options));
  auto& log = std::get<recorder::log::CaptureLog>(opened);
  const auto sink = log.sink();
  for (const CaptureEvent& event : events)
    sink(1, event);
  EXPECT_TRUE(log.finish(60s));
  return path;
}

Replayed replayed(const std::vector<CaptureEvent>& events) {
  const Folder folder;
  std::vector<tape::Tape> tapes{std::get<tape::Tape>(compile::load_tape(recorded_in(folder, events)))};
  const auto server = std::get<mockserver::MockServer>(mockserver::MockServer::start(std::move(tapes)));
  testing::RawClient client(server.port());
  client.send(testing::post("/v1/chat/completions", recorder::capture::chat_body, "Connection: close\r\n"));
  std::string bytes = client.read_all();
  return {std::move(bytes), client.end()};
}

TEST(RecordedReplay, HasTheBytesAndTheChunksThatCame) {
  const Replayed whole = replayed(recorder::capture::stream_for_test());
  EXPECT_EQ(whole.bytes,
            "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n"
            "9\r\ndata: h\xC3\xA9\r\n2\r\n\n\n\r\ne\r\ndata: [DONE]\n\n\r\n0\r\n\r\n");
  EXPECT_EQ(whole.end, ReadEnd::fin);
}

TEST(RecordedReplay, ResetsWhereUpstreamDid) {
  auto events = recorder::capture::stream_for_test();
  events.back() =
      recorder::capture::ResponseEnded{{tape::RecordedEnd::By::upstream, wire::Ending::reset}, {}, "", 14ms};
  const Replayed cut = replayed(events);
  EXPECT_TRUE(cut.bytes.ends_with("e\r\ndata: [DONE]\n\n\r\n"));
  EXPECT_EQ(cut.end, ReadEnd::reset);
}

TEST(RecordedReplay, SendsNothingWhereNoHeadCame) {
  using tape::RecordedEnd;
  const auto ended = [](wire::Ending how) {
    return std::vector<CaptureEvent>{recorder::capture::request_for_test(),
                                     recorder::capture::RequestBytes{recorder::capture::chat_body},
                                     recorder::capture::RequestSent{1ms},
                                     recorder::capture::ResponseEnded{{RecordedEnd::By::upstream, how}, {}, "", 2ms}};
  };
  EXPECT_EQ(replayed(ended(wire::Ending::reset)).bytes, "");
  EXPECT_EQ(replayed(ended(wire::Ending::reset)).end, ReadEnd::reset);
  EXPECT_EQ(replayed(ended(wire::Ending::cut_in_head)).bytes, "");
  EXPECT_EQ(replayed(ended(wire::Ending::cut_in_head)).end, ReadEnd::fin);
}

}  // namespace
}  // namespace wiretape
