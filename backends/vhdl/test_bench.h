// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "wirefold/backends/backend.h"
#include "wirefold/backends/rtl/benched_module.h"
#include "wirefold/backends/vhdl/bits.h"

namespace wirefold::vhdl {

/// A self-checking test bench, entity `<name>_tb`: applies one sample a cycle, compares every output bit after the
/// latency, prints PASS and ends, or prints each mismatch and FAIL and ends with a failure, which makes `ghdl -r` end
/// with an error status.
std::string write_test_bench(const rtl::BenchedModule& module, const TestVectors& vectors, Standard standard);

}  // namespace wirefold::vhdl
