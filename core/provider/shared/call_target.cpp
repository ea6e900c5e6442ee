#include "wiretape/core/provider/shared/call_target.h"

namespace wiretape::provider {
namespace {

/// The version that a path begins with: "/v1", "/v1beta"; empty where it begins with none.
std::string_view version_of(std::string_view path) {
  const bool has_version = path.size() > 2 && path.starts_with("/v") && path[2] >= '0' && path[2] <= '9';
  return has_version ? path.substr(0, path.find('/', 1)) : std::string_view();
}

void append_query(std::string& target, std::string_view query) {
  if (query.empty()) return;
  target.append(1, target.find('?') == std::string::npos ? '?' : '&').append(query);
}

}  // namespace

std::string call_target(const CallBase& base, std::string_view path, std::string_view query) {
  std::string target = base.path;
  if (target.ends_with('/')) target.pop_back();
  const std::string_view version = version_of(path);
  if (target.ends_with(version)) path.remove_prefix(version.size());
  target += path;
  append_query(target, query);
  append_query(target, base.query);
  return target;
}

}  // namespace wiretape::provider
