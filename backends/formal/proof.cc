// SPDX-License-Identifier: Apache-2.0
#include "wirefold/backends/formal/proof.h"

#include <filesystem>
#include <sstream>

#include "wirefold/backends/formal/reference_model.h"
#include "wirefold/backends/names.h"
#include "wirefold/backends/process.h"
#include "wirefold/backends/verilog/bits.h"
#include "wirefold/ir/error.h"

namespace wirefold {
namespace {

constexpr const char* kFunction = "verify";
constexpr const char* kReference = "formal_reference";
constexpr const char* kMiter = "formal_miter";

// The text of the module in which design and reference read the same inputs. The reference reads them as they were
// when the design read what comes out of it now.
class MiterWriter {
 public:
  MiterWriter(const EmulatedDesign& design, std::string reference_name)
      : design_(design), reference_name_(std::move(reference_name)) {}

  std::string write() {
    if (design_.has_clock) {
      add_port("input wire ", 1, std::string(kClockName));
      connect(design_connections_, std::string(kClockName), std::string(kClockName));
    }
    for (const auto& [port, level] : design_.ties) connect(design_connections_, port, level ? "1'b1" : "1'b0");
    for (std::size_t i = 0; i < design_.inputs.size(); ++i) add_input(i);
    std::string difference = "~fits";
    for (std::size_t i = 0; i < design_.outputs.size(); ++i) add_output(i, difference);
    connect(reference_connections_, "fits", "fits");
    return "module " + std::string(kMiter) + " (" + ports_ + (ports_.empty() ? "" : ", ") +
           "output wire differs);\n  wire fits;\n" + body_ + "  " + design_.top + " design (" + design_connections_ +
           ");\n  " + reference_name_ + " reference (" + reference_connections_ +
           ");\n  assign differs = " + difference + ";\nendmodule\n";
  }

 private:
  static void connect(std::string& connections, const std::string& port, const std::string& signal) {
    connections += (connections.empty() ? "." : ", .") + port + "(" + signal + ")";
  }
  void add_port(const char* kind, std::size_t width, const std::string& name) {
    ports_ += (ports_.empty() ? "" : ", ") + (kind + verilog::range_of(width)) + name;
  }

  void add_input(std::size_t index) {
    const EmulatedPort& port = design_.inputs[index];
    if (port.width_bits == 0) return;
    const std::string name = "i" + std::to_string(index);
    const std::string range = verilog::range_of(port.width_bits);
    add_port("input wire ", port.width_bits, name);
    connect(design_connections_, port.name, name);
    std::string delayed = name;
    for (std::uint32_t cycle = 1; cycle <= design_.latency_cycles; ++cycle) {
      const std::string next = name + "_d" + std::to_string(cycle);
      body_ += "  reg " + range + next + ";\n  always @(posedge " + std::string(kClockName) + ") " + next +
               " <= " + delayed + ";\n";
      delayed = next;
    }
    body_ += "  (* keep *) wire " + range + "shown_" + name + " = " + delayed + ";\n";
    connect(reference_connections_, name, "shown_" + name);
  }

  void add_output(std::size_t index, std::string& difference) {
    const EmulatedPort& port = design_.outputs[index];
    if (port.width_bits == 0) return;
    const std::string name = "o" + std::to_string(index);
    const std::string range = verilog::range_of(port.width_bits);
    body_ +=
        "  (* keep *) wire " + range + "shown_r" + name + ";\n  (* keep *) wire " + range + "shown_d" + name + ";\n";
    connect(reference_connections_, name, "shown_r" + name);
    connect(design_connections_, port.name, "shown_d" + name);
    difference += " | (shown_r" + name + " != shown_d" + name + ")";
  }

