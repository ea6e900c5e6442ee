#include "cli/serve/ready_line.h"

#include <filesystem>
#include <fstream>
#include <system_error>

#include <fmt/core.h>
#include <nlohmann/json.hpp>

namespace wiretape::cli {

std::string ready_text(const Ready& ready) {
  const auto trust = ready.authority_file.empty() ? "" : "; clients trust " + ready.authority_file;
  return fmt::format("wiretape: ready on {} with {} exchange{}; control on {}{}", ready.url, ready.exchanges,
                     ready.exchanges == 1 ? "" : "s", ready.control_url, trust);
}

std::string ready_json(const Ready& ready) {
  nlohmann::ordered_json line{{"ready", true},
                              {"url", ready.url},
                              {"port", ready.port},
                              {"control_url", ready.control_url},
                              {"control_port", ready.control_port},
                              {"exchanges", ready.exchanges}};
  if (!ready.authority_file.empty()) line["tls_ca_file"] = ready.authority_file;
  return line.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

bool write_ready_file(const std::string& path, const std::string& line) {
  const auto draft = path + ".part";
  std::ofstream(draft) << line << '\n';
  std::error_code error;
  std::filesystem::rename(draft, path, error);
  return !error;
}

}  // namespace wiretape::cli
