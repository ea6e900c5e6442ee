#include "wiretape/mockserver/control/control_answers.h"

#include <nlohmann/json.hpp>

#include "wiretape/core/text/json/write_json.h"

namespace wiretape::mockserver {

using nlohmann::ordered_json;

ControlAnswer control_json(const ordered_json& body, int status) {
  return {.status = status, .body = text::write_json(body) + "\n"};
}

ControlAnswer control_error(int status, std::string_view type, std::string_view message) {
  return control_json({{"error", {{"type", type}, {"message", message}}}}, status);
}

ordered_json mistake_json(const text::Diagnostic& mistake) {
  return {{"file", mistake.file},         {"line", mistake.position.line}, {"column", mistake.position.column},
          {"found", mistake.found},       {"expected", mistake.expected},  {"hint", mistake.hint},
          {"message", to_string(mistake)}};
}

ControlAnswer control_farewell() {
  return control_error(503, "shutting_down", "the server ends");
}

}  // namespace wiretape::mockserver
