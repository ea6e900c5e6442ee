#pragma once

#include <string>

namespace CLI {
class App;
}

namespace wiretape::cli {

/// What may be meant by the first option that the chosen command does not have: "wiretape: no option '--spee'; did you
/// mean '--speed'?", as a line. "" where there is none, or none like it.
[[nodiscard]] std::string mistyped_option(const CLI::App& app);

}  // namespace wiretape::cli
