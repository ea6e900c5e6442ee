#include "cli/commands/call.h"

#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>
#include <optional>
#include <string>

#include <CLI/CLI.hpp>
#include <fmt/core.h>

#include "wiretape/client/client.h"
#include "wiretape/client/preset.h"

#include "cli/call_request.h"
#include "cli/client_arguments.h"
#include "cli/exit_code.h"
#include "cli/interrupt.h"
#include "cli/print/answer_warnings.h"
#include "cli/print/event_line.h"
#include "cli/print/outcome_exit_code.h"
#include "cli/print/standard_error.h"
#include "cli/print/standard_output.h"
#include "cli/print/usage_error.h"

namespace wiretape::cli {
namespace {

struct CallArguments {
  client::Options options;
  std::string input = "-";
  std::string format = "jsonl";
  std::optional<bool> stream;
};

/// Makes one request after the other and writes what comes of each.
class Caller {
 public:
  Caller(const CallArguments& arguments, StandardOutput& output) : arguments_(arguments), output_(output) {}

  /// One request. `where` names it in messages, e.g. "line 3". False where no further one should be made.
  bool call(const std::string& text, const std::string& where) {
    ++request_;
    auto parsed = parse_call_request(text, arguments_.stream);
    if (const auto* error = std::get_if<CallRequestError>(&parsed)) return usage_error(where, error->what);
    auto& request = std::get<CallRequest>(parsed);

    auto options = arguments_.options;
    if (request.provider) options.provider = *request.provider;
    if (auto* asked = std::get_if<provider::ChatRequest>(&request.what); asked != nullptr && !request.provider)
      take_provider_of(asked->model, options);
    const auto made = client::Client::make(options);
    if (const auto* error = std::get_if<client::ConfigurationError>(&made)) return usage_error(where, error->what);
    const auto& client = std::get<client::Client>(made);

    if (const auto* body = std::get_if<std::string>(&request.what)) return run(client.send(*body));
    const auto& chat = std::get<provider::ChatRequest>(request.what);
    if (chat.model.empty() && client::find_preset(options.provider)->default_model.empty()) {
      return usage_error(where, fmt::format("no model; {} has no default, name one in \"model\"", options.provider));
    }
    return run(client.chat(chat));
  }

  /// Where the input holds nothing at all.
  void no_request() { usage_error(arguments_.input, "no request in it"); }

  /// The first exit code that was not 0; else 0.
  [[nodiscard]] int exit_code() const { return exit_code_; }

 private:
  bool run(client::Stream stream) {
    interrupt_.watch(&stream);
    for (const auto& event : stream) {
      line_.clear();
      append_event_line(line_, event, request_);
      if (!output_.write(line_)) break;
    }
    interrupt_.watch(nullptr);
    if (output_.is_lost()) return give_up();

    const auto& result = stream.result();
    line_.clear();
    append_outcome_line(line_, result, request_);
    output_.write(line_);
    if (const auto lines = warnings(result.message); !lines.empty()) tell(lines);
    note(exit_code_of(result.outcome));
    return !output_.is_lost() && !std::holds_alternative<client::Cancelled>(result.outcome);
  }

  bool give_up() {
    note(exit_cancelled);
    return false;
  }

  bool usage_error(const std::string& where, const std::string& what) {
    tell("wiretape call: {}: {}\n", where, what);
    line_.clear();
    append_usage_error_line(line_, fmt::format("{}: {}", where, what), request_);
    note(exit_usage);
    return output_.write(line_);
  }

  void note(int exit_code) {
    if (exit_code_ == exit_completed) exit_code_ = exit_code;
  }

  const CallArguments& arguments_;
  Interrupt interrupt_;
  StandardOutput& output_;
  std::string line_;
  std::size_t request_ = 0;
  int exit_code_ = exit_completed;
};

bool is_blank(const std::string& line) {
  return line.find_first_not_of(" \t\r") == std::string::npos;
}

/// One request a line, each made as soon as its line is there; or, where the first line is not a JSON value of its own,
/// one request that is the whole input.
void call_all(std::istream& input, Caller& caller) {
  std::size_t number = 0;
  bool is_first = true;
  for (std::string line; std::getline(input, line);) {
    ++number;
    if (is_blank(line)) continue;
    if (is_first && !is_whole_json(line)) {
      line += '\n';
      line.append(std::istreambuf_iterator<char>(input), std::istreambuf_iterator<char>());
      caller.call(line, "the input");
      return;
    }
    is_first = false;
    if (!caller.call(line, fmt::format("line {}", number))) return;
  }
  if (is_first) caller.no_request();
}

int call(const CallArguments& arguments, StandardOutput& output) {
  Caller caller(arguments, output);
  if (arguments.input == "-") {
    call_all(std::cin, caller);
    return caller.exit_code();
  }
  std::ifstream file(arguments.input, std::ios::binary);
  if (!file) {
    return usage_error("call",
                       fmt::format("can't read --input {}; is the path right? '-' is standard input", arguments.input));
  }
  call_all(file, caller);
  return caller.exit_code();
}

}  // namespace

void add_call(CLI::App& app, StandardOutput& output, int& exit_code) {
  const auto arguments = std::make_shared<CallArguments>();
  auto* command = app.add_subcommand("call", "Make requests from JSON, print events and outcomes as JSON");
  command->add_option("--input", arguments->input, "File with the requests; - is standard input")
      ->capture_default_str();
  command->add_option("--format", arguments->format, "Format of the output")
      ->check(CLI::IsMember({"jsonl"}))
      ->capture_default_str();
  command->add_flag_callback(
      "--stream", [arguments] { arguments->stream = true; }, "Ask for a stream, whatever the request says");
  command
      ->add_flag_callback(
          "--no-stream", [arguments] { arguments->stream = false; }, "Ask for one answer, whatever the request says")
      ->excludes("--stream");
  add_client_arguments(*command, arguments->options);
  command->footer(
      "A request is {\"provider\": …, \"model\": …, \"prompt\": …}, of which the prompt must be there, or a body in "
      "the provider's own format. One a line, or one that is the whole input. Each event is one line, written at once; "
      "the last line of each request has \"type\": \"outcome\".\n\n"
      "Example:\n"
      "  echo '{\"prompt\": \"Hello?\"}' | wiretape call --base-url http://127.0.0.1:8089/v1\n\n"
      "Exit codes: 0 completed, 1 output can't be written, 2 usage, 10 length limited, 11 provider error, "
      "12 truncated, 13 timed out, 14 protocol, 15 transport, 130 cancelled. Of several requests: the first that is "
      "not 0.");
  command->callback([arguments, &output, &exit_code] { exit_code = call(*arguments, output); });
}

}  // namespace wiretape::cli
