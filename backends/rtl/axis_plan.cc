// SPDX-License-Identifier: Apache-2.0
#include "wirefold/backends/rtl/axis_plan.h"

#include <string>

#include "wirefold/backends/rtl/register_slice.h"

namespace wirefold::rtl {
namespace {

using Kind = WrapperSignal::Kind;

class AxisPlanner {
 public:
  AxisPlanner(WrapperBuilder& builder, bool counts_bits)
      : builder_(builder),
        wrapper_(builder.wrapper()),
        in_(wrapper_.in_beats),
        out_(wrapper_.out_beats),
        counts_bits_(counts_bits) {}

  void plan() {
    add_ports();
    add_slices();
    builder_.add(Heading{"Which stages hold a sample, and which of those end a packet"});
    is_valid_ = builder_.add_stages("is_valid");
    ends_packet_ = builder_.add_stages("is_packet_end");
    const Bits has_result = builder_.last_stage(is_valid_);
    plan_position();
    builder_.add(Heading{"Everything holds still while a result waits for the sink"});
    const Bits sink_takes = out_.beat_count == 1 ? bit_of(out_ready_) : bit_of(out_ready_) & bit_of(ends_result_);
    advance_ = builder_.add_wire("advance", ~has_result | sink_takes);
    builder_.add(Heading{"Null bytes read as zeros"});
    const PlanSignal beat = builder_.add_wire("beat", in_.beat_bits());
    builder_.add(KeptBytes{beat, in_data_, in_keep_, in_.beat_bytes});
    const PlanSignal sample = plan_sample(beat);
    builder_.assign(out_valid_, has_result);
    plan_beats(plan_result(sample));
  }

 private:
  void add_ports() {
    in_data_ = builder_.add_port(Kind::kInput, wrapper_.in_data, in_.beat_bits());
    in_keep_ = builder_.add_port(Kind::kInput, wrapper_.in_keep, in_.beat_bytes);
    in_last_ = builder_.add_port(Kind::kInput, wrapper_.in_last);
    in_valid_ = builder_.add_port(Kind::kInput, wrapper_.in_valid);
    in_ready_ = builder_.add_port(Kind::kOutput, wrapper_.in_ready);
    out_data_ = builder_.add_port(Kind::kOutput, wrapper_.out_data, out_.beat_bits());
    out_keep_ = builder_.add_port(Kind::kOutput, wrapper_.out_keep, out_.beat_bytes);
    out_last_ = builder_.add_port(Kind::kOutput, wrapper_.out_last);
    out_valid_ = builder_.add_port(Kind::kOutput, wrapper_.out_valid);
    out_ready_ = builder_.add_port(Kind::kInput, wrapper_.out_ready);
  }

  // Behind a slice other signals stand in for the ports.
  void add_slices() {
    Channel in{in_valid_, in_ready_, {in_data_, in_keep_, in_last_}};
    Channel out{out_valid_, out_ready_, {out_data_, out_keep_, out_last_}};
    rtl::add_slices(builder_, in, out);
    in_valid_ = in.valid;
    in_ready_ = in.ready;
    in_data_ = in.parts[0];
    in_keep_ = in.parts[1];
    in_last_ = in.parts[2];
    out_valid_ = out.valid;
    out_ready_ = out.ready;
    out_data_ = out.parts[0];
    out_keep_ = out.parts[1];
    out_last_ = out.parts[2];
  }

  // Which beat of the result is offered.
  void plan_position() {
    if (out_.beat_count == 1) return;
    const std::size_t step = counts_bits_ ? out_.beat_bits() : 1;
    const std::size_t last = step * (out_.beat_count - 1);
    unsigned width = 1;
    while ((std::size_t{1} << width) < (counts_bits_ ? out_.padded_bits() : out_.beat_count)) ++width;
    builder_.add(Heading{"Which beat of a result is offered"});
    position_ = builder_.add_state(counts_bits_ ? "beat_offset" : "beat_index", width);
    const Bits position = builder_.all_of(position_);
    ends_result_ = builder_.add_wire("ends_result", position.is_bit ? position : equals(position, Integer(last)));
    const PlanSignal moves = builder_.add_wire("moves_beat", builder_.last_stage(is_valid_) & bit_of(out_ready_));
    const Bits next = position.is_bit
                          ? ~position
                          : choice(bit_of(ends_result_), number(0, width), increment(position, Integer(step)));
    builder_.clock(position_, next, moves, true);
  }

  // The bits of a sample, of which the beat that comes now may be the last.
  PlanSignal plan_sample(PlanSignal beat) {
    if (in_.beat_count == 1) {
      builder_.assign(in_ready_, builder_.outside_reset(bit_of(advance_)));
      plan_stages(bit_of(in_valid_));
      return beat;
    }
    const std::size_t slots = in_.beat_count - 1;
    builder_.add(Heading{"Beats of a sample that came before its last; a slot is filled only behind those below it"});
    is_filled_ = builder_.add_state("is_filled", slots);
    const PlanSignal ends_sample = builder_.add_wire("ends_sample", bit_of(in_last_) | bit_of(is_filled_, slots - 1));
    const PlanSignal accepts =
        builder_.add_wire("accepts", builder_.outside_reset(bit_of(advance_) | ~bit_of(ends_sample)));
    builder_.assign(in_ready_, bit_of(accepts));
    takes_beat_ = builder_.add_wire("takes_beat", bit_of(in_valid_) & bit_of(accepts));
    builder_.clock(is_filled_, next_filled(ends_sample, slots), takes_beat_, true);
    std::vector<Bits> parts;
    for (std::size_t slot = 0; slot <= slots; ++slot) parts.push_back(plan_slot(slot, slots, beat));
    const PlanSignal sample = builder_.add_wire("sample", joined(std::move(parts)));
    plan_stages(bit_of(builder_.add_wire("has_sample", bit_of(ends_sample) & bit_of(in_valid_))));
    return sample;
  }

