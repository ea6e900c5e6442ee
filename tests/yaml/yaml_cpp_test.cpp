// yaml-cpp reads each tape that we emit to the values that our own reader finds, and a tape goes through a YAML::Node
// and back unchanged.

#include "wiretape/yaml_cpp.h"

#include <filesystem>
#include <random>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "wiretape/core/tape/tapes_for_test.h"
#include "wiretape/core/yaml/parse_document.h"

namespace wiretape {
namespace {

using ::testing::HasSubstr;

std::string as_json_text(const std::string& text) {
  return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::string values_of(const yaml::YamlNode& node) {
  using Kind = yaml::YamlNode::Kind;
  std::string all;
  switch (node.kind) {
    case Kind::nothing:
    case Kind::null:
      return "null";
    case Kind::boolean:
    case Kind::number:
      return node.text;
    case Kind::text:
      return (node.base64 ? "!b64 " : "") + as_json_text(node.text);
    case Kind::list:
      for (const yaml::YamlNode* item : node.items)
        all += values_of(*item) + ",";
      return "[" + all + "]";
    case Kind::mapping:
      for (const yaml::YamlMember& member : node.members)
        all += as_json_text(member.key->text) + ":" + values_of(*member.value) + ",";
      return "{" + all + "}";
  }
  return all;
}

bool is_value(const YAML::Node& node) {
  const std::string& scalar = node.Scalar();
  return node.Tag() == "?" && (text::is_json_number(scalar) || scalar == "true" || scalar == "false");
}

std::string values_of(const YAML::Node& node) {
  std::string all;
  if (node.IsSequence()) {
    for (const YAML::Node& item : node)
      all += values_of(item) + ",";
    return "[" + all + "]";
  }
  if (node.IsMap()) {
    for (const auto& member : node)
      all += as_json_text(member.first.Scalar()) + ":" + values_of(member.second) + ",";
    return "{" + all + "}";
  }
  if (!node.IsScalar()) return "null";
  return is_value(node) ? node.Scalar() : (node.Tag() == "!b64" ? "!b64 " : "") + as_json_text(node.Scalar());
}

std::string our_values_of(const std::string& text) {
  const auto read = yaml::parse_document({text}, "tape", {"tape", "a tape"}, {},
                                         [](const yaml::YamlNode& root, yaml::Mistakes&) { return values_of(root); });
  const auto* values = std::get_if<std::string>(&read);
  EXPECT_NE(values, nullptr) << text;
  return values == nullptr ? "" : *values;
}

void expect_the_same(const tape::Tape& tape) {
  const std::string text = tape::emit_tape(tape);
  EXPECT_EQ(values_of(YAML::Load(text)), our_values_of(text)) << text.substr(0, 2000);
  const auto again = yaml_cpp::tape_of(yaml_cpp::node_of(tape), tape.name);
  if (const auto* mistakes = std::get_if<text::Diagnostics>(&again)) {
    ADD_FAILURE() << text::to_string(*mistakes) << "\n" << text.substr(0, 2000);
    return;
  }
  EXPECT_EQ(tape::emit_tape(std::get<tape::Tape>(again)), text);
}

TEST(YamlCpp, ReadsEachFixtureAsWeDo) {
  std::size_t count = 0;
  const std::filesystem::path root = std::filesystem::path(WIRETAPE_SOURCE_DIR) / "fixtures";
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
    if (entry.path().extension() != ".yaml") continue;
    const auto loaded = tape::read_tape(entry.path().string());
    ASSERT_TRUE(std::holds_alternative<tape::Tape>(loaded)) << entry.path();
    SCOPED_TRACE(entry.path());
    expect_the_same(std::get<tape::Tape>(loaded));
    ++count;
  }
  EXPECT_GT(count, 20U);
}

/// Texts of what readers of YAML stumble over.
class RandomTape {
 public:
  tape::Tape make() {
    tape::Tape tape{.name = "random.yaml", .exchanges = {}};
    for (int ordinal = 1; ordinal <= 3; ++ordinal) {
      tape::Exchange exchange;
      exchange.id = "x" + std::to_string(ordinal);
      exchange.request.json =
          nlohmann::ordered_json{{"a", text()}, {text() + "k", {1, text(), nullptr, -1.5e300}}}.dump(
              -1, ' ', false, nlohmann::json::error_handler_t::replace);
      exchange.request.body = {{tape::TextRule::Kind::contains, "b" + text()}};
      exchange.answer = answer();
      tape.exchanges.push_back(std::move(exchange));
    }
    return tape;
  }

