#include "wiretape/core/compile/request_key.h"

#include <nlohmann/json.hpp>

#include "wiretape/core/program/random.h"

namespace wiretape::program {

std::uint64_t request_key(std::string_view session, const provider::RequestView& request) {
  using nlohmann::json;
  std::uint64_t key = mix_seed(0, session);
  key = mix_seed(key, request.method());
  key = mix_seed(key, request.path());
  // nlohmann::json orders members by name, so that the order on the wire does not matter.
  const json* body = request.json_tree();
  if (body == nullptr) return mix_seed(key, request.body());
  return mix_seed(key, body->dump(-1, ' ', false, json::error_handler_t::replace));
}

}  // namespace wiretape::program
