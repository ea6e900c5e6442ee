#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "wiretape/core/program/random.h"
#include "wiretape/core/program/stage/body.h"
#include "wiretape/core/tape/profile/profile.h"

namespace wiretape::program {

/// Where to cut a body so that each fragment brings as many events as a read of the profile; as cut_body otherwise.
/// Comments go with the event after them. Pauses always cut.
[[nodiscard]] std::vector<std::size_t> cut_by_profile(const Body& body, const tape::Profile& profile, Random& random);

/// The time from the request to the first byte.
[[nodiscard]] std::chrono::microseconds draw_first_byte(const tape::Profile& profile, Random& random);

/// The gaps between reads, one after the other: each of the profile's distribution, the short ones in runs where the
/// profile has bursts. Both arguments must outlive it.
class ProfileGaps {
 public:
  ProfileGaps(const tape::Profile& profile, Random& random);

  std::chrono::microseconds next();

 private:
  bool draw(std::uint64_t probability);

  const tape::Profile* profile_;
  Random* random_;
  tape::Share short_share_ = 0;             // of the gaps; 0: no bursts
  std::uint64_t probability_of_burst_ = 0;  // after a long gap, in millionths
  std::uint64_t probability_of_end_ = 0;    // after a short one
  bool is_in_burst_ = false;
};

}  // namespace wiretape::program
