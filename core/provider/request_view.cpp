#include "wiretape/core/provider/request_view.h"

#include <nlohmann/json.hpp>

#include "wiretape/core/text/json/bounded_json.h"
#include "wiretape/core/text/json/surrogate_half.h"

namespace wiretape::provider {
namespace {

// The parser refuses half of a surrogate pair, which RFC 8259 allows and JavaScript writes where it cuts a text.
std::optional<nlohmann::json> tree_of_body(std::string_view body) {
  auto tree = text::parse_bounded_json<nlohmann::json>(body);
  if (tree) return tree;
  const std::string whole = text::with_whole_pairs(std::string(body));
  return whole == body ? std::nullopt : text::parse_bounded_json<nlohmann::json>(whole);
}

}  // namespace

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

const wire::HttpFieldLines& RequestView::fields() const {
  return request_->head.fields;
}

const wire::HttpRequestHead& RequestView::head() const {
  return request_->head;
}

std::string_view RequestView::body() const {
  return request_->body;
}

std::optional<text::JsonValue> RequestView::json() const {
  if (reading_ == Reading::not_yet) reading_ = read() ? Reading::sound : Reading::not_json;
  return reading_ == Reading::sound ? std::optional(index_.root()) : std::nullopt;
}

const nlohmann::json* RequestView::json_tree() const {
  if (tree_ == nullptr && reading_ != Reading::not_json) {
    if (auto tree = tree_of_body(body())) {
      tree_ = std::make_unique<const nlohmann::json>(*std::move(tree));
    } else {
      reading_ = Reading::not_json;
    }
  }
  return tree_.get();
}

const Conversation* RequestView::conversation(const DialectConversation& dialect) const {
  if (conversation_ && &conversation_->dialect() == &dialect) return &*conversation_;
  const auto body = json();
  if (!body) return nullptr;
  return &conversation_.emplace(*body, dialect);
}

bool RequestView::read() const {
  return index_.read(body()) || read_as_the_tree_does();
}

/// The tree decides what is JSON. What it takes and the index does not (a byte order mark, half a surrogate pair) is
/// written anew.
bool RequestView::read_as_the_tree_does() const {
  if (json_tree() == nullptr) return false;
  rewritten_ = json_tree()->dump();
  return index_.read(rewritten_);
}

}  // namespace wiretape::provider
