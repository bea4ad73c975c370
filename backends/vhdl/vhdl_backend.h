// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "wirefold/backends/backend.h"

namespace wirefold {

/// VHDL over ieee.numeric_std: entities of plain expressions, combinational or pipelined, with wrappers and the project
/// folder.
///
/// Options: standard (93 or 2008) and those of backends/hardware_options.h.
/// Files: rtl/*.vhd and tb/*_tb.vhd (if there are vectors), one a module, lower ones first; files.f, metadata.json,
/// name_map.json, README.md, and what backends/project_folder.h gives.
/// Errors of emit: ValueError for names and options, FormatError for a port that is too wide.
Backend vhdl_backend();

}  // namespace wirefold
