#include "cli/commands/chat.h"

#include <memory>
#include <string>

#include <CLI/CLI.hpp>
#include <fmt/core.h>

#include "wiretape/client/client.h"
#include "wiretape/client/preset.h"

#include "cli/client_arguments.h"
#include "cli/exit_code.h"
#include "cli/interrupt.h"
#include "cli/print/chat_printer.h"
#include "cli/print/event_line.h"
#include "cli/print/outcome_exit_code.h"
#include "cli/print/standard_output.h"
#include "cli/print/usage_error.h"

namespace wiretape::cli {
namespace {

struct ChatArguments {
  client::Options options;
  std::string prompt;
  std::string model;
  bool is_json = false;
};

void print(client::Stream& stream, StandardOutput& output) {
  ChatPrinter printer(output);
  for (const auto& event : stream) {
    printer.print(event);
    if (output.is_lost()) return;
  }
  printer.finish(stream.result());
}

void print_json(client::Stream& stream, StandardOutput& output) {
  std::string line;
  for (const auto& event : stream) {
    line.clear();
    append_event_line(line, event, 1);
    if (!output.write(line)) return;
  }
  line.clear();
  append_outcome_line(line, stream.result(), 1);
  output.write(line);
}

int chat(ChatArguments arguments, StandardOutput& output) {
  take_provider_of(arguments.model, arguments.options);
  const auto made = client::Client::make(arguments.options);
  if (const auto* error = std::get_if<client::ConfigurationError>(&made)) return usage_error("chat", error->what);
  if (arguments.model.empty() && client::find_preset(arguments.options.provider)->default_model.empty()) {
    return usage_error("chat",
                       fmt::format("{} has no default model, name one with --model", arguments.options.provider));
  }

  auto stream = std::get<client::Client>(made).chat({arguments.model, arguments.prompt});
  Interrupt interrupt;
  interrupt.watch(&stream);
  if (arguments.is_json) {
    print_json(stream, output);
  } else {
    print(stream, output);
  }
  interrupt.watch(nullptr);
  return output.is_lost() ? exit_cancelled : exit_code_of(stream.result().outcome);
}

}  // namespace

void add_chat(CLI::App& app, StandardOutput& output, int& exit_code) {
  const auto arguments = std::make_shared<ChatArguments>();
  auto* command = app.add_subcommand("chat", "Ask a model and print its answer as it comes");
  command->add_option("PROMPT", arguments->prompt, "What to ask")->required();
  command->add_option("--model", arguments->model,
                      "The model to ask, e.g. gpt-4o or anthropic/claude-haiku-4-5; openai has a default");
  command->add_flag("--json", arguments->is_json, "Print events and outcome as JSON, one a line, as `call` does");
  add_client_arguments(*command, arguments->options);
  command->footer(
      "Examples:\n"
      "  OPENAI_API_KEY=… wiretape chat \"Why is the sky blue?\"\n"
      "  wiretape chat \"Hello?\" --base-url http://127.0.0.1:8089/v1\n\n"
      "The answer goes to standard output; tool calls and how the stream ended to standard error. Ctrl-C ends the "
      "stream and keeps what has arrived.\n\n"
      "Exit codes: 0 completed, 1 output can't be written, 2 usage, 10 length limited, 11 provider error, "
      "12 truncated, 13 timed out, 14 protocol, 15 transport, 130 cancelled.");
  command->callback([arguments, &output, &exit_code] { exit_code = chat(*arguments, output); });
}

}  // namespace wiretape::cli
