// SPDX-License-Identifier: Apache-2.0
#include "wirefold/backends/verilog/verilator_wrapper.h"

#include "wirefold/backends/names.h"
#include "wirefold/backends/verilog/bits.h"

namespace wirefold::verilog {
namespace {

// Verilator holds a port of up to 64 bits in an integer, a wider one in an array of 32-bit words; bits above the port's
// width must be zero in both.
constexpr std::string_view kPrologue = R"(#include <cstddef>
#include <cstdint>

#include "Vemulator.h"
#include "verilated.h"

namespace {

template <unsigned kWidth, class Port>
void drive(Port& port, const std::uint64_t* words) {
  port = static_cast<Port>(kWidth == 64 ? words[0] : words[0] & ((std::uint64_t{1} << (kWidth % 64)) - 1));
}
template <unsigned kWidth, std::size_t kCount>
void drive(VlWide<kCount>& port, const std::uint64_t* words) {
  for (std::size_t i = 0; i < kCount; ++i) port[i] = static_cast<EData>(words[i / 2] >> (32 * (i % 2)));
  if (kWidth % 32 != 0) port[kCount - 1] &= (EData{1} << (kWidth % 32)) - 1;
}

template <unsigned kWidth, class Port>
void sample(const Port& port, std::uint64_t* words) {
  words[0] = port;
}
template <unsigned kWidth, std::size_t kCount>
void sample(const VlWide<kCount>& port, std::uint64_t* words) {
  for (std::size_t i = 0; i < (kCount + 1) / 2; ++i) words[i] = 0;
  for (std::size_t i = 0; i < kCount; ++i) words[i / 2] |= std::uint64_t{port[i]} << (32 * (i % 2));
}

struct Instance {
  VerilatedContext context;
  Vemulator model{prepared(context)};

 private:
  static VerilatedContext* prepared(VerilatedContext& context) {
#if VM_TRACE
    context.traceEverOn(true);
#endif
    return &context;
  }
};

)";

constexpr std::string_view kCombinationalRun =
    R"(// `observe` sees each half of each cycle.
template <class Observe>
void run(Vemulator& model, std::size_t sample_count, const std::uint64_t* const* inputs,
         std::uint64_t* const* outputs, const Observe& observe) {
  for (std::size_t i = 0; i < sample_count; ++i) {
    drive_inputs(model, inputs, i);
    model.eval();
    observe(i, 0);
    sample_outputs(model, outputs, i);
  }
}
)";

// A sample goes in every cycle; after the last one the pipeline drains.
constexpr std::string_view kClockedRun =
    R"(// `observe` sees each half of each cycle.
template <class Observe>
void run(Vemulator& model, std::size_t sample_count, const std::uint64_t* const* inputs,
         std::uint64_t* const* outputs, const Observe& observe) {
  const std::size_t cycle_count = sample_count == 0 ? 0 : sample_count + kLatency - 1;
  for (std::size_t cycle = 0; cycle < cycle_count; ++cycle) {
    if (cycle < sample_count) drive_inputs(model, inputs, cycle);
    model.clk = 0;
    model.eval();
    observe(cycle, 0);
    model.clk = 1;
    model.eval();
    observe(cycle, 1);
    if (cycle + 1 >= kLatency) sample_outputs(model, outputs, cycle + 1 - kLatency);
  }
}
)";

constexpr std::string_view kEpilogue = R"(
}  // namespace

#define EXPORTED extern "C" __attribute__((visibility("default")))

EXPORTED void* wirefold_create() { return new Instance; }
EXPORTED void wirefold_destroy(void* instance) { delete static_cast<Instance*>(instance); }
EXPORTED void wirefold_run(void* instance, std::size_t sample_count, const std::uint64_t* const* inputs,
                           std::uint64_t* const* outputs) {
  run(static_cast<Instance*>(instance)->model, sample_count, inputs, outputs, [](std::size_t, int) {});
}
)";

