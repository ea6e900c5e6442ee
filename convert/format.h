#pragma once

#include <optional>
#include <string_view>

#include "wiretape/convert/foreign.h"
#include "wiretape/convert/importer.h"
#include "wiretape/core/text/diagnostic.h"

namespace wiretape::convert {

/// A format that can be imported: plain functions without state.
struct Format {
  std::string_view name;   ///< for --from: "har"
  std::string_view title;  ///< for messages: "HAR 1.2"
  bool is_document;        ///< JSON or YAML, to be parsed before it is read

  /// Whether a file is of this format, by what is in it. Cheap. A document is asked for as long as there is none, too.
  bool (*fits)(const Foreign& file);

  /// Takes what is in a file. The mistake for which nothing of it can be taken; nullopt where all is well.
  std::optional<text::Diagnostic> (*read)(const Foreign& file, Importer& importer);
};

}  // namespace wiretape::convert
