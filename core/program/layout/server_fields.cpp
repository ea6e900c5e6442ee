#include "wiretape/core/program/layout/server_fields.h"

namespace wiretape::program {

void add_server_fields(wire::HttpFields& head, const wire::HttpFields& server_fields) {
  if (server_fields.empty() || wire::find_field(head, server_fields.front().name)) return;
  head.insert(head.end(), server_fields.begin(), server_fields.end());
}

}  // namespace wiretape::program
