// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "wirefold/optimizer/cost/device_profile.h"
#include "wirefold/optimizer/passes/rebuild.h"

namespace wirefold {

/// The rules of simplify_bits for selects.
std::optional<Use> simplified_select(const RuleInput& input);

/// The rules of simplify_bits for comparisons with a constant: `less_than` and `equal`.
std::optional<Use> simplified_comparison(const RuleInput& input, const DeviceProfile& device);

/// The bit that `bit` is the inverse of, if it is one.
std::optional<Use> inverted_bit(const CanonicalBuilder& to, const Use& bit);

}  // namespace wirefold
