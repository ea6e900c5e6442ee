#include "wiretape/core/program/play/expected_words.h"

#include "wiretape/core/tape/match/heard_matcher.h"

namespace wiretape::program {

std::string expected_words(const WireProgram& program, const ExpectAction& expect) {
  return expect.message ? tape::HeardMatcher(program.websocket->expected[*expect.message]).expected() : "a close frame";
}

}  // namespace wiretape::program
