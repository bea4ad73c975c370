// SPDX-License-Identifier: Apache-2.0
#include "wirefold/backends/rtl/wrapper_plan.h"

#include "wirefold/backends/rtl/axis_plan.h"
#include "wirefold/backends/rtl/register_slice.h"
#include "wirefold/backends/rtl/wrapper_builder.h"

namespace wirefold::rtl {
namespace {

using Kind = WrapperSignal::Kind;

Bits enable_bit(std::optional<PlanSignal> enable) { return enable ? bit_of(*enable) : constant_bit(true); }

std::vector<Bits> add_tensors(WrapperBuilder& builder, Kind kind, const std::vector<Port>& ports) {
  std::vector<Bits> parts;
  for (const Port& port : ports) {
    if (port.width_bits == 0) continue;
    const PlanSignal tensor = builder.add_port(kind, port.name, port.width_bits);
    for (const Pin& pin : port.pins) parts.push_back(slice_of(tensor, pin.offset_bits, pin.width_bits));
  }
  return parts;
}

void plan_tensor(WrapperBuilder& builder) {
  const std::vector<Bits> inputs = add_tensors(builder, Kind::kInput, builder.interface().inputs);
  const std::vector<Bits> outputs = add_tensors(builder, Kind::kOutput, builder.interface().outputs);
  builder.add_design(enable_bit(builder.clock_enable()), inputs, outputs);
}

void plan_vector(WrapperBuilder& builder) {
  const Wrapper& wrapper = builder.wrapper();
  const Interface& interface = builder.interface();
  const std::size_t in_bits = wrapper.in_beats.sample_bits;
  const std::size_t out_bits = wrapper.out_beats.sample_bits;
  const PlanSignal in = in_bits > 0 ? builder.add_port(Kind::kInput, wrapper.in_data, in_bits) : 0;
  const PlanSignal out = out_bits > 0 ? builder.add_port(Kind::kOutput, wrapper.out_data, out_bits) : 0;
  builder.add_design(enable_bit(builder.clock_enable()), WrapperBuilder::parts_of(in, interface.inputs),
                     WrapperBuilder::parts_of(out, interface.outputs));
}

std::vector<PlanSignal> add_pins(WrapperBuilder& builder, Kind kind, const std::vector<Port>& ports,
                                 bool are_registers) {
  std::vector<PlanSignal> pins;
  for (const Port& port : ports) {
    for (const Pin& pin : port.pins) pins.push_back(builder.add_port(kind, pin.name, pin.width_bits, are_registers));
  }
  return pins;
}

std::vector<Bits> all_of(const WrapperBuilder& builder, const std::vector<PlanSignal>& signals) {
  std::vector<Bits> bits;
  for (const PlanSignal signal : signals) bits.push_back(builder.all_of(signal));
  return bits;
}

// The design with its results at the output ports, in registers where it has none. `advance`: when they take values.
void add_computation(WrapperBuilder& builder, std::optional<PlanSignal> advance, const std::vector<PlanSignal>& inputs,
                     const std::vector<PlanSignal>& outputs) {
  if (!builder.wrapper().registers_result) {
    builder.add_design(enable_bit(advance), all_of(builder, inputs), all_of(builder, outputs));
    return;
  }
  std::vector<PlanSignal> computed;
  Registers registers{builder.wrapper().resets_result, advance, {}};
  for (const PlanSignal output : outputs) {
    const std::string wanted = builder.name(output) + "_d";
    computed.push_back(builder.add_wire(wanted, builder.all_of(output).width_bits));
    registers.nexts.push_back({output, builder.all_of(computed.back())});
  }
  builder.add_design(enable_bit(advance), all_of(builder, inputs), all_of(builder, computed));
  if (!outputs.empty()) builder.add(std::move(registers));
}

void plan_samples(WrapperBuilder& builder) {
  const Wrapper& wrapper = builder.wrapper();
  const bool has_handshake = wrapper.has_handshake();
  Channel in;
  in.valid = builder.add_port(Kind::kInput, wrapper.in_valid);
  if (has_handshake) in.ready = builder.add_port(Kind::kOutput, wrapper.in_ready);
  in.parts = add_pins(builder, Kind::kInput, builder.interface().inputs, false);
  Channel out;
  out.valid = builder.add_port(Kind::kOutput, wrapper.out_valid);
  if (has_handshake) out.ready = builder.add_port(Kind::kInput, wrapper.out_ready);
  out.parts = add_pins(builder, Kind::kOutput, builder.interface().outputs,
                       wrapper.registers_result && !wrapper.has_output_slice);
  add_slices(builder, in, out);

  builder.add(Heading{"Which stages hold a sample"});
  const PlanSignal is_valid = builder.add_stages("is_valid");
  std::optional<PlanSignal> advance = builder.clock_enable();
  if (has_handshake) {
    builder.add(Heading{"Everything holds still while a result waits for the sink"});
    advance = builder.add_wire("advance", ~builder.last_stage(is_valid) | bit_of(out.ready));
    builder.assign(in.ready, builder.outside_reset(bit_of(*advance)));
  }
  builder.add(Registers{true, advance, {builder.next_stages(is_valid, bit_of(in.valid))}});
  builder.assign(out.valid, builder.last_stage(is_valid));
  builder.add(Heading{"The design"});
  add_computation(builder, advance, in.parts, out.parts);
}

}  // namespace

WrapperPlan plan_wrapper(const Wrapper& wrapper, const Interface& interface, const std::string& design_name,
                         const WrapperNeeds& needs) {
  WrapperBuilder builder(wrapper, interface, design_name, needs);
  switch (wrapper.kind) {
    case WrapperKind::kTensor:
      plan_tensor(builder);
      break;
    case WrapperKind::kVector:
      plan_vector(builder);
      break;
    case WrapperKind::kValid:
    case WrapperKind::kStream:
      plan_samples(builder);
      break;
    case WrapperKind::kAxis:
      plan_axis(builder, needs.counts_bits);
      break;
  }
  return std::move(builder).finish();
}

}  // namespace wirefold::rtl
