// SPDX-License-Identifier: Apache-2.0
#include "wirefold/driver/load_arrays.h"

#include "wirefold/importers/npy.h"

namespace wirefold {
namespace {

NumericArray to_numeric(const NpyArray& array, const Location& location) {
  return std::visit([&](const auto& values) { return NumericArray::from_values(array.shape, values, location); },
                    array.values);
}

}  // namespace

NumericArray load_npy(const std::string& path, const Location& location) {
  return to_numeric(read_npy(path, location), location);
}

std::map<std::string, NumericArray> load_npz(const std::string& path, const Location& location) {
  std::map<std::string, NumericArray> arrays;
  for (const auto& [name, array] : read_npz(path, location)) arrays.emplace(name, to_numeric(array, location));
  return arrays;
}

void save_npy(const std::string& path, const NumericArray& array, const Location& location) {
  write_npy(path, array.shape(), array.to_doubles(location), location);
}

void save_npz(const std::string& path, const std::map<std::string, NumericArray>& arrays, const Location& location) {
  std::map<std::string, NpyArray> written;
  for (const auto& [name, array] : arrays) written.emplace(name, NpyArray{array.shape(), array.to_doubles(location)});
  write_npz(path, written, location);
}

}  // namespace wirefold
