#include "cli/print/json_line.h"

#include <nlohmann/json.hpp>

#include "wiretape/core/text/json/write_json.h"

#include "cli/print/printable.h"

namespace wiretape::cli {

std::string json_line(const nlohmann::ordered_json& value) {
  std::string line = text::write_json(value);
  escape_unprintable_json(line);
  return line += '\n';
}

}  // namespace wiretape::cli
