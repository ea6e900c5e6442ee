#include "cli/print/chat_printer.h"

#include <optional>

#include <fmt/format.h>

#include "cli/print/answer_warnings.h"
#include "cli/print/colours.h"
#include "cli/print/standard_error.h"

namespace wiretape::cli {
namespace {

std::string seconds(std::chrono::microseconds time) {
  return fmt::format("{:.2f} s", std::chrono::duration<double>(time).count());
}

/// What to do about an outcome; empty where nothing is to be done.
struct Advice {
  std::string_view operator()(const client::Completed&) const { return ""; }
  std::string_view operator()(const client::LengthLimited&) const {
    return "the answer is not whole: allow more tokens in the request (wiretape call)";
  }
  std::string_view operator()(const client::ProviderError& error) const {
    if (error.status == 401 || error.status == 403) return "check the provider's key variable, or --api-key";
    if (error.status == 404) return "check --base-url (does it need /v1 at its end?) and --model";
    return error.is_retryable ? "the same request may succeed later" : "";
  }
  std::string_view operator()(const client::Truncated&) const {
    return "what arrived is above; it is not the whole answer";
  }
  std::string_view operator()(const client::TimedOut&) const {
    return "allow more time with the option of that name, see --help";
  }
  std::string_view operator()(const client::Cancelled&) const { return ""; }
  std::string_view operator()(const client::ProtocolError&) const {
    return "is this a chat completions address? check --base-url";
  }
  std::string_view operator()(const client::TransportError& error) const {
    if (error.phase == client::Phase::tls) {
      return "check that it speaks TLS; a certificate that no public authority made needs --ca-file";
    }
    return "check --base-url, and that the server runs";
  }
};

}  // namespace

ChatPrinter::ChatPrinter(StandardOutput& output)
    : output_(output), has_colours_(output.is_terminal() && !colour::are_unwanted()) {}

void ChatPrinter::print(const client::Event& event) {
  if (const auto* text = std::get_if<client::TextEvent>(&event)) {
    if (text->choice == 0) print_text(text->text);
  } else if (const auto* refusal = std::get_if<client::RefusalEvent>(&event)) {
    if (refusal->choice == 0) print_text(refusal->text);
  } else if (const auto* reasoning = std::get_if<client::ReasoningEvent>(&event)) {
    if (reasoning->choice == 0 && output_.is_terminal()) print_reasoning(reasoning->text);
  }
}

void ChatPrinter::finish(const client::Result& result) {
  end_reasoning();
  if (!output_.is_at_line_start()) output_.write("\n");
  std::string lines;
  for (const auto& call : result.message.first().tool_calls) {
    lines += fmt::format("tool call {} {} {}\n", call.id, call.name, call.arguments);
  }
  lines += warnings(result.message);
  lines += client::describe(result.outcome);
  if (result.timing.first_content)
    lines += fmt::format("; first content after {}", seconds(*result.timing.first_content));
  lines += fmt::format("; {} in all\n", seconds(result.timing.total));
  if (const auto advice = std::visit(Advice{}, result.outcome); !advice.empty()) lines += fmt::format("{}\n", advice);
  tell(lines);
}

void ChatPrinter::print_text(std::string_view text) {
  end_reasoning();
  output_.print(text);
}

void ChatPrinter::print_reasoning(std::string_view text) {
  if (!is_in_reasoning_ && has_colours_) output_.write(colour::dim);
  is_in_reasoning_ = true;
  output_.print(text);
}

void ChatPrinter::end_reasoning() {
  if (!is_in_reasoning_) return;
  is_in_reasoning_ = false;
  const bool is_mid_line = !output_.is_at_line_start();
  if (has_colours_) output_.write(colour::plain);
  if (is_mid_line) output_.write("\n");
}

}  // namespace wiretape::cli
