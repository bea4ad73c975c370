// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "wirefold/optimizer/passes/pass.h"

namespace wirefold {

/// Derives the interval of every value anew, with affine forms that know which values move together: x - x/2 is as wide
/// as x/2 when both come to be known as one value. Keeps the narrower of this and what was known. Changes nothing else.
bool narrow_intervals(CombLogic& logic, const PassContext& context);

}  // namespace wirefold
