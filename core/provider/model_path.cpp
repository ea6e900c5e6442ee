#include "wiretape/core/provider/model_path.h"

#include "wiretape/core/text/percent_encoding.h"

namespace wiretape::provider {
namespace {

constexpr std::string_view models_folder = "/models/";

std::string_view last_segment(std::string_view path) {
  return path.substr(path.rfind('/') + 1);
}

}  // namespace

bool is_model_path(std::string_view path) {
  const auto name = last_segment(path);
  path.remove_suffix(name.size());
  return !name.empty() && path.ends_with(models_folder);
}

std::string model_of_path(std::string_view path) {
  const auto name = last_segment(path);
  return text::percent_decoded(name).value_or(std::string(name));
}

}  // namespace wiretape::provider
