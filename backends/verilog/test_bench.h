// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "wirefold/backends/backend.h"
#include "wirefold/backends/rtl/benched_module.h"

namespace wirefold::verilog {

using rtl::BenchedModule;

/// A self-checking Verilog-2001 test bench, module `<name>_tb`: applies one sample a cycle, compares every output bit
/// after the latency, prints PASS and calls $finish, or prints each mismatch and FAIL and calls $stop, which makes
/// `vvp -N` and a Verilator program end with an error status.
std::string write_test_bench(const BenchedModule& module, const TestVectors& vectors);

}  // namespace wirefold::verilog
