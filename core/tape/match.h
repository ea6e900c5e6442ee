#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "wiretape/core/provider/request_view.h"
#include "wiretape/core/tape/tape.h"

namespace wiretape::tape {

/// The first clause of a rule that a request fails.
struct Mismatch {
  std::string clause;    ///< "method", "path", "json /messages/0/role"
  std::string expected;  ///< as the tape says it
  std::string found;     ///< as the request says it; "(absent)" where it says nothing
};

/// Whether every member of `pattern` is in `value`: objects as subsets, arrays element by element and of equal length,
/// numbers by value, everything else by equality.
[[nodiscard]] bool json_contains(const nlohmann::json& value, const nlohmann::json& pattern);

/// Rules made ready to be asked many times: a thousand that differ by path, or by a text in their JSON's first level,
/// cost about as much as one. Keeps nothing of the exchanges. Thread safe once made.
class Matcher {
 public:
  explicit Matcher(std::span<const Exchange* const> exchanges);

  /// The index of the first exchange, not before `from`, whose rule the request meets, or nullopt.
  [[nodiscard]] std::optional<std::size_t> find(const provider::RequestView& request, std::size_t from = 0) const;

  /// Why exchange `index` does not match: its first failing clause. Nullopt where it matches.
  [[nodiscard]] std::optional<Mismatch> explain(std::size_t index, const provider::RequestView& request) const;

 private:
  struct Rule;
  using Indices = std::vector<std::size_t>;  ///< rising

  /// Rules that agree on the path. A rule whose JSON asks for a text in its first level is filed under the first such.
  struct Shelf {
    Indices others;
    std::map<std::string, std::map<std::string, Indices, std::less<>>, std::less<>> by_member;  ///< name, text
  };

  void file(const Rule& rule, std::size_t index);
  [[nodiscard]] std::vector<const Indices*> candidates(const provider::RequestView& request) const;
  static void add_candidates(const Shelf& shelf, const provider::RequestView& request,
                             std::vector<const Indices*>& candidates);

  std::vector<std::shared_ptr<const Rule>> rules_;
  Shelf any_path_;
  std::map<std::string, Shelf, std::less<>> by_path_;
};

}  // namespace wiretape::tape
