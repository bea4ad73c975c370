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
  TestBenchWriter(const Module& module, const Schedule& schedule, const TestVectors& vectors)
      : module_(module), schedule_(schedule), vectors_(vectors) {
    names_.claim(module.name);
    names_.claim(kClockName);
    for (const Port& port : module.inputs) names_.claim(port.name);
    for (const Port& port : module.outputs) names_.claim(port.name);
    bench_ = names_.unique(module.name + "_tb");
    sample_ = names_.unique("sample");
    failures_ = names_.unique("failures");
    is_checked_ = names_.unique("is_checked");
    step_ = names_.unique("step");
    check_vectors();
  }

  std::string write() {
    text_ = "`default_nettype none\n\nmodule " + bench_ + ";\n";
    write_design();
    write_step();
    write_samples();
    return text_ + "endmodule\n\n`default_nettype wire\n";
  }

 private:
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
    const auto connect = [&](const std::string& name) {
      connections += (connections.empty() ? "" : ", ") + ("." + name + "(" + name + ")");
    };
    if (schedule_.is_pipelined()) {
      text_ += "  reg " + std::string(kClockName) + ";\n";
      connect(std::string(kClockName));
    }
    for (const Port& port : module_.inputs) {
      if (port.width_bits == 0) continue;
      text_ += "  reg " + range_of(port.width_bits) + port.name + ";\n";
      connect(port.name);
    }
    for (const Port& port : module_.outputs) {
      if (port.width_bits == 0) continue;
      text_ += "  wire " + range_of(port.width_bits) + port.name + ";\n";
      connect(port.name);
    }
    text_ += "  integer " + sample_ + ";\n  integer " + failures_ + ";\n\n";
    text_ += "  " + module_.name + " " + names_.unique("dut") + " (" + connections + ");\n\n";
  }

  // One clock cycle: new inputs, then the outputs for the inputs of `latency` cycles ago, then the clock edge.
  void write_step() {
    text_ += "  task " + step_ + ";\n    input " + is_checked_ + ";\n";
    std::string body;
    for (const Port& port : module_.inputs) {
      if (port.width_bits == 0) continue;
      const std::string next = names_.unique("next_" + port.name);
      text_ += "    input " + range_of(port.width_bits) + next + ";\n";
      body += "      " + port.name + " = " + next + ";\n";
    }
    body += "      #1;\n";
    for (const Port& port : module_.outputs) {
      if (port.width_bits == 0) continue;
      const std::string expected = names_.unique("expected_" + port.name);
      text_ += "    input " + range_of(port.width_bits) + expected + ";\n";
      body += "      if (" + is_checked_ + " && " + port.name + " !== " + expected + ") begin\n        " + failures_ +
              " = " + failures_ + " + 1;\n        $display(\"sample %0d: " + port.name + " is %h, expected %h\", " +
              sample_ + ", " + port.name + ", " + expected + ");\n      end\n";
    }
    body += "      if (" + is_checked_ + ") " + sample_ + " = " + sample_ + " + 1;\n";
    if (schedule_.is_pipelined()) {
      body +=
          "      " + std::string(kClockName) + " = 1'b1;\n      #1;\n      " + std::string(kClockName) + " = 1'b0;\n";
    }
    text_ += "    begin\n" + body + "    end\n  endtask\n\n";
  }

  static void add_words(std::string& arguments, const Port& port, const std::vector<std::uint64_t>& words,
                        std::size_t sample) {
    if (port.width_bits == 0) return;
    const std::size_t count = port.words_per_sample();
    const auto width = static_cast<unsigned>(port.width_bits);
    const std::span sample_words = std::span(words).subspan(sample * count, count);
    arguments += ", " + literal(Integer::from_words(sample_words, width, false), width);
  }

  void write_samples() {
    const std::size_t latency = schedule_.latency_cycles();
    text_ += "  initial begin\n    " + sample_ + " = 0;\n    " + failures_ + " = 0;\n";
    if (schedule_.is_pipelined()) text_ += "    " + std::string(kClockName) + " = 1'b0;\n";
    for (std::size_t cycle = 0; cycle < vectors_.sample_count + latency; ++cycle) {
      std::string arguments = cycle >= latency ? "1'b1" : "1'b0";
      const std::size_t applied = std::min(cycle, vectors_.sample_count - 1);
      const std::size_t checked = cycle >= latency ? cycle - latency : 0;
      for (std::size_t i = 0; i < module_.inputs.size(); ++i) {
        add_words(arguments, module_.inputs[i], vectors_.inputs[i], applied);
      }
      for (std::size_t i = 0; i < module_.outputs.size(); ++i) {
        add_words(arguments, module_.outputs[i], vectors_.outputs[i], checked);
      }
      text_ += "    " + step_ + "(" + arguments + ");\n";
    }
    const std::string count = std::to_string(vectors_.sample_count);
    text_ += "    if (" + failures_ + " == 0) begin\n      $display(\"PASS: " + count +
             " samples\");\n      $finish;\n    end else begin\n      $display(\"FAIL: %0d mismatches in " + count +
             " samples\", " + failures_ + ");\n      $stop;\n    end\n  end\n";
  }

  const Module& module_;
  const Schedule& schedule_;
  const TestVectors& vectors_;
  NameTable names_;
  std::string bench_;
  std::string sample_;
  std::string failures_;
  std::string is_checked_;
  std::string step_;
  std::string text_;
};

}  // namespace

std::string write_test_bench(const Module& module, const Schedule& schedule, const TestVectors& vectors) {
  check_internal(vectors.sample_count > 0, "a test bench without samples");
  return TestBenchWriter(module, schedule, vectors).write();
}

}  // namespace wirefold::verilog
