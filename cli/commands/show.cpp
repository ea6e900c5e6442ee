#include "cli/commands/show.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include "wiretape/core/text/nearest_key.h"
#include "wiretape/core/timeline/timeline_json.h"
#include "wiretape/core/timeline/timeline_page.h"

#include "cli/exit_code.h"
#include "cli/print/colours.h"
#include "cli/print/help_text.h"
#include "cli/print/json_line.h"
#include "cli/print/print_mistakes.h"
#include "cli/print/standard_error.h"
#include "cli/print/standard_output.h"
#include "cli/print/usage_error.h"
#include "cli/show/exchange_timeline.h"
#include "cli/show/tape_answers.h"
#include "cli/show/timeline_text.h"
#include "cli/show/write_file.h"
#include "cli/tape_files.h"

namespace wiretape::cli {
namespace {

using timeline::Timeline;

struct ShowArguments {
  std::vector<std::string> tapes;
  std::string exchange;
  std::string page;
  bool is_json = false;
};

/// An exchange and the name of its tape.
struct NamedExchange {
  const std::string& tape;
  tape::Exchange exchange;
};

std::vector<NamedExchange> exchanges_of(const std::vector<tape::Tape>& tapes) {
  std::vector<NamedExchange> all;
  for (const auto& tape : tapes) {
    for (auto& exchange : all_answers(tape))
      all.push_back({tape.name, std::move(exchange)});
  }
  return all;
}

int refuse_exchange(const std::string& id, const std::vector<NamedExchange>& all) {
  std::vector<std::string_view> ids;
  for (const auto& each : all)
    ids.emplace_back(each.exchange.id);
  const auto near = text::nearest_key(id, ids);
  return usage_error("show", fmt::format("--exchange: there is no '{}'; {}", id,
                                         near ? fmt::format("did you mean '{}'?", *near)
                                              : fmt::format("expected one of: {}", fmt::join(ids, ", "))));
}

/// The timelines of the exchanges asked for, or the exit code after it was told why there are none.
std::variant<std::vector<Timeline>, int> timelines_of(const std::vector<NamedExchange>& all, const std::string& id) {
  std::vector<Timeline> timelines;
  for (const auto& [tape, exchange] : all) {
    if (!id.empty() && exchange.id != id) continue;
    auto made = exchange_timeline(tape, exchange);
    if (const auto* error = std::get_if<std::string>(&made)) {
      tell("wiretape show: {}:{}: {}\n", tape, exchange.position.line, *error);
      return exit_bad_tape;
    }
    timelines.push_back(std::get<Timeline>(std::move(made)));
  }
  if (timelines.empty() && !id.empty()) return refuse_exchange(id, all);
  return timelines;
}

int write_page(const std::string& path, const std::vector<Timeline>& timelines, StandardOutput& output) {
  if (const auto failure = write_file(path, timeline::timeline_page(timelines))) {
    tell("wiretape show: {} can't be written: {}\n", path, failure->cause);
    return exit_output;
  }
  output.print("{}: {} exchange{}\n", path, timelines.size(), timelines.size() == 1 ? "" : "s");
  return exit_completed;
}

TimelineStyle style_for(const StandardOutput& output) {
  if (!output.is_terminal()) return {};
  return {.has_colours = !colour::are_unwanted(), .columns = terminal_width()};
}

void print_text(const std::vector<Timeline>& timelines, StandardOutput& output) {
  const auto style = style_for(output);
  for (const auto& timeline : timelines) {
    if (&timeline != &timelines.front()) output.write("\n");
    output.write(timeline_text(timeline, style));  // it is safe, and its colours are to be obeyed
  }
}

int show(const ShowArguments& arguments, StandardOutput& output) {
  const auto loaded = load_tapes(arguments.tapes);
  if (const auto* mistakes = std::get_if<text::Diagnostics>(&loaded)) {
    print_mistakes(*mistakes);
    return exit_bad_tape;
  }
  const auto made = timelines_of(exchanges_of(std::get<std::vector<tape::Tape>>(loaded)), arguments.exchange);
  if (const auto* exit_code = std::get_if<int>(&made)) return *exit_code;
  const auto& timelines = std::get<std::vector<Timeline>>(made);
  if (!arguments.page.empty()) return write_page(arguments.page, timelines, output);
  if (!arguments.is_json) print_text(timelines, output);
  for (std::size_t index = 0; arguments.is_json && index < timelines.size(); ++index)
    output.print(json_line(timeline_json(timelines[index])));
  return exit_completed;
}

}  // namespace

void add_show(CLI::App& app, StandardOutput& output, int& exit_code) {
  const auto arguments = std::make_shared<ShowArguments>();
  auto* command = app.add_subcommand("show", "Show what tapes say and when, as a timeline");
  command->add_option("TAPES", arguments->tapes, "Tape files, or folders of them")->required();
  command->add_option("--exchange", arguments->exchange, "Only the exchange of this id");
  auto* json = command->add_flag("--json", arguments->is_json, "Print one JSON object an exchange");
  command->add_option("--html", arguments->page, "Write one page to look at in a browser, which needs nothing else")
      ->excludes(json)
      ->type_name("FILE");
  command->footer(
      "Example:\n"
      "  wiretape show fixtures/openai_chat/hello.yaml\n"
      "  wiretape show tape.yaml --exchange hello --json | jq .totals\n"
      "  wiretape show recorded/ --html timeline.html\n\n"
      "Of each exchange: what it asks, its head, each read of a recording, or each write, with its time, the gap "
      "before "
      "it, its bytes and what a client hears by it; where the tape's faults show; how it ends and by whom; and what it "
      "all comes to. A request is made up after the exchange's rule, as 'compile' does.");
  command->callback([arguments, &output, &exit_code] { exit_code = show(*arguments, output); });
}

}  // namespace wiretape::cli
