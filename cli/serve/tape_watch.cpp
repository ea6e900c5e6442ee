#include "cli/serve/tape_watch.h"

#include <chrono>
#include <utility>

#include <boost/asio/post.hpp>

#include "cli/tape_files.h"

namespace wiretape::cli {
namespace {

constexpr std::chrono::milliseconds look_again{200};

}  // namespace

TapeWatch::TapeWatch(std::vector<std::string> paths, TapeSnapshot before, std::function<void(Loaded)> on_loaded)
    : paths_(std::move(paths)),
      change_(std::move(before)),
      on_loaded_(std::move(on_loaded)),
      timer_(loop_.context().get_executor()) {
  boost::asio::post(loop_.context(), [this] { look_later(); });
}

TapeWatch::~TapeWatch() {
  loop_.stop();
}

void TapeWatch::look_later() {
  timer_.expires_after(look_again);
  timer_.async_wait([this](const net::ErrorCode& error) {
    if (!error) look();
  });
}

void TapeWatch::look() {
  if (change_.look(take_snapshot(paths_))) load();
  look_later();
}

void TapeWatch::load() {
  auto loaded = load_tapes(paths_);
  if (change_.look_again(take_snapshot(paths_))) on_loaded_(std::move(loaded));
}

}  // namespace wiretape::cli
