// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "wirefold/backends/interface.h"

namespace wirefold {

/// How the bits of one sample travel over an AXI-Stream: in `beat_count` beats of `beat_bytes` bytes, the least
/// significant first. Bits above the sample are zeros, bytes above the sample's own bytes are null (TKEEP is 0).
struct BeatLayout {
  std::size_t sample_bits = 0;
  std::size_t sample_bytes = 1;  ///< whole bytes of the sample, at least one
  std::size_t beat_bytes = 1;
  std::size_t beat_count = 1;

  std::size_t beat_bits() const { return 8 * beat_bytes; }
  std::size_t padded_bits() const { return beat_bits() * beat_count; }
  /// Bytes of the last beat that belong to the sample.
  std::size_t last_beat_bytes() const { return sample_bytes - beat_bytes * (beat_count - 1); }
};

/// A module around the design, as every language writes it. An empty name is a port that the wrapper does not have.
///
/// tensor: a port a tensor, around a design with a port an element.
/// vector: all inputs side by side as one vector, input 0 in the least significant bits, and all outputs as another.
/// valid:  `out_valid` follows `in_valid` by the latency; results with it.
/// stream: a sample moves where valid and ready are both 1. While the sink is not ready and a result waits, the whole
///         design holds still. Nothing is lost or repeated, in_ready never depends on in_valid, and what out_valid
///         offers stays until it is taken. Reset discards what is inside; no sample is taken while it is active.
/// axis:   stream over AXI4-Stream. Bytes that TKEEP leaves out read as zeros. A sample ends with its last beat, or
///         earlier with TLAST; what did not come reads as zeros. TLAST travels with the sample to its result's last
///         beat.
/// The last three are clocked: where the design is combinational, they register its results. A register slice of
/// stream or axis (backends/rtl/register_slice.h) stands between the ports of one side and the rest; each adds a cycle.
struct Wrapper {
  WrapperKind kind = WrapperKind::kVector;
  std::string module_name;
  ControlPorts controls;
  std::uint32_t latency_cycles = 0;  ///< from a sample (its last beat) to its result (the first beat), slices included
  bool has_input_slice = false;
  bool has_output_slice = false;
  bool resets_slices = false;     ///< whether reset makes their data zero
  bool registers_result = false;  ///< the register of a combinational design's results
  bool resets_result = false;     ///< whether reset makes that register zero
  std::string in_valid;
  std::string in_ready;
  std::string out_valid;
  std::string out_ready;
  std::string in_data;  ///< empty: the ports of the design
  std::string out_data;
  std::string in_keep;
  std::string out_keep;
  std::string in_last;
  std::string out_last;
  BeatLayout in_beats;  ///< sample_bits is set for every kind
  BeatLayout out_beats;
  NameTable names;  ///< the names of module and ports are taken, and those of the design and its ports

  bool has_handshake() const { return !in_ready.empty(); }
  std::uint32_t slice_cycles() const { return (has_input_slice ? 1U : 0U) + (has_output_slice ? 1U : 0U); }
  /// The latency without the slices: how many samples can be on their way in the design.
  std::uint32_t stage_count() const { return latency_cycles - slice_cycles(); }
  /// The registers that its slices have.
  std::size_t slice_register_bits() const;
};

/// The wrappers that the options ask for. ValueError where a tensor's name is that of a wrapper's port.
std::vector<Wrapper> make_wrappers(const Interface& interface, const Schedule& schedule, const std::string& module_name,
                                   const HardwareOptions& options);

/// The bits of all ports together.
std::size_t total_bits(const std::vector<Port>& ports);

}  // namespace wirefold
