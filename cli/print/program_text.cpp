#include "cli/print/program_text.h"

#include <optional>
#include <variant>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "wiretape/core/program/play/expected_words.h"
#include "wiretape/core/text/base64.h"
#include "wiretape/core/timeline/action_name.h"
#include "wiretape/core/yaml/emit_scalar.h"

#include "cli/print/action_words.h"
#include "cli/print/escaped_bytes.h"
#include "cli/print/json_line.h"

namespace wiretape::cli {
namespace {

/// The bytes that an action sends, or nullopt.
std::optional<program::WriteAction> written_by(const program::Action& action) {
  if (const auto* write = std::get_if<program::WriteAction>(&action)) return *write;
  if (const auto* repeat = std::get_if<program::RepeatAction>(&action)) {
    return program::WriteAction{repeat->offset, repeat->length};
  }
  return std::nullopt;
}

nlohmann::ordered_json held_json(const std::vector<HeldEvent>& held) {
  auto list = nlohmann::ordered_json::array();
  for (const HeldEvent& event : held) {
    auto& item = list.emplace_back(nlohmann::ordered_json::object());
    if (event.number > 0) item["event"] = event.number;
    item["part"] = to_string(event.part);
    item[event.number > 0 ? "says" : "comment"] = event.says;
  }
  return list;
}

nlohmann::ordered_json step_json(const program::Step& step, const program::WireProgram& program) {
  nlohmann::ordered_json json{{"at_us", step.at.count()}, {"do", timeline::action_name(step.action)}};
  if (const auto write = written_by(step.action)) {
    const auto bytes = program.text(*write);
    json["offset"] = write->offset;
    json["length"] = write->length;
    json[yaml::is_utf8(bytes) ? "text" : "base64"] =
        yaml::is_utf8(bytes) ? std::string(bytes) : text::encode_base64(bytes);
  }
  if (const auto* repeat = std::get_if<program::RepeatAction>(&step.action)) json["every_us"] = repeat->every.count();
  if (const auto* expect = std::get_if<program::ExpectAction>(&step.action)) {
    json["expected"] = program::expected_words(program, *expect);
    json["for_us"] = expect->limit.count();
  }
  if (const auto* hold = std::get_if<program::HoldAction>(&step.action)) {
    json["until"] = hold->ends_at_next_request ? "next_request" : "release";
    json["for_us"] = hold->limit.count();
  }
  return json;
}

std::string time_text(std::chrono::microseconds at) {
  return fmt::format("{}.{:03} ms", at.count() / 1000, at.count() % 1000);
}

}  // namespace

std::string program_text(const program::WireProgram& program, const std::vector<std::vector<HeldEvent>>& held) {
  std::string out = fmt::format("{:>14} {:>8} {:>7}\n", "at", "offset", "length");
  bool closes = false;
  for (std::size_t index = 0; index < program.steps.size(); ++index) {
    const auto& step = program.steps[index];
    out += fmt::format("{:>14} ", time_text(step.at));
    closes = closes || timeline::ends_connection(step.action);
    if (const auto write = written_by(step.action)) {
      out += fmt::format("{:>8} {:>7}  {}\n", write->offset, write->length, byte_excerpt(program.text(*write)));
    } else {
      out += fmt::format("{:>16}  {}\n", "", action_words(step.action));
    }
    if (!held[index].empty()) out += fmt::format("{:>31}  = {}\n", "", escaped_bytes(held_text(held[index])));
    if (const auto* repeat = std::get_if<program::RepeatAction>(&step.action)) {
      out += fmt::format("{:>14} {:>16}  repeated every {}\n", "", "", time_text(repeat->every));
    }
    if (const auto* expect = std::get_if<program::ExpectAction>(&step.action)) {
      out += fmt::format("{:>14} {:>16}  {}, at most {}\n", "", "",
                         escaped_bytes(program::expected_words(program, *expect)), time_text(expect->limit));
    }
    if (const auto* hold = std::get_if<program::HoldAction>(&step.action)) {
      out += fmt::format("{:>14} {:>16}  {}at most {}\n", "", "",
                         hold->ends_at_next_request ? "or the session's next request, " : "", time_text(hold->limit));
    }
  }
  return out + fmt::format("ending: {}{}{}\n", to_string(program.ending), closes ? "" : "; the connection stays open",
                           program.is_instant ? "; played without waiting" : "");
}

std::string program_json(const program::WireProgram& program, std::string_view exchange,
                         const std::vector<std::string>& faults, const std::vector<std::vector<HeldEvent>>& held) {
  auto steps = nlohmann::ordered_json::array();
  for (std::size_t index = 0; index < program.steps.size(); ++index) {
    steps.push_back(step_json(program.steps[index], program));
    if (!held[index].empty()) steps.back()["holds"] = held_json(held[index]);
  }
  return json_line({{"exchange", exchange},
                    {"faults", faults},
                    {"bytes", program.bytes.size()},
                    {"instant", program.is_instant},
                    {"steps", std::move(steps)},
                    {"ending", to_string(program.ending)}});
}

}  // namespace wiretape::cli
