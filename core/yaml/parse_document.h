#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>

#include <fmt/format.h>

#include "wiretape/core/text/diagnostic.h"
#include "wiretape/core/yaml/load_limits.h"
#include "wiretape/core/yaml/mistakes.h"
#include "wiretape/core/yaml/source_text.h"
#include "wiretape/core/yaml/split_documents.h"
#include "wiretape/core/yaml/yaml_document.h"

namespace wiretape::yaml {

// bytes ──SourceText::read──▶ plain text ──parse_yaml──▶ YamlDocument ──read──▶ value
//             │ ends at the           │ ends where the        │ goes on after
//             │ first bad byte        │ grammar breaks        │ each mistake
//             └───────────────────────┴───────────────────────┴────────────▶ Diagnostics

/// What a whole file is called in messages.
struct DocumentName {
  std::string_view kind;      ///< "tape"
  std::string_view expected;  ///< where it is empty: "a tape: the keys 'wiretape' and 'exchanges'"
};

/// Reads a YAML file's text, or one of its documents, with `read(root, mistakes)`, which returns a value even after a
/// mistake, so that one run finds them all. `file` is what diagnostics call the file.
template <class Read>
auto parse_document(DocumentText document_text, const std::string& file, DocumentName document_name, LoadLimits limits,
                    Read read) {
  using Value = std::invoke_result_t<Read, const YamlNode&, Mistakes&>;
  using Parsed = std::variant<Value, text::Diagnostics>;
  if (document_text.text.size() > limits.bytes) {
    return Parsed(text::Diagnostics{{file,
                                     {},
                                     fmt::format("more than {} bytes", limits.bytes),
                                     fmt::format("a smaller {}", document_name.kind),
                                     {}}});
  }
  std::variant<SourceText, text::Diagnostic> source = SourceText::read(document_text.text, document_text.lines_before);
  if (auto* fault = std::get_if<text::Diagnostic>(&source)) {
    fault->file = file;
    return Parsed(text::Diagnostics{std::move(*fault)});
  }
  Mistakes mistakes(std::get<SourceText>(source), file);
  const std::optional<YamlDocument> document = parse_yaml(limits, mistakes);
  if (!document) return Parsed(mistakes.take());
  if (document->root == nullptr) {
    mistakes.add(0, "nothing", std::string(document_name.expected));
    return Parsed(mistakes.take());
  }
  Value value = read(*document->root, mistakes);
  if (mistakes.count() > 0) return Parsed(mistakes.take());
  return Parsed(std::move(value));
}

}  // namespace wiretape::yaml
