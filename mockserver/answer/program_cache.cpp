#include "wiretape/mockserver/answer/program_cache.h"

#include <utility>

namespace wiretape::mockserver {
namespace {

bool is_large(const program::WireProgram& program) {
  return program.bytes.size() + program.steps.size() * sizeof(program::Step) > ProgramCache::largest_kept;
}

}  // namespace

std::shared_ptr<const MadeProgram> ProgramCache::find(const std::string& key) const {
  const std::lock_guard lock(mutex_);
  const auto known = programs_.find(key);
  return known == programs_.end() ? nullptr : known->second.program.lock();
}

std::shared_ptr<const MadeProgram> ProgramCache::keep(std::string key, std::shared_ptr<const MadeProgram> program) {
  const std::lock_guard lock(mutex_);
  if (programs_.size() >= most) programs_.clear();
  auto& kept = programs_[std::move(key)];
  if (auto known = kept.program.lock()) return known;
  kept = {program, is_large(program->program) ? nullptr : program};
  return program;
}

}  // namespace wiretape::mockserver
