#include "wiretape/core/provider/shared/openai/openai_fields.h"

#include <gtest/gtest.h>

namespace wiretape::provider {
namespace {

const wire::HttpField request_id{"x-request-id", "req_000000000000WiretapeRequestId000"};

TEST(OpenaiFields, NameTheRequest) {
  EXPECT_EQ(openai_stream_fields(), wire::HttpFields{request_id});
  EXPECT_EQ(openai_answer_fields(), (wire::HttpFields{{"content-type", "application/json"}, request_id}));
}

}  // namespace
}  // namespace wiretape::provider
