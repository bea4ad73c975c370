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

/// The wrapper `tensor`, which has the tensors' ports.
inline BenchedModule benched_tensors(const Wrapper& wrapper, const Interface& interface) {
  BenchedModule module{wrapper.module_name, wrapper.controls, interface.inputs, interface.outputs,
                       wrapper.latency_cycles};
  for (std::vector<Port>* ports : {&module.inputs, &module.outputs}) {
    for (Port& port : *ports) port.pins = whole_pin(port);
  }
  return module;
}

}  // namespace wirefold::rtl