  const EmulatedDesign& design_;
  const std::string reference_name_;
  std::string ports_;
  std::string body_;
  std::string design_connections_;
  std::string reference_connections_;
};

// "  \shown_i0    5    5    00101", with the time step in front where there are several: the bits in the last step.
std::vector<std::uint64_t> shown_words(const std::string& output, const std::string& signal, std::size_t word_count) {
  std::vector<std::uint64_t> words(word_count);
  std::istringstream lines(output);
  for (std::string line; std::getline(lines, line);) {
    const std::size_t at = line.find("\\" + signal + " ");
    if (at == std::string::npos) continue;
    const std::string bits = line.substr(line.find_last_of(' ') + 1);
    if (bits.find_first_not_of("01x") != std::string::npos) continue;
    words.assign(word_count, 0);
    for (std::size_t i = 0; i < bits.size() && i < 64 * word_count; ++i) {
      if (bits[bits.size() - 1 - i] == '1') words[i / 64] |= std::uint64_t{1} << (i % 64);
    }
  }
  return words;
}

PortWords shown_ports(const std::string& output, const std::string& prefix, const std::vector<EmulatedPort>& ports) {
  PortWords words;
  for (std::size_t i = 0; i < ports.size(); ++i) {
    words.push_back(shown_words(output, prefix + std::to_string(i), ports[i].words_per_sample()));
  }
  return words;
}

std::string script_text(const EmulatedDesign& design, const std::vector<std::string>& sources,
                        const ProofOptions& options) {
  const std::string steps = std::to_string(design.latency_cycles + 1);
  std::string text = "read_verilog";
  for (const std::string& source : sources) text += " " + source;
  text += "\nread_blif -wideports reference.blif\nhierarchy -check -top " + std::string(kMiter) +
          "\nproc\nflatten\nasync2sync\nopt -full\ntechmap\nopt\nsat -timeout " +
          std::to_string(options.timeout_seconds) + " -prove differs 0";
  if (design.latency_cycles > 0) text += " -seq " + steps + " -prove-skip " + std::to_string(design.latency_cycles);
  const auto show = [&](const std::string& prefix, const std::vector<EmulatedPort>& ports) {
    for (std::size_t i = 0; i < ports.size(); ++i) {
      if (ports[i].width_bits > 0) text += " -show " + prefix + std::to_string(i);
    }
  };
  show("shown_i", design.inputs);
  show("shown_ro", design.outputs);
  show("shown_do", design.outputs);
  return text + " " + kMiter + "\n";
}

}  // namespace

Proof prove(const CombLogic& program, const EmulatedDesign& design, const std::vector<Port>& inputs,
            const std::vector<Port>& outputs, const ProofOptions& options) {
  const formal::ReferenceModel model = formal::reference_model(program, inputs, outputs);
  const std::string yosys = require_tool(kFunction, "yosys", "apt-get install yosys").string();
  const TemporaryFolder folder(std::filesystem::temp_directory_path() / "wirefold");
  std::vector<std::string> sources;
  for (const ProjectFile& file : design.sources) {
    sources.push_back("source" + std::to_string(sources.size()) + ".v");
    write_file(folder.path() / sources.back(), file.contents);
  }
  sources.push_back("miter.v");
  write_file(folder.path() / "miter.v", MiterWriter(design, kReference).write());
  write_file(folder.path() / "reference.blif", model.netlist.blif(kReference, model.inputs, model.outputs));
  write_file(folder.path() / "prove.ys", script_text(design, sources, options));
  const std::string output = run_tool(kFunction, {yosys, "-Q", "-T", "prove.ys"}, folder.path());
  Proof proof;
  if (output.find("no model found: SUCCESS!") != std::string::npos) proof.outcome = Proof::Outcome::kProved;
  if (output.find("model found: FAIL!") != std::string::npos) {
    proof.outcome = Proof::Outcome::kRefuted;
    proof.inputs = shown_ports(output, "shown_i", design.inputs);
    proof.expected = shown_ports(output, "shown_ro", design.outputs);
    proof.actual = shown_ports(output, "shown_do", design.outputs);
  }
  return proof;
}

}  // namespace wirefold
