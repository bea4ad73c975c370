// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>

#include "wirefold/backends/emulator.h"
#include "wirefold/backends/vhdl/bits.h"
#include "wirefold/driver/rtl_model.h"

namespace wirefold {

/// What runs a design in a simulator of its language. `standard` is of VHDL; `cache_folder` of built simulations, empty
/// for the user's cache folder.
std::unique_ptr<Emulator> make_emulator(EmulatedDesign design, Simulator simulator, vhdl::Standard standard,
                                        const std::string& cache_folder = "");

}  // namespace wirefold
