#pragma once

#include <functional>
#include <string>
#include <variant>
#include <vector>

#include "wiretape/core/net/loop_thread.h"
#include "wiretape/core/net/serve/server_stream.h"
#include "wiretape/core/tape/tape.h"
#include "wiretape/core/text/diagnostic.h"

#include "cli/serve/tape_snapshot.h"

namespace wiretape::cli {

/// Loads tapes anew whenever their files change, appear or go, on a thread of its own until it is destroyed. It looks
/// at them five times a second: that also works where the system tells nobody of changes (network and container
/// mounts), and whatever way an editor takes to save.
class TapeWatch {
 public:
  using Loaded = std::variant<std::vector<tape::Tape>, text::Diagnostics>;

  /// `before` is how the files were before they were loaded first. Calls `on_loaded` on the watch's thread.
  TapeWatch(std::vector<std::string> paths, TapeSnapshot before, std::function<void(Loaded)> on_loaded);
  TapeWatch(const TapeWatch&) = delete;
  TapeWatch& operator=(const TapeWatch&) = delete;
  ~TapeWatch();

 private:
  void look_later();
  void look();
  void load();

  std::vector<std::string> paths_;
  SettledChange change_;
  std::function<void(Loaded)> on_loaded_;
  net::LoopThread loop_;
  net::Timer timer_;
};

}  // namespace wiretape::cli
