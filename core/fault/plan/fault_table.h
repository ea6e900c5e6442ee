#pragma once

#include <string>

namespace wiretape::fault {

/// Every fault with what it does, what a client sees, its parameters and its places: the table of docs/faults.md, in
/// Markdown, a section a family.
[[nodiscard]] std::string fault_table();

}  // namespace wiretape::fault
