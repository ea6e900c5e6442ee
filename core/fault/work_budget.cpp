#include "wiretape/core/fault/work_budget.h"

#include <algorithm>
#include <variant>

#include <fmt/format.h>

namespace wiretape::fault {
namespace {

struct Size {
  std::uint64_t operator()(const provider::DataEvent& event) const {
    return event.name.size() + event.data.size() + event.verbatim.size();
  }
  std::uint64_t operator()(const provider::CommentEvent& comment) const {
    return comment.text.size() + comment.verbatim.size();
  }
  std::uint64_t operator()(const provider::FieldsEvent& fields) const {
    return fields.name.value_or("").size() + fields.id.value_or("").size();
  }
  std::uint64_t operator()(const provider::PauseEvent&) const { return 0; }
  std::uint64_t operator()(const provider::ExpectEvent&) const { return 0; }
};

}  // namespace

std::uint64_t bytes_added(const Fault& fault) {
  const FaultArguments& arguments = fault.arguments;
  if (fault.type->name == "huge_event") return arguments.count("bytes");
  if (fault.type->name != "comment_flood") return 0;
  return arguments.count("count") * std::max<std::uint64_t>(arguments.text("comment").size(), arguments.count("size"));
}

std::uint64_t bytes_in(const provider::Events& events) {
  std::uint64_t bytes = 0;
  for (const provider::Event& event : events.events)
    bytes += std::visit(Size{}, event);
  return bytes;
}

std::optional<Misfit> WorkBudget::take(std::uint64_t bytes) {
  taken_ += bytes;
  if (taken_ <= most_work_bytes) return std::nullopt;
  return Misfit{fmt::format("a fault more on a stream of {} bytes", bytes),
                fmt::format("faults that look through at most {} bytes in all", most_work_bytes)};
}

}  // namespace wiretape::fault
