// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "wirefold/backends/wrapper.h"

namespace wirefold::rtl {

/// What a plain test bench drives: the design itself or its wrapper `vector`.
struct BenchedModule {
  std::string name;
  ControlPorts controls;
  std::vector<Port> inputs;
  std::vector<Port> outputs;
  std::uint32_t latency_cycles = 0;
};

/// The wrapper `vector` as a module of one port in, one port out.
inline BenchedModule benched_vector(const Wrapper& wrapper) {
  Port in{wrapper.in_data, Shape{}, {}, wrapper.in_beats.sample_bits};
  Port out{wrapper.out_data, Shape{}, {}, wrapper.out_beats.sample_bits};
  in.pins = whole_pin(in);
  out.pins = whole_pin(out);
  return {wrapper.module_name, wrapper.controls, {in}, {out}, wrapper.latency_cycles};
}

}  // namespace wirefold::rtl
