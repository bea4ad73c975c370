// SPDX-License-Identifier: Apache-2.0
#include "wirefold/sim/engine.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <functional>
#include <mutex>
#include <new>
#include <system_error>
#include <thread>

#include "wirefold/ir/error.h"
#include "wirefold/sim/engine/assemble.h"
#include "wirefold/sim/engine/assign_lanes.h"
#include "wirefold/sim/engine/dispatch.h"
#include "wirefold/sim/engine/fuse.h"
#include "wirefold/sim/engine/input_reader.h"
#include "wirefold/sim/engine/order.h"
#include "wirefold/sim/engine/output_writer.h"
#include "wirefold/sim/engine/plan_builder.h"
#include "wirefold/sim/engine/wide.h"

namespace wirefold {
namespace {

using engine::Block;

constexpr std::size_t kCacheLine = 64;
// A block's lanes take about this much where the program allows it (measured with bench/engine: half of a small L2
// cache).
constexpr std::size_t kBlockBytes = 128 * 1024;
constexpr std::size_t kMostBlockSamples = 1024;
// With fewer blocks than this a thread costs more than it saves.
constexpr std::size_t kBlocksAThread = 4;

std::size_t rounded_up(std::size_t value, std::size_t unit) { return (value + unit - 1) / unit * unit; }

/// Memory at the start of a cache line; not initialized.
class LaneMemory {
 public:
  explicit LaneMemory(std::size_t bytes)
      : bytes_(static_cast<std::byte*>(::operator new (std::max(bytes, kCacheLine), std::align_val_t{kCacheLine}))) {}
  LaneMemory(const LaneMemory&) = delete;
  LaneMemory& operator=(const LaneMemory&) = delete;
  ~LaneMemory() { ::operator delete (bytes_, std::align_val_t{kCacheLine}); }
  std::byte* data() const { return bytes_; }

 private:
  std::byte* bytes_;
};

std::vector<const NamedTensor*> find_taps(const CombLogic& logic, const EngineOptions& options,
                                          const Location& location) {
  std::vector<const NamedTensor*> taps;
  for (const std::string& name : options.taps) {
    const auto& tensors = logic.named_tensors();
    const auto tensor =
        std::find_if(tensors.begin(), tensors.end(), [&](const NamedTensor& t) { return t.name == name; });
    if (tensor == tensors.end()) {
      throw UnsupportedError("Engine", "the program has no tensor named '" + name + "' to tap", location);
    }
    for (std::size_t i = 0; i < tensor->elements.size(); ++i) {
      if (tensor->elements[i].value != kNoValue) continue;
      throw UnsupportedError("Engine",
                             "element " + std::to_string(i) + " of tensor '" + name +
                                 "' was removed by an optimization; tap the program before it is optimized",
                             location);
    }
    taps.push_back(&*tensor);
  }
  return taps;
}

SimdLevel chosen_level(const EngineOptions& options, const Location& location) {
  const std::vector<SimdLevel>& levels = simd_levels();
  const SimdLevel level = options.simd.value_or(levels.back());
  if (std::find(levels.begin(), levels.end(), level) == levels.end()) {
    throw UnsupportedError("Engine", "this processor does not have " + std::string(to_string(level)), location);
  }
  return level;
}

}  // namespace

struct Engine::State {
  engine::Plan plan;
  engine::Assembly assembly;
  const engine::KernelTable* kernels = nullptr;
  SimdLevel level = SimdLevel::baseline;
  std::vector<engine::Kernel> calls;  // one an instruction; null for wide ones
  std::vector<engine::InputReader> readers;
  std::vector<engine::OutputWriter> writers;
  std::vector<Tensor> inputs;
  std::vector<Tensor> outputs;
  std::size_t block_samples = 0;
  std::size_t scratch_bytes = 0;
  // Memory of blocks that are not running.
  mutable std::mutex mutex;
  mutable std::vector<std::unique_ptr<LaneMemory>> idle;

