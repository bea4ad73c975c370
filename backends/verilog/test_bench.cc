// SPDX-License-Identifier: Apache-2.0
#include "wirefold/backends/verilog/test_bench.h"

#include <span>

#include "wirefold/backends/names.h"
#include "wirefold/backends/verilog/bits.h"
#include "wirefold/ir/error.h"

namespace wirefold::verilog {
namespace {

class TestBenchWriter {
 public:
  TestBenchWriter(const BenchedModule& module, const TestVectors& vectors) : module_(module), vectors_(vectors) {
    names_.claim(module.name);
    for (const std::string& control : controls()) names_.claim(control);
    for (const Port& port : module.inputs) names_.claim(port.name);
    for (const Port& port : module.outputs) names_.claim(port.name);
    bench_ = names_.unique(module.name + "_tb");
    sample_ = names_.unique("sample");
    failures_ = names_.unique("failures");
    cycle_ = names_.unique("cycle");
    check_vectors();
  }

  std::string write() {
    text_ = "`default_nettype none\n\nmodule " + bench_ + ";\n";
    write_design();
    write_samples();
    return text_ + "endmodule\n\n`default_nettype wire\n";
  }

 private:
  bool has_clock() const { return !module_.controls.clock.empty(); }
  std::vector<std::string> controls() const {
    std::vector<std::string> present;
    for (const std::string& name : {module_.controls.clock, module_.controls.clock_enable, module_.controls.reset}) {
      if (!name.empty()) present.push_back(name);
    }
    return present;
  }

  void check_vectors() const {
    check_internal(vectors_.inputs.size() == module_.inputs.size() && vectors_.outputs.size() == module_.outputs.size(),
                   "test vectors for other ports than those of the module");
    for (std::size_t i = 0; i < module_.inputs.size(); ++i) check_size(module_.inputs[i], vectors_.inputs[i]);
    for (std::size_t i = 0; i < module_.outputs.size(); ++i) check_size(module_.outputs[i], vectors_.outputs[i]);
  }

  void check_size(const Port& port, const std::vector<std::uint64_t>& words) const {
    check_internal(words.size() == vectors_.sample_count * port.words_per_sample(),
                   "test vectors with another number of words than their samples have");
  }

  void write_design() {
    std::string connections;
    const auto connect = [&](const std::string& port, const std::string& signal) {
      connections += (connections.empty() ? "\n      ." : ",\n      .") + port + "(" + signal + ")";
    };
    for (const std::string& control : controls()) {
      text_ += "  reg " + control + ";\n";
      connect(control, control);
    }
    const auto add_ports = [&](const std::vector<Port>& ports, const char* kind) {
      for (const Port& port : ports) {
        if (port.width_bits > 0) text_ += kind + range_of(port.width_bits) + port.name + ";\n";
        for (const Pin& pin : port.pins) {
          connect(pin.name, part_select(port.name, port.width_bits, pin.offset_bits, pin.width_bits));
        }
      }
    };
    add_ports(module_.inputs, "  reg ");
    add_ports(module_.outputs, "  wire ");
    text_ += "  integer " + cycle_ + ";\n  integer " + sample_ + ";\n  integer " + failures_ + ";\n\n";
    text_ += "  " + module_.name + " " + names_.unique("dut") +
             (connections.empty() ? " ();\n\n" : " (" + connections + "\n  );\n\n");
  }

  // The words of a port's samples, as a memory.
  void write_memory(const Port& port, const std::vector<std::uint64_t>& words, std::string& fill) {
    const std::string memory = names_.unique(port.name + "_samples");
    memories_.push_back(memory);
    text_ +=
        "  reg " + range_of(port.width_bits) + memory + " [0:" + std::to_string(vectors_.sample_count - 1) + "];\n";
    const std::size_t count = port.words_per_sample();
    const auto width = static_cast<unsigned>(port.width_bits);
    for (std::size_t i = 0; i < vectors_.sample_count; ++i) {
      const std::span sample_words = std::span(words).subspan(i * count, count);
      fill += "    " + memory + "[" + std::to_string(i) +
              "] = " + literal(Integer::from_words(sample_words, width, false), width) + ";\n";
    }
  }

  // One loop body a clock cycle: new inputs, then the outputs for the inputs of `latency` cycles ago, then the edge.
  void write_samples() {
    std::string fill;
    std::string drive;
    std::string check;
    for (std::size_t i = 0; i < module_.inputs.size(); ++i) {
      if (module_.inputs[i].width_bits == 0) continue;
      write_memory(module_.inputs[i], vectors_.inputs[i], fill);
      drive += "      if (" + cycle_ + " < " + count() + ") " + module_.inputs[i].name + " = " + memories_.back() +
               "[" + cycle_ + "];\n";
    }
    for (std::size_t i = 0; i < module_.outputs.size(); ++i) {
      const std::string& port = module_.outputs[i].name;
      if (module_.outputs[i].width_bits == 0) continue;
      write_memory(module_.outputs[i], vectors_.outputs[i], fill);
      const std::string expected = memories_.back() + "[" + sample_ + "]";
      check += "      if (" + sample_ + " >= 0 && " + port + " !== " + expected + ") begin\n        " + failures_ +
               " = " + failures_ + " + 1;\n        $display(\"sample %0d: " + port + " is %h, expected %h\", " +
               sample_ + ", " + port + ", " + expected + ");\n      end\n";
    }
    const std::string latency = std::to_string(module_.latency_cycles);
    text_ += "\n  initial begin\n" + fill + "    " + failures_ + " = 0;\n" + initial_controls() + "    for (" + cycle_ +
             " = 0; " + cycle_ + " < " + count() + " + " + latency + "; " + cycle_ + " = " + cycle_ + " + 1) begin\n" +
             drive + "      " + sample_ + " = " + cycle_ + " - " + latency + ";\n      #1;\n" + check;
    const std::string& clock = module_.controls.clock;
    if (has_clock()) text_ += "      " + clock + " = 1'b1;\n      #1;\n      " + clock + " = 1'b0;\n";
    text_ += "    end\n    if (" + failures_ + " == 0) begin\n      $display(\"PASS: " + count() +
             " samples\");\n      $finish;\n    end else begin\n      $display(\"FAIL: %0d mismatches in " + count() +
             " samples\", " + failures_ + ");\n      $stop;\n    end\n  end\n";
  }

  std::string initial_controls() const {
    const ControlPorts& controls = module_.controls;
    std::string text;
    if (has_clock()) text += "    " + controls.clock + " = 1'b0;\n";
    if (!controls.clock_enable.empty()) text += "    " + controls.clock_enable + " = 1'b1;\n";
    if (controls.reset.empty()) return text;
    return text + "    " + controls.reset + " = 1'b" + (controls.reset_is_active_low ? "1" : "0") + ";\n";
  }

  std::string count() const { return std::to_string(vectors_.sample_count); }

  const BenchedModule& module_;
  const TestVectors& vectors_;
  NameTable names_;
  std::string bench_;
  std::string sample_;
  std::string failures_;
  std::string cycle_;
  std::vector<std::string> memories_;
  std::string text_;
};

}  // namespace

std::string write_test_bench(const BenchedModule& module, const TestVectors& vectors) {
  check_internal(vectors.sample_count > 0, "a test bench without samples");
  return TestBenchWriter(module, vectors).write();
}

}  // namespace wirefold::verilog
