// Any bytes are a capture log, or begin with one: what is read is what was written up to there, and comes to a tape
// that loads, or to reasons why not.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <variant>

#include "wiretape/core/tape/load/read_tape.h"
#include "wiretape/recorder/capture/tape_text.h"
#include "wiretape/recorder/log/log_entry.h"
#include "wiretape/recorder/log/read_log.h"
#include "wiretape/recorder/log/record.h"

namespace {

using namespace wiretape;

void require(bool holds) {
  if (!holds) std::abort();
}

void check_tape(const recorder::capture::Capture& capture) {
  if (!capture.captured().request) return;
  const auto text = recorder::capture::tape_text(capture, {}, "fuzz");
  const auto* mistakes = std::get_if<text::Diagnostics>(&text);
  require(mistakes == nullptr || !mistakes->empty());
  if (mistakes == nullptr) require(tape::parse_tape(std::get<std::string>(text), "fuzz.yaml").index() == 0);
}

void check_log(std::string_view bytes) {
  const auto read = recorder::log::read_log(bytes);
  require(read.used <= bytes.size());
  const auto again = recorder::log::read_log(bytes.substr(0, read.used));
  require(again.used == read.used && again.capture.captured().body == read.capture.captured().body);
  check_tape(read.capture);
}

/// A fuzzer does not find checksums: pieces of the input, each behind its length, are put into records.
std::string with_checksums(std::string_view bytes) {
  std::string log(recorder::log::first_line);
  while (bytes.size() > 1) {
    const std::size_t size = std::min<std::size_t>(static_cast<unsigned char>(bytes.front()), bytes.size() - 1);
    if (size > 0) recorder::log::append_record(log, bytes.substr(1, size));
    bytes.remove_prefix(1 + size);
  }
  return log;
}

void check_payload(std::string_view bytes) {
  const auto entry = recorder::log::decode(bytes);
  if (entry)
    require(recorder::log::encode(*recorder::log::decode(recorder::log::encode(*entry))) ==
            recorder::log::encode(*entry));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  check_log(bytes);
  check_log(with_checksums(bytes));
  check_payload(bytes);
  return 0;
}
