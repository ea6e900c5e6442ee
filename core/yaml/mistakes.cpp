#include "wiretape/core/yaml/mistakes.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include <fmt/format.h>

namespace wiretape::yaml {
namespace {

auto order(const text::Diagnostic& diagnostic) {
  return std::tie(diagnostic.file, diagnostic.position.line, diagnostic.position.column, diagnostic.found,
                  diagnostic.expected, diagnostic.hint);
}

}  // namespace

Mistakes::Mistakes(const SourceText& source, std::string file) : source_(&source), file_(std::move(file)) {}

void Mistakes::add(std::size_t offset, std::string found, std::string expected, std::string hint) {
  if (is_full()) return;
  if (diagnostics_.size() == most) {
    found = fmt::format("more than {} mistakes", most);
    expected = "fewer";
    hint = "the others are not listed";
    offset = source_->text().size();
  }
  diagnostics_.push_back({.file = file_,
                          .position = source_->position(offset),
                          .found = std::move(found),
                          .expected = std::move(expected),
                          .hint = std::move(hint)});
}

void Mistakes::add_of_other_file(text::Diagnostics diagnostics) {
  for (text::Diagnostic& diagnostic : diagnostics) {
    if (!is_full()) diagnostics_.push_back(std::move(diagnostic));
  }
}

text::Diagnostics Mistakes::take() {
  std::ranges::sort(diagnostics_, {}, order);
  std::stable_partition(diagnostics_.begin(), diagnostics_.end(),
                        [&](const text::Diagnostic& each) { return each.file == file_; });
  const auto same = [](const text::Diagnostic& left, const text::Diagnostic& right) {
    return order(left) == order(right);
  };
  diagnostics_.erase(std::unique(diagnostics_.begin(), diagnostics_.end(), same), diagnostics_.end());
  return std::move(diagnostics_);
}

std::string Mistakes::place(std::size_t offset) const {
  const text::Position position = source_->position(offset);
  return fmt::format("{}:{}", position.line, position.column);
}

}  // namespace wiretape::yaml
