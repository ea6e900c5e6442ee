// Whole tapes that are wrong in many ways, and inputs made to hurt, each refused within a budget of memory and time.

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstddef>
#include <fstream>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/tape/tapes_for_test.h"

namespace wiretape::tape {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::StartsWith;

TEST(LoadHostile, TellsTenMistakesInOneRun) {
  EXPECT_THAT(mistakes_in("wiretape: 1\n"
                          "exchanges:\n"
                          "  - id: one\n"
                          "    requst: {path: /a}\n"
                          "    reply: {dialect: openai.chta, text: 42}\n"
                          "  - id: one\n"
                          "    request: {method: post, path: v1}\n"
                          "    response: {status: 99, bdy: a, body: b}\n"
                          "    delivery: {gap: 20}\n"
                          "  - response:\n"
                          "      body: [\"a\", \"b\"]\n"
                          "      arrivals: [\"1:1 1\"]\n"
                          "      end: {how: cut_in_dta}\n"),
              ElementsAre(AllOf(StartsWith("4:5: unknown key 'requst'"), HasSubstr("did you mean 'request'?")),
                          AllOf(StartsWith("5:22: the text 'openai.chta'"), HasSubstr("did you mean 'openai.chat'?")),
                          AllOf(StartsWith("5:41: the number 42"), HasSubstr("\"42\"")),
                          AllOf(StartsWith("6:9: the id 'one' a second time"), HasSubstr("3:5")),
                          AllOf(StartsWith("7:23: the text 'post'"), HasSubstr("did you mean 'POST'?")),
                          AllOf(StartsWith("7:35: the text 'v1'"), HasSubstr("a path begins with '/'")),
                          StartsWith("8:24: the number 99; expected a whole number from 100 to 599"),
                          AllOf(StartsWith("8:28: unknown key 'bdy'"), HasSubstr("did you mean 'body'?")),
                          AllOf(StartsWith("9:21: the number 20"), HasSubstr("20ms")),
                          AllOf(StartsWith("12:18: the text '1:1 1'"), HasSubstr("'1' is no such pair")),
                          AllOf(StartsWith("13:18: the text 'cut_in_dta'"), HasSubstr("did you mean 'cut_in_data'?"))));
}

/// Each level names the one below ten times.
std::string alias_bomb(const std::string& open, const std::string& close, const std::string& before_alias) {
  std::string text = "a0: &a0 " + open + before_alias + "x" + close + "\n";
  for (int level = 1; level < 12; ++level) {
    text += "a" + std::to_string(level) + ": &a" + std::to_string(level) + " " + open;
    for (int count = 0; count < 10; ++count)
      text += (count > 0 ? ", " : "") + before_alias + "*a" + std::to_string(level - 1);
    text += close + "\n";
  }
  return text;
}

struct Hostile {
  std::string name;
  std::function<std::string()> text;  // made by the test that needs it: each runs in a process of its own
};

void PrintTo(const Hostile& hostile, std::ostream* out) {
  *out << hostile.name;
}

std::vector<Hostile> hostile_inputs() {
  static constexpr std::size_t many = 500'000;
  static const std::string head = "wiretape: 1\nexchanges:\n";
  const auto tape = [] { return head + "  - response: {body: \"" + repeated("text ", many) + "\"}\n"; };
  return {
      {"deep_lists", [] { return repeated("[", many); }},
      {"deep_mappings", [] { return repeated("{a: ", many); }},
      {"deep_blocks", [] { return repeated("- ", many); }},
      {"deep_recording", [] { return head + "  - response: {body: " + repeated("[", many) + "}\n"; }},
      {"alias_bomb", [] { return alias_bomb("[", "]", ""); }},
      {"text_bomb", [] { return "a: &t \"" + repeated("x", many) + "\"\nb: [" + repeated("*t, ", 10'000) + "*t]\n"; }},
      {"merge_bomb", [] { return "a: &m {k: v}\nb: {<<: [" + repeated("*m, ", many) + "*m]}\n"; }},
      {"self_alias", [] { return "&a [" + repeated("*a, ", many) + "*a]\n"; }},
      {"truncated", [tape] { return tape().substr(0, tape().size() / 2); }},
      {"invalid_utf8", [tape] { return tape() + "\xC3"; }},
      {"duplicate_keys", [] { return head + "  - {" + repeated("id: a, ", many / 10) + "id: a}\n"; }},
      {"stray_documents", [] { return repeated("---\na: 1\n", many / 10); }},
      {"open_double_quote", [] { return head + "  - id: \"" + repeated("x\n      ", many / 10); }},
      {"open_single_quote", [] { return head + "  - id: '" + repeated("x''", many); }},
      {"many_open_quotes", [] { return repeated("a: \"\n", many / 10); }},
      {"tag_directives",
       [] {
         std::string text;
         for (std::size_t number = 0; number < many; ++number)
           text += "%TAG !a" + std::to_string(number) + "! b\n";
         return text + "---\na: 1\n";
       }},
      {"long_tags", [] { return repeated("- !<" + repeated("a", 1000) + "> x\n", many / 100); }},
      {"endless_arrivals",
       [] { return head + "  - response: {body: [a], arrivals: ['" + repeated("1:1 ", many) + "']}\n"; }},
      {"huge_chunks",
       [] {
         return head + "  - response: {body: [a], framing: {chunks: ['" + repeated("4294967296 ", many / 10) + "']}}\n";
       }},
  };
}

class LoadWithinBudget : public ::testing::TestWithParam<Hostile> {};

/// Pages of address space that this process has.
rlim_t address_space() {
  rlim_t pages = 0;
  std::ifstream("/proc/self/statm") >> pages;
  return pages * static_cast<rlim_t>(::sysconf(_SC_PAGESIZE));
}

TEST_P(LoadWithinBudget, IsRefused) {
  // A sanitizer's own memory can't be told apart; then only the refusal is looked at.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  constexpr bool is_measured = false;
#else
  constexpr bool is_measured = true;
#endif
  const std::string text = GetParam().text();
  const pid_t child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    constexpr rlim_t memory = rlim_t{100} << 20U;
    constexpr rlim_t seconds = 10;  // of CPU, without optimisation
    const rlimit space{address_space() + memory, address_space() + memory};
    const rlimit time{seconds, seconds};
    if (is_measured && (::setrlimit(RLIMIT_AS, &space) != 0 || ::setrlimit(RLIMIT_CPU, &time) != 0)) ::_exit(2);
    const auto loaded = parse_tape(text, "hostile.yaml");
    const auto* diagnostics = std::get_if<text::Diagnostics>(&loaded);
    if (diagnostics == nullptr) ::_exit(3);
    for (const text::Diagnostic& diagnostic : *diagnostics) {
      if (diagnostic.found.find("bad_alloc") != std::string::npos) ::_exit(4);  // the parser hit the limit
    }
    ::_exit(0);
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  ASSERT_TRUE(WIFEXITED(status)) << "killed by signal " << WTERMSIG(status);
  EXPECT_EQ(WEXITSTATUS(status), 0);
}

INSTANTIATE_TEST_SUITE_P(Table, LoadWithinBudget, ::testing::ValuesIn(hostile_inputs()),
                         [](const auto& info) { return info.param.name; });

}  // namespace
}  // namespace wiretape::tape
