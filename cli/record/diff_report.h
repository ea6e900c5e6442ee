#pragma once

#include <optional>
#include <string>

#include <nlohmann/json.hpp>

#include "wiretape/recorder/replay/differ.h"

#include "cli/log/log_form.h"

namespace wiretape::cli {

/// What `wiretape record --mode diff` says: a line for each difference as it is found, and what all came to. Not thread
/// safe.
class DiffReport {
 public:
  /// `form`: that of the lines; absent: none are written.
  explicit DiffReport(std::optional<LogForm> form) : form_(form) {}

  void note(const recorder::replay::ComparedExchange& exchange);
  void note(const recorder::replay::UncomparedExchange& exchange) const;

  /// What all came to, a line with its end: for people, and for scripts with the first thousand differences.
  [[nodiscard]] static std::string text(const recorder::replay::DiffCounts& counts);
  [[nodiscard]] std::string json(const recorder::replay::DiffCounts& counts) const;

 private:
  std::optional<LogForm> form_;
  nlohmann::ordered_json differences_ = nlohmann::ordered_json::array();
};

}  // namespace wiretape::cli
