#include <cstddef>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <gtest/gtest.h>

#include "wiretape/core/tape/load/read_tape.h"
#include "wiretape/core/tape/tapes_for_test.h"

namespace wiretape::tape {
namespace {

struct Fence {
  std::size_t line;  ///< of its first line of YAML
  std::string text;
};

std::string page() {
  std::ifstream file(std::string(WIRETAPE_SOURCE_DIR) + "/docs/tape-format.md");
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

std::vector<Fence> yaml_fences() {
  std::vector<Fence> fences;
  std::istringstream lines(page());
  std::string line;
  bool inside = false;
  for (std::size_t number = 1; std::getline(lines, line); ++number) {
    if (line == "```yaml") {
      fences.push_back({.line = number + 1, .text = {}});
      inside = true;
    } else if (line == "```") {
      inside = false;
    } else if (inside) {
      fences.back().text += line + "\n";
    }
  }
  return fences;
}

TEST(TapeFormatPage, HasExamplesThatAllLoad) {
  const std::vector<Fence> fences = yaml_fences();
  EXPECT_GE(fences.size(), 11U);
  for (const Fence& fence : fences) {
    const auto loaded = parse_tape(fence.text, "docs/tape-format.md, fence at line " + std::to_string(fence.line));
    const auto* diagnostics = std::get_if<text::Diagnostics>(&loaded);
    if (diagnostics == nullptr) continue;
    for (const text::Diagnostic& diagnostic : *diagnostics) {
      ADD_FAILURE() << text::to_string(diagnostic);
    }
  }
}

TEST(TapeFormatPage, NamesEveryKey) {
  // Each of these mappings holds one unknown key, and the mistake lists those that are known.
  const std::string text = page();
  for (const char* const members :
       {"zz: 1", "request: {zz: 1}", "request: {last_message: {zz: 1}}", "request: {tool_result: {zz: 1}}",
        "reply: {dialect: openai.chat, zz: 1}", "reply: {dialect: openai.chat, tool_calls: [{zz: 1}]}",
        "reply: {dialect: anthropic.messages, blocks: [{zz: 1}]}", "reply: {dialect: openai.chat, error: {zz: 1}}",
        "response: {zz: 1}", "response: {stream: [{zz: 1}]}", "delivery: {zz: 1}", "delivery: {fragment: {zz: 1}}",
        "delivery: {fragment: {random: {zz: 1}}}", "response: {body: [], end: {zz: 1}}",
        "response: {body: [], framing: {zz: 1}}"}) {
    bool listed = false;
    for (const std::string& mistake : mistakes_of(members)) {
      constexpr std::string_view opening = "unknown key 'zz'; expected one of: ";
      const std::size_t at = mistake.find(opening);
      if (at == std::string::npos) continue;
      listed = true;
      std::istringstream keys(mistake.substr(at + opening.size()));
      for (std::string key; std::getline(keys >> std::ws, key, ',');) {
        const bool named =
            text.find('`' + key + '`') != std::string::npos || text.find(key + ": ") != std::string::npos;
        EXPECT_TRUE(named) << key << " of " << members;
      }
    }
    EXPECT_TRUE(listed) << members;
  }
}

TEST(TapeFormatPage, SendsTheJsonThatItSays) {
  const Exchange exchange = exchange_of(
      "response:\n  json: {version: 1.0, id: 12345678901234567890, ok: true, none: null, answer: yes, name: \"1\"}");
  const std::string body = std::get<PlainResponse>(exchange.answer).body;
  EXPECT_NE(page().find('`' + body + '`'), std::string::npos) << body;
}

}  // namespace
}  // namespace wiretape::tape
