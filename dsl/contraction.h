// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "wirefold/dsl/contraction_plan.h"
#include "wirefold/dsl/fixed_variable_array.h"
#include "wirefold/dsl/numeric_array.h"

namespace wirefold {

/// The product that a plan describes. With constants it is one `linear` operation for each distinct vector of
/// variables; between variables it is products and one sum a result.
FixedVariableArray contracted(const char* function, const ContractionPlan& plan, const FixedVariableArray& a,
                              const FixedVariableArray& b, const Location& location);
FixedVariableArray contracted(const char* function, const ContractionPlan& plan, const FixedVariableArray& a,
                              const NumericArray& b, const Location& location);
FixedVariableArray contracted(const char* function, const ContractionPlan& plan, const NumericArray& a,
                              const FixedVariableArray& b, const Location& location);
NumericArray contracted(const char* function, const ContractionPlan& plan, const NumericArray& a, const NumericArray& b,
                        const Location& location);

}  // namespace wirefold
