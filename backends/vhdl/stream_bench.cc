// SPDX-License-Identifier: Apache-2.0
#include "wirefold/backends/vhdl/stream_bench.h"

#include <algorithm>
#include <map>
#include <string_view>

#include "wirefold/backends/text_template.h"
#include "wirefold/backends/vhdl/bench_text.h"
#include "wirefold/backends/vhdl/vhdl_language.h"

namespace wirefold::vhdl {
namespace {

// Names of the bench begin with tb_, so no port has them.
constexpr std::string_view kBench = R"(@libraries@use std.textio.all;

entity @name@_tb is
end entity @name@_tb;

architecture test of @name@_tb is
  constant TB_SENT : natural := @sent@;
  constant TB_EXPECTED : natural := @expected@;
  type tb_source_words is array (0 to TB_SENT - 1) of std_logic_vector(@sent_top@ downto 0);
  type tb_result_words is array (0 to TB_EXPECTED - 1) of std_logic_vector(@expected_top@ downto 0);
  constant tb_source : tb_source_words := (
@sources@  );
  constant tb_results : tb_result_words := (
@results@  );
@declarations@  signal tb_driven : std_logic_vector(@sent_top@ downto 0) := (others => '1');
  signal tb_seen : std_logic_vector(@expected_top@ downto 0);
@hex_image@begin
  tb_design : entity work.@name@ port map (
@connections@  );
@wires@
  process
    variable tb_waiting : std_logic_vector(@expected_top@ downto 0);
    variable tb_is_waiting : boolean := false;
    variable tb_offers : boolean := false;
    variable tb_accepted : boolean := false;
    variable tb_noise : std_logic_vector(31 downto 0) := x"92d68ca2";
    variable tb_sent_count : natural := 0;
    variable tb_received : natural := 0;
    variable tb_failures : natural := 0;
    variable tb_row : line;

    procedure tb_fail(text : string) is
    begin
      write(tb_row, text);
      writeline(output, tb_row);
      tb_failures := tb_failures + 1;
    end procedure tb_fail;

    procedure tb_tick is
    begin
      @clock@ <= '1';
      wait for 1 ns;
      @clock@ <= '0';
    end procedure tb_tick;

    -- A maximal-length shift register, moved on by 32 bits.
    procedure tb_stir is
    begin
      for i in 0 to 31 loop
        tb_noise := tb_noise(30 downto 0) & (tb_noise(31) xor tb_noise(21) xor tb_noise(1) xor tb_noise(0));
      end loop;
    end procedure tb_stir;

