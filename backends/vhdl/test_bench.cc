// SPDX-License-Identifier: Apache-2.0
#include "wirefold/backends/vhdl/test_bench.h"

#include <algorithm>
#include <array>
#include <span>

#include "wirefold/backends/names.h"
#include "wirefold/backends/vhdl/module_writer.h"
#include "wirefold/ir/error.h"

namespace wirefold::vhdl {
namespace {

// What the bench takes from the libraries and what it declares itself; the signals at the ports get other names.
constexpr std::array<std::string_view, 30> kReserved = {"ieee",
                                                        "std",
                                                        "work",
                                                        "textio",
                                                        "std_logic",
                                                        "std_logic_1164",
                                                        "std_logic_vector",
                                                        "unsigned",
                                                        "line",
                                                        "write",
                                                        "writeline",
                                                        "output",
                                                        "integer",
                                                        "natural",
                                                        "boolean",
                                                        "true",
                                                        "false",
                                                        "string",
                                                        "failure",
                                                        "digits",
                                                        "hex_image",
                                                        "test",
                                                        "dut",
                                                        "step",
                                                        "sample",
                                                        "failures",
                                                        "row",
                                                        "checked",
                                                        "ns",
                                                        "numeric_std"};

constexpr std::string_view kHexImage = R"(
  -- The bits as hexadecimal digits, x for those that are not known.
  function hex_image(bits : std_logic_vector) return string is
    constant digits : string(1 to 16) := "0123456789abcdef";
    constant digit_count : natural := (bits'length + 3) / 4;
    variable padded : std_logic_vector(4 * digit_count - 1 downto 0) := (others => '0');
    variable image : string(1 to digit_count);
    variable value : natural;
  begin
    padded(bits'length - 1 downto 0) := bits;
    for i in 1 to digit_count loop
      value := 0;
      image(i) := '-';
      for j in 3 downto 0 loop
        value := 2 * value;
        if padded(4 * (digit_count - i) + j) = '1' then
          value := value + 1;
        elsif padded(4 * (digit_count - i) + j) /= '0' then
          image(i) := 'x';
        end if;
      end loop;
      if image(i) /= 'x' then
        image(i) := digits(value + 1);
      end if;
    end loop;
    return image;
  end function hex_image;
)";

class TestBenchWriter {
 public:
  TestBenchWriter(const rtl::Module& module, const Schedule& schedule, const TestVectors& vectors, Standard standard)
      : module_(module), schedule_(schedule), vectors_(vectors), standard_(standard) {
    for (const std::string_view name : kReserved) names_.claim(name);
    if (schedule.is_pipelined()) add_signal(std::string(kClockName));
    check_internal(vectors.inputs.size() == module.interface.inputs.size() &&
                       vectors.outputs.size() == module.interface.outputs.size(),
                   "test vectors for other ports than those of the module");
    for (std::size_t i = 0; i < module.interface.inputs.size(); ++i)
      add_port(module.interface.inputs[i], vectors.inputs[i]);
    for (std::size_t i = 0; i < module.interface.outputs.size(); ++i)
      add_port(module.interface.outputs[i], vectors.outputs[i]);
  }

  std::string write() {
    const std::string bench = module_.name + "_tb";
    std::string text = library_clauses() + "use std.textio.all;\n\nentity " + bench + " is\nend entity " + bench +
                       ";\n\narchitecture test of " + bench + " is\n";
    if (schedule_.is_pipelined()) text += "  signal " + clock() + " : std_logic := '0';\n";
    for (const BenchPort& port : ports_) text += "  signal " + port.signal + " : " + port.type() + ";\n";
    text += std::string(kHexImage) + "begin\n  dut : entity work." + module_.name +
            (connections_.empty() ? "" : " port map (" + connections_ + ")") + ";\n\n  process\n";
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

  std::string add_signal(const std::string& port) {
    const std::string signal = names_.unique(port);
    connections_ += (connections_.empty() ? "" : ", ") + port + " => " + signal;
    return signal;
  }

  void add_port(const Port& port, const std::vector<std::uint64_t>& words) {
    check_internal(words.size() == vectors_.sample_count * port.words_per_sample(),
                   "test vectors with another number of words than their samples have");
    if (port.width_bits == 0) return;
    const bool is_input = ports_.size() < input_count();
    const std::string signal = add_signal(port.name);
    const std::string argument = names_.unique((is_input ? "next_" : "expected_") + port.name);
    ports_.push_back({port.name, signal, argument, port.width_bits, is_input, words});
  }

  std::size_t input_count() const {
    return static_cast<std::size_t>(std::count_if(module_.interface.inputs.begin(), module_.interface.inputs.end(),
                                                  [](const Port& port) { return port.width_bits > 0; }));
  }

  // The clock is the first signal that was named.
  std::string clock() const { return std::string(kClockName); }

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
    if (schedule_.is_pipelined()) {
      body += "      " + clock() + " <= '1';\n      wait for 1 ns;\n      " + clock() + " <= '0';\n";
    }
    return text + ") is\n    begin\n" + body + "    end procedure step;\n";
  }

  std::string samples() const {
    const std::size_t latency = schedule_.latency_cycles();
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

  const rtl::Module& module_;
  const Schedule& schedule_;
  const TestVectors& vectors_;
  const Standard standard_;
  NameTable names_;
  std::string connections_;
  std::vector<BenchPort> ports_;
};

}  // namespace

std::string write_test_bench(const rtl::Module& module, const Schedule& schedule, const TestVectors& vectors,
                             Standard standard) {
  check_internal(vectors.sample_count > 0, "a test bench without samples");
  return TestBenchWriter(module, schedule, vectors, standard).write();
}

}  // namespace wirefold::vhdl
