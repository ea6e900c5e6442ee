#include "wiretape/core/provider/generate/generate_number.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <optional>

namespace wiretape::provider {
namespace {

constexpr double usual_span = 100;
constexpr double usual_step = 0.01;
constexpr double most_steps = 9007199254740992;  // 2^53: up to there a double has every whole number
constexpr double close_to_whole = 1e-9;

struct Bound {
  std::optional<double> value;
  bool is_excluded = false;
};

/// `sign` is 1 for the lower bound and -1 for the upper one, so that both are looked for in the same way.
Bound bound_of(const SchemaShape& shape, double sign) {
  const bool is_lower = sign > 0;
  const auto included = is_lower ? shape.largest("minimum") : shape.smallest("maximum");
  const char* const exclusive = is_lower ? "exclusiveMinimum" : "exclusiveMaximum";
  const auto excluded = is_lower ? shape.largest(exclusive) : shape.smallest(exclusive);
  // JSON Schema's draft 4 writes `exclusiveMinimum: true` beside `minimum`.
  if (!excluded) return {included, says_true(shape, exclusive)};
  if (included && sign * *included > sign * *excluded) return {included, false};
  return {excluded, true};
}

bool is_near_whole(double number) {
  return std::abs(number - std::round(number)) < close_to_whole;
}

/// The least number that both divide. Decimals are counted in the last place that they have, up to the ninth: 0.1 and
/// 0.25 as 10 and 25 hundredths. The larger one where they can't be.
double common_multiple(double one, double other) {
  for (double places = 1; places <= 1e9; places *= 10) {
    const double first = std::round(one * places);
    const double second = std::round(other * places);
    if (first < 1 || second < 1 || !is_near_whole(one * places) || !is_near_whole(other * places)) continue;
    if (std::max(first, second) > most_steps) break;
    const auto shared = std::gcd(static_cast<std::int64_t>(first), static_cast<std::int64_t>(second));
    return first / static_cast<double>(shared) * second / places;
  }
  return std::max(one, other);
}

/// What the number must be a multiple of, by all parts.
std::optional<double> multiple_of(const SchemaShape& shape) {
  std::optional<double> common;
  for (const SchemaJson* value : shape.all("multipleOf")) {
    const double multiple = value->is_number() ? value->get<double>() : 0;
    if (!(multiple > 0) || !std::isfinite(multiple)) continue;
    common = common ? common_multiple(*common, multiple) : multiple;
  }
  return common;
}

/// The distance of two numbers that may be drawn; whole ones may need several of the schema's own.
double step_of(const SchemaShape& shape, bool is_whole) {
  const auto multiple = multiple_of(shape);
  if (!multiple) return is_whole ? 1 : usual_step;
  if (!is_whole) return *multiple;
  for (int times = 1; times <= 1000; ++times) {
    if (is_near_whole(times * *multiple)) return std::max(1.0, std::round(times * *multiple));
  }
  return 1;
}

/// `count` steps. Of a step such as 0.01 as 7/100, the number that is written 0.07.
double steps(double count, double step) {
  const double inverse = std::round(1 / step);
  const bool is_fraction = inverse >= 2 && std::abs(inverse * step - 1) < close_to_whole;
  return is_fraction ? count / inverse : count * step;
}

SchemaJson written(double number, bool is_whole) {
  if (!std::isfinite(number)) return 0;
  if (is_whole && std::abs(number) <= most_steps) return static_cast<std::int64_t>(number);
  return number;
}

}  // namespace

SchemaJson generate_number(const SchemaShape& shape, bool is_whole, const Draw& draw) {
  const Bound lower = bound_of(shape, 1);
  const Bound upper = bound_of(shape, -1);
  const double step = step_of(shape, is_whole);
  const double span = std::max(usual_span, 2 * step);
  const double least = lower.value.value_or(std::min(0.0, upper.value.value_or(span) - span));
  const double most = upper.value.value_or(std::max(lower.value.value_or(0) + span, span));
  double first = std::ceil(least / step - close_to_whole);
  double last = std::floor(most / step + close_to_whole);
  if (lower.is_excluded && steps(first, step) <= least) ++first;
  if (upper.is_excluded && steps(last, step) >= most) --last;
  const bool is_counted = std::abs(first) <= most_steps && std::abs(last) <= most_steps;
  if (is_counted && first <= last) {
    const auto count = draw.between(static_cast<std::int64_t>(first), static_cast<std::int64_t>(last));
    return written(steps(static_cast<double>(count), step), is_whole);
  }
  // No multiple lies between them, or doubles can't count so far.
  const double middle = least + (most - least) / 2;
  return written(is_whole ? std::round(middle) : middle, is_whole);
}

}  // namespace wiretape::provider
