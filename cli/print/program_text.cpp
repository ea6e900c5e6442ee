#include "cli/print/program_text.h"

#include <optional>
#include <variant>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "wiretape/core/text/base64.h"
#include "wiretape/core/text/utf8.h"
#include "wiretape/core/yaml/emit_scalar.h"

#include "cli/print/json_line.h"

namespace wiretape::cli {
namespace {

// The first and last bytes of a write are where cuts are; the middle is the less interesting.
constexpr std::size_t shown_at_start = 72;
constexpr std::size_t shown_at_end = 24;

std::string escaped(std::string_view bytes) {
  std::string out;
  while (!bytes.empty()) {
    const auto character = text::first_character(bytes);
    const auto byte = static_cast<unsigned char>(bytes.front());
    if (bytes.front() == '\n') {
      out += "\\n";
    } else if (bytes.front() == '\r') {
      out += "\\r";
    } else if (bytes.front() == '\t') {
      out += "\\t";
    } else if (bytes.front() == '\\') {
      out += "\\\\";
    } else if (!character.valid || byte < 0x20 || byte == 0x7F) {
      out += fmt::format("\\x{:02x}", byte);
    } else if (character.value >= 0x80 && character.value < 0xA0) {
      out += fmt::format("\\x{:02x}\\x{:02x}", byte, static_cast<unsigned>(character.value));
    } else {
      out += bytes.substr(0, character.length);
    }
    bytes.remove_prefix(character.length);
  }
  return out;
}

/// Moves a place to where a character begins, so that the excerpt itself cuts none.
std::size_t character_start(std::string_view bytes, std::size_t at) {
  while (at < bytes.size() && text::continues_character(bytes[at]))
    ++at;
  return at;
}

/// What an action is called: in JSON, and among lines of text.
struct ActionName {
  std::string_view json;
  std::string_view text;
};

struct NameAction {
  ActionName operator()(const program::WriteAction&) const { return {"write", ""}; }
  ActionName operator()(const program::RepeatAction&) const { return {"repeat", ""}; }
  ActionName operator()(const program::HoldAction&) const { return {"hold", "held until it is released"}; }
  ActionName operator()(const program::HangAction&) const { return {"hang", "silence"}; }
  ActionName operator()(const program::HalfCloseAction&) const { return {"half_close", "FIN, and reads on"}; }
  ActionName operator()(const program::FinAction& fin) const {
    return fin.notifies ? ActionName{"fin", "FIN"} : ActionName{"tls_cut", "FIN without close_notify"};
  }
  ActionName operator()(const program::ResetAction& reset) const {
    return reset.drains ? ActionName{"reset", "RST"} : ActionName{"reset_at_once", "RST at once"};
  }
};

ActionName name_of(const program::Action& action) {
  return std::visit(NameAction{}, action);
}

/// The bytes that an action sends, or nullopt.
std::optional<program::WriteAction> written_by(const program::Action& action) {
  if (const auto* write = std::get_if<program::WriteAction>(&action)) return *write;
  if (const auto* repeat = std::get_if<program::RepeatAction>(&action)) {
    return program::WriteAction{repeat->offset, repeat->length};
  }
  return std::nullopt;
}

std::string_view part_name(HeldEvent::Part part) {
  switch (part) {
    case HeldEvent::Part::begin:
      return "begin";
    case HeldEvent::Part::middle:
      return "middle";
    case HeldEvent::Part::end:
      return "end";
    case HeldEvent::Part::whole:
      break;
  }
  return "whole";
}

nlohmann::ordered_json held_json(const std::vector<HeldEvent>& held) {
  auto list = nlohmann::ordered_json::array();
  for (const HeldEvent& event : held) {
    auto& item = list.emplace_back(nlohmann::ordered_json::object());
    if (event.number > 0) item["event"] = event.number;
    item["part"] = part_name(event.part);
    item[event.number > 0 ? "says" : "comment"] = event.says;
  }
  return list;
}

/// Whether a step ends the connection, or keeps it from its next request.
bool ends(const program::Action& action) {
  return !std::holds_alternative<program::WriteAction>(action) && !std::holds_alternative<program::HoldAction>(action);
}

nlohmann::ordered_json step_json(const program::Step& step, const program::WireProgram& program) {
  nlohmann::ordered_json json{{"at_us", step.at.count()}, {"do", name_of(step.action).json}};
  if (const auto write = written_by(step.action)) {
    const auto bytes = program.text(*write);
    json["offset"] = write->offset;
    json["length"] = write->length;
    json[yaml::is_utf8(bytes) ? "text" : "base64"] =
        yaml::is_utf8(bytes) ? std::string(bytes) : text::encode_base64(bytes);
  }
  if (const auto* repeat = std::get_if<program::RepeatAction>(&step.action)) json["every_us"] = repeat->every.count();
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

std::string byte_excerpt(std::string_view bytes) {
  if (bytes.size() <= shown_at_start + shown_at_end) return escaped(bytes);
  const std::size_t start_end = character_start(bytes, shown_at_start);
  const std::size_t end_start = character_start(bytes, bytes.size() - shown_at_end);
  return escaped(bytes.substr(0, start_end)) + " … " + escaped(bytes.substr(end_start));
}

std::string program_text(const program::WireProgram& program, const std::vector<std::vector<HeldEvent>>& held) {
  std::string out = fmt::format("{:>14} {:>8} {:>7}\n", "at", "offset", "length");
  bool closes = false;
  for (std::size_t index = 0; index < program.steps.size(); ++index) {
    const auto& step = program.steps[index];
    out += fmt::format("{:>14} ", time_text(step.at));
    closes = closes || ends(step.action);
    if (const auto write = written_by(step.action)) {
      out += fmt::format("{:>8} {:>7}  {}\n", write->offset, write->length, byte_excerpt(program.text(*write)));
    } else {
      out += fmt::format("{:>16}  {}\n", "", name_of(step.action).text);
    }
    if (!held[index].empty()) out += fmt::format("{:>31}  = {}\n", "", escaped(held_text(held[index])));
    if (const auto* repeat = std::get_if<program::RepeatAction>(&step.action)) {
      out += fmt::format("{:>14} {:>16}  repeated every {}\n", "", "", time_text(repeat->every));
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
