// Any bytes are what an upstream answers: in whatever pieces they come, the application is sent the same, and of a body
// the bytes that came.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>

#include "wiretape/core/net/call/response_steps.h"
#include "wiretape/core/wire/splits_for_test.h"
#include "wiretape/recorder/relay/answer_reader.h"

namespace {

using namespace wiretape;
using recorder::relay::AnswerRead;
using recorder::relay::AnswerReader;

void require(bool holds) {
  if (!holds) std::abort();
}

/// What was sent on and told, and how it ended.
struct Passed {
  std::string bytes;
  std::string body;
  std::string told;
  std::size_t end = 0;  // which CallEnd

  friend bool operator==(const Passed&, const Passed&) = default;
};

void note(Passed& passed, const AnswerRead& read) {
  passed.bytes += read.bytes;
  passed.body += read.body;
  for (const auto& interim : read.interim)
    passed.told += std::to_string(interim.status) + " interim ";
  if (read.head) passed.told += std::to_string(read.head->status) + " head ";
  for (const auto size : read.chunks)
    passed.told += std::to_string(size) + " ";
  if (read.end) passed.end = read.end->index();
}

Passed pass(const wire::Pieces& pieces, bool answers_head) {
  net::ResponseSteps steps({}, answers_head, wire::HttpDetail::transfer);
  AnswerReader reader(1, false);
  Passed passed;
  for (const std::string_view piece : pieces) {
    if (steps.has_end()) break;
    const std::string home(piece);
    steps.received(home);
    note(passed, reader.take(steps));
  }
  if (steps.has_end()) return passed;
  steps.end(steps.at_fin());
  note(passed, reader.take(steps));
  return passed;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (text.empty()) return 0;
  for (const bool answers_head : {false, true}) {
    const auto whole = pass({text}, answers_head);
    require(pass(wire::pieces_of_size(text, 1), answers_head) == whole);
    require(pass(wire::random_pieces(text, size, 40), answers_head) == whole);
    require(whole.body.size() <= size);
  }
  return 0;
}
