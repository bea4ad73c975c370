// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "wirefold/importers/keras/model.h"

namespace wirefold::keras {

/// Why a layer that is not in the table of layers is refused, and what to do instead.
std::string refusal_of(const Layer& layer);

}  // namespace wirefold::keras
