#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "wiretape/core/program/wire_program.h"

namespace wiretape::mockserver {

/// Puts a request's own id where its program, which others play too, has an open one (WireProgram::open_request_ids).
/// Holds a copy of what it has filled until it is told to forget it, and of that the beginning only where it is long.
class RequestIdFiller {
 public:
  static constexpr std::size_t most_copied = std::size_t{64} << 10;

  /// `number` as provider::request_id_end takes it.
  explicit RequestIdFiller(std::uint64_t number) : number_(number) {}

  /// What to send for `bytes`, which begin at `offset` of the program: all of them, or of many the first. Valid until
  /// the next call.
  [[nodiscard]] std::string_view fill(const program::WireProgram& program, std::size_t offset, std::string_view bytes);

  void forget() { filled_ = {}; }

 private:
  std::uint64_t number_;
  std::string filled_;
};

}  // namespace wiretape::mockserver
