// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "wirefold/backends/backend.h"

namespace wirefold {

/// Verilog-2001: one flat module of plain expressions, combinational or pipelined, with its project folder.
///
/// Options: max_port_bits (65536), source_comments (true).
/// Files: rtl/<name>.v, tb/<name>_tb.v (if there are vectors), files.f, metadata.json, name_map.json, README.md,
/// syn/yosys/synth.sh, syn/vivado/out_of_context.tcl.
/// Errors of emit: ValueError for names and options, FormatError for a port that is too wide.
Backend verilog_backend();

}  // namespace wirefold
