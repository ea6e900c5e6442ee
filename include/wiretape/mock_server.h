#pragma once

// The mock provider: link wiretape::mockserver.

#include "wiretape/mockserver/mock_server.h"
