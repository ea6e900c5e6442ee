#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace wiretape::tape {

/// A share of a whole, in millionths.
using Share = std::uint32_t;
inline constexpr Share whole_share = 1'000'000;

/// A point of a distribution: this share of the times is no longer than `time`.
struct Percentile {
  Share share;
  std::chrono::microseconds time;

  friend bool operator==(const Percentile&, const Percentile&) = default;
};

/// A distribution of times, linear between its points: they rise in share from 0 to the whole and never fall in time.
using Percentiles = std::vector<Percentile>;

/// The time below which that share of the times lies. `share` is below the whole.
[[nodiscard]] std::chrono::microseconds time_at(const Percentiles& percentiles, Share share);

/// The share of the times that are shorter than `time`.
[[nodiscard]] Share share_below(const Percentiles& percentiles, std::chrono::microseconds time);

/// That short gaps come together.
struct Bursts {
  std::chrono::microseconds below;  ///< what a short gap is: some gaps are short, not all
  std::uint64_t mean_length;        ///< of a run of short gaps, in millionths of a gap; not below what `gap` allows

  friend bool operator==(const Bursts&, const Bursts&) = default;
};

/// How often a read brings that many events.
struct EventsPerRead {
  std::uint64_t events;  ///< at least 1
  std::uint64_t weight;  ///< at least 1; relative to those of the others

  friend bool operator==(const EventsPerRead&, const EventsPerRead&) = default;
};

/// How a provider's bytes arrive: when, and how many events at a time. See docs/profile-format.md.
struct Profile {
  Percentiles first_byte{};                      ///< from the request to the first byte; empty: no time
  Percentiles gap{};                             ///< between two reads
  std::optional<Bursts> bursts{};                ///< absent: each gap for itself
  std::vector<EventsPerRead> events_per_read{};  ///< rising in events; empty: one event a read
  Share inside_event = 0;                        ///< of the reads: end inside an event

  friend bool operator==(const Profile&, const Profile&) = default;
};

/// The profile that a delivery names, shared by all that name it.
struct NamedProfile {
  std::string name;                        ///< as the tape writes it
  std::shared_ptr<const Profile> profile;  ///< not null

  friend bool operator==(const NamedProfile& left, const NamedProfile& right) {
    return left.name == right.name && *left.profile == *right.profile;
  }
};

}  // namespace wiretape::tape