// A cycle takes 10 units of time, the clock rises in its middle.
constexpr std::string_view kRecord = R"(
EXPORTED void wirefold_record(void* instance, std::size_t sample_count, const std::uint64_t* const* inputs,
                              std::uint64_t* const* outputs, const char* path, std::size_t first_cycle,
                              std::size_t cycle_count) {
  Vemulator& model = static_cast<Instance*>(instance)->model;
  VerilatedFstC waves;
  model.trace(&waves, 99);
  waves.open(path);
  run(model, sample_count, inputs, outputs, [&](std::size_t cycle, int half) {
    if (cycle < first_cycle || cycle - first_cycle >= cycle_count) return;
    waves.dump(static_cast<std::uint64_t>(10 * cycle + 5 * static_cast<std::size_t>(half)));
  });
  waves.close();
}
)";

// "  drive<40>(model.i0, inputs[0] + i * 1);" for every port that has bits.
std::string port_statements(const std::vector<EmulatedPort>& ports, const std::string& function,
                            const std::string& member, const std::string& words) {
  std::string text;
  for (std::size_t i = 0; i < ports.size(); ++i) {
    if (ports[i].width_bits == 0) continue;
    const std::string index = std::to_string(i);
    text += "  " + function + "<" + std::to_string(ports[i].width_bits) + ">(model." + member + index + ", " + words +
            "[" + index + "] + i * " + std::to_string(ports[i].words_per_sample()) + ");\n";
  }
  return text;
}

}  // namespace

std::string emulator_top(const EmulatedDesign& design) {
  std::string ports;
  std::string connections;
  const auto add = [&](const std::string& kind, std::size_t width, const std::string& name, const std::string& port) {
    ports += (ports.empty() ? "\n    " : ",\n    ") + kind + range_of(width) + name;
    connections += (connections.empty() ? "." : ", .") + port + "(" + name + ")";
  };
  if (design.has_clock) add("input wire ", 1, std::string(kClockName), std::string(kClockName));
  for (std::size_t i = 0; i < design.inputs.size(); ++i) {
    const EmulatedPort& port = design.inputs[i];
    if (port.width_bits > 0) add("input wire ", port.width_bits, "i" + std::to_string(i), port.name);
  }
  for (std::size_t i = 0; i < design.outputs.size(); ++i) {
    const EmulatedPort& port = design.outputs[i];
    if (port.width_bits > 0) add("output wire ", port.width_bits, "o" + std::to_string(i), port.name);
  }
  for (const auto& [port, level] : design.ties) {
    connections += (connections.empty() ? "." : ", .") + port + (level ? "(1'b1)" : "(1'b0)");
  }
  return "module " + std::string(kEmulatorTop) + (ports.empty() ? "" : " (" + ports + "\n)") + ";\n  " + design.top +
         " design_under_test (" + connections + ");\nendmodule\n";
}

std::string emulator_wrapper(const EmulatedDesign& design, bool has_waveforms) {
  std::string text = has_waveforms ? "#include \"verilated_fst_c.h\"\n" : "";
  text += kPrologue;
  text += "constexpr std::size_t kLatency = " + std::to_string(design.latency_cycles) + ";\n\n";
  text +=
      "void drive_inputs([[maybe_unused]] Vemulator& model, [[maybe_unused]] const std::uint64_t* const* inputs,\n"
      "                  [[maybe_unused]] std::size_t i) {\n" +
      port_statements(design.inputs, "drive", "i", "inputs") + "}\n";
  text +=
      "void sample_outputs([[maybe_unused]] Vemulator& model, [[maybe_unused]] std::uint64_t* const* outputs,\n"
      "                    [[maybe_unused]] std::size_t i) {\n" +
      port_statements(design.outputs, "sample", "o", "outputs") + "}\n\n";
  text += design.has_clock ? kClockedRun : kCombinationalRun;
  return text + std::string(kEpilogue) + std::string(has_waveforms ? kRecord : "");
}

}  // namespace wirefold::verilog
