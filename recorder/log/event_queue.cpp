#include "wiretape/recorder/log/event_queue.h"

#include <string_view>
#include <utility>
#include <variant>

namespace wiretape::recorder::log {
namespace {

std::size_t size_of(const wire::HttpFields& fields) {
  std::size_t size = 0;
  for (const wire::HttpField& field : fields)
    size += sizeof field + field.name.size() + field.value.size();
  return size;
}

struct EventSize {
  std::size_t operator()(const capture::RequestBegan& event) const {
    return event.upstream.size() + event.head.target.size() + 2 * event.head.fields.text().size();
  }
  std::size_t operator()(const capture::RequestBytes& event) const { return event.bytes.capacity(); }
  std::size_t operator()(const capture::RequestSent& /*event*/) const { return 0; }
  std::size_t operator()(const capture::Interim& event) const { return size_of(event.head.fields); }
  std::size_t operator()(const capture::ResponseBegan& event) const { return size_of(event.head.fields); }
  std::size_t operator()(const capture::ResponseRead& event) const { return event.bytes.capacity(); }
  std::size_t operator()(const capture::ChunkEdges& event) const { return event.sizes.size() * sizeof(std::uint64_t); }
  std::size_t operator()(const capture::ResponseEnded& event) const { return event.cause.size(); }
};

/// About what an event holds in memory.
std::size_t memory_of(const capture::CaptureEvent& event) {
  return sizeof(QueuedEvent) + std::visit(EventSize(), event);
}

}  // namespace

void EventQueue::push(std::uint64_t exchange, capture::CaptureEvent event) {
  const std::size_t bytes = memory_of(event);
  const bool is_end = std::holds_alternative<capture::ResponseEnded>(event);
  const std::lock_guard lock(mutex_);
  if (dropped_.contains(exchange)) {
    if (is_end) dropped_.erase(exchange);
  } else if (bytes_ + bytes > most_bytes_) {
    if (!is_end) dropped_.insert(exchange);
    append(exchange, std::nullopt, sizeof(QueuedEvent));
  } else {
    append(exchange, std::move(event), bytes);
  }
}

void EventQueue::append(std::uint64_t exchange, std::optional<capture::CaptureEvent> event, std::size_t bytes) {
  bytes_ += bytes;
  queue_.push({exchange, std::move(event), bytes});
}

std::vector<QueuedEvent> EventQueue::take_all() {
  std::vector<QueuedEvent> taken = queue_.take_all();
  const std::lock_guard lock(mutex_);
  for (const QueuedEvent& each : taken)
    bytes_ -= each.bytes;
  return taken;
}

}  // namespace wiretape::recorder::log
