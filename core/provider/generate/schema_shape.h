#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "wiretape/core/provider/generate/draw.h"
#include "wiretape/core/provider/generate/step_budget.h"

// For .cpp files only: brings in nlohmann/json.

namespace wiretape::provider {

using SchemaJson = nlohmann::ordered_json;

/// Schemas that one value must meet, all of them; they may refer to others.
using Schemas = std::vector<const SchemaJson*>;

/// Schemas that one value must meet, after every reference and choice: what is referred to and what `allOf` lists, and
/// of `anyOf` and `oneOf` one each. Nothing is copied: valid as long as the whole schema.
struct SchemaShape {
  Schemas parts;  ///< objects

  /// The keyword of the first part that has it; nullptr where none has.
  [[nodiscard]] const SchemaJson* first(std::string_view keyword) const;

  /// What each part says for the keyword that has it, in order.
  [[nodiscard]] Schemas all(std::string_view keyword) const;

  /// The largest or the smallest number that a part gives for the keyword.
  [[nodiscard]] std::optional<double> largest(std::string_view keyword) const;
  [[nodiscard]] std::optional<double> smallest(std::string_view keyword) const;

  /// The same for counts; `otherwise` where none gives one. Counts are bounded by a million.
  [[nodiscard]] std::uint64_t largest_count(std::string_view keyword, std::uint64_t otherwise) const;
  [[nodiscard]] std::uint64_t smallest_count(std::string_view keyword, std::uint64_t otherwise) const;
};

/// Whether a part is `true` for the keyword.
[[nodiscard]] bool says_true(const SchemaShape& shape, std::string_view keyword);

/// The member of an object; nullptr where it is none, or lacks it.
[[nodiscard]] const SchemaJson* member_of(const SchemaJson& object, std::string_view name);

/// Follows what schemas of `whole` refer to. `is_deep`: of alternatives those are taken that end soonest.
/// Takes of the budget as many steps as its parts have keywords, and items in these, so that each keyword of the shape
/// may be looked at without counting; and what following them took. Where it is spent, parts are missing.
[[nodiscard]] SchemaShape shape_of(const Schemas& schemas, const SchemaJson& whole, const Draw& draw, bool is_deep,
                                   StepBudget& budget);

}  // namespace wiretape::provider
