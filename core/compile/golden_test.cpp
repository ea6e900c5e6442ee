// The programs that every fault leaves of an answer of each dialect, pinned: any compiler, library and machine must
// make the same. The golden file has a line a program; where programs are meant to change, the test says how to renew
// it.

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <variant>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "wiretape/core/compile/broken_for_test.h"
#include "wiretape/core/compile/plain_plan_for_test.h"
#include "wiretape/core/fault/faults/registry.h"
#include "wiretape/core/provider/dialects.h"
#include "wiretape/core/wire/ending.h"

namespace wiretape::compile {
namespace {

using namespace std::chrono_literals;

/// FNV-1a over everything in a program.
class Digest {
 public:
  void add(std::string_view bytes) {
    for (const char byte : bytes)
      hash_ = (hash_ ^ static_cast<unsigned char>(byte)) * 0x100000001B3;
  }
  void add(std::uint64_t number) { add(fmt::format("{},", number)); }
  [[nodiscard]] std::uint64_t value() const { return hash_; }

 private:
  std::uint64_t hash_ = 0xCBF29CE484222325;
};

std::uint64_t digest_of(const program::WireProgram& program) {
  Digest digest;
  digest.add(program.bytes);
  for (const program::Step& step : program.steps) {
    digest.add(static_cast<std::uint64_t>(step.at.count()));
    digest.add(step.action.index());
    if (const auto* write = std::get_if<program::WriteAction>(&step.action)) digest.add(write->length);
  }
  return digest.value();
}

void append_line(std::string& out, std::string_view name, const AnswerForTest& answer, std::string_view plan) {
  const auto compiled = compile_broken(answer, plan, 42);
  if (const auto* misfit = std::get_if<fault::Misfit>(&compiled)) {
    out += fmt::format("{} {} unfit: {}\n", name, plan, misfit->found);
    return;
  }
  const auto& program = std::get<program::WireProgram>(compiled);
  out += fmt::format("{} {} {} bytes {} steps {} {:016x}\n", name, plan.empty() ? "-" : plan, program.bytes.size(),
                     program.steps.size(), to_string(program.ending), digest_of(program));
}

std::string golden_text() {
  std::string text;
  for (const provider::Dialect* dialect : provider::all_dialects()) {
    AnswerForTest answer = reply_for_test(dialect->name);
    append_line(text, dialect->name, answer, "");
    for (const fault::FaultType* type : fault::all_faults()) {
      if (!std::holds_alternative<fault::ListenerFault>(type->function))
        append_line(text, dialect->name, answer, plain_plan(*type));
    }
    answer.delivery.first_byte = 200ms;
    answer.delivery.gap = 20ms;
    answer.delivery.jitter = 15ms;
    answer.delivery.fragment = tape::FragmentRandom{1, 40};
    append_line(text, dialect->name, answer, "");
    append_line(text, dialect->name, answer,
                "stall:text=2;for=3s,drip:at=first_tool_delta;size=7,reset:at=before_done");
  }
  append_line(text, "dialogue", dialogue_for_test(), "");
  for (const fault::FaultType* type : fault::all_faults()) {
    if (!std::holds_alternative<fault::ListenerFault>(type->function))
      append_line(text, "dialogue", dialogue_for_test(), plain_plan(*type));
  }
  return text;
}

TEST(Golden, ProgramsAreTheSameEverywhere) {
  const std::filesystem::path path =
      std::filesystem::path(WIRETAPE_SOURCE_DIR) / "core/compile/testing/programs.golden";
  std::ifstream file(path, std::ios::binary);
  const std::string golden{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  const std::string made = golden_text();
  if (made == golden) return;
  const auto renewed = std::filesystem::current_path() / "programs.golden";
  std::ofstream(renewed, std::ios::binary) << made;
  const auto difference = std::ranges::mismatch(made, golden);
  ADD_FAILURE() << "differs from " << path << " at byte " << difference.in1 - made.begin()
                << "; if programs are meant to change, copy " << renewed << " over it";
}

}  // namespace
}  // namespace wiretape::compile
