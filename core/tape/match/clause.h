#pragma once

#include <string>

namespace wiretape::tape {

/// One clause of a rule, held against a request.
struct Clause {
  std::string name;      ///< "method", "path", "query alt", "header accept", "json /model", "turn", "body", "not"
  std::string expected;  ///< as the tape says it
  std::string found;     ///< as the request says it; "(absent)" where it says nothing
  bool holds = false;
};

}  // namespace wiretape::tape
