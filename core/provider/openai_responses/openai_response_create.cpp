#include "wiretape/core/provider/openai_responses/openai_response_create.h"

#include <utility>

#include "wiretape/core/text/json/edit_json.h"

namespace wiretape::provider {

std::string openai_response_create(std::string_view body) {
  const auto created = text::edit_json_object(body, [](text::EditedJson& object) {
    if (object.contains("type")) return false;
    object.erase("stream");
    object.erase("background");
    text::EditedJson event = {{"type", "response.create"}};
    event.update(object);
    object = std::move(event);
    return true;
  });
  return created.value_or(std::string(body));
}

}  // namespace wiretape::provider
