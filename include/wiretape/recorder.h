#pragma once

// The recording proxy: link wiretape::recorder.

#include "wiretape/recorder/recorder.h"
