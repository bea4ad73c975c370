// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "wirefold/backends/emulator.h"

namespace wirefold {

// Samples as text for simulators that read and write files: the number of samples, then for every sample a line of
// hexadecimal digits for each port that has bits, the most significant first, (width + 3) / 4 of them.

/// Samples [first, first + count) of the input ports.
std::string samples_to_text(const EmulatedDesign& design, const PortWords& inputs, std::size_t first,
                            std::size_t count);

/// Reads the lines of the output ports, without a number of samples before them, to samples [first, first + count).
/// ToolError under the name of the simulator for missing lines and unknown digits.
void text_to_samples(const char* simulator, const EmulatedDesign& design, std::string_view text, PortWords& outputs,
                     std::size_t first, std::size_t count);

}  // namespace wirefold
