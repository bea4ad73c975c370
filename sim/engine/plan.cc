// SPDX-License-Identifier: Apache-2.0
#include "wirefold/sim/engine/plan.h"

#include <algorithm>

namespace wirefold::engine {

unsigned signed_bits(const Integer& low, const Integer& high) {
  const Integer magnitude = low.is_negative() ? -(low + 1) : Integer(0);
  return std::max(magnitude.bit_length(), high.is_negative() ? 0U : high.bit_length()) + 1;
}

}  // namespace wirefold::engine
