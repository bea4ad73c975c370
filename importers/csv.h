// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "wirefold/ir/location.h"
#include "wirefold/ir/matrix.h"

namespace wirefold {

/// Reads a matrix from text: a row a line, numbers separated by commas, semicolons or blanks. Empty lines and lines
/// that begin with # are skipped, so that what numpy.savetxt writes can be read.
///
/// Numbers: integers (-3, 0x1f), fractions over a power of two (3/8, 5*2^-9), decimals (0.25, 7.8125e-03). All are
/// taken
///          exactly; a decimal such as 0.1, which no binary number equals, is an error that names the nearest fraction.
/// Errors:  IoError if the file is missing, a cell is not such a number, or the rows differ in length.
Matrix read_csv(const std::string& path, const Location& location = Location::here());

}  // namespace wirefold
