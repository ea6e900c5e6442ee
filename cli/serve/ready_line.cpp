#include "cli/serve/ready_line.h"

#include <sys/stat.h>

#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include "cli/print/json_line.h"
#include "cli/serve/proxy_lines.h"

namespace wiretape::cli {
namespace {

/// The umask can be read by setting it only.
mode_t file_mode_mask() {
  const mode_t mask = ::umask(077);
  ::umask(mask);
  return mask;
}

}  // namespace

std::string ready_text(const mockserver::Ready& ready, const MadeProxy& proxy) {
  const auto trust = ready.authority_file.empty() ? "" : "; clients trust " + ready.authority_file;
  return fmt::format("wiretape: ready on {} with {} exchange{}; control on {}{}\n", ready.url, ready.exchanges,
                     ready.exchanges == 1 ? "" : "s", ready.control_url, trust) +
         proxy_text(proxy, ready.url);
}

std::string ready_json(const mockserver::Ready& ready, const MadeProxy& proxy) {
  nlohmann::ordered_json line{{"ready", true},
                              {"url", ready.url},
                              {"port", ready.port},
                              {"control_url", ready.control_url},
                              {"control_port", ready.control_port},
                              {"exchanges", ready.exchanges}};
  if (!ready.authority_file.empty()) line["tls_ca_file"] = ready.authority_file;
  if (proxy.terms) line["proxy"] = proxy_json(proxy, ready.url);
  return json_line(line);
}

std::variant<file::OwnedFile, text::SystemError> write_ready_file(const std::string& path, const std::string& line) {
  auto made = file::OwnedFile::make(path + ".XXXXXX", line);
  auto* file = std::get_if<file::OwnedFile>(&made);
  if (file == nullptr) return made;
  ::chmod(file->path().c_str(), 0666 & ~file_mode_mask());
  if (auto error = file->move_to(path)) return *std::move(error);
  return made;
}

}  // namespace wiretape::cli
