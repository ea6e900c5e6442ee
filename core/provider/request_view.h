#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

#include "wiretape/core/wire/http/http_message.h"

namespace wiretape::provider {

/// What rules and dialects may know of a request. The JSON body is parsed at most once, on demand, and only to a depth
/// of 200. Refers to the request: keep that alive. Not thread safe.
class RequestView {
 public:
  /// `path` is the target without session and plan prefixes and without its query.
  RequestView(const wire::HttpRequest& request, std::string_view path, std::string_view query);
  ~RequestView();
  RequestView(const RequestView&) = delete;
  RequestView& operator=(const RequestView&) = delete;

  [[nodiscard]] std::string_view method() const;
  [[nodiscard]] std::string_view path() const;
  [[nodiscard]] std::string_view query() const;
  [[nodiscard]] const wire::HttpFields& fields() const;
  [[nodiscard]] std::string_view body() const;

  /// The body as JSON, or nullptr where it is not JSON.
  [[nodiscard]] const nlohmann::json* json() const;

 private:
  struct Parsed;
  const wire::HttpRequest* request_;
  std::string_view path_;
  std::string_view query_;
  mutable std::unique_ptr<Parsed> parsed_;
};

}  // namespace wiretape::provider
