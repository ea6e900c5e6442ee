#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "wiretape/core/fault/fault.h"
#include "wiretape/core/provider/request_view.h"
#include "wiretape/core/wire/http/http_message.h"
#include "wiretape/mockserver/answer/answer_context.h"
#include "wiretape/mockserver/answer/asked/prefixed_target.h"
#include "wiretape/mockserver/answer/own_error.h"

namespace wiretape::mockserver {

/// What a request asks for. Refers to the request.
struct Asked {
  Asked(const wire::HttpRequest& request, const RequestOrigin& origin, PrefixedTarget&& target,
        std::vector<fault::Fault>&& own_faults);

  std::string session;         ///< "" where the path names none
  provider::RequestView view;  ///< of what its target is without session and plan
  AnswerContext context;
  std::uint64_t connection;          ///< as in RequestOrigin
  std::vector<fault::Fault> faults;  ///< that it asks for itself, by its URL and its fields
};

/// Why a request can't be taken: its prefix or its plan can't be read, or it is of one session too many.
struct AskError {
  OwnError error;
  std::string session;    ///< as far as it could be read
  std::string_view path;  ///< what tells its dialect; of the request
};

/// The first step of an answer: takes a request apart. `has_seed`: the server has one, so that chance needs none.
[[nodiscard]] std::variant<Asked, AskError> ask(const wire::HttpRequest& request, const RequestOrigin& origin,
                                                bool has_seed);

}  // namespace wiretape::mockserver
