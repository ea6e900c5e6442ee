#include "wiretape/core/yaml/emit_layout.h"

#include <string>

#include <gtest/gtest.h>

namespace wiretape::yaml {
namespace {

EmitNode word(const std::string& text) {
  return EmitNode::spelled(text);
}

TEST(EmitDocument, PutsOnOneLineWhatFits) {
  EmitNode root = EmitNode::mapping(EmitNode::Style::lines);
  EmitNode inner = EmitNode::mapping();
  inner.add("a", word("1"));
  inner.add("b", EmitNode::list({word("x"), EmitNode::list({})}));
  root.add("inner", inner);
  root.add("none", EmitNode::mapping());
  EXPECT_EQ(emit_document(root), "inner: {a: 1, b: [x, []]}\nnone: {}\n");
}

TEST(EmitDocument, BreaksWhatIsTooLong) {
  const std::string wide(60, 'w');
  EmitNode inner = EmitNode::mapping();
  inner.add("a", word(wide));
  inner.add("b", EmitNode::list({word(wide), word(wide)}));
  EmitNode root = EmitNode::mapping();
  root.add("inner", inner);
  EXPECT_EQ(emit_document(root), "inner:\n  a: " + wide + "\n  b:\n    - " + wide + "\n    - " + wide + "\n");
}

TEST(EmitDocument, PutsAnItemsFirstMemberBehindItsDash) {
  EmitNode item = EmitNode::mapping(EmitNode::Style::lines);
  item.add("a", word("1"));
  item.add("b", EmitNode::list({word("x")}, EmitNode::Style::lines));
  EmitNode root = EmitNode::mapping();
  root.add("list", EmitNode::list({item, EmitNode::list({item}, EmitNode::Style::lines)}));
  EXPECT_EQ(emit_document(root), "list:\n  - a: 1\n    b:\n      - x\n  - - a: 1\n      b:\n        - x\n");
}

TEST(EmitDocument, WritesLiteralsInTheirLines) {
  EmitNode root = EmitNode::mapping();
  root.add("a", EmitNode::of_text("one\n\ntwo"));
  root.add("b", EmitNode::list({EmitNode::of_text("one\ntwo\n")}));
  EXPECT_EQ(emit_document(root), "a: |-\n  one\n\n  two\nb:\n  - |\n    one\n    two\n");
}

}  // namespace
}  // namespace wiretape::yaml
