// SPDX-License-Identifier: Apache-2.0
#pragma once

// Catch2 2 (one header) and Catch2 3 (many) under one include. The tests use what both have: TEST_CASE, SECTION,
// REQUIRE, CHECK, INFO, GENERATE, matchers from Catch::Matchers, Catch::Approx.
#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
#else
#include <catch2/catch.hpp>
#endif
