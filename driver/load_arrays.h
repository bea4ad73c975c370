// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>

#include "wirefold/dsl/numeric_array.h"

namespace wirefold {

/// The array of a .npy file, every number exactly as the file holds it. Errors as read_npy (importers/npy.h).
NumericArray load_npy(const std::string& path, const Location& location = Location::here());

/// The arrays of a .npz file by name.
std::map<std::string, NumericArray> load_npz(const std::string& path, const Location& location = Location::here());

/// Writes a .npy file of float64. ValueError if a double does not hold one of the numbers.
void save_npy(const std::string& path, const NumericArray& array, const Location& location = Location::here());

/// Writes arrays of float64 to a .npz file under their names. ValueError as save_npy; errors of write_npz.
void save_npz(const std::string& path, const std::map<std::string, NumericArray>& arrays,
              const Location& location = Location::here());

}  // namespace wirefold
