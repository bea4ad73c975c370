// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "wirefold/backends/backend.h"

namespace wirefold {

/// VHDL over ieee.numeric_std: one flat entity of plain expressions, combinational or pipelined, with its project
/// folder.
///
/// Options: standard (93 or 2008), max_port_bits (65536), source_comments (true).
/// Files: rtl/<name>.vhd, tb/<name>_tb.vhd (if there are vectors), files.f, metadata.json, name_map.json, README.md,
/// syn/ghdl/synth.sh, syn/vivado/out_of_context.tcl, syn/quartus/out_of_context.tcl.
/// Errors of emit: ValueError for names and options, FormatError for a port that is too wide.
Backend vhdl_backend();

}  // namespace wirefold
