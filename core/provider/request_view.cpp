#include "wiretape/core/provider/request_view.h"

#include <nlohmann/json.hpp>

#include "wiretape/core/text/bounded_json.h"

namespace wiretape::provider {

struct RequestView::Parsed {
  std::optional<nlohmann::json> value;
};

RequestView::RequestView(const wire::HttpRequest& request, std::string_view path, std::string_view query)
    : request_(&request), path_(path), query_(query) {}

RequestView::~RequestView() = default;

std::string_view RequestView::method() const {
  return request_->head.method;
}

std::string_view RequestView::path() const {
  return path_;
}

std::string_view RequestView::query() const {
  return query_;
}

const wire::HttpFields& RequestView::fields() const {
  return request_->head.fields;
}

std::string_view RequestView::body() const {
  return request_->body;
}

const nlohmann::json* RequestView::json() const {
  if (parsed_ == nullptr)
    parsed_ = std::make_unique<Parsed>(Parsed{parse_bounded_json<nlohmann::json>(request_->body)});
  return parsed_->value ? &*parsed_->value : nullptr;
}

}  // namespace wiretape::provider
