// SPDX-License-Identifier: Apache-2.0
#include "wirefold/dsl/real_interval.h"

#include <vector>

namespace wirefold {
namespace {

// GMP's integers, with their memory owned.
class GmpInteger {
 public:
  GmpInteger() { mpz_init(value_); }
  GmpInteger(const GmpInteger&) = delete;
  GmpInteger& operator=(const GmpInteger&) = delete;
  ~GmpInteger() { mpz_clear(value_); }
  mpz_ptr get() { return value_; }

 private:
  mpz_t value_;
};

}  // namespace

void RealInterval::set(const Dyadic& number) {
  const Integer magnitude = absolute(number.mantissa());
  std::vector<std::uint64_t> words(magnitude.bit_length() / 64 + 1);
  magnitude.to_words(words);
  GmpInteger mantissa;
  mpz_import(mantissa.get(), words.size(), -1, sizeof(std::uint64_t), 0, 0, words.data());
  mpfi_set_z(value_, mantissa.get());
  mpfi_mul_2si(value_, value_, number.exponent());
  if (number.is_negative()) mpfi_neg(value_, value_);
}

Dyadic exact_end(mpfr_srcptr end, int least, int most) {
  if (mpfr_zero_p(end) != 0) return {};
  const int sign = mpfr_sgn(end);
  // The exponent e of MPFR has 2^(e-1) <= |end| < 2^e.
  if (mpfr_inf_p(end) != 0 || mpfr_get_exp(end) > most) return Dyadic(sign, most);
  if (mpfr_get_exp(end) <= least) return Dyadic(sign, least);
  GmpInteger mantissa;
  const auto exponent = static_cast<int>(mpfr_get_z_2exp(mantissa.get(), end));
  mpz_abs(mantissa.get(), mantissa.get());
  std::vector<std::uint64_t> words(mpz_sizeinbase(mantissa.get(), 2) / 64 + 1);
  mpz_export(words.data(), nullptr, -1, sizeof(std::uint64_t), 0, 0, mantissa.get());
  const Dyadic magnitude(Integer::from_words(words, static_cast<unsigned>(64 * words.size()), false), exponent);
  return sign < 0 ? -magnitude : magnitude;
}

}  // namespace wirefold
