// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "wirefold/optimizer/cmvm/construct.h"

namespace wirefold::cmvm {

/// A way to write the matrix of a task as a product, before anything is shared.
struct Structure {
  enum class Kind { kPlain, kColumns, kRows, kColumnsAndRows, kTransposed };

  std::string name;
  Kind kind = Kind::kPlain;
  Recipe recipe;
  bool is_promising = false;  ///< leaves at most nine tenths of the digits

  /// Whether this has little hope where the other one is much dearer than the matrix as it is.
  bool builds_on(const Structure& other) const {
    if (other.kind == Kind::kRows) return kind == Kind::kRows || kind == Kind::kColumnsAndRows;
    return other.kind == Kind::kTransposed && kind == Kind::kTransposed;
  }
};

/// The matrix as it is.
Structure plain_structure(const Task& task);
/// Decompositions along trees over columns, over rows, and over both, those that may be best first. Nothing for
/// matrices of more than 1024 columns or rows. `quick` gives one tree over columns at most.
std::vector<Structure> decompositions(const Task& task, bool quick);

}  // namespace wirefold::cmvm
