// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "wirefold/optimizer/cmvm/solver.h"

namespace wirefold::cmvm {

/// A matrix without its zero columns and without columns that are another one times +-2^s.
class DistinctColumns {
 public:
  explicit DistinctColumns(const Matrix& matrix);

  const Matrix& matrix() const { return matrix_; }
  /// The outputs of the whole matrix from those of `matrix()`.
  std::vector<Term> all_outputs(std::span<const Term> outputs) const;

 private:
  // A column of the whole matrix: column `source` of matrix_ times 2^shift, negated if `negate`; zero if `is_zero`.
  struct Copy {
    std::size_t source = 0;
    int shift = 0;
    bool negate = false;
    bool is_zero = false;
  };

  Matrix matrix_;
  std::vector<Copy> copies_;
};

}  // namespace wirefold::cmvm
