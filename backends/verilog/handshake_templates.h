// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace wirefold::verilog {

// The texts that backends/verilog/handshake_properties.cc fills in.

// Names begin with p_, so that no port of the wrapper has them. `p_chosen` is any value that stays.
inline constexpr std::string_view kHandshakeProperties = R"(`default_nettype none

module @name@_properties (
@ports@    input wire [@chosen_top@:0] p_chosen,
    input wire p_marks
);
  reg p_is_started = 1'b0;
  reg p_was_reset = 1'b0;
  wire p_in_reset = @in_reset@;
  wire p_checks = p_is_started & ~p_in_reset;
@wires@
  @name@ p_wrapper (@connections@);

  // What the design computes of one sample, which stays the same for all time
  reg [@chosen_top@:0] p_was_chosen;
  wire [@result_top@:0] p_expected;
@reference@
  wire p_takes = @in_valid@ & @in_ready@;
  wire p_offers = @out_valid@;
  wire p_leaves = @out_valid@ & @out_ready@;
@gathering@
  // How many samples came in and did not go out
  reg [15:0] p_inside = 16'd0;
@tracking@
  // What was offered and not taken
  wire [@seen_top@:0] p_seen = @seen@;
  reg p_was_waiting = 1'b0;
  reg [@seen_top@:0] p_was_seen;

  reg p_sent_before = 1'b0;
  reg p_was_refused = 1'b0;
  reg p_taken_before = 1'b0;
  always @at@(posedge @clock@) begin
    p_is_started <= 1'b1;
    p_was_reset <= p_in_reset;
    p_was_chosen <= p_chosen;
    p_was_waiting <= p_offers & ~@out_ready@ & ~p_in_reset;
    p_was_seen <= p_seen;
    p_sent_before <= @in_valid@;
    p_was_refused <= @in_valid@ & ~@in_ready@;
    p_taken_before <= @out_ready@;
    if (p_in_reset) begin
@clear@      p_inside <= 16'd0;
    end else begin
@track@      p_inside <= p_inside + {15'd0, p_takes & p_ends_sample} - {15'd0, p_leaves & p_ends_result};
    end
  end
@beats@
  always @at@* begin
@assume_reset@    if (p_is_started) assume (p_chosen == p_was_chosen);
`ifdef HANDSHAKE_INDUCTION
    assume (@in_valid@ | (p_sent_before & ~p_was_refused));
    assume (@out_ready@ | p_taken_before);
`endif
    if (p_is_started & p_in_reset) assert (~@in_ready@);
    if (p_checks) begin
@assert_tracking@      if (p_was_reset) assert (~p_offers);
      if (p_was_waiting) assert (p_offers & (p_seen == p_was_seen));
      if (p_offers & p_offers_marked) assert (p_seen_data == p_expected_data);
@assert_beats@    end
  end
endmodule

