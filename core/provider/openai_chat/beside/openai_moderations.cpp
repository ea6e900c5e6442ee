#include "wiretape/core/provider/openai_chat/beside/openai_moderations.h"

#include <array>
#include <cstddef>
#include <optional>
#include <string>

#include <nlohmann/json.hpp>

#include "wiretape/core/provider/shared/ids/derived_id.h"
#include "wiretape/core/provider/shared/openai/openai_error.h"
#include "wiretape/core/provider/shared/openai/openai_fields.h"
#include "wiretape/core/provider/shared/request_json.h"
#include "wiretape/core/text/json/write_json.h"

namespace wiretape::provider {
namespace {

using nlohmann::ordered_json;

constexpr std::array<std::string_view, 13> categories{"harassment",
                                                      "harassment/threatening",
                                                      "sexual",
                                                      "hate",
                                                      "hate/threatening",
                                                      "illicit",
                                                      "illicit/violent",
                                                      "self-harm/intent",
                                                      "self-harm/instructions",
                                                      "self-harm",
                                                      "sexual/minors",
                                                      "violence",
                                                      "violence/graphic"};

constexpr std::size_t most_moderated = 2048;
constexpr std::string_view default_moderation_model = "omni-moderation-latest";

/// How many inputs there are; 0 where there is nothing to look at.
std::size_t count_inputs(const std::optional<text::JsonValue>& input) {
  if (!input) return 0;
  if (input->is_text()) return 1;
  std::size_t texts = 0;
  std::size_t parts = 0;
  for (const auto element : input->elements())
    ++(element.is_text() ? texts : parts);
  return parts > 0 ? 1 : texts;
}

ordered_json unflagged() {
  ordered_json flags;
  ordered_json scores;
  ordered_json applied;
  for (const auto category : categories) {
    flags[std::string(category)] = false;
    scores[std::string(category)] = 0.000001;
    applied[std::string(category)] = ordered_json::array({"text"});
  }
  return {{"flagged", false},
          {"categories", flags},
          {"category_scores", scores},
          {"category_applied_input_types", applied}};
}

WholeAnswer answer_moderations(const RequestView& request) {
  const auto body = request.json();
  const auto count = count_inputs(find_member(body, "input"));
  if (count == 0 || count > most_moderated) {
    return openai_render_error({.status = 400,
                                .message = "'input' must be a text, an array of 1 to 2048 texts, or an array of parts",
                                .type = {},
                                .code = {},
                                .param = "input"});
  }
  const auto model = text_of(find_member(body, "model"));
  const ordered_json answer{{"id", derived_id("modr-", 24, ContentHash().add(request.body()))},
                            {"model", model.empty() ? std::string(default_moderation_model) : model},
                            {"results", ordered_json::array_t(count, unflagged())}};
  return {200, openai_answer_fields(), text::write_json(answer)};
}

bool is_at_moderations(std::string_view path) {
  return path.ends_with("/moderations");
}

}  // namespace

constinit const SideEndpoint openai_moderations{
    .method = "POST", .is_at = is_at_moderations, .answer = answer_moderations};

}  // namespace wiretape::provider
