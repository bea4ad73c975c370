// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "wirefold/ir/graph.h"

namespace wirefold {

/// The reference interpreter: runs a program over exact numbers of any width, one sample at a time.
///
/// It holds every value against the interval noted for it, so a program whose intervals lie is found at the first
/// sample that shows it (InternalError).
class Interpreter {
 public:
  explicit Interpreter(const CombLogic& logic);

  std::size_t input_size() const { return input_size_; }
  std::size_t output_size() const { return output_size_; }

  /// The outputs, tensor by tensor in C order, for input elements in the same order. Any number is allowed: the ports
  /// floor it to their grid and wrap it to their range. The result is valid until the next run.
  std::span<const Dyadic> run(std::span<const Dyadic> inputs);

  /// The value of a use in the last run.
  Dyadic value(const Use& use) const;

 private:
  const CombLogic& logic_;
  std::size_t input_size_ = 0;
  std::size_t output_size_ = 0;
  std::vector<Dyadic> values_;
  std::vector<Dyadic> operands_;
  std::vector<Dyadic> results_;
  std::vector<Dyadic> outputs_;
};

}  // namespace wirefold
