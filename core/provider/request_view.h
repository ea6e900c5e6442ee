#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

#include "wiretape/core/provider/conversation.h"
#include "wiretape/core/text/json/json_index.h"
#include "wiretape/core/wire/http/http_message.h"

namespace wiretape::provider {

/// What rules and dialects may know of a request. The JSON body is read at most once, on demand, and only to a depth of
/// 200. Refers to the request: keep that alive. Not thread safe.
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
  [[nodiscard]] const wire::HttpRequestHead& head() const;
  [[nodiscard]] const wire::HttpFieldLines& fields() const;
  [[nodiscard]] std::string_view body() const;

  /// The body as JSON, read where it stands; nullopt where it is not JSON. Half of a surrogate pair reads as U+FFFD.
  /// Valid as long as the view.
  [[nodiscard]] std::optional<text::JsonValue> json() const;

  /// The same as a tree: for what has to have all of it, since it costs thirty times as much. nullptr where the body is
  /// not JSON.
  [[nodiscard]] const nlohmann::json* json_tree() const;

  /// The conversation in the body, as a dialect tells one; nullptr where the body is not JSON. Valid until that of
  /// another dialect is asked for.
  [[nodiscard]] const Conversation* conversation(const DialectConversation& dialect) const;

 private:
  enum class Reading { not_yet, sound, not_json };

  [[nodiscard]] bool read() const;
  [[nodiscard]] bool read_as_the_tree_does() const;

  const wire::HttpRequest* request_;
  std::string_view path_;
  std::string_view query_;
  mutable Reading reading_ = Reading::not_yet;
  mutable text::JsonIndex index_;
  mutable std::unique_ptr<const nlohmann::json> tree_;
  mutable std::string rewritten_;
  mutable std::optional<Conversation> conversation_;
};

}  // namespace wiretape::provider
