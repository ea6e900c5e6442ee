#include "wiretape/core/tape/match/query_parameters.h"

#include <algorithm>

#include "wiretape/core/text/percent_encoding.h"

namespace wiretape::tape {
namespace {

std::string decoded(std::string_view text) {
  std::string plain(text);
  std::ranges::replace(plain, '+', ' ');
  return text::percent_decoded(plain).value_or(plain);
}

}  // namespace

std::vector<std::pair<std::string, std::string>> query_parameters(std::string_view query) {
  std::vector<std::pair<std::string, std::string>> parameters;
  while (!query.empty()) {
    const auto end = std::min(query.find('&'), query.size());
    const auto parameter = query.substr(0, end);
    query.remove_prefix(std::min(end + 1, query.size()));
    if (parameter.empty()) continue;
    const auto equals = std::min(parameter.find('='), parameter.size());
    const auto value = parameter.substr(std::min(equals + 1, parameter.size()));
    parameters.emplace_back(decoded(parameter.substr(0, equals)), decoded(value));
  }
  return parameters;
}

}  // namespace wiretape::tape
