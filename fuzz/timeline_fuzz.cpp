// What a program's bytes say, and the page that shows it: any bytes, cut anywhere, stay the text of one JSON element.

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "wiretape/core/provider/dialects.h"
#include "wiretape/core/timeline/timeline_page.h"

namespace {

using namespace wiretape;

program::WireProgram program_of(std::string_view bytes, std::size_t length) {
  program::WireProgram program;
  program.bytes = bytes;
  std::chrono::microseconds at{0};
  for (std::size_t offset = 0; offset < bytes.size(); offset += length) {
    program.steps.push_back(
        {at += std::chrono::microseconds(7), program::WriteAction{offset, std::min(length, bytes.size() - offset)}});
  }
  program.steps.push_back({at, program::ResetAction{}});
  return program;
}

std::size_t count(std::string_view text, std::string_view part) {
  std::size_t found = 0;
  for (auto at = text.find(part); at != text.npos; at = text.find(part, at + 1))
    ++found;
  return found;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const auto* dialect = provider::find_dialect((data[0] & 1U) == 0 ? "openai.chat" : "anthropic.messages");
  const auto program = std::make_shared<const program::WireProgram>(program_of(input.substr(1), 1 + data[0] / 2U));
  tape::Exchange exchange;
  exchange.id = std::string(input.substr(1, 20));
  const wire::HttpRequest request;
  const auto timeline = timeline::make_timeline({.tape = "t.yaml",
                                                 .exchange = exchange,
                                                 .request = request,
                                                 .dialect = *dialect,
                                                 .program = program,
                                                 .plain = *program});
  std::size_t body_bytes = 0;
  for (const auto& step : timeline.heard.steps)
    body_bytes += step.body_bytes();
  if (timeline.totals.bytes != program->bytes.size() || timeline.totals.body_bytes != body_bytes) std::abort();
  const auto page = timeline::timeline_page(std::span(&timeline, 1));
  static const auto scripts = count(timeline::timeline_page({}), "</script");
  if (count(page, "</script") != scripts) std::abort();
  return 0;
}