  void compile(const CombLogic& logic, std::span<const NamedTensor* const> taps);
  void choose_block(std::size_t wanted);
  std::unique_ptr<LaneMemory> take_memory() const;
  void give_back(std::unique_ptr<LaneMemory> memory) const;
  void run_code(const Block& block) const;
  void run_block(const engine::SampleRange& range, std::span<const InputSamples> inputs,
                 std::span<const OutputSamples> outputs, const RunOptions& options, std::byte* memory) const;
  void check_sizes(std::size_t sample_count, std::span<const InputSamples> inputs,
                   std::span<const OutputSamples> outputs, const RunOptions& options) const;
};

void Engine::State::compile(const CombLogic& logic, std::span<const NamedTensor* const> taps) {
  plan = engine::build_plan(logic, taps);
  engine::fuse(plan);
  engine::assign_lanes(plan);
  engine::order_steps(plan);
  assembly = engine::assemble(plan);
  for (const engine::Instruction& instruction : assembly.instructions) {
    const bool is_wide = instruction.kind == engine::KernelKind::wide;
    calls.push_back(is_wide ? nullptr
                            : kernels->kernels[static_cast<std::size_t>(instruction.kind)][static_cast<std::size_t>(
                                  instruction.compute)][static_cast<std::size_t>(instruction.store)]);
  }
  for (const engine::PlanInput& input : plan.inputs) {
    readers.emplace_back(plan, input, assembly.offsets, *kernels);
    inputs.push_back({input.name, input.shape});
  }
  for (const engine::PlanTensor& output : plan.outputs) {
    writers.emplace_back(plan, output, assembly.offsets, *kernels);
    outputs.push_back({output.name, output.shape});
  }
}

void Engine::State::choose_block(std::size_t wanted) {
  if (wanted == 0) {
    wanted = std::clamp(kBlockBytes / std::max<std::size_t>(assembly.bytes_a_sample, 1), engine::kBlockGrain,
                        kMostBlockSamples);
    // Eight full vectors of the shortest lanes at a time.
    constexpr std::size_t kFull = 256;
    if (wanted > kFull) wanted -= wanted % kFull;
  }
  block_samples = rounded_up(wanted, engine::kBlockGrain);
  for (const engine::InputReader& reader : readers) {
    scratch_bytes = std::max(scratch_bytes, reader.scratch_bytes(block_samples));
  }
}

std::unique_ptr<LaneMemory> Engine::State::take_memory() const {
  {
    const std::lock_guard lock(mutex);
    if (!idle.empty()) {
      auto memory = std::move(idle.back());
      idle.pop_back();
      return memory;
    }
  }
  return std::make_unique<LaneMemory>(rounded_up(assembly.bytes_a_sample * block_samples, kCacheLine) + scratch_bytes);
}

void Engine::State::give_back(std::unique_ptr<LaneMemory> memory) const {
  const std::lock_guard lock(mutex);
  idle.push_back(std::move(memory));
}

void Engine::State::run_code(const Block& block) const {
  const engine::Code code = assembly.code();
  for (std::size_t i = 0; i < calls.size(); ++i) {
    const engine::Instruction& instruction = assembly.instructions[i];
    if (calls[i] != nullptr) [[likely]] {
      calls[i](code, instruction, block);
    } else {
      engine::run_wide(plan, plan.steps[instruction.index], assembly.offsets, block);
    }
  }
}

void Engine::State::run_block(const engine::SampleRange& range, std::span<const InputSamples> input_samples,
                              std::span<const OutputSamples> output_samples, const RunOptions& options,
                              std::byte* memory) const {
  const Block block{memory, rounded_up(range.count, engine::kBlockGrain)};
  std::byte* scratch = memory + rounded_up(assembly.bytes_a_sample * block_samples, kCacheLine);
  for (std::size_t i = 0; i < readers.size(); ++i) readers[i].read(input_samples[i], range, block, scratch, options);
  run_code(block);
  for (std::size_t i = 0; i < writers.size(); ++i) writers[i].write(output_samples[i], range, block, options);
}

void Engine::State::check_sizes(std::size_t sample_count, std::span<const InputSamples> input_samples,
                                std::span<const OutputSamples> output_samples, const RunOptions& options) const {
  const auto check = [&](const char* kind, const std::vector<Tensor>& tensors, const auto& samples) {
    if (samples.size() != tensors.size()) {
      throw ShapeError(options.function,
                       "the program has " + std::to_string(tensors.size()) + " " + kind + "s, got " +
                           std::to_string(samples.size()) + " arrays",
                       options.location);
    }
    for (std::size_t i = 0; i < tensors.size(); ++i) {
      const std::size_t size = std::visit([](const auto& numbers) { return numbers.size(); }, samples[i]);
      const std::size_t elements = tensors[i].shape.size();
      if (size == sample_count * elements) continue;
      throw ShapeError(options.function,
                       std::to_string(sample_count) + " samples of " + kind + " '" + tensors[i].name + "' take " +
                           std::to_string(sample_count * elements) + " numbers, got " + std::to_string(size),
                       options.location);
    }
  };
  check("input", inputs, input_samples);
  check("output", outputs, output_samples);
}

Engine::Engine(const CombLogic& logic, const EngineOptions& options, const Location& location)
    : state_(std::make_unique<State>()) {
  state_->level = chosen_level(options, location);
  state_->kernels = &engine::kernels_for(state_->level);
  state_->compile(logic, find_taps(logic, options, location));
  state_->choose_block(options.block_samples);
}

Engine::Engine(Engine&&) noexcept = default;
Engine& Engine::operator=(Engine&&) noexcept = default;
Engine::~Engine() = default;

const std::vector<Engine::Tensor>& Engine::inputs() const { return state_->inputs; }
const std::vector<Engine::Tensor>& Engine::outputs() const { return state_->outputs; }

void Engine::run(std::size_t sample_count, std::span<const InputSamples> inputs, std::span<const OutputSamples> outputs,
                 const RunOptions& options) const {
  const State& state = *state_;
  state.check_sizes(sample_count, inputs, outputs, options);
  const std::size_t block_count = (sample_count + state.block_samples - 1) / state.block_samples;
  std::vector<std::exception_ptr> failures(block_count);
  std::atomic<std::size_t> next{0};
  std::atomic<bool> failed{false};
  const auto work = [&](const LaneMemory& memory) {
    for (std::size_t i = next++; i < block_count && !failed; i = next++) {
      const std::size_t first = i * state.block_samples;
      try {
        state.run_block({first, std::min(state.block_samples, sample_count - first)}, inputs, outputs, options,
                        memory.data());
      } catch (...) {
        failures[i] = std::current_exception();
        failed = true;
      }
    }
  };
  const std::size_t wanted = options.threads == 0 ? std::max(std::thread::hardware_concurrency(), 1U) : options.threads;
  const std::size_t workers = std::clamp<std::size_t>(block_count / kBlocksAThread, block_count > 0 ? 1 : 0, wanted);
  std::vector<std::unique_ptr<LaneMemory>> memories;
  for (std::size_t i = 0; i < workers; ++i) memories.push_back(state.take_memory());
  std::vector<std::thread> threads;
  try {
    for (std::size_t i = 1; i < workers; ++i) threads.emplace_back(work, std::cref(*memories[i]));
  } catch (const std::system_error&) {
    // Those that could be started do the work.
  }
  if (workers > 0) work(*memories[0]);
  for (std::thread& thread : threads) thread.join();
  for (auto& memory : memories) state.give_back(std::move(memory));
  // Blocks are taken in order, so the first failure is that of the first sample that fails.
  for (const std::exception_ptr& failure : failures) {
    if (failure) std::rethrow_exception(failure);
  }
}

Engine::Statistics Engine::statistics() const {
  Statistics statistics;
  statistics.instructions = state_->calls.size();
  for (const engine::Step& step : state_->plan.steps) {
    statistics.wide_instructions += step.compute == engine::Lane::kWide ? 1 : 0;
    statistics.operands += step.terms.size();
  }
  statistics.bytes_a_sample = state_->assembly.bytes_a_sample;
  statistics.block_samples = state_->block_samples;
  statistics.simd = state_->level;
  return statistics;
}

}  // namespace wirefold
