#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "wiretape/core/provider/request_view.h"
#include "wiretape/core/tape/match/last_message_index.h"
#include "wiretape/core/tape/match/request_matcher.h"
#include "wiretape/core/tape/tape.h"

namespace wiretape::tape {

/// Rules made ready to be asked many times: a thousand that differ by path, by a text in their JSON's first level, or
/// by what the last message is to say, cost about as much as one. Keeps nothing of the exchanges. Thread safe once
/// made.
class Matcher {
 public:
  explicit Matcher(std::span<const Exchange* const> exchanges);

  /// The index of the first exchange, not before `from`, whose rule the request meets, or nullopt.
  [[nodiscard]] std::optional<std::size_t> find(const provider::RequestView& request, std::size_t from = 0) const;

  /// The rule of exchange `index`.
  [[nodiscard]] const RequestMatcher& rule(std::size_t index) const { return rules_[index]; }

 private:
  using Indices = std::vector<std::size_t>;  ///< rising

  /// Rules that agree on all by which rules are filed but the text of the last message.
  struct Row {
    Indices others;
    std::map<const provider::DialectConversation*, LastMessageIndex> by_last_message;
  };

  /// Rules that agree on the path. A rule whose JSON asks for a text in its first level is filed under the first such.
  struct Shelf {
    Row others;
    std::map<std::string, std::map<std::string, Row, std::less<>>, std::less<>> by_member;  ///< name, text
  };

  /// A search for the first rule that a request meets.
  struct Search {
    const provider::RequestView& request;
    std::size_t from;
    std::optional<std::size_t> first{};
  };

  void file(const Exchange& exchange, const RequestMatcher& rule, std::size_t index);
  [[nodiscard]] Row& row_of(const RequestMatcher& rule);
  static void make_ready(Shelf& shelf);
  void look_on(const Shelf& shelf, Search& search) const;
  void look_along(const Row& row, Search& search) const;
  void look_among(const Indices& indices, Search& search) const;

  std::vector<RequestMatcher> rules_;
  Shelf any_path_;
  std::map<std::string, Shelf, std::less<>> by_path_;
};

}  // namespace wiretape::tape
