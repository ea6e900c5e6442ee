#include "cli/print/answer_warnings.h"

namespace wiretape::cli {

std::string warnings(const provider::Message& message) {
  std::string lines;
  if (message.has_unknown_content()) {
    lines +=
        "the answer holds content that is not understood: its text is not all of it (see unknown_content in the "
        "JSON)\n";
  }
  if (message.has_nameless_call()) lines += "the answer holds a tool call without a name\n";
  return lines;
}

}  // namespace wiretape::cli