  Bits next_filled(PlanSignal ends_sample, std::size_t slots) const {
    if (slots == 1) return ~bit_of(ends_sample);
    return choice(bit_of(ends_sample), number(0, slots),
                  joined({constant_bit(true), slice_of(is_filled_, 0, slots - 1)}));
  }

  // The bits of one slot: what was stored there, or the beat that is coming in, or zeros.
  Bits plan_slot(std::size_t slot, std::size_t slots, PlanSignal beat) {
    const std::string suffix = "_" + std::to_string(slot);
    const Bits coming = builder_.all_of(beat);
    const Bits rest = slot == 0 ? coming : choice(bit_of(is_filled_, slot - 1), coming, number(0, in_.beat_bits()));
    if (slot == slots) return builder_.all_of(builder_.add_wire("slot" + suffix, rest));
    const PlanSignal stored = builder_.add_register("stored" + suffix, in_.beat_bits());
    const PlanSignal stores = builder_.add_wire("stores" + suffix, bit_of(takes_beat_) & ~bit_of(is_filled_, slot));
    builder_.clock(stored, coming, stores, false);
    const Bits bits = choice(bit_of(is_filled_, slot), builder_.all_of(stored), rest);
    return builder_.all_of(builder_.add_wire("slot" + suffix, bits));
  }

  void plan_stages(const Bits& has_sample) {
    builder_.add(Heading{"A sample moves on, and TLAST with it"});
    builder_.add(
        Registers{true,
                  advance_,
                  {builder_.next_stages(is_valid_, has_sample), builder_.next_stages(ends_packet_, bit_of(in_last_))}});
  }

  // The result with the zeros that fill its last beat; 0 bits of a result are zeros only.
  PlanSignal plan_result(PlanSignal sample) {
    const std::size_t width = out_.sample_bits;
    const std::vector<Port>& outputs = builder_.interface().outputs;
    const std::vector<Bits> inputs = WrapperBuilder::parts_of(sample, builder_.interface().inputs);
    builder_.add(Heading{"The design"});
    PlanSignal result = 0;
    if (width > 0) {
      const PlanSignal computed = builder_.add_wire(wrapper_.registers_result ? "computed" : "result", width);
      builder_.add_design(bit_of(advance_), inputs, WrapperBuilder::parts_of(computed, outputs));
      result = computed;
      if (wrapper_.registers_result) {
        result = builder_.add_register("result", width);
        builder_.clock(result, builder_.all_of(computed), advance_, wrapper_.resets_result);
      }
    } else {
      builder_.add_design(bit_of(advance_), inputs, {});
    }
    const std::size_t zeros = out_.padded_bits() - width;
    if (zeros == 0) return result;
    std::vector<Bits> parts;
    if (width > 0) parts.push_back(builder_.all_of(result));
    parts.push_back(number(0, zeros));
    return builder_.add_wire("padded_result", joined(std::move(parts)));
  }

  Bits kept(std::size_t bytes) const {
    return number(Integer::power_of_two(static_cast<unsigned>(bytes)) - 1, out_.beat_bytes);
  }

  void plan_beats(PlanSignal result) {
    const Bits ends_packet = builder_.last_stage(ends_packet_);
    builder_.add(Heading{out_.beat_count == 1 ? "The beat of the result" : "Beats of the result"});
    if (out_.beat_count == 1) {
      builder_.assign(out_data_, builder_.all_of(result));
      builder_.assign(out_keep_, kept(out_.last_beat_bytes()));
      builder_.assign(out_last_, ends_packet);
      return;
    }
    builder_.add(BeatChoice{out_data_, result, position_, out_});
    const bool is_uniform = out_.last_beat_bytes() == out_.beat_bytes;
    builder_.assign(out_keep_, is_uniform
                                   ? kept(out_.beat_bytes)
                                   : choice(bit_of(ends_result_), kept(out_.last_beat_bytes()), kept(out_.beat_bytes)));
    builder_.assign(out_last_, ends_packet & bit_of(ends_result_));
  }

  WrapperBuilder& builder_;
  const Wrapper& wrapper_;
  const BeatLayout& in_;
  const BeatLayout& out_;
  const bool counts_bits_;
  PlanSignal in_data_ = 0, in_keep_ = 0, in_last_ = 0, in_valid_ = 0, in_ready_ = 0;
  PlanSignal out_data_ = 0, out_keep_ = 0, out_last_ = 0, out_valid_ = 0, out_ready_ = 0;
  PlanSignal is_valid_ = 0, ends_packet_ = 0, position_ = 0, ends_result_ = 0, advance_ = 0;
  PlanSignal is_filled_ = 0, takes_beat_ = 0;
};

}  // namespace

void plan_axis(WrapperBuilder& builder, bool counts_bits) { AxisPlanner(builder, counts_bits).plan(); }

}  // namespace wirefold::rtl
