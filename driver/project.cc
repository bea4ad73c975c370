// SPDX-License-Identifier: Apache-2.0
#include "wirefold/driver/project.h"

#include <charconv>
#include <filesystem>
#include <sstream>

#include "wirefold/backends/port_packing.h"
#include "wirefold/backends/process.h"
#include "wirefold/driver/emulators.h"
#include "wirefold/ir/error.h"
#include "wirefold/ir/json_document.h"
#include "wirefold/ir/text.h"

namespace wirefold {
namespace {

constexpr std::int64_t kMaxBits = std::int64_t{1} << 24;

// "s7.0", "u-3.7", "zero".
Format read_format(const JsonValue& value) {
  const std::string& text = value.text();
  if (text == "zero") return {};
  Format format;
  const char* const end = text.data() + text.size();
  const bool has_sign = !text.empty() && (text[0] == 's' || text[0] == 'u');
  if (!has_sign) value.refuse("'" + text + "' is no format");
  format.is_signed = text[0] == 's';
  const auto whole = std::from_chars(text.data() + 1, end, format.integer_bits);
  if (whole.ec != std::errc() || whole.ptr == end || *whole.ptr != '.') value.refuse("'" + text + "' is no format");
  const auto fraction = std::from_chars(whole.ptr + 1, end, format.fraction_bits);
  if (fraction.ec != std::errc() || fraction.ptr != end) value.refuse("'" + text + "' is no format");
  if (format.width() > kMaxBits) value.refuse("'" + text + "' has too many bits");
  return format;
}

Port read_port(const JsonValue& value) {
  Port port;
  port.name = value.at("name").text();
  const JsonValue formats = value.at("formats");
  for (std::size_t i = 0; i < formats.size(); ++i) {
    const Format format = read_format(formats[i]);
    const auto width = static_cast<unsigned>(std::max(format.width(), 0));
    port.elements.push_back({format, port.width_bits, width});
    port.width_bits += width;
  }
  if (port.width_bits != static_cast<std::size_t>(value.at("width_bits").integer(0, kMaxBits))) {
    value.refuse("the widths of the elements do not add up to width_bits");
  }
  return port;
}

void read_metadata(const std::string& text, HardwareProject& project) {
  const JsonDocument document("read_project", text);
  const JsonValue root = document.root();
  project.design.top = root.at("top").text();
  project.backend = root.at("backend").text();
  if (project.backend == "vhdl") {
    if (root.at("options").at("standard").text() == "2008") project.standard = vhdl::Standard::k2008;
  } else if (project.backend != "verilog") {
    throw UnsupportedError("read_project",
                           "the project is for the backend '" + project.backend +
                               "', its own test bench checks it; verilog and vhdl can be run from here");
  }
  project.design.latency_cycles = static_cast<std::uint32_t>(root.at("latency_cycles").integer(0, 1 << 20));
  const JsonValue controls = root.at("controls");
  project.design.has_clock = !controls.at("clock").is_null();
  if (!controls.at("clock_enable").is_null()) {
    project.design.ties.emplace_back(controls.at("clock_enable").text(), true);
  }
  if (!controls.at("reset").is_null()) {
    project.design.ties.emplace_back(controls.at("reset").text(), controls.at("reset_is_active_low").boolean());
  }
  // With a port an element, the ports of the tensors are those of a wrapper.
  const JsonValue wrappers = root.at("wrappers");
  for (std::size_t i = 0; i < wrappers.size(); ++i) {
    if (wrappers[i].at("kind").text() == "tensor") project.design.top = wrappers[i].at("module").text();
  }
  const JsonValue ports = root.at("ports");
  for (std::size_t i = 0; i < ports.size(); ++i) {
    const bool is_input = ports[i].at("direction").text() == "input";
    Port port = read_port(ports[i]);
    (is_input ? project.design.inputs : project.design.outputs).push_back({port.name, port.width_bits});
    (is_input ? project.inputs : project.outputs).push_back(std::move(port));
  }
}

std::string port_numbers(const std::vector<Port>& ports, const PortWords& words) {
  std::string text;
  for (std::size_t i = 0; i < ports.size(); ++i) {
    text += (text.empty() ? "" : ", ") + ports[i].name + " = [";
    const std::vector<Dyadic> numbers = unpack(ports[i], words[i], 1);
    for (std::size_t j = 0; j < numbers.size(); ++j) text += (j == 0 ? "" : ", ") + numbers[j].to_string();
    text += "]";
  }
  return text;
}

}  // namespace

HardwareProject read_project(const std::string& folder) {
  const std::filesystem::path root(folder);
  HardwareProject project;
  read_metadata(read_file(root / "metadata.json"), project);
  std::istringstream sources(read_file(root / "files.f"));
  for (std::string path; std::getline(sources, path);) {
    if (!path.empty()) project.design.sources.push_back({path, read_file(root / path)});
  }
  project.program = parse(read_file(root / kProgramFile));
  return project;
}

std::vector<NumericArray> simulate_project(const HardwareProject& project, const std::vector<NumericArray>& inputs,
                                           Simulator simulator, const Location& location) {
  const Batch batch = input_batch(project.program, inputs, Inputs::wrap, "simulate_project", location);
  const auto emulator = make_emulator(project.design, simulator, project.standard);
  const PortWords words = emulator->run(packed(project.inputs, batch), batch.sample_count, 0);
  return output_arrays(project.program, unpacked(project.outputs, words, batch.sample_count));
}

Proof prove_project(const HardwareProject& project, const ProofOptions& options) {
  if (project.backend != "verilog") {
    throw UnsupportedError("prove_project",
                           "the project is for the backend '" + project.backend + "'; yosys reads Verilog only");
  }
  return prove(project.program, project.design, project.inputs, project.outputs, options);
}

std::string to_string(const Proof& proof, const HardwareProject& project) {
  switch (proof.outcome) {
    case Proof::Outcome::kProved:
      return "proved: the hardware computes the program for every input";
    case Proof::Outcome::kUndecided:
      return "undecided: the solver did not finish in time";
    case Proof::Outcome::kRefuted:
      return "REFUTED: for " + port_numbers(project.inputs, proof.inputs) + " the program gives " +
             port_numbers(project.outputs, proof.expected) + ", the hardware " +
             port_numbers(project.outputs, proof.actual);
  }
  throw InternalError("an outcome that is not in the list");
}

}  // namespace wirefold