 private:
  tape::Answer answer() {
    wire::HttpResponseHead head;
    head.fields = {{"x-a", line()}, {"x-b", "1"}, {"x-c", "\xFF"}};
    if (random_() % 2 == 0) return tape::PlainResponse{head, text() + (random_() % 4 == 0 ? "\xC3" : "")};
    return tape::RecordedResponse{
        .head = head, .body = {text() + "a", "\x80", text() + "\n\n"}, .arrivals = {}, .end = {}, .framing = {}};
  }

  std::string text() {
    static const std::vector<std::string> pieces{
        "a", " ",        "\n",   ": ",   " #",           "- ",           "'",   "\"",   "\\", "\t", "\r", "é",
        "😀", "\xC2\x85", "null", "1",    "true",         "0x1",          "{{",  "*a",   "&a", "!",  "%",  "|",
        ">", "?",        "\x01", "\x7F", "\xE2\x80\xA8", "\xEF\xBB\xBF", "yes", "---\n"};
    std::string all;
    for (auto count = random_() % 6; count > 0; --count)
      all += pieces[random_() % pieces.size()];
    return all;
  }

  std::string line() {
    std::string all = text();
    std::erase_if(all, [](char byte) { return byte == '\n' || byte == '\r' || byte == '\t' || byte == ' '; });
    return all + "e";
  }

  std::mt19937 random_{20261128};
};

TEST(YamlCpp, ReadsRandomTapesAsWeDo) {
  RandomTape random;
  for (int round = 0; round < 300; ++round)
    expect_the_same(random.make());
}

TEST(YamlCpp, GivesATapeOfANodeThatAProgramBuilt) {
  YAML::Node node;
  node["wiretape"] = 1;
  YAML::Node exchange;
  exchange["id"] = "hello";
  exchange["request"]["path"] = "/v1/chat/completions";
  exchange["request"]["json"]["seed"] = 7;
  exchange["request"]["json"]["user"] = "7";
  exchange["request"]["json"]["user"].SetTag("!");
  exchange["response"]["status"] = 429;
  exchange["response"]["body"] = "null: \"a\"\n";
  node["exchanges"].push_back(exchange);
  const auto made = yaml_cpp::tape_of(node, "built");
  ASSERT_TRUE(std::holds_alternative<tape::Tape>(made)) << text::to_string(std::get<text::Diagnostics>(made));
  const auto& tape = std::get<tape::Tape>(made);
  EXPECT_EQ(tape.name, "built");
  EXPECT_EQ(tape.exchanges.at(0).request.json, R"({"seed":7,"user":"7"})");
  EXPECT_EQ(std::get<tape::PlainResponse>(tape.exchanges.at(0).answer).body, "null: \"a\"\n");
}

std::string mistake_in(const YAML::Node& node) {
  const auto made = yaml_cpp::tape_of(node, "built");
  const auto* mistakes = std::get_if<text::Diagnostics>(&made);
  return mistakes == nullptr ? "" : text::to_string(*mistakes);
}

TEST(YamlCpp, TellsTheMistakesOfANode) {
  EXPECT_THAT(mistake_in(YAML::Node()), HasSubstr("built"));
  EXPECT_THAT(mistake_in(YAML::Load("{wiretape: 1, exchangs: []}")), HasSubstr("did you mean 'exchanges'?"));
  YAML::Node inside = YAML::Load("[]");
  for (int level = 0; level < 100; ++level) {
    YAML::Node outside;
    outside.push_back(inside);
    inside = outside;
  }
  EXPECT_THAT(mistake_in(inside), HasSubstr("built"));
  YAML::Node missing = YAML::Load("{}")["a"];
  EXPECT_THAT(mistake_in(missing), HasSubstr("built"));
  EXPECT_THAT(mistake_in(YAML::Load("a: &a [*a]")), HasSubstr("built"));
}

}  // namespace
}  // namespace wiretape
