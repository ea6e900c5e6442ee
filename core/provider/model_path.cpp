#include "wiretape/core/provider/model_path.h"

#include "wiretape/core/text/percent_encoding.h"

namespace wiretape::provider {
namespace {

constexpr std::string_view models_folder = "/models/";

/// Names may have slashes, and not all clients encode them. Empty where there is none.
std::string_view name_in(std::string_view path) {
  const auto folder = path.find(models_folder);
  return folder == path.npos ? "" : path.substr(folder + models_folder.size());
}

}  // namespace

bool is_model_path(std::string_view path) {
  const auto name = name_in(path);
  return !name.empty() && !name.ends_with('/');
}

std::string model_of_path(std::string_view path) {
  const auto name = name_in(path);
  return text::percent_decoded(name).value_or(std::string(name));
}

}  // namespace wiretape::provider
