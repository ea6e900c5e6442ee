#include "wiretape/recorder/log/put_in_place.h"

#include <utility>
#include <variant>

#include "wiretape/core/file/owned_file.h"

namespace wiretape::recorder::log {

std::optional<text::SystemError> put_in_place(const std::string& path, std::string_view text) {
  auto made = file::OwnedFile::make(path + std::string(draft_mark) + "XXXXXX", text);
  if (auto* error = std::get_if<text::SystemError>(&made)) return std::move(*error);
  auto& draft = std::get<file::OwnedFile>(made);
  if (auto error = draft.move_to(path)) return error;
  draft.keep();
  return std::nullopt;
}

}  // namespace wiretape::recorder::log
