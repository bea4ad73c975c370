// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "wirefold/dsl/numeric_array.h"
#include "wirefold/ir/graph.h"

namespace wirefold::tools {

/// Samples for every input of a program: .npy files in the order of its inputs, or one .npz file with arrays that have
/// the inputs' names, or are called inputs or inputs0, inputs1, ...; other arrays of it are left alone.
///
/// Errors: those of read_npy and read_npz; ValueError for another number of files, IoError for arrays that are missing,
///         both as those of `command`.
std::vector<NumericArray> read_samples(const char* command, const std::vector<std::string>& files,
                                       const CombLogic& logic);

/// Writes what a program gave to .npy files, one an output in the order of the outputs, or to one .npz file, under the
/// outputs' names.
///
/// Errors: ValueError for another number of files, before one is written; those of write_npy and write_npz.
void check_output_files(const std::vector<std::string>& files, const CombLogic& logic);
void write_outputs(const std::vector<std::string>& files, const CombLogic& logic,
                   const std::vector<NumericArray>& outputs);

}  // namespace wirefold::tools
