// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "wirefold/ir/graph.h"

namespace wirefold {

/// A program in which each field that a file form writes has a value of its own, for tests of these forms.
CombLogic program_of_every_field();

}  // namespace wirefold
