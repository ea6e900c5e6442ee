#pragma once

#include <string>
#include <vector>

#include "wiretape/core/wire/ending.h"
#include "wiretape/recorder/diff/difference.h"

namespace wiretape::recorder::diff {

/// What is compared of an answer.
struct ComparedAnswer {
  int status = 0;  ///< 0: no whole head came
  std::string content_type{};
  std::string body{};  ///< framing taken off
  wire::Ending ending = wire::Ending::complete;
};

/// Where an answer is not as the one that was recorded: its status, its type, how it ended, which events come in which
/// order, and which members they have, of which types. Not what they say. `volatile_fields`: members that may come and
/// go (capture::is_volatile, with `*` for an element of a list). The breaking differences come first.
[[nodiscard]] std::vector<Difference> compare(const ComparedAnswer& recorded, const ComparedAnswer& now,
                                              const std::vector<std::string>& volatile_fields);

}  // namespace wiretape::recorder::diff
