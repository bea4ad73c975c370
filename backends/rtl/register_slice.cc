// SPDX-License-Identifier: Apache-2.0
#include "wirefold/backends/rtl/register_slice.h"

#include <optional>

namespace wirefold::rtl {
namespace {

// The first place offers its transfer to the sink. The second fills only where the first one waits, and copies the
// source as long as it is empty, so that nothing has to be decided when it fills.
class SlicePlanner {
 public:
  SlicePlanner(WrapperBuilder& builder, const std::string& side, const Channel& source, const Channel& sink)
      : builder_(builder), side_(side), source_(source), sink_(sink) {}

  void plan(bool is_outside) {
    builder_.add(Heading{"Register slice (" + side_ +
                         "): two places for transfers, the second for what came while the " + "first one waited"});
    holds_ = builder_.add_state(side_ + "_holds", 1);
    skids_ = builder_.add_state(side_ + "_skids", 1);
    const bool has_data = !source_.parts.empty();
    if (has_data) plan_data_registers();
    has_room_ = builder_.add_wire(side_ + "_has_room", ~bit_of(skids_));
    moves_ = builder_.add_wire(side_ + "_moves", ~bit_of(holds_) | bit_of(sink_.ready));
    any_ = builder_.add_wire(side_ + "_any", bit_of(skids_) | bit_of(source_.valid));
    if (has_data) clock_data();
    builder_.clock(holds_, bit_of(any_), moves_, true);
    builder_.clock(skids_, bit_of(any_) & ~bit_of(moves_), std::nullopt, true);
    builder_.assign(source_.ready, is_outside ? builder_.outside_reset(bit_of(has_room_)) : bit_of(has_room_));
    builder_.assign(sink_.valid, bit_of(holds_));
    if (has_data) assign_parts();
  }

 private:
  void plan_data_registers() {
    std::vector<Bits> parts;
    for (const PlanSignal part : source_.parts) parts.push_back(builder_.all_of(part));
    for (const Bits& part : parts) width_bits_ += part.width_bits;
    first_ = builder_.add_register(side_ + "_first", width_bits_);
    second_ = builder_.add_register(side_ + "_second", width_bits_);
    transfer_ = builder_.add_wire(side_ + "_transfer", joined(std::move(parts)));
  }

  void clock_data() {
    const bool has_reset = builder_.wrapper().resets_slices;
    const Bits transfer = builder_.all_of(transfer_);
    builder_.clock(first_, choice(bit_of(skids_), builder_.all_of(second_), transfer), moves_, has_reset);
    builder_.clock(second_, transfer, has_room_, has_reset);
  }

  void assign_parts() {
    std::size_t offset = 0;
    for (const PlanSignal part : sink_.parts) {
      const Bits shape = builder_.all_of(part);
      builder_.assign(part, shape.is_bit ? bit_of(first_, offset) : slice_of(first_, offset, shape.width_bits));
      offset += shape.width_bits;
    }
  }

  WrapperBuilder& builder_;
  const std::string side_;
  const Channel& source_;
  const Channel& sink_;
  std::size_t width_bits_ = 0;
  PlanSignal holds_ = 0, skids_ = 0, first_ = 0, second_ = 0, transfer_ = 0, has_room_ = 0, moves_ = 0, any_ = 0;
};

// Signals with the shapes of the ports: wires, or registers for results.
Channel add_channel(WrapperBuilder& builder, const std::string& side, const Channel& ports, bool are_parts_registers) {
  Channel channel{builder.add_wire(side + "_valid"), builder.add_wire(side + "_ready"), {}};
  for (const PlanSignal part : ports.parts) {
    const Bits shape = builder.all_of(part);
    const std::string name = side + "_" + builder.name(part);
    channel.parts.push_back(are_parts_registers ? builder.add_register(name, shape.width_bits)
                                                : builder.add_wire(name, shape.is_bit ? 0 : shape.width_bits));
  }
  return channel;
}

}  // namespace

void add_slices(WrapperBuilder& builder, Channel& in, Channel& out) {
  const Wrapper& wrapper = builder.wrapper();
  if (wrapper.has_input_slice) {
    const Channel ports = in;
    in = add_channel(builder, "sliced", ports, false);
    SlicePlanner(builder, "in", ports, in).plan(true);
  }
  if (wrapper.has_output_slice) {
    const Channel ports = out;
    const bool is_axis = wrapper.kind == WrapperKind::kAxis;
    out = add_channel(builder, "unsliced", ports, wrapper.registers_result && !is_axis);
    SlicePlanner(builder, "out", out, ports).plan(false);
  }
}

}  // namespace wirefold::rtl
