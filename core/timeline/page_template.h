#pragma once

#include <string_view>

namespace wiretape::timeline {

/// The page that shows timelines, core/timeline/page.html, around the place for their JSON.
struct PageTemplate {
  std::string_view before_data;
  std::string_view after_data;
};

/// It is part of the library: CMake makes its code of the file. Valid for ever.
[[nodiscard]] PageTemplate page_template();

}  // namespace wiretape::timeline
