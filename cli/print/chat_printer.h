#pragma once

#include <string_view>

#include "wiretape/client/event.h"
#include "wiretape/client/result.h"

#include "cli/print/standard_output.h"

namespace wiretape::cli {

/// Prints a chat for people: the first choice's text to standard output as it comes, its reasoning dimmed and on a
/// terminal only; tool calls and the outcome to standard error once they are whole. Control characters that come from
/// outside are shown as U+FFFD rather than obeyed, on a terminal and on standard error.
class ChatPrinter {
 public:
  explicit ChatPrinter(StandardOutput& output);

  void print(const client::Event& event);

  /// Ends the last line, then prints tool calls, outcome, times and what to do next.
  void finish(const client::Result& result);

 private:
  void print_text(std::string_view text);
  void print_reasoning(std::string_view text);
  void end_reasoning();

  StandardOutput& output_;
  bool has_colours_;
  bool is_in_reasoning_ = false;
};

}  // namespace wiretape::cli