    -- One clock cycle. A transfer that was offered stays until it is taken.
    procedure tb_cycle(tb_may_send, tb_may_take : boolean) is
    begin
      if not tb_offers then
        tb_offers := tb_may_send and tb_sent_count < TB_SENT;
      end if;
      if tb_offers then
        @in_valid@ <= '1';
        tb_driven <= tb_source(tb_sent_count);
      else
        @in_valid@ <= '0';
        tb_driven <= (others => '1');
      end if;
@set_ready@      wait for 1 ns;
      if @out_valid@ /= '0' and @out_valid@ /= '1' then
        tb_fail("@out_valid@ is not known");
      end if;
      tb_accepted := tb_offers and @is_accepted@;
      if tb_is_waiting and (@out_valid@ /= '1' or tb_seen /= tb_waiting) then
        tb_fail("result " & integer'image(tb_received) & " changed while the sink was not ready");
      end if;
      tb_is_waiting := @out_valid@ = '1' and not tb_may_take and @has_ready@;
      tb_waiting := tb_seen;
      if @out_valid@ = '1' and not tb_is_waiting then
        if tb_received >= TB_EXPECTED then
          tb_fail("a result too many: " & hex_image(tb_seen));
        elsif tb_seen /= tb_results(tb_received) then
          tb_fail("result " & integer'image(tb_received) & " is " & hex_image(tb_seen) & ", expected " &
                  hex_image(tb_results(tb_received)));
        end if;
        tb_received := tb_received + 1;
      end if;
      tb_tick;
      if tb_accepted then
        tb_sent_count := tb_sent_count + 1;
        tb_offers := false;
      end if;
    end procedure tb_cycle;

    procedure tb_restart is
    begin
      tb_sent_count := 0;
      tb_received := 0;
      tb_offers := false;
      tb_is_waiting := false;
    end procedure tb_restart;
@reset_procedure@
    -- Mode 0: no pauses; 1: random pauses of both; 2: a slow source; 3: a slow sink.
    procedure tb_round(tb_mode : natural) is
      variable tb_step : natural := 0;
    begin
      tb_restart;
      while (tb_sent_count < TB_SENT or tb_received < TB_EXPECTED) and
            tb_step < 16 * (TB_SENT + TB_EXPECTED) + 1000 loop
        tb_stir;
        tb_cycle(tb_mode = 0 or tb_mode = 3 or (tb_mode = 1 and tb_noise(0) = '1') or
                   (tb_mode = 2 and tb_noise(2 downto 0) = "000"),
                 tb_mode = 0 or tb_mode = 2 or (tb_mode = 1 and tb_noise(8) = '1') or
                   (tb_mode = 3 and tb_noise(10 downto 8) = "000"));
        tb_step := tb_step + 1;
      end loop;
      if tb_received < TB_EXPECTED then
        tb_fail(integer'image(tb_received) & " of " & integer'image(TB_EXPECTED) & " results came");
      end if;
@check_throughput@      for i in 1 to @drain@ loop
        tb_cycle(false, true);
      end loop;
    end procedure tb_round;
  begin
@start@    tb_round(0);
@reset@    tb_round(1);
@reset@    tb_round(2);
@reset@    tb_round(3);
@reset@    tb_round(1);
    if tb_failures = 0 then
      write(tb_row, string'("PASS: @samples@"));
      writeline(output, tb_row);
    else
      write(tb_row, "FAIL: " & integer'image(tb_failures) & " mismatches in @samples@");
      writeline(output, tb_row);
      report "the test bench failed" severity failure;
    end if;
    wait;
  end process;
end architecture test;
)";

// Leaves transfers under way, resets for two cycles in which nothing may be taken, and starts anew.
constexpr std::string_view kResetProcedure = R"(
    procedure tb_reset is
    begin
      tb_restart;
      for i in 1 to @depth@ loop
        tb_cycle(true, false);
      end loop;
      @reset@ <= '@active@';
      @in_valid@ <= '1';
      for i in 1 to 2 loop
        wait for 1 ns;
@check_ready@        tb_tick;
      end loop;
      wait for 1 ns;
      if @out_valid@ /= '0' then
        tb_fail("@out_valid@ is not 0 during reset");
      end if;
      @in_valid@ <= '0';
      @reset@ <= '@inactive@';
      tb_restart;
    end procedure tb_reset;
)";

constexpr std::string_view kCheckReady = R"(        if @in_ready@ /= '0' then
          tb_fail("@in_ready@ is not 0 during reset");
        end if;
)";

constexpr std::string_view kCheckThroughput = R"(      if tb_mode = 0 and tb_step /= TB_SENT + @latency@ then
        tb_fail(integer'image(TB_SENT) & " transfers took " & integer'image(tb_step) & " cycles");
      end if;
)";

// Before the first reset nothing is known.
constexpr std::string_view kStart = R"(    @reset@ <= '@active@';
    wait for 1 ns;
    tb_tick;
    @reset@ <= '@inactive@';
)";

std::size_t word_bits(const Transfers& transfers) { return std::max<std::size_t>(transfers.width_bits(), 1); }

std::string word_lines(const Transfers& transfers, Standard standard) {
  std::string text;
  for (std::size_t i = 0; i < transfers.words.size(); ++i) {
    text += "    " + std::to_string(i) + " => " +
            literal(transfers.words[i], static_cast<unsigned>(word_bits(transfers)), standard) +
            (i + 1 < transfers.words.size() ? ",\n" : "\n");
  }
  return text;
}

// The signals of the bench at the ports of the wrapper.
class PortSignals {
 public:
  explicit PortSignals(const Wrapper& wrapper) : wrapper_(wrapper) {
    for (const std::string_view name : bench_names()) names_.claim(name);
  }

  void add(const std::string& port, const std::string& type, const std::string& initial = "") {
    if (port.empty()) return;
    const std::string name = names_.unique(port);
    signals_[port] = name;
    declarations_ += "  signal " + name + " : " + type + initial + ";\n";
    connections_ += (connections_.empty() ? "    " : ",\n    ") + port + " => " + name;
  }
  void add_fields(const Transfers& transfers) {
    for (const Transfers::Field& field : transfers.fields) {
      add(field.port, is_bit(field) ? "std_logic" : vector_type("std_logic_vector", field.width_bits));
    }
  }
  const std::string& operator[](const std::string& port) { return signals_[port]; }

  // The fields as parts of the vector that holds a transfer, in one direction or the other.
  std::string wires(const Transfers& transfers, const std::string& vector, bool drives_ports) {
    std::string text;
    std::size_t offset = 0;
    for (const Transfers::Field& field : transfers.fields) {
      const std::string part =
          vector + "(" + (is_bit(field) ? std::to_string(offset) : downto(offset, field.width_bits)) + ")";
      const std::string& port = signals_[field.port];
      text += "  " + (drives_ports ? port + " <= " + part : part + " <= " + port) + ";\n";
      offset += field.width_bits;
    }
    if (offset == 0 && !drives_ports) text += "  " + vector + " <= \"0\";\n";
    return text;
  }

