#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "wiretape/core/compile/broken_for_test.h"

namespace wiretape::compile {

/// A recorded stream, each item one chunk and one read, 10 ms apart.
inline AnswerForTest recorded_for_test(const std::vector<std::string>& items,
                                       const provider::Dialect* dialect = nullptr) {
  tape::RecordedResponse recorded;
  recorded.head = {
      .status = 200, .reason = "OK", .minor_version = 1, .fields = {{"content-type", "text/event-stream"}}};
  recorded.body = items;
  tape::ChunkFraming chunks;
  for (const std::string& item : items) {
    chunks.sizes.push_back(item.size());
    recorded.arrivals.push_back({std::chrono::milliseconds(10), item.size()});
  }
  recorded.framing = chunks;
  AnswerForTest answer{.answer = recorded, .dialect = dialect};
  answer.delivery.as_recorded = true;
  return answer;
}

/// The text with `to` in the place of `from`; fails the test unless `from` is in it once.
inline std::string with(std::string text, std::string_view from, std::string_view to) {
  const auto at = text.find(from);
  if (at == text.npos || text.find(from, at + 1) != text.npos) {
    ADD_FAILURE() << "not once: " << from << "\nin " << text;
    return text;
  }
  return text.replace(at, from.size(), to);
}

}  // namespace wiretape::compile
