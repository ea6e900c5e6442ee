#pragma once

#include <span>
#include <string_view>

namespace wiretape::tape {

/// A profile that is part of the library: fixtures/profiles/<name>.profile.
struct ShippedProfile {
  std::string_view name;
  std::string_view text;
};

[[nodiscard]] std::span<const ShippedProfile> shipped_profiles();

/// The one of that name, or nullptr.
[[nodiscard]] const ShippedProfile* find_shipped_profile(std::string_view name);

}  // namespace wiretape::tape
