// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "wirefold/importers/input_file.h"
#include "wirefold/importers/keras/float_tensor.h"

namespace wirefold::keras {

/// What an HDF5 file holds, by path without a leading slash; the root is "".
struct Hdf5Contents {
  std::map<std::string, std::uint64_t> groups;  ///< with the addresses of their headers
  std::map<std::string, FloatTensor> datasets;
};

/// Reads a whole HDF5 file of which nothing is trusted. Attributes are left alone: see Hdf5Texts.
///
/// Errors: IoError of `file` for what is no HDF5 file or a truncated one; for links that are not hard, data that is
///         compressed, stored elsewhere or declared larger than the file, and float64 numbers that float32 rounds.
Hdf5Contents read_hdf5(const std::string& bytes, const InputFile& file);

}  // namespace wirefold::keras
