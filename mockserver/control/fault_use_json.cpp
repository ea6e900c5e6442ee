#include "wiretape/mockserver/control/fault_use_json.h"

#include <nlohmann/json.hpp>

namespace wiretape::mockserver {

nlohmann::ordered_json fault_use_json(const FaultUse& use) {
  nlohmann::ordered_json json{{"plan", use.plan},
                              {"line", use.position.line},
                              {"column", use.position.column},
                              {"exchange", nullptr},
                              {"fault", use.fault}};
  if (!use.exchange.empty()) json["exchange"] = use.exchange;
  return json;
}

}  // namespace wiretape::mockserver
