// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <mpfi.h>

#include "wirefold/ir/dyadic.h"

namespace wirefold {

/// An interval of real numbers that is known to hold a value: MPFI's, with its memory owned.
class RealInterval {
 public:
  explicit RealInterval(mp_prec_t precision_bits) { mpfi_init2(value_, precision_bits); }
  RealInterval(const RealInterval&) = delete;
  RealInterval& operator=(const RealInterval&) = delete;
  ~RealInterval() { mpfi_clear(value_); }

  mpfi_ptr get() { return value_; }
  mpfi_srcptr get() const { return value_; }
  mpfr_ptr left() { return &value_->left; }
  mpfr_ptr right() { return &value_->right; }
  mpfr_srcptr left() const { return &value_->left; }
  mpfr_srcptr right() const { return &value_->right; }

  /// The smallest interval of this precision around a number.
  void set(const Dyadic& number);
  bool is_nan() const { return mpfi_nan_p(value_) != 0; }
  bool is_point() const { return mpfr_equal_p(left(), right()) != 0; }

 private:
  mpfi_t value_;
};

/// A finite end of an interval as an exact number. A number nearer to zero than 2^least, which is not zero, becomes
/// +-2^least, and one beyond 2^most becomes +-2^most: so its size is bounded.
Dyadic exact_end(mpfr_srcptr end, int least, int most);

}  // namespace wirefold
