// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "wirefold/optimizer/passes/pass.h"
#include "wirefold/optimizer/passes/rebuild.h"

namespace wirefold {

/// Makes selects, comparisons and logic of fewer bits, from constants and from bits that are known to be zero. Below,
/// `bit` is 0 or 1, c and d are numbers, and x is read nowhere else where the rule says `alone`:
///
///   select(1 - bit, x, y)                   -> select(bit, y, x)
///   select(bit, 4, 0), select(bit, 0, 1)    -> bit << 2, 1 - bit
///   select(bit, select(bit, x, y), z)       -> select(bit, x, z)
///   select(bit, bit, x)                     -> select(bit, 1, x)
///   select(x < 0, 0, x)                     -> relu(x)
///   bit < 1, bit == 1                       -> 1 - bit, bit
///   x < 8 where x has four bits             -> 1 - (the highest bit of x)
///   select(bit, 3, 5) < 4, == 3             -> bit
///   x + c < d, x + c == d                   -> x < d - c, x == d - c     (alone)
///   relu(x) < d, relu(x) == d               -> x < d, x == d             (alone, d > 0)
///   x == c where the bits of x exclude it   -> 0
///   (x & c) & d, (x ^ c) ^ d                -> x & (c & d), x ^ (c ^ d)
///   x & c where c has every bit of x        -> x; where c is a run of ones: the bits dropped
///   bit & (1 - bit), bit | (1 - bit)        -> 0, 1
///   x + y without a bit in common           -> x | y, where their bits interleave
///   quantize(x + y) to bits that y has not  -> quantize(x), where they have no bit in common
///   the highest bit of x that has a sign    -> x < 0
bool simplify_bits(CombLogic& logic, const PassContext& context);

/// Its rules.
std::optional<Use> simplified_bits(const RuleInput& input, const DeviceProfile& device);

}  // namespace wirefold