  const std::string& declarations() const { return declarations_; }
  std::string connections() const { return connections_ + "\n"; }

 private:
  bool is_bit(const Transfers::Field& field) const {
    return field.port == wrapper_.in_last || field.port == wrapper_.out_last;
  }

  const Wrapper& wrapper_;
  NameTable names_;
  std::map<std::string, std::string> signals_;  // by port
  std::string declarations_;
  std::string connections_;
};

PortSignals port_signals(const Wrapper& wrapper, const Transfers& sent, const Transfers& expected) {
  PortSignals signals(wrapper);
  const std::string inactive = wrapper.controls.reset_is_active_low ? " := '1'" : " := '0'";
  signals.add(wrapper.controls.clock, "std_logic", " := '0'");
  signals.add(wrapper.controls.clock_enable, "std_logic", " := '1'");
  signals.add(wrapper.controls.reset, "std_logic", inactive);
  signals.add(wrapper.in_valid, "std_logic", " := '0'");
  signals.add(wrapper.in_ready, "std_logic");
  signals.add_fields(sent);
  signals.add(wrapper.out_valid, "std_logic");
  signals.add(wrapper.out_ready, "std_logic", " := '0'");
  signals.add_fields(expected);
  return signals;
}

}  // namespace

std::string write_stream_bench(const Wrapper& wrapper, const Transfers& sent, const Transfers& expected,
                               bool is_one_cycle_a_transfer, Standard standard) {
  PortSignals signals = port_signals(wrapper, sent, expected);
  const ControlPorts& controls = wrapper.controls;
  const bool has_reset = !controls.reset.empty();
  const bool has_ready = wrapper.has_handshake();
  const std::string active = controls.reset_is_active_low ? "0" : "1";
  const std::string inactive = controls.reset_is_active_low ? "1" : "0";
  const std::string depth =
      std::to_string(wrapper.latency_cycles + wrapper.in_beats.beat_count + wrapper.out_beats.beat_count);
  const std::string check_ready =
      has_ready ? filled_in(kCheckReady, {{"in_ready", signals[wrapper.in_ready]}}) : std::string();
  const std::string reset_procedure = !has_reset
                                          ? "\n"
                                          : filled_in(kResetProcedure, {{"check_ready", check_ready},
                                                                        {"depth", depth},
                                                                        {"active", active},
                                                                        {"inactive", inactive},
                                                                        {"reset", signals[controls.reset]},
                                                                        {"in_valid", signals[wrapper.in_valid]},
                                                                        {"out_valid", signals[wrapper.out_valid]}});
  const std::string start =
      !has_reset ? ""
                 : filled_in(kStart, {{"reset", signals[controls.reset]}, {"active", active}, {"inactive", inactive}});
  const std::string set_ready =
      !has_ready ? ""
                 : filled_in(
                       "      if tb_may_take then\n        @out_ready@ <= '1';\n      else\n        @out_ready@ <= "
                       "'0';\n      end if;\n",
                       {{"out_ready", signals[wrapper.out_ready]}});
  const std::string latency = std::to_string(wrapper.latency_cycles);
  return filled_in(kBench,
                   {{"libraries", library_clauses()},
                    {"name", wrapper.module_name},
                    {"sent", std::to_string(sent.words.size())},
                    {"expected", std::to_string(expected.words.size())},
                    {"sent_top", std::to_string(word_bits(sent) - 1)},
                    {"expected_top", std::to_string(word_bits(expected) - 1)},
                    {"sources", word_lines(sent, standard)},
                    {"results", word_lines(expected, standard)},
                    {"declarations", signals.declarations()},
                    {"hex_image", hex_image_function()},
                    {"connections", signals.connections()},
                    {"wires", signals.wires(sent, "tb_driven", true) + signals.wires(expected, "tb_seen", false)},
                    {"clock", signals[controls.clock]},
                    {"in_valid", signals[wrapper.in_valid]},
                    {"out_valid", signals[wrapper.out_valid]},
                    {"set_ready", set_ready},
                    {"is_accepted", has_ready ? signals[wrapper.in_ready] + " = '1'" : "true"},
                    {"has_ready", has_ready ? "true" : "false"},
                    {"reset_procedure", reset_procedure},
                    {"check_throughput",
                     is_one_cycle_a_transfer ? filled_in(kCheckThroughput, {{"latency", latency}}) : std::string()},
                    {"drain", std::to_string(4 + wrapper.latency_cycles + 2 * wrapper.out_beats.beat_count)},
                    {"start", start},
                    {"reset", has_reset ? "    tb_reset;\n" : ""},
                    {"samples", std::to_string(sent.words.size()) + " transfers"}});
}

}  // namespace wirefold::vhdl
