// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "wirefold/backends/names.h"
#include "wirefold/ir/graph.h"

namespace wirefold {

/// Whether each value has to be on the hardware: an output depends on it. A value that is known to be one number is
/// written as that number, so what it was computed from does not count.
std::vector<bool> values_on_hardware(const CombLogic& logic);

/// A name for every value on the hardware that is not one number; empty for the others. The names are legal, and all
/// but those of inputs are claimed in `names`: an input is a part of its port, only copies of it need names.
///
/// Element 3 of the input, intermediate or output tensor `dense0` is `dense0_3`; the only element is `dense0` if no
/// port has that name.
/// An unnamed value that helps to compute it is `dense0_v17`, the 17th of those of `dense0`: so a change in one part of
/// a model leaves the names of the other parts alone. Where several tensors apply, the first in program order does.
std::vector<std::string> name_values(const CombLogic& logic, const std::vector<bool>& on_hardware, NameTable& names);

}  // namespace wirefold
