#pragma once

// Matchers for what a mock provider received: link wiretape::mockserver, and your own GTest::gmock.

#include "wiretape/mockserver/gtest.h"
