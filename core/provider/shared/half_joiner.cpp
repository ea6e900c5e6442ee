#include "wiretape/core/provider/shared/half_joiner.h"

#include <optional>
#include <utility>
#include <variant>

#include "wiretape/core/text/json/surrogate_half.h"
#include "wiretape/core/text/utf8.h"

namespace wiretape::provider {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";

// The text of a delta that is a piece of a text, else nullptr.
std::string_view* piece_of(Delta& delta) {
  if (auto* text = std::get_if<TextDelta>(&delta)) return &text->text;
  if (auto* reasoning = std::get_if<ReasoningDelta>(&delta)) return &reasoning->text;
  if (auto* refusal = std::get_if<RefusalDelta>(&delta)) return &refusal->text;
  if (auto* call = std::get_if<ToolCallDelta>(&delta)) return &call->arguments;
  return nullptr;
}

std::uint32_t choice_of(const Delta& delta) {
  if (const auto* text = std::get_if<TextDelta>(&delta)) return text->choice;
  if (const auto* reasoning = std::get_if<ReasoningDelta>(&delta)) return reasoning->choice;
  if (const auto* refusal = std::get_if<RefusalDelta>(&delta)) return refusal->choice;
  if (const auto* call = std::get_if<ToolCallDelta>(&delta)) return call->choice;
  if (const auto* finish = std::get_if<FinishDelta>(&delta)) return finish->choice;
  return std::get<BlockDelta>(delta).choice;
}

// An empty piece of the text with this place in the variant.
Delta empty_piece(std::size_t kind, std::uint32_t choice, std::uint32_t call) {
  if (kind == Delta(TextDelta{}).index()) return TextDelta{choice, {}};
  if (kind == Delta(ReasoningDelta{}).index()) return ReasoningDelta{choice, {}};
  if (kind == Delta(RefusalDelta{}).index()) return RefusalDelta{choice, {}};
  return ToolCallDelta{choice, call, {}, {}, {}};
}

bool has_halves(std::string_view piece) {
  return text::half_at_begin(piece) || text::half_at_end(piece);
}

}  // namespace

void HalfJoiner::join(std::vector<Delta>& deltas, std::size_t first) {
  made_.clear();
  bool has_any = !held_.empty();
  for (std::size_t at = first; at < deltas.size() && !has_any; ++at) {
    const std::string_view* piece = piece_of(deltas[at]);
    has_any = piece != nullptr && has_halves(*piece);
  }
  if (!has_any) return;
  std::vector<Delta> joined(deltas.begin(), deltas.begin() + static_cast<std::ptrdiff_t>(first));
  for (std::size_t at = first; at < deltas.size(); ++at)
    add(deltas[at], joined);
  deltas = std::move(joined);
}

void HalfJoiner::add(const Delta& delta, std::vector<Delta>& out) {
  Delta copy = delta;
  const auto* call = std::get_if<ToolCallDelta>(&copy);
  if (const std::string_view* piece = piece_of(copy)) {
    return add_piece({choice_of(copy), copy.index(), call == nullptr ? 0 : call->call}, copy, *piece, out);
  }
  const bool ends_all = std::holds_alternative<TerminatorDelta>(copy) || std::holds_alternative<ErrorDelta>(copy);
  const bool ends_texts = std::holds_alternative<FinishDelta>(copy) || std::holds_alternative<BlockDelta>(copy);
  if (ends_all) end(out);
  if (ends_texts) release(choice_of(copy), std::holds_alternative<FinishDelta>(copy), out);
  out.push_back(copy);
}

void HalfJoiner::add_piece(const Text& text, Delta delta, std::string_view piece, std::vector<Delta>& out) {
  const auto held = held_.find(text);
  const bool was_held = held != held_.end() && !piece.empty();
  const std::optional<char32_t> low = text::half_at_begin(piece);
  const bool begins_low = low && text::is_low_surrogate(*low);
  std::string whole;
  if (was_held && begins_low) {
    text::append_utf8(whole, text::joined_surrogates(held->second, *low));
  } else {
    if (was_held) whole += replacement;
    if (begins_low) whole += replacement;
  }
  if (was_held) held_.erase(held);
  if (begins_low) piece.remove_prefix(text::half_size);
  const std::optional<char32_t> high = text::half_at_end(piece);
  if (high) piece.remove_suffix(text::half_size);
  if (high) held_.emplace(text, *high);
  if (was_held || begins_low || high) *piece_of(delta) = keep(whole.append(piece));
  const auto* call = std::get_if<ToolCallDelta>(&delta);
  const bool says_more = call != nullptr && (!call->id.empty() || !call->name.empty());
  if (!piece_of(delta)->empty() || says_more) out.push_back(delta);
}

// A reason ends all texts of its choice; a block those that stand in blocks, and no calls, which may be open side by
// side.
void HalfJoiner::release(std::uint32_t choice, bool also_calls, std::vector<Delta>& out) {
  const std::size_t call_kind = Delta(ToolCallDelta{}).index();
  for (auto held = held_.begin(); held != held_.end();) {
    if (held->first.choice != choice || (held->first.kind == call_kind && !also_calls)) {
      ++held;
      continue;
    }
    Delta piece = empty_piece(held->first.kind, choice, held->first.call);
    *piece_of(piece) = replacement;
    out.push_back(piece);
    held = held_.erase(held);
  }
}

void HalfJoiner::end(std::vector<Delta>& deltas) {
  while (!held_.empty())
    release(held_.begin()->first.choice, true, deltas);
}

std::string_view HalfJoiner::keep(std::string text) {
  return made_.emplace_back(std::move(text));
}

}  // namespace wiretape::provider
