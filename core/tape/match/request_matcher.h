#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "wiretape/core/provider/dialect.h"
#include "wiretape/core/provider/request_view.h"
#include "wiretape/core/tape/match/clause.h"
#include "wiretape/core/tape/match/conversation_matcher.h"
#include "wiretape/core/tape/match/path_pattern.h"
#include "wiretape/core/tape/match/rounds_matcher.h"
#include "wiretape/core/tape/match/text_matcher.h"
#include "wiretape/core/tape/tape.h"

namespace wiretape::tape {

/// A RequestRule made ready to be asked many times. Keeps nothing of the rule. A copy shares; thread safe.
class RequestMatcher {
 public:
  /// `dialect` is that in which a request tells its conversation; where it is nullptr, the request decides. A rule with
  /// rounds needs one.
  explicit RequestMatcher(const RequestRule& rule, const provider::Dialect* dialect = nullptr);

  [[nodiscard]] bool met_by(const provider::RequestView& request) const;

  /// Every clause, the cheapest to tell first; those of `json` member by member. All hold exactly where met_by is true.
  [[nodiscard]] std::vector<Clause> clauses(const provider::RequestView& request) const;

  /// The path where only one fits.
  [[nodiscard]] std::optional<std::string_view> literal_path() const;

  /// The JSON pattern, or nullptr.
  [[nodiscard]] const nlohmann::json* json() const { return json_.get(); }

  /// What the path's `{name}`s stand for; none where the path does not fit.
  [[nodiscard]] PathCaptures captures(std::string_view path) const;

 private:
  struct NamedText {
    std::string name;
    TextMatcher value;
  };

  void take_messages_out();
  [[nodiscard]] bool path_fits(std::string_view path) const;
  [[nodiscard]] const provider::Conversation* conversation_in(const provider::RequestView& request) const;
  [[nodiscard]] const provider::Conversation* conversation_meant(const provider::RequestView& request) const;
  [[nodiscard]] bool messages_fit(const provider::Conversation& conversation) const;
  [[nodiscard]] bool conversation_fits(const provider::RequestView& request) const;
  void add_json_clauses(const provider::RequestView& request, std::vector<Clause>& clauses) const;
  void add_conversation_clauses(const provider::RequestView& request, std::vector<Clause>& clauses) const;
  [[nodiscard]] std::string description() const;

  std::optional<std::string> method_;
  std::optional<std::string> path_;
  std::optional<PathPattern> pattern_;  // absent for a path that is no pattern: nothing fits it
  bool is_literal_path_ = false;
  std::vector<NamedText> query_;
  std::vector<NamedText> headers_;
  std::shared_ptr<const nlohmann::json> json_;
  const provider::Dialect* dialect_;
  std::shared_ptr<const ConversationMatcher> conversation_;  // nullptr: any
  std::shared_ptr<const RoundsMatcher> rounds_;              // nullptr: none
  std::shared_ptr<const nlohmann::json> messages_;           // nullptr: any; of JSON, where there are rounds
  std::vector<TextMatcher> body_;
  std::vector<RequestMatcher> none_of_;
};

}  // namespace wiretape::tape
