#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <gtest/gtest.h>

#include "wiretape/core/yaml/mistakes.h"
#include "wiretape/core/yaml/source_text.h"
#include "wiretape/core/yaml/yaml_document.h"

namespace wiretape::yaml {

/// A text and what parse_yaml made of it. Stays where it is: its parts refer to one another.
class Parsed {
 public:
  explicit Parsed(std::string_view text, LoadLimits limits = {})
      : source_(SourceText::read(text)),
        mistakes_(std::get<SourceText>(source_), ""),
        document_(parse_yaml(limits, mistakes_)) {}
  Parsed(const Parsed&) = delete;
  Parsed& operator=(const Parsed&) = delete;

  [[nodiscard]] bool ok() const { return document_.has_value(); }

  /// What was parsed, which must be ok.
  [[nodiscard]] const YamlDocument& document() const { return document_.value(); }

  /// The document's node; the test fails where there is none.
  [[nodiscard]] const YamlNode& root() const {
    static const YamlNode none;
    if (document_ && document_->root != nullptr) return *document_->root;
    ADD_FAILURE() << "no document";
    return none;
  }

  [[nodiscard]] Mistakes& mistakes() { return mistakes_; }

  /// The mistakes so far, one line each.
  [[nodiscard]] std::vector<std::string> lines() {
    std::vector<std::string> lines;
    for (const text::Diagnostic& diagnostic : mistakes_.take()) {
      lines.push_back(text::to_string(diagnostic).substr(1));
    }
    return lines;
  }

 private:
  std::variant<SourceText, text::Diagnostic> source_;
  Mistakes mistakes_;
  std::optional<YamlDocument> document_;
};

}  // namespace wiretape::yaml
