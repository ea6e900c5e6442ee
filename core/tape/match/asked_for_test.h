#pragma once

#include <string>
#include <utility>

#include "wiretape/core/provider/request_view.h"

namespace wiretape::tape {

/// A request with what a rule looks at. Stays where it is: the view refers to it.
struct Asked {
  Asked(std::string method, const std::string& target, std::string body, wire::HttpFields fields = {})
      : path(target.substr(0, target.find('?'))),
        query(target.substr(std::min(path.size() + 1, target.size()))),
        request{.head = {.method = std::move(method), .target = target, .fields = std::move(fields)},
                .body = std::move(body)} {}
  Asked(const Asked&) = delete;
  Asked& operator=(const Asked&) = delete;

  std::string path;
  std::string query;
  wire::HttpRequest request;
  provider::RequestView view{request, path, query};
};

}  // namespace wiretape::tape
