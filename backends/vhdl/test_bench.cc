// SPDX-License-Identifier: Apache-2.0
#include "wirefold/backends/vhdl/test_bench.h"

#include <algorithm>
#include <span>

#include "wirefold/backends/names.h"
#include "wirefold/backends/vhdl/bench_text.h"
#include "wirefold/backends/vhdl/vhdl_language.h"
#include "wirefold/ir/error.h"

namespace wirefold::vhdl {
namespace {

class TestBenchWriter {
 public:
  TestBenchWriter(const rtl::BenchedModule& module, const TestVectors& vectors, Standard standard)
      : module_(module), vectors_(vectors), standard_(standard) {
    for (const std::string_view name : bench_names()) names_.claim(name);
    check_internal(vectors.inputs.size() == module.inputs.size() && vectors.outputs.size() == module.outputs.size(),
                   "test vectors for other ports than those of the module");
    clock_ = add_control(module.controls.clock, '0');
    add_control(module.controls.clock_enable, '1');
    add_control(module.controls.reset, module.controls.reset_is_active_low ? '1' : '0');
    for (std::size_t i = 0; i < module.inputs.size(); ++i) add_port(module.inputs[i], vectors.inputs[i], true);
    for (std::size_t i = 0; i < module.outputs.size(); ++i) add_port(module.outputs[i], vectors.outputs[i], false);
  }

  std::string write() {
    const std::string bench = module_.name + "_tb";
    std::string text = library_clauses() + "use std.textio.all;\n\nentity " + bench + " is\nend entity " + bench +
                       ";\n\narchitecture test of " + bench + " is\n";
    text += controls_;
    for (const BenchPort& port : ports_) text += "  signal " + port.signal + " : " + port.type() + ";\n";
    // A function that nobody calls would be a warning.
    const bool has_outputs = std::any_of(ports_.begin(), ports_.end(), [](const auto& port) { return !port.is_input; });
    text += (has_outputs ? hex_image_function() : "") + "begin\n  dut : entity work." + module_.name +
            (connections_.empty() ? "" : " port map (" + connections_ + "\n  )") + ";\n\n  process\n";
    text += "    variable sample : natural := 0;\n    variable failures : natural := 0;\n    variable row : line;\n\n";
    return text + step() + "  begin\n" + samples() + verdict() + "  end process;\nend architecture test;\n";
  }

 private:
  struct BenchPort {
    std::string name;
    std::string signal;
    std::string argument;  // of the procedure `step`
    std::size_t width_bits;
    bool is_input;
    const std::vector<std::uint64_t>& words;

    std::string type() const { return vector_type("std_logic_vector", width_bits); }
  };

  void connect(const std::string& port, const std::string& signal) {
    connections_ += (connections_.empty() ? "\n    " : ",\n    ") + port + " => " + signal;
  }

  // A control that keeps its value, but for the clock; the name of its signal.
  std::string add_control(const std::string& port, char value) {
    if (port.empty()) return "";
    const std::string signal = names_.unique(port);
    connect(port, signal);
    controls_ += "  signal " + signal + " : std_logic := '" + value + "';\n";
    return signal;
  }

  void add_port(const Port& port, const std::vector<std::uint64_t>& words, bool is_input) {
    check_internal(words.size() == vectors_.sample_count * port.words_per_sample(),
                   "test vectors with another number of words than their samples have");
    if (port.width_bits == 0) return;
    const std::string signal = names_.unique(port.name);
    for (const Pin& pin : port.pins) {
      const bool is_whole = pin.width_bits == port.width_bits;
      connect(pin.name, is_whole ? signal : signal + "(" + downto(pin.offset_bits, pin.width_bits) + ")");
    }
    const std::string argument = names_.unique((is_input ? "next_" : "expected_") + port.name);
    ports_.push_back({port.name, signal, argument, port.width_bits, is_input, words});
  }

  // One clock cycle: new inputs, then the outputs for the inputs of `latency` cycles ago, then the clock edge.
  std::string step() const {
    std::string text = "    procedure step(checked : boolean";
    std::string body;
    for (const BenchPort& port : ports_) {
      text += "; " + port.argument + " : " + port.type();
      if (port.is_input) body += "      " + port.signal + " <= " + port.argument + ";\n";
    }
    body += "      wait for 1 ns;\n";
    for (const BenchPort& port : ports_) {
      if (port.is_input) continue;
      body +=
          "      if checked and " + port.signal + " /= " + port.argument +
          " then\n        failures := failures + 1;\n        write(row, \"sample \" & integer'image(sample) & \": " +
          port.name + " is \" & hex_image(" + port.signal + ") & \", expected \" & hex_image(" + port.argument +
          "));\n        writeline(output, row);\n      end if;\n";
    }
    body += "      if checked then\n        sample := sample + 1;\n      end if;\n";
    if (!clock_.empty()) {
      body += "      " + clock_ + " <= '1';\n      wait for 1 ns;\n      " + clock_ + " <= '0';\n";
    }
    return text + ") is\n    begin\n" + body + "    end procedure step;\n";
  }

  std::string samples() const {
    const std::size_t latency = module_.latency_cycles;
    std::string text;
    for (std::size_t cycle = 0; cycle < vectors_.sample_count + latency; ++cycle) {
      text += std::string("    step(") + (cycle >= latency ? "true" : "false");
      for (const BenchPort& port : ports_) {
        const std::size_t checked = cycle >= latency ? cycle - latency : 0;
        text += ", " + sample_literal(port, port.is_input ? std::min(cycle, vectors_.sample_count - 1) : checked);
      }
      text += ");\n";
    }
    return text;
  }

  std::string sample_literal(const BenchPort& port, std::size_t sample) const {
    const std::size_t count = (port.width_bits + 63) / 64;
    const auto width = static_cast<unsigned>(port.width_bits);
    const std::span words = std::span(port.words).subspan(sample * count, count);
    return literal(Integer::from_words(words, width, false), width, standard_);
  }

  std::string verdict() const {
    const std::string count = std::to_string(vectors_.sample_count);
    return "    if failures = 0 then\n      write(row, string'(\"PASS: " + count +
           " samples\"));\n      writeline(output, row);\n    else\n      write(row, \"FAIL: \" & "
           "integer'image(failures) & \" mismatches in " +
           count +
           " samples\");\n      writeline(output, row);\n      report \"the test bench failed\" severity failure;\n"
           "    end if;\n    wait;\n";
  }

  const rtl::BenchedModule& module_;
  const TestVectors& vectors_;
  const Standard standard_;
  NameTable names_;
  std::string connections_;
  std::string controls_;  // their declarations
  std::string clock_;     // empty for a combinational module
  std::vector<BenchPort> ports_;
};

}  // namespace

std::string write_test_bench(const rtl::BenchedModule& module, const TestVectors& vectors, Standard standard) {
  check_internal(vectors.sample_count > 0, "a test bench without samples");
  return TestBenchWriter(module, vectors, standard).write();
}

}  // namespace wirefold::vhdl
