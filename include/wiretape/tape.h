#pragma once

// Tapes: the model, and reading them from files or text with every mistake found. Link wiretape::mockserver.

#include "wiretape/core/compile/load_tape.h"
#include "wiretape/core/tape/load/read_tape.h"
#include "wiretape/core/tape/tape.h"
