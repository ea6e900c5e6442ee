#pragma once

#include <vector>

#include "wiretape/core/yaml/comments/place_comments.h"
#include "wiretape/core/yaml/emit_layout.h"

namespace wiretape::yaml {

/// Gives the values of a document that is to be written the comments that belong to them. Where a comment's value is
/// not there, because it is left out or written otherwise, the comment goes above the innermost one around it that is.
/// None is lost. The root must be a mapping that is not empty.
void attach_comments(EmitNode& root, const std::vector<PlacedComment>& comments);

}  // namespace wiretape::yaml
