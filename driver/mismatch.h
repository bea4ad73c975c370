// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "wirefold/dsl/numeric_array.h"

namespace wirefold {

/// Where two arrays differ first: "3 of 80 elements differ, first at (2, 1): 5/4, expected 3/2"; empty if they are
/// equal.
std::string first_mismatch(const NumericArray& actual, const NumericArray& expected);

}  // namespace wirefold
