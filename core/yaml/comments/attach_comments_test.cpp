#include "wiretape/core/yaml/comments/attach_comments.h"

#include <algorithm>
#include <cstddef>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "wiretape/core/yaml/emit_scalar.h"
#include "wiretape/core/yaml/node_json.h"
#include "wiretape/core/yaml/parsed_for_test.h"

namespace wiretape::yaml {
namespace {

EmitNode emit_node(const YamlNode& node) {
  if (node.kind == YamlNode::Kind::list) {
    std::vector<EmitNode> items;
    for (const YamlNode* item : node.items)
      items.push_back(emit_node(*item));
    return EmitNode::list(std::move(items));
  }
  if (node.kind != YamlNode::Kind::mapping) return EmitNode::of_text(node.text);
  EmitNode mapping = EmitNode::mapping();
  for (const YamlMember& member : node.members)
    mapping.add(member.key->text, emit_node(*member.value));
  return mapping;
}

std::string json_of(const Parsed& parsed, Mistakes& mistakes) {
  return json_text(parsed.root(), mistakes);
}

std::vector<std::string> texts_of(const std::vector<PlacedComment>& comments) {
  std::vector<std::string> texts;
  for (const PlacedComment& comment : comments)
    texts.push_back(comment.text);
  std::ranges::sort(texts);
  return texts;
}

/// A document whose values are texts, written anew with its comments.
std::string rewritten(const std::string& text) {
  const Parsed parsed(text);
  EmitNode root = emit_node(parsed.root());
  const auto comments = place_comments(text);
  attach_comments(root, comments.value());
  return emit_document(root);
}

TEST(AttachComments, WritesThemWithWhatTheyBelongTo) {
  EXPECT_EQ(rewritten("# 1\na: {b: v, # 2\n  c: [x, k]} # 3\nd: [z, w] # 4\n# 5\n"),
            "# 1\na:\n  b: v # 2\n  c: [x, k] # 3\nd: [z, w] # 4\n# 5\n");
}

TEST(AttachComments, PutsSeveralOfOneLineAboveIt) {
  EXPECT_EQ(rewritten("a: { # 1\n  b: x\n} # 2\n"), "# 1\n# 2\na: {b: x}\n");
}

TEST(AttachComments, PutsThoseOfAnItemInLinesAboveItsDash) {
  EXPECT_EQ(rewritten("a:\n  - {b: x, # 1\n     c: k} # 2\n  - - z # 3\n    # 4\n"),
            "a:\n  - b: x # 1\n    c: k # 2\n  - - z # 3\n    # 4\n");
}

TEST(AttachComments, PutsAboveADashWhatHasNoRoomBehindIt) {
  const auto expect = [](const std::string& text, const std::string& expected) {
    EXPECT_EQ(rewritten(text), expected);
    EXPECT_EQ(rewritten(expected), expected);
  };
  expect("a:\n  - b: { # 1\n      c: x\n    } # 2\n    d: k\n", "a:\n  # 1\n  # 2\n  - {b: {c: x}, d: k}\n");
  expect("a:\n  - - [ # 1\n        x\n      ] # 2\n", "a:\n  # 1\n  # 2\n  - [[x]]\n");
  expect("a:\n  - - [x, # 1\n       k\n      ] # 2\n    - z\n", "a:\n  # 2\n  - - - x # 1\n      - k\n    - z\n");
  expect("a:\n  - - [x\n      ] # 1\n", "a:\n  - - [x] # 1\n");
}

TEST(AttachComments, LeavesAnEmptyListWhereItIs) {
  EXPECT_EQ(rewritten("a: [ # 1\n  # 2\n]\nb: x\n"), "a: [] # 1\n# 2\nb: x\n");
}

// To look at each member for each comment would take minutes.
TEST(AttachComments, ToAMappingOfManyMembers) {
  std::string text;
  for (int number = 0; number < 100'000; ++number)
    text += "key" + std::to_string(number) + ": x # " + std::to_string(number) + "\n";
  EXPECT_EQ(rewritten(text), text);
}

/// Makes documents with comments wherever some may stand, the same for the same seed.
class DocumentMaker {
 public:
  explicit DocumentMaker(unsigned seed) : random_(seed) {}

  std::string document() {
    EmitNode root = mapping(4);
    root.add("last", EmitNode::spelled("word"));
    std::string text;
    const std::string emitted = with_broken_brackets(emit_document(root));
    for (std::string_view rest = emitted; !rest.empty();) {
      const std::size_t end = rest.find('\n');
      if (below(4) == 0) text += std::string(below(9), ' ') + comment() + "\n";
      text += rest.substr(0, end);
      if (below(4) == 0) text += (takes_glue(text) && below(2) == 0 ? "" : " ") + comment();
      text += "\n";
      rest.remove_prefix(end + 1);
    }
    return text;
  }

  /// How many comments were written: "# 1;", "# 2;" and so on, those that came to stand in a literal text counted.
  [[nodiscard]] int comments() const { return comments_; }

 private:
  /// Whether a '#' right behind the text begins a comment.
  static bool takes_glue(const std::string& text) { return text.find_last_of("\",[]{}|") + 1 == text.size(); }

  /// Brackets go over several lines here and there.
  std::string with_broken_brackets(std::string text) {
    for (std::size_t at = text.find(", "); at != text.npos; at = text.find(", ", at + 1)) {
      if (below(3) == 0) text.insert(at + 1, "\n" + std::string(20 + below(5), ' '));
    }
    for (std::size_t at = text.find_first_of("[{"); at != text.npos; at = text.find_first_of("[{", at + 1)) {
      if (below(3) == 0 && text[at + 1] != ']' && text[at + 1] != '}') text.insert(at + 1, "\n" + std::string(20, ' '));
    }
    for (std::size_t at = text.find_first_of("]}"); at != text.npos; at = text.find_first_of("]}", at + 1)) {
      if (below(3) != 0 || text[at - 1] == '[' || text[at - 1] == '{') continue;
      const std::string line_break = "\n" + std::string(20, ' ');
      text.insert(at, line_break);
      at += line_break.size();
    }
    return text;
  }

  EmitNode value(int depth) {
    switch (below(depth > 0 ? 6 : 3)) {
      case 0:
        return EmitNode::of_text("two\nlines");
      case 1:
        return EmitNode::spelled("word");
      case 2:
        return EmitNode::spelled("\"with # mark\"");
      case 3:
        return list(depth - 1);
      default:
        return mapping(depth - 1);
    }
  }

  EmitNode mapping(int depth) {
    EmitNode node = EmitNode::mapping(style());
    for (std::size_t count = below(4); count > 0; --count)
      node.add("key" + std::to_string(count), value(depth));
    return node;
  }

  EmitNode list(int depth) {
    std::vector<EmitNode> items;
    for (std::size_t count = below(4); count > 0; --count)
      items.push_back(value(depth));
    return EmitNode::list(std::move(items), style());
  }

  EmitNode::Style style() { return below(2) == 0 ? EmitNode::Style::best : EmitNode::Style::lines; }
  std::string comment() { return "# " + std::to_string(++comments_) + ";"; }
  std::size_t below(std::size_t bound) { return random_() % bound; }

  std::mt19937 random_;
  int comments_ = 0;
};

/// Whether each comment that the maker wrote is one of those, or in a text of the document.
void expect_all(const DocumentMaker& maker, const std::vector<PlacedComment>& comments, const std::string& json) {
  const std::vector<std::string> texts = texts_of(comments);
  for (int number = 1; number <= maker.comments(); ++number) {
    const std::string comment = "# " + std::to_string(number) + ";";
    EXPECT_TRUE(std::ranges::binary_search(texts, comment) || json.find(comment) != std::string::npos) << comment;
  }
}

TEST(AttachComments, LosesNoneAndChangesNothingTheSecondTime) {
  int with_comments = 0;
  for (unsigned seed = 0; seed < 1000; ++seed) {
    DocumentMaker maker(seed);
    const std::string text = maker.document();
    SCOPED_TRACE(text);
    Parsed parsed(text);
    if (!parsed.ok()) continue;  // a comment less indented than the literal text that it is in
    const auto comments = place_comments(text);
    ASSERT_TRUE(comments) << text;
    expect_all(maker, *comments, json_of(parsed, parsed.mistakes()));
    with_comments += comments->empty() ? 0 : 1;
    const std::string once = rewritten(text);
    Parsed again(once);
    ASSERT_TRUE(again.ok()) << text << "comes to\n" << once;
    ASSERT_EQ(json_of(again, again.mistakes()), json_of(parsed, parsed.mistakes())) << once;
    ASSERT_EQ(texts_of(place_comments(once).value()), texts_of(*comments)) << text << "comes to\n" << once;
    ASSERT_EQ(rewritten(once), once) << text << "first comes to\n" << once;
  }
  EXPECT_GT(with_comments, 300);
}

}  // namespace
}  // namespace wiretape::yaml
