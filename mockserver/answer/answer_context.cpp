#include "wiretape/mockserver/answer/answer_context.h"

#include "wiretape/mockserver/answer/cors.h"

namespace wiretape::mockserver {

AnswerContext context_of(const wire::HttpRequestHead& head, const RequestOrigin& origin) {
  return {{head.method == "HEAD", head.minor_version, head.keep_alive(), origin.is_tls},
          origin.is_cors ? cross_origin_fields(&head) : wire::HttpFields{}};
}

}  // namespace wiretape::mockserver
