// SPDX-License-Identifier: Apache-2.0
#include "wirefold/dsl/operand.h"

#include "wirefold/dsl/numeric_array.h"
#include "wirefold/dsl/quotient.h"
#include "wirefold/ir/error.h"
#include "wirefold/ir/format.h"

namespace wirefold {

Shape NumericOperand::shape() const { return array_ == nullptr ? Shape{} : array_->shape(); }

std::span<const Dyadic> NumericOperand::numbers(const char* function, const Location& where) const {
  if (array_ == nullptr) return std::span(&number_, 1);
  refuse_quotients(function, array_->shape(), array_->divisors(), where);
  return array_->numerators();
}

int ShiftOperand::checked(const char* function) const {
  if (absolute(count_) > Integer(kMaxExponent)) {
    throw ValueError(function,
                     "a shift by " + count_.to_string() + " places, the limit is " + std::to_string(kMaxExponent),
                     location);
  }
  return static_cast<int>(count_.to_int64());
}

}  // namespace wirefold
