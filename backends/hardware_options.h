// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "wirefold/backends/backend.h"

namespace wirefold {

// The options that every hardware description language has, with one meaning in all of them.

enum class ResetKind { kNone, kSynchronous, kAsynchronous };
enum class AttributeVendor { kNone, kXilinx, kIntel };
enum class ShiftRegisterUse { kAutomatic, kShiftRegisters, kRegisters };
enum class MultiplierUse { kAutomatic, kDsp, kLogic };
enum class TableUse { kAutomatic, kBlock, kDistributed };

/// A module around the design with another interface (backends/wrapper.h).
enum class WrapperKind { kTensor, kVector, kValid, kStream, kAxis };
/// "tensor", "vector", "valid", "stream" or "axis": what its module's name ends in. The option `wrappers` calls them
/// so, but for the first, which is there with a port an element.
std::string_view to_string(WrapperKind kind);

struct HardwareOptions {
  std::size_t max_port_bits = 0;
  bool has_source_comments = true;
  bool may_rename_ports = false;
  bool has_element_ports = false;  ///< a port an element of a tensor, not a port a tensor

  bool has_clock_enable = false;  ///< of the design itself; stream and axis need it, and get it without being asked
  ResetKind reset = ResetKind::kSynchronous;
  bool reset_is_active_low = false;
  bool resets_data = false;

  std::vector<WrapperKind> wrappers = {};  ///< each once, in the order of the enumeration; kTensor for element ports
  bool has_input_slice = false;            ///< of the wrappers stream and axis
  bool has_output_slice = false;
  std::size_t axis_data_bytes = 0;  ///< of a beat; 0: a beat holds a whole sample

  AttributeVendor attributes = AttributeVendor::kNone;
  MultiplierUse multipliers = MultiplierUse::kAutomatic;
  TableUse tables = TableUse::kAutomatic;
  ShiftRegisterUse shift_registers = ShiftRegisterUse::kAutomatic;
  bool keeps_hierarchy = false;

  bool has_layer_modules = false;     ///< one module a named tensor
  bool has_operator_modules = false;  ///< one module an operation
};

/// The rows of those options for a backend's table, with defaults and meanings.
const std::vector<BackendOption>& hardware_option_rows();

/// Reads them; those not given have their defaults, other names are left to the backend.
/// Errors: ValueError under the name of the backend for values that are not possible or contradict each other.
HardwareOptions hardware_options(const char* backend, const BackendOptions& options);

/// "reset=none, wrappers=stream" of the options that differ from their defaults, "defaults" if none does.
std::string option_summary(const std::vector<BackendOption>& rows, const BackendOptions& options);

}  // namespace wirefold
