#pragma once

// Plans of faults, as ServerOptions takes them: read from text, checked. Link wiretape::mockserver.

#include "wiretape/core/fault/plan/check_plan.h"
#include "wiretape/core/tape/fault_plan.h"
