#include "wiretape/core/provider/openai_responses/openai_responses_items.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <limits>

#include "wiretape/core/provider/openai_responses/openai_responses_types.h"
#include "wiretape/core/text/json/holds_text.h"
#include "wiretape/core/text/json/strict_json.h"

namespace wiretape::provider {
namespace {

constexpr std::string_view reasoning_type = "reasoning";

constexpr auto place_members = std::to_array<std::string_view>(
    {"type", "id", "item_id", "response_id", "status", "agent", "obfuscation", "event_id", "call_id", "role"});

bool is_reasoning(std::string_view part_type) {
  return part_type == "reasoning_text" || part_type == "summary_text";
}

bool is_known_part(std::string_view type) {
  return type == "output_text" || type == "text" || type == "refusal" || is_reasoning(type);
}

bool is_of_summary(std::string_view part_type) {
  return part_type == "summary_text";
}

// The item that a part of this type belongs to.
std::string_view item_type_of(std::string_view part_type) {
  return is_reasoning(part_type) ? reasoning_type : "message";
}

bool has_parts(std::string_view item_type) {
  return item_type == "message" || item_type == reasoning_type;
}

}  // namespace

void ResponsesItems::begin_item(const ResponsesEvent& event, std::vector<Delta>& out) {
  const ResponsesItem& begun = *event.item;
  OpenItem& item = open(event, begun.id, begun.type);
  if (!has_parts(item.type)) item.block = begin_block(item.type, out);
  if (!is_responses_call(item.type)) return;
  say_call(item, begun, out);
  item.first_arguments = begun.arguments;
}

void ResponsesItems::end_item(const ResponsesEvent& event, std::vector<Delta>& out) {
  const ResponsesItem& whole = *event.item;
  OpenItem* begun = find(event, whole.id);
  if (begun != nullptr) return say_end(*begun, whole, out);
  open(event, whole.id, whole.type);
  say_end(items_.back(), whole, out);
}

void ResponsesItems::add_whole_item(const ResponsesItem& whole, std::vector<Delta>& out) {
  items_.emplace_back().type = whole.type;
  say_end(items_.back(), whole, out);
}

void ResponsesItems::begin_part(const ResponsesEvent& event, std::vector<Delta>& out) {
  const std::string_view type = event.part->type;
  OpenItem& item = found_or_opened(event, item_type_of(type));
  open_part(item, place_of(item, event, type, true), type, out);
}

void ResponsesItems::end_part(const ResponsesEvent& event, std::vector<Delta>& out) {
  const std::string_view type = event.part->type;
  OpenItem& item = found_or_opened(event, item_type_of(type));
  say_whole_part(item, place_of(item, event, type, false), *event.part, out);
}

void ResponsesItems::add_text(const ResponsesEvent& event, std::string_view part_type, std::vector<Delta>& out) {
  if (event.delta.empty()) return;
  OpenItem& item = found_or_opened(event, item_type_of(part_type));
  const PartPlace place = place_of(item, event, part_type, false);
  say_text(found_or_opened_part(item, place, part_type, out), event.delta, out);
}

void ResponsesItems::add_whole_text(const ResponsesEvent& event, std::string_view part_type, std::vector<Delta>& out) {
  OpenItem& item = found_or_opened(event, item_type_of(part_type));
  const PartPlace place = place_of(item, event, part_type, false);
  OpenPart& part = found_or_opened_part(item, place, part_type, out);
  if (!part.has_text) say_text(part, event.whole, out);
}

void ResponsesItems::add_annotation(const ResponsesEvent& event, std::vector<Delta>& out) {
  if (event.annotation.empty()) return;
  constexpr std::string_view type = "output_text";
  OpenItem& item = found_or_opened(event, item_type_of(type));
  OpenPart& part = found_or_opened_part(item, {false, event.part_index.value_or(0)}, type, out);
  go_on_with(part.block, part.type, out);
  part.has_annotations = true;
  out.emplace_back(CitationDelta{0, event.annotation});
}

void ResponsesItems::add_arguments(const ResponsesEvent& event, std::vector<Delta>& out) {
  if (!event.delta.empty()) say_arguments(found_or_opened(event, "function_call"), event.delta, out);
}

void ResponsesItems::add_whole_arguments(const ResponsesEvent& event, std::vector<Delta>& out) {
  OpenItem& item = found_or_opened(event, "function_call");
  if (!item.has_arguments && !event.whole.empty()) say_arguments(item, event.whole, out);
}

void ResponsesItems::finish(std::vector<Delta>& out) {
  if (std::exchange(is_finished_, true)) return;
  for (OpenItem& item : items_) {
    if (item.has_arguments || item.first_arguments.empty()) continue;
    say_arguments(item, item.first_arguments, out);
  }
}

// Hosts leave out the index, or the ids, or both: then it is the item that began last.
ResponsesItems::OpenItem* ResponsesItems::find(const ResponsesEvent& event, std::string_view id) {
  if (event.output_index) {
    const auto found = by_index_.find(*event.output_index);
    if (found != by_index_.end()) return &items_[found->second];
  }
  const auto found = by_id_.find(id);
  if (found != by_id_.end()) return &items_[found->second];
  const bool names_none = !event.output_index && id.empty();
  return names_none && !items_.empty() ? &items_.back() : nullptr;
}

ResponsesItems::OpenItem& ResponsesItems::open(const ResponsesEvent& event, std::string_view id,
                                               std::string_view type) {
  const std::size_t place = items_.size();
  if (event.output_index) by_index_.insert_or_assign(*event.output_index, place);
  if (!id.empty()) by_id_.insert_or_assign(std::string(id), place);
  OpenItem& item = items_.emplace_back();
  item.type = type;
  return item;
}

// A stream may be taken up in the middle of an item.
ResponsesItems::OpenItem& ResponsesItems::found_or_opened(const ResponsesEvent& event, std::string_view type) {
  OpenItem* item = find(event, event.item_id);
  return item != nullptr ? *item : open(event, event.item_id, type);
}

// A host that leaves the index out means the part that began last, or begins the next one.
ResponsesItems::PartPlace ResponsesItems::place_of(const OpenItem& item, const ResponsesEvent& event,
                                                   std::string_view type, bool begins) {
  const bool is_in_summary = is_of_summary(type);
  if (event.part_index) return {is_in_summary, *event.part_index};
  const auto behind = item.parts.upper_bound({is_in_summary, std::numeric_limits<std::int64_t>::max()});
  const bool has_none = behind == item.parts.begin() || std::prev(behind)->first.first != is_in_summary;
  if (has_none) return {is_in_summary, 0};
  const std::int64_t last = std::prev(behind)->first.second;
  const bool has_next = last < std::numeric_limits<std::int64_t>::max();
  return {is_in_summary, begins && has_next ? last + 1 : last};
}

ResponsesItems::OpenPart& ResponsesItems::open_part(OpenItem& item, PartPlace place, std::string_view type,
                                                    std::vector<Delta>& out) {
  const std::uint32_t block = begin_block(is_reasoning(type) ? reasoning_type : type, out);
  item.block = block;
  OpenPart part{.block = block, .type = std::string(type)};
  return item.parts.insert_or_assign(place, std::move(part)).first->second;
}

ResponsesItems::OpenPart& ResponsesItems::found_or_opened_part(OpenItem& item, PartPlace place, std::string_view type,
                                                               std::vector<Delta>& out) {
  const auto found = item.parts.find(place);
  return found != item.parts.end() ? found->second : open_part(item, place, type, out);
}

void ResponsesItems::say_text(OpenPart& part, std::string_view text, std::vector<Delta>& out) {
  if (text.empty()) return;
  part.has_text = true;
  go_on_with(part.block, is_reasoning(part.type) ? reasoning_type : std::string_view(part.type), out);
  if (is_reasoning(part.type)) {
    out.emplace_back(ReasoningDelta{0, text});
  } else if (part.type == "refusal") {
    out.emplace_back(RefusalDelta{0, text});
  } else {
    out.emplace_back(TextDelta{0, text});
  }
}

void ResponsesItems::say_whole_part(OpenItem& item, PartPlace place, const ResponsesPart& whole,
                                    std::vector<Delta>& out) {
  OpenPart& part = found_or_opened_part(item, place, whole.type, out);
  if (!is_known_part(whole.type)) {
    if (!part.has_text && says_more_than_its_place(whole.json)) out.emplace_back(UnknownContentDelta{0, whole.json});
    part.has_text = true;
    return;
  }
  if (!part.has_text) say_text(part, whole.text, out);
  if (part.has_annotations || whole.annotations.empty()) return;
  go_on_with(part.block, part.type, out);
  part.has_annotations = true;
  for (const std::string_view annotation : whole.annotations)
    out.emplace_back(CitationDelta{0, annotation});
}

void ResponsesItems::say_whole_parts(OpenItem& item, const ResponsesItem& whole, std::vector<Delta>& out) {
  std::int64_t index = 0;
  for (const ResponsesPart& part : whole.summary)
    say_whole_part(item, {true, index++}, part, out);
  index = 0;
  for (const ResponsesPart& part : whole.content)
    say_whole_part(item, {false, index++}, part, out);
}

// The provider vouches for the reasoning as a whole: in the last of its blocks.
void ResponsesItems::say_encrypted(OpenItem& item, std::string_view content, std::vector<Delta>& out) {
  if (content.empty()) return;
  if (item.block) {
    go_on_with(*item.block, reasoning_type, out);
  } else {
    item.block = begin_block(reasoning_type, out);
  }
  out.emplace_back(SignatureDelta{0, content});
}

void ResponsesItems::say_call(OpenItem& item, const ResponsesItem& said, std::vector<Delta>& out) {
  const std::string_view id = said.call_id.empty() ? said.id : said.call_id;
  ToolCallDelta piece{0, 0, {}, {}, {}};
  if (!item.has_id) piece.id = id;
  if (!item.has_name) piece.name = said.name;
  item.has_id = item.has_id || !id.empty();
  item.has_name = item.has_name || !said.name.empty();
  if (!piece.id.empty() || !piece.name.empty()) say_piece_of_call(item, piece, out);
}

void ResponsesItems::say_arguments(OpenItem& item, std::string_view arguments, std::vector<Delta>& out) {
  item.has_arguments = true;
  say_piece_of_call(item, {0, 0, {}, {}, arguments}, out);
}

void ResponsesItems::say_piece_of_call(OpenItem& item, ToolCallDelta piece, std::vector<Delta>& out) {
  if (!item.block) item.block = begin_block(item.type, out);
  if (!item.call) {
    go_on_with(*item.block, item.type, out);
    item.call = calls_++;
  }
  piece.call = *item.call;
  out.emplace_back(piece);
}

void ResponsesItems::say_end(OpenItem& item, const ResponsesItem& whole, std::vector<Delta>& out) {
  say_whole_parts(item, whole, out);
  if (whole.type == reasoning_type) {
    say_encrypted(item, whole.encrypted_content, out);
  } else if (is_responses_call(whole.type)) {
    say_call(item, whole, out);
    if (!item.has_arguments && !whole.arguments.empty()) say_arguments(item, whole.arguments, out);
  } else if (!has_parts(whole.type)) {
    if (!item.block) item.block = begin_block(whole.type, out);
    if (says_more_than_its_place(whole.json)) out.emplace_back(UnknownContentDelta{0, whole.json});
  }
}

std::uint32_t ResponsesItems::begin_block(std::string_view type, std::vector<Delta>& out) {
  out.emplace_back(BlockDelta{0, type});
  current_block_ = blocks_++;
  return current_block_;
}

void ResponsesItems::go_on_with(std::uint32_t block, std::string_view type, std::vector<Delta>& out) {
  if (block != current_block_) out.emplace_back(BlockDelta{0, type, block});
  current_block_ = block;
}

bool says_more_than_its_place(std::string_view json) {
  text::StrictJson walk;
  bool says_more = false;
  const auto on_member = [&](std::string_view name, text::StrictJson::Value& value) {
    std::string_view written;
    if (!walk.capture(value, written)) return false;
    says_more =
        says_more || (std::ranges::find(place_members, name) == place_members.end() && text::holds_text(written));
    return true;
  };
  return walk.read_object(json, on_member) && says_more;
}

}  // namespace wiretape::provider
