#include "wiretape/mockserver/answer/program_cache.h"

#include <utility>

namespace wiretape::mockserver {

std::shared_ptr<const PlayableProgram> ProgramCache::find(const std::string& key) const {
  const std::lock_guard lock(mutex_);
  const auto known = programs_.find(key);
  return known == programs_.end() ? nullptr : known->second;
}

std::shared_ptr<const PlayableProgram> ProgramCache::keep(std::string key,
                                                          std::shared_ptr<const PlayableProgram> program) {
  const std::lock_guard lock(mutex_);
  if (programs_.size() >= most) programs_.clear();
  return programs_.emplace(std::move(key), std::move(program)).first->second;
}

}  // namespace wiretape::mockserver
