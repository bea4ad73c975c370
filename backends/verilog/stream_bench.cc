// SPDX-License-Identifier: Apache-2.0
#include "wirefold/backends/verilog/stream_bench.h"

#include <algorithm>
#include <string_view>

#include "wirefold/backends/text_template.h"
#include "wirefold/backends/verilog/bits.h"

namespace wirefold::verilog {
namespace {

// Signals of the bench begin with "tb_", so no port has their names. All cycles pass through one loop body: a simulator
// that compiles would make a copy of a task for every call.
constexpr std::string_view kBench = R"(`default_nettype none

module @name@_tb;
  localparam integer TB_SENT = @sent@;
  localparam integer TB_EXPECTED = @expected@;
  // Phases of a round
  localparam integer TB_FILL = 0;   // transfers are sent, none is taken
  localparam integer TB_RESET = 1;  // nothing may be accepted
  localparam integer TB_RUN = 2;    // all transfers, with the pauses of the round
  localparam integer TB_DRAIN = 3;  // nothing is sent and nothing may come
  localparam integer TB_DONE = 4;

@declarations@
  reg [@sent_top@:0] tb_source [0:TB_SENT - 1];
  reg [@expected_top@:0] tb_results [0:TB_EXPECTED - 1];
  wire [@expected_top@:0] tb_seen = @seen@;
  reg [@expected_top@:0] tb_waiting;
  reg tb_is_waiting;
  reg tb_offers;
  reg tb_accepted;
  reg tb_may_send;
  reg tb_may_take;
  reg [31:0] tb_noise;
  integer tb_sent;
  integer tb_received;
  integer tb_failures;
  integer tb_round;
  integer tb_phase;
  integer tb_step;

  @name@ tb_design (@connections@);

