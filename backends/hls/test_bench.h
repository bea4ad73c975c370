// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "wirefold/backends/backend.h"
#include "wirefold/backends/hls/function_writer.h"

namespace wirefold::hls {

/// A C++ program that runs the vectors through the function, prints each mismatch and PASS or FAIL, and ends with
/// status 0 only if there is none.
std::string write_test_bench(const Function& function, const TestVectors& vectors);

}  // namespace wirefold::hls