`default_nettype wire
)";

// Without register slices it is known in every cycle where each sample is.
inline constexpr std::string_view kTrackStages =
    R"(  // Where the samples are, and those that have the chosen value and are marked
  reg [@latency_top@:0] p_holds = @latency@'d0;
  reg [@latency_top@:0] p_marked = @latency@'d0;
  reg [@latency_top@:0] p_ends = @latency@'d0;
  wire p_moves = ~p_offers | (@out_ready@ & p_ends_result);
  wire p_offers_marked = p_marked[@latency_top@];
  wire p_knows_end = 1'b1;
  wire p_result_end = p_ends[@latency_top@];
  reg [15:0] p_held;
  integer p_stage;
  always @at@* begin
    p_held = 16'd0;
    for (p_stage = 0; p_stage < @latency@; p_stage = p_stage + 1) p_held = p_held + {15'd0, p_holds[p_stage]};
  end
)";

inline constexpr std::string_view kClearStages = R"(      p_holds <= @latency@'d0;
      p_marked <= @latency@'d0;
)";

inline constexpr std::string_view kShiftStages = R"(      if (p_moves) begin
        p_holds <= @shift_holds@;
        p_marked <= @shift_marked@;
        p_ends <= @shift_ends@;
      end
)";

inline constexpr std::string_view kAssertStages = R"(      assert (p_offers == p_holds[@latency_top@]);
      assert (p_inside == p_held);
      assert (@in_ready@ == (p_moves | ~p_ends_sample));
)";

// With register slices one sample is followed, any that has the chosen value: the results of those before it come
// first, then its own. Nothing comes of nothing, and what is inside comes out.
inline constexpr std::string_view kTrackQueue =
    R"(  // A marked sample of the chosen value, and how many others are ahead of it
  reg p_is_marked = 1'b0;
  reg [15:0] p_ahead;
  reg p_marked_end;
  wire p_offers_marked = p_is_marked & (p_ahead == 16'd0);
  wire p_knows_end = p_offers_marked;
  wire p_result_end = p_marked_end;

  // For how many cycles there were samples inside and no result was offered
  reg [15:0] p_idle = 16'd0;
)";

inline constexpr std::string_view kClearQueue = R"(      p_is_marked <= 1'b0;
      p_idle <= 16'd0;
)";

inline constexpr std::string_view kFollowQueue = R"(      if (p_is_marked) begin
        if (p_leaves & p_ends_result) p_is_marked <= p_ahead != 16'd0;
        if (p_leaves & p_ends_result) p_ahead <= p_ahead - 16'd1;
      end else if (p_takes & p_ends_sample & p_is_chosen & p_marks) begin
        p_is_marked <= 1'b1;
        p_marked_end <= p_last;
        p_ahead <= p_inside - {15'd0, p_leaves & p_ends_result};
      end
      p_idle <= p_offers | (p_inside == 16'd0) ? 16'd0 : p_idle + 16'd1;
)";

inline constexpr std::string_view kAssertQueue = R"(      if (p_offers) assert (p_inside != 16'd0);
      if (~@in_ready@) assert (p_inside != 16'd0);
      assert (p_idle < @latency@);
)";

// One transfer is one sample.
inline constexpr std::string_view kHandshakeOfSamples = R"(  wire p_ends_sample = 1'b1;
  wire p_ends_result = 1'b1;
  wire p_is_chosen = @sent@ == p_chosen;
  wire p_last = 1'b0;
  wire [@result_top@:0] p_seen_data = @seen@;
  wire [@result_top@:0] p_expected_data = p_expected;
)";

// Null bytes are zeros, beats that TLAST cut off as well.
inline constexpr std::string_view kHandshakeOfBeats =
    R"(  // The first bit of the beat that comes, and of the one that is offered
  reg [@in_count_top@:0] p_came = @in_count@'d0;
  reg [@out_count_top@:0] p_left = @out_count@'d0;
  reg p_agreed = 1'b1;
  wire p_last = s_axis_tlast;
  wire p_ends_sample = s_axis_tlast | (p_came == @in_count@'d@last_in@);
  wire p_ends_result = p_left == @out_count@'d@last_out@;
  wire [@in_beat_top@:0] p_beat;
  wire [@in_bytes_top@:0] p_keep = s_axis_tkeep;
  genvar p_byte;
  generate
    for (p_byte = 0; p_byte < @in_bytes@; p_byte = p_byte + 1) begin : p_each_byte
      assign p_beat[8*p_byte +: 8] = p_keep[p_byte] ? s_axis_tdata[8*p_byte +: 8] : 8'd0;
    end
  endgenerate
  wire [@chosen_top@:0] p_rest = p_chosen >> p_came;
  wire [@chosen_top@:0] p_behind = p_rest >> @in_beat@;
  wire p_agrees = (p_came == @in_count@'d0 | p_agreed) & (p_beat == p_rest[@in_beat_top@:0]);
  wire p_is_chosen = p_agrees & (p_behind == @chosen_bits@'d0);
  wire [@padded_top@:0] p_padded = @padded@;
  wire [@padded_top@:0] p_shifted = p_padded >> p_left;
  wire [@out_beat_top@:0] p_seen_data = m_axis_tdata;
  wire [@out_beat_top@:0] p_expected_data = p_shifted[@out_beat_top@:0];
)";

inline constexpr std::string_view kHandshakeBeatCounters = R"(
  always @at@(posedge @clock@) begin
    if (p_in_reset) begin
      p_came <= @in_count@'d0;
      p_left <= @out_count@'d0;
    end else begin
      if (p_takes) begin
        p_came <= p_ends_sample ? @in_count@'d0 : p_came + @in_count@'d@in_beat@;
        p_agreed <= p_agrees;
      end
      if (p_leaves) p_left <= p_ends_result ? @out_count@'d0 : p_left + @out_count@'d@out_beat@;
    end
  end
)";

inline constexpr std::string_view kHandshakeBeatAssertions =
    R"(      assert (p_came % @in_beat@ == 0 & p_came <= @in_count@'d@last_in@);
      assert (p_left % @out_beat@ == 0 & p_left <= @out_count@'d@last_out@);
      if (p_offers) begin
        if (p_knows_end) assert (m_axis_tlast == (p_result_end & p_ends_result));
        assert (m_axis_tkeep == (p_ends_result ? @last_keep@ : @keep@));
      end
)";

inline constexpr std::string_view kHandshakePreparation =
    R"(read_verilog -formal@define@@sources@ formal/@name@_properties.sv
hierarchy -check -top @name@_properties
proc
flatten
async2sync
opt -full
techmap
opt
dffunmap
)";

inline constexpr std::string_view kHandshakeScript = R"(# SPDX-License-Identifier: MIT-0
# Usage, from the project folder: yosys -q formal/@name@.ys
# Proves what formal/@name@_properties.sv asserts; ends with an error status unless all of it holds.
@bounded@# Within @depth@ cycles, for any pauses of both sides
sat -verify -seq @depth@ -prove-asserts -set-assumes
)";

inline constexpr std::string_view kHandshakeInduction = R"(design -reset
# For all time, where neither side pauses for two cycles in a row and nothing is withdrawn
@inductive@sat -verify -tempinduct -prove-asserts -set-assumes -maxsteps @steps@
)";

}  // namespace wirefold::verilog
