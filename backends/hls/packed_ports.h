// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "wirefold/backends/hls/function_writer.h"

namespace wirefold::hls {

/// A C++ header beside the function: `run_packed` calls it for one sample whose ports are packed words
/// (backends/ports.h), as the test bench and the emulator hold them. `inputs` and `outputs` of it have one pointer a
/// port, also for those without bits.
std::string packed_ports_header(const Function& function, Flavor flavor);

}  // namespace wirefold::hls
