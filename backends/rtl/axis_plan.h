// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "wirefold/backends/rtl/wrapper_builder.h"

namespace wirefold::rtl {

/// The wrapper `axis`: beats are gathered into a sample, which the design computes, and whose result is cut into beats
/// again. `counts_bits`: as in WrapperNeeds.
void plan_axis(WrapperBuilder& builder, bool counts_bits);

}  // namespace wirefold::rtl
