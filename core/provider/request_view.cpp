#include "wiretape/core/provider/request_view.h"

#include <nlohmann/json.hpp>

namespace wiretape::provider {
namespace {

constexpr int deepest_nesting = 200;

// The parser itself does not recurse; what is done with a value later (dump, compare) does, so depth is bounded here.
std::optional<nlohmann::json> parse_bounded(std::string_view text) {
  bool too_deep = false;
  const auto watch_depth = [&](int depth, nlohmann::json::parse_event_t event, nlohmann::json& /*value*/) {
    using Event = nlohmann::json::parse_event_t;
    if ((event == Event::object_start || event == Event::array_start) && depth >= deepest_nesting) too_deep = true;
    return !too_deep;
  };
  nlohmann::json value = nlohmann::json::parse(text, watch_depth, /*allow_exceptions=*/false);
  if (too_deep || value.is_discarded()) return std::nullopt;
  return value;
}

}  // namespace

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
  if (parsed_ == nullptr) parsed_ = std::make_unique<Parsed>(Parsed{parse_bounded(request_->body)});
  return parsed_->value ? &*parsed_->value : nullptr;
}

}  // namespace wiretape::provider
