#include "cli/commands/compile.h"

#include <cmath>
#include <cstdint>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "wiretape/core/compile/load_tape.h"
#include "wiretape/core/compile/sample_request.h"
#include "wiretape/mockserver/answer/responder.h"

#include "cli/compile_request.h"
#include "cli/exit_code.h"
#include "cli/faults_option.h"
#include "cli/print/held_events.h"
#include "cli/print/print_mistakes.h"
#include "cli/print/program_text.h"
#include "cli/print/standard_error.h"
#include "cli/print/standard_output.h"
#include "cli/print/usage_error.h"
#include "cli/show/tape_answers.h"
#include "cli/whole_number.h"

namespace wiretape::cli {
namespace {

struct CompileArguments {
  std::string tape;
  std::string exchange;
  std::string request_file;
  std::string faults;
  std::uint64_t seed = 0;
  std::uint64_t attempt = 1;
  double speed = 1.0;
  bool is_json = false;
};

/// The request to compile for, or why there is none.
std::variant<wire::HttpRequest, std::string> request_for(const tape::Exchange& exchange, const std::string& path) {
  if (path.empty()) return compile::sample_request(exchange);
  std::ifstream file(path, std::ios::binary);
  if (!file) return fmt::format("--request {}: can't be read", path);
  const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  auto read = read_request(text, exchange);
  if (const auto* error = std::get_if<RequestFileError>(&read)) {
    return fmt::format("--request {}: {}; expected an HTTP request, or a body alone", path, error->what);
  }
  return std::get<wire::HttpRequest>(std::move(read));
}

/// What a server answers that has nothing but this exchange: the last of so many equal requests.
mockserver::Playable answer_of(tape::Exchange exchange, const wire::HttpRequest& request,
                               const CompileArguments& arguments, const std::vector<fault::Fault>& faults) {
  exchange.uses.reset();  // it shall answer the last one, too
  mockserver::Responder responder({{.name = arguments.tape, .exchanges = {std::move(exchange)}}},
                                  {.speed = arguments.speed, .instant = false, .seed = arguments.seed}, faults);
  for (std::uint64_t attempt = 1; attempt < arguments.attempt; ++attempt)
    static_cast<void>(responder.respond(request));
  return responder.respond(request);
}

/// Prints one exchange's program, made just as a server makes it.
int compile_exchange(const tape::Exchange& exchange, const CompileArguments& arguments,
                     const std::vector<fault::Fault>& faults, StandardOutput& output) {
  const auto request = request_for(exchange, arguments.request_file);
  if (const auto* error = std::get_if<std::string>(&request)) return usage_error("compile", *error);
  const auto& asked = std::get<wire::HttpRequest>(request);
  const auto answer = answer_of(exchange, asked, arguments, faults);
  if (!answer.error.empty()) {
    tell("wiretape compile: {}\n", answer.error);
    return exit_bad_tape;
  }
  if (answer.exchange != exchange.id) {
    return usage_error("compile",
                       fmt::format("exchange '{}' does not answer {} {}; give a request that it answers with --request",
                                   exchange.id, asked.head.method, asked.head.target));
  }
  const auto held = held_events(*answer.program, answer_dialect(exchange, asked));
  if (arguments.is_json) {
    output.print(program_json(*answer.program, exchange.id, answer.faults, held));
  } else {
    output.print("exchange {} ({}:{}) for {} {}\n", exchange.id, arguments.tape, exchange.position.line,
                 asked.head.method, asked.head.target);
    if (!answer.faults.empty()) output.print("faults: {}\n", fmt::join(answer.faults, ", "));
    output.print(program_text(*answer.program, held));
  }
  return exit_completed;
}

int compile(const CompileArguments& arguments, StandardOutput& output) {
  if (!std::isfinite(arguments.speed) || arguments.speed <= 0) {
    return usage_error("compile", "--speed: expected a number above 0");
  }
  const auto loaded = compile::load_tape(arguments.tape);
  if (const auto* mistakes = std::get_if<text::Diagnostics>(&loaded)) {
    print_mistakes(*mistakes);
    return exit_bad_tape;
  }
  std::variant<std::vector<fault::Fault>, text::Diagnostics> faults;
  if (!arguments.faults.empty()) faults = read_faults_option(arguments.faults, arguments.seed != 0);
  if (const auto* mistakes = std::get_if<text::Diagnostics>(&faults)) {
    print_mistakes(*mistakes);
    return exit_bad_tape;
  }
  for (const auto& fault : std::get<0>(faults)) {
    if (std::holds_alternative<fault::ListenerFault>(fault.type->function)) {
      return usage_error("compile", fmt::format("--faults: '{}' acts on connections; no program shows it", fault.text));
    }
  }
  bool found = false;
  for (const auto& exchange : all_answers(std::get<tape::Tape>(loaded))) {
    if (!arguments.exchange.empty() && exchange.id != arguments.exchange) continue;
    if (found && !arguments.is_json) output.print("\n");
    found = true;
    if (const int code = compile_exchange(exchange, arguments, std::get<0>(faults), output); code != exit_completed)
      return code;
  }
  return found ? exit_completed
               : usage_error("compile", fmt::format("{} has no exchange '{}'", arguments.tape, arguments.exchange));
}

}  // namespace

void add_compile(CLI::App& app, StandardOutput& output, int& exit_code) {
  const auto arguments = std::make_shared<CompileArguments>();
  auto* command = app.add_subcommand("compile", "Print the exact program that a tape's exchanges compile to");
  command->add_option("TAPE", arguments->tape, "A tape file")->required();
  command->add_option("--exchange", arguments->exchange, "Only the exchange of this id");
  command->add_option("--request", arguments->request_file,
                      "A file with the request to answer: a whole HTTP request, or a body alone");
  command->add_option("--faults", arguments->faults, "A file of faults, or a plan such as reset:event=4");
  command->add_option("--seed", arguments->seed, "Joins the tape's seed, as that of serve")
      ->check(whole_number(0))
      ->capture_default_str();
  command
      ->add_option("--attempt", arguments->attempt, "Answer the N-th of equal requests, on which chance depends, too")
      ->check(whole_number(1, 10'000))
      ->capture_default_str();
  command->add_option("--speed", arguments->speed, "Play that many times faster")->capture_default_str();
  command->add_flag("--json", arguments->is_json, "Print one JSON object an exchange, with all bytes");
  command->footer(
      "Example:\n"
      "  wiretape compile fixtures/openai_chat/multibyte.yaml\n"
      "  wiretape compile fixtures/openai_chat/hello.yaml --faults reset:event=4\n"
      "  wiretape compile tape.yaml --exchange hello --json | jq .ending\n\n"
      "Each line is one write: when, where in the response, how many bytes, and which; below it what it holds of a "
      "stream's events. Without --request a request is made up that the exchange's rule accepts, with the conversation "
      "that "
      "it asks for; an expression that is no plain text can't be met so.");
  command->callback([arguments, &output, &exit_code] { exit_code = compile(*arguments, output); });
}

}  // namespace wiretape::cli
