// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "wirefold/ir/builder.h"

namespace wirefold {

/// Replays a program into a fresh one, value by value: what each old value became is kept as a use of a new value.
class Rewriter {
 public:
  /// Without affine tracking a copied value has the interval that it had.
  explicit Rewriter(const CombLogic& from, RangeTracking tracking = RangeTracking::kIntervals);

  const CombLogic& from() const { return from_; }
  Builder& builder() { return builder_; }

  /// What a use of an old value became.
  Use operator()(const Use& use) const;
  std::vector<Use> operator()(std::span<const Use> uses) const;
  /// The bit of a select, which must not be negated: -x is 1 where x is negative.
  Use as_bit(const Use& use, const Location& location);
  bool is_mapped(ValueId value) const { return replacements_[value].value != kNoValue; }

  /// Notes that the old `value` is `replacement` from now on, which lies in the interval known of `value`.
  void replace(ValueId value, const Use& replacement);
  /// Notes that the old `value` is not computed any more: its readers take `replacement`, which serves them as well,
  /// and named tensors lose it as an element.
  void substitute(ValueId value, const Use& replacement);
  /// Copies an operation as it is, or its results as constants where their intervals are single points.
  void copy(const Operation& operation);

  /// The new program with the old one's name, outputs and named tensors. Of an element that is gone, what it became
  /// ends the tensor's layer, or what its operands became where it became nothing.
  CombLogic finish();

 private:
  bool is_kept(const Use& element) const;
  std::vector<ValueId> ends_of(const NamedTensor& tensor) const;

  const CombLogic& from_;
  Builder builder_;
  std::size_t next_input_ = 0;
  std::size_t input_elements_left_ = 0;
  std::vector<Use> replacements_;     // one an old value
  std::vector<ValueId> substituted_;  // rising
  std::vector<Use> operands_;         // of the operation that is being copied
};

}  // namespace wirefold
