// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "wirefold/ir/location.h"
#include "wirefold/ir/shape.h"

namespace wirefold {

/// An array of a .npy or .npz file, elements in C order, every number exactly as the file holds it: float32 and float64
/// as double, booleans and integers as int64.
struct NpyArray {
  Shape shape;
  std::variant<std::vector<double>, std::vector<std::int64_t>> values;

  bool is_floating() const { return values.index() == 0; }
  /// The elements as doubles.
  ///
  /// Errors: ValueError if an integer has more than the 53 bits of a double.
  std::vector<double> to_doubles(const Location& location = Location::here()) const;
};

/// Reads a .npy file, as numpy.load.
///
/// Reads:   versions 1 to 3; C and Fortran order; float32, float64, bool and integers of 8 to 64 bits, of either byte
/// order. Errors:  IoError if the file is missing, damaged or of another dtype, or if an unsigned number exceeds 2^63
/// - 1. Source:  NEP 1, "A simple file format for NumPy arrays".
NpyArray read_npy(const std::string& path, const Location& location = Location::here());

/// Reads the arrays of a .npz file, by name, as numpy.load; a compressed array holds at most 4 GiB.
///
/// Errors:  IoError as for `read_npy`, and if the archive is damaged, holds a name twice or something else than arrays.
std::map<std::string, NpyArray> read_npz(const std::string& path, const Location& location = Location::here());

/// Writes a .npy file of float64, or of int64, in C order; the same values give the same bytes.
///
/// Errors:  ShapeError if `values` does not have `shape.size()` elements; IoError if the file cannot be written.
void write_npy(const std::string& path, const Shape& shape, std::span<const double> values,
               const Location& location = Location::here());
void write_npy(const std::string& path, const Shape& shape, std::span<const std::int64_t> values,
               const Location& location = Location::here());

/// Writes arrays to a .npz file under their names, as numpy.savez, each as `write_npy` would; the same arrays give the
/// same bytes.
///
/// Errors:  ShapeError as for `write_npy`; IoError if the file cannot be written, of which nothing is left then.
void write_npz(const std::string& path, const std::map<std::string, NpyArray>& arrays,
               const Location& location = Location::here());

}  // namespace wirefold
