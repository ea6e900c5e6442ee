#include "cli/program_text.h"

#include <variant>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "wiretape/core/provider/utf8.h"
#include "wiretape/core/tape/base64.h"
#include "wiretape/core/tape/emit_scalar.h"

namespace wiretape::cli {
namespace {

// The first and last bytes of a write are where cuts are; the middle is the less interesting.
constexpr std::size_t shown_at_start = 72;
constexpr std::size_t shown_at_end = 24;

std::string escaped(std::string_view bytes) {
  std::string out;
  while (!bytes.empty()) {
    const auto character = provider::first_character(bytes);
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
    } else {
      out += bytes.substr(0, character.length);
    }
    bytes.remove_prefix(character.length);
  }
  return out;
}

/// Moves a place to where a character begins, so that the excerpt itself cuts none.
std::size_t character_start(std::string_view bytes, std::size_t at) {
  while (at < bytes.size() && (static_cast<unsigned char>(bytes[at]) & 0xC0U) == 0x80U)
    ++at;
  return at;
}

nlohmann::ordered_json step_json(const program::Step& step, const program::WireProgram& program) {
  nlohmann::ordered_json json{{"at_us", step.at.count()}};
  if (const auto* write = std::get_if<program::WriteAction>(&step.action)) {
    const auto bytes = program.text(*write);
    json["do"] = "write";
    json["offset"] = write->offset;
    json["length"] = write->length;
    json[tape::is_utf8(bytes) ? "text" : "base64"] =
        tape::is_utf8(bytes) ? std::string(bytes) : tape::encode_base64(bytes);
  } else {
    json["do"] = std::holds_alternative<program::ResetAction>(step.action) ? "reset" : "fin";
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

std::string program_text(const program::WireProgram& program) {
  std::string out = fmt::format("{:>14} {:>8} {:>7}\n", "at", "offset", "length");
  bool closes = false;
  for (const auto& step : program.steps) {
    out += fmt::format("{:>14} ", time_text(step.at));
    if (const auto* write = std::get_if<program::WriteAction>(&step.action)) {
      out += fmt::format("{:>8} {:>7}  {}\n", write->offset, write->length, byte_excerpt(program.text(*write)));
    } else {
      closes = true;
      const bool is_reset = std::holds_alternative<program::ResetAction>(step.action);
      out += fmt::format("{:>16}  {}\n", "", is_reset ? "RST" : "FIN");
    }
  }
  return out + fmt::format("ending: {}{}\n", to_string(program.ending), closes ? "" : "; the connection stays open");
}

std::string program_json(const program::WireProgram& program, std::string_view exchange) {
  auto steps = nlohmann::ordered_json::array();
  for (const auto& step : program.steps)
    steps.push_back(step_json(step, program));
  return nlohmann::ordered_json{{"exchange", exchange},
                                {"bytes", program.bytes.size()},
                                {"steps", std::move(steps)},
                                {"ending", to_string(program.ending)}}
      .dump();
}

}  // namespace wiretape::cli
