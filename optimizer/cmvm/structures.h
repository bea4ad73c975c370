// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "wirefold/optimizer/cmvm/construct.h"

namespace wirefold::cmvm {

/// A way to write the matrix of a task as a product, before anything is shared.
struct Structure {
  std::string name;
  Recipe recipe;
  bool is_promising = false;  ///< leaves at most nine tenths of the digits
};

/// The matrix as it is.
Structure plain_structure(const Task& task);
/// Decompositions along trees over columns, over rows, and over both, those that may be best first. Nothing for
/// matrices of more than 1024 columns or rows. `quick` gives one tree over columns at most.
std::vector<Structure> decompositions(const Task& task, bool quick);

}  // namespace wirefold::cmvm
