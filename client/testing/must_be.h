#pragma once

#include <cstdlib>
#include <variant>

#include <gtest/gtest.h>

#include "wiretape/client/outcome.h"
#include "wiretape/client/result.h"

namespace wiretape::client::testing {

/// The outcome as the one that it must be; of any other the test fails and ends, and says which it was.
template <class Alternative>
Alternative must_be(const Outcome& outcome) {
  if (const auto* found = std::get_if<Alternative>(&outcome)) return *found;
  ADD_FAILURE() << describe(outcome);
  std::abort();
}

template <class Alternative>
Alternative must_be(const Result& result) {
  return must_be<Alternative>(result.outcome);
}

}  // namespace wiretape::client::testing