  initial begin
@fill@    tb_noise = 32'd@seed@;
    tb_failures = 0;
    @clock@ = 1'b0;
@start@    // Round 0: no pauses; 1 and 4: random pauses of both sides; 2: a slow source; 3: a slow sink.
    for (tb_round = 0; tb_round < 5; tb_round = tb_round + 1) begin
      tb_phase = @first_phase@;
      tb_step = 0;
      tb_sent = 0;
      tb_received = 0;
      tb_offers = 1'b0;
      tb_is_waiting = 1'b0;
      while (tb_phase != TB_DONE) begin
        // Marsaglia's xorshift
        tb_noise = tb_noise ^ (tb_noise << 13);
        tb_noise = tb_noise ^ (tb_noise >> 17);
        tb_noise = tb_noise ^ (tb_noise << 5);
        tb_may_send = tb_phase == TB_FILL;
        tb_may_take = tb_phase != TB_FILL;
        if (tb_phase == TB_RUN) begin
          tb_may_send = tb_round == 0 || tb_round == 3 || (tb_round == 2 ? tb_noise[2:0] == 3'd0 : tb_noise[0]);
          tb_may_take = tb_round == 0 || tb_round == 2 || (tb_round == 3 ? tb_noise[10:8] == 3'd0 : tb_noise[8]);
        end
        // What was offered stays until it is taken.
        if (!tb_offers) tb_offers = tb_may_send && tb_sent < TB_SENT;
        @in_valid@ = tb_offers || tb_phase == TB_RESET;
        @drive@ = tb_offers ? tb_source[tb_sent] : {@sent_width@{1'b1}};
@set_ready@@set_reset@        #1;
        tb_accepted = tb_offers && tb_phase != TB_RESET && @is_accepted@;
        if (tb_phase == TB_RESET) begin
@check_reset@        end else begin
          if (@out_valid@ !== 1'b0 && @out_valid@ !== 1'b1) begin
            $display("@out_valid@ is not known");
            tb_failures = tb_failures + 1;
          end
          if (tb_is_waiting && (@out_valid@ !== 1'b1 || tb_seen !== tb_waiting)) begin
            $display("result %0d changed while the sink was not ready", tb_received);
            tb_failures = tb_failures + 1;
          end
          tb_is_waiting = @out_valid@ && !tb_may_take && @has_ready@;
          tb_waiting = tb_seen;
          if (@out_valid@ === 1'b1 && !tb_is_waiting) begin
            if (tb_received >= TB_EXPECTED) begin
              $display("a result too many: %h", tb_seen);
              tb_failures = tb_failures + 1;
            end else if (tb_seen !== tb_results[tb_received]) begin
              $display("result %0d is %h, expected %h", tb_received, tb_seen, tb_results[tb_received]);
              tb_failures = tb_failures + 1;
            end
            tb_received = tb_received + 1;
          end
        end
        @clock@ = 1'b1;
        #1;
        @clock@ = 1'b0;
        if (tb_accepted) begin
          tb_sent = tb_sent + 1;
          tb_offers = 1'b0;
        end
        tb_step = tb_step + 1;
        case (tb_phase)
          TB_FILL: begin
            if (tb_step == @depth@) begin
              tb_phase = TB_RESET;
              tb_step = 0;
            end
          end
          TB_RESET: begin
            if (tb_step == 3) begin
              tb_phase = TB_RUN;
              tb_step = 0;
              tb_sent = 0;
              tb_received = 0;
              tb_offers = 1'b0;
              tb_is_waiting = 1'b0;
            end
          end
          TB_RUN: begin
            if ((tb_sent == TB_SENT && tb_received >= TB_EXPECTED) ||
                tb_step == 16 * (TB_SENT + TB_EXPECTED) + 1000) begin
              if (tb_received < TB_EXPECTED) begin
                $display("round %0d: %0d of %0d results came", tb_round, tb_received, TB_EXPECTED);
                tb_failures = tb_failures + 1;
              end
@check_throughput@              tb_phase = TB_DRAIN;
              tb_step = 0;
            end
          end
          default: begin
            if (tb_step == @drain@) tb_phase = TB_DONE;
          end
        endcase
      end
    end
    if (tb_failures == 0) begin
      $display("PASS: @samples@");
      $finish;
    end else begin
      $display("FAIL: %0d mismatches in @samples@", tb_failures);
      $stop;
    end
  end
endmodule

`default_nettype wire
)";

constexpr std::string_view kCheckValid = R"(          if (tb_step > 0 && @out_valid@ !== 1'b0) begin
            $display("@out_valid@ is %b during reset", @out_valid@);
            tb_failures = tb_failures + 1;
          end
)";

constexpr std::string_view kCheckReady = R"(          if (@in_ready@ !== 1'b0) begin
            $display("@in_ready@ is %b during reset", @in_ready@);
            tb_failures = tb_failures + 1;
          end
)";

constexpr std::string_view kCheckThroughput =
    R"(              if (tb_round == 0 && tb_step != TB_SENT + @latency@) begin
                $display("%0d transfers took %0d cycles", TB_SENT, tb_step);
                tb_failures = tb_failures + 1;
              end
)";

std::string joined_fields(const Transfers& transfers) {
  std::vector<std::string> parts;
  for (auto field = transfers.fields.rbegin(); field != transfers.fields.rend(); ++field) parts.push_back(field->port);
  return concatenated(parts);
}

std::string memory_lines(const std::string& memory, const Transfers& transfers) {
  const auto width = static_cast<unsigned>(std::max<std::size_t>(transfers.width_bits(), 1));
  std::string text;
  for (std::size_t i = 0; i < transfers.words.size(); ++i) {
    text += "    " + memory + "[" + std::to_string(i) + "] = " + literal(transfers.words[i], width) + ";\n";
  }
  return text;
}

std::string top_bit(const Transfers& transfers) {
  return std::to_string(std::max<std::size_t>(transfers.width_bits(), 1) - 1);
}

}  // namespace

std::string write_stream_bench(const Wrapper& wrapper, const Transfers& sent, const Transfers& expected,
                               bool is_one_cycle_a_transfer) {
  const ControlPorts& controls = wrapper.controls;
  const bool has_reset = !controls.reset.empty();
  std::string declarations;
  std::string connections;
  const auto declare = [&](const char* kind, const std::string& name, std::size_t width_bits) {
    if (name.empty()) return;
    declarations += std::string("  ") + kind + range_of(width_bits) + name + ";\n";
    connections += (connections.empty() ? "." : ", .") + name + "(" + name + ")";
  };
  for (const std::string& name : {controls.clock, controls.clock_enable, controls.reset, wrapper.in_valid}) {
    declare("reg ", name, 1);
  }
  declare("wire ", wrapper.in_ready, 1);
  for (const Transfers::Field& field : sent.fields) declare("reg ", field.port, field.width_bits);
  declare("wire ", wrapper.out_valid, 1);
  declare("reg ", wrapper.out_ready, 1);
  for (const Transfers::Field& field : expected.fields) declare("wire ", field.port, field.width_bits);
  // Something to assign to where a side has no bits.
  if (sent.fields.empty()) declarations += "  reg tb_nothing_sent;\n";

  const std::string latency = std::to_string(wrapper.latency_cycles);
  const std::string beats =
      std::to_string(wrapper.latency_cycles + wrapper.in_beats.beat_count + wrapper.out_beats.beat_count);
  std::string start;
  if (!controls.clock_enable.empty()) start = "    " + controls.clock_enable + " = 1'b1;\n";
  std::string set_reset;
  std::string check_reset;
  if (has_reset) {
    set_reset =
        "        " + controls.reset + " = tb_phase " + (controls.reset_is_active_low ? "!=" : "==") + " TB_RESET;\n";
    check_reset = filled_in(kCheckValid, {{"out_valid", wrapper.out_valid}});
    if (wrapper.has_handshake()) check_reset += filled_in(kCheckReady, {{"in_ready", wrapper.in_ready}});
  }
  return filled_in(
      kBench,
      {{"declarations", declarations},
       {"set_reset", set_reset},
       {"check_reset", check_reset},
       {"depth", beats},
       {"first_phase", has_reset ? "tb_round == 0 ? TB_RESET : TB_FILL" : "TB_RUN"},
       {"check_throughput",
        is_one_cycle_a_transfer ? filled_in(kCheckThroughput, {{"latency", latency}}) : std::string()},
       {"set_ready", wrapper.has_handshake() ? "        " + wrapper.out_ready + " = tb_may_take;\n" : std::string()},
       {"fill", memory_lines("tb_source", sent) + memory_lines("tb_results", expected)},
       {"name", wrapper.module_name},
       {"connections", connections},
       {"sent", std::to_string(sent.words.size())},
       {"expected", std::to_string(expected.words.size())},
       {"sent_top", top_bit(sent)},
       {"sent_width", std::to_string(std::max<std::size_t>(sent.width_bits(), 1))},
       {"expected_top", top_bit(expected)},
       {"seen", expected.fields.empty() ? "1'b0" : joined_fields(expected)},
       {"drive", sent.fields.empty() ? "tb_nothing_sent" : joined_fields(sent)},
       {"in_valid", wrapper.in_valid},
       {"out_valid", wrapper.out_valid},
       {"is_accepted", wrapper.has_handshake() ? wrapper.in_ready : "1'b1"},
       {"has_ready", wrapper.has_handshake() ? "1'b1" : "1'b0"},
       {"clock", controls.clock},
       {"start", start},
       {"drain", std::to_string(4 + wrapper.latency_cycles + 2 * wrapper.out_beats.beat_count)},
       {"seed", "2463534242"},
       {"samples", std::to_string(sent.words.size()) + " transfers"}});
}

}  // namespace wirefold::verilog
