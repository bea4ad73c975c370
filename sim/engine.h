// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "wirefold/ir/graph.h"
#include "wirefold/sim/simd_level.h"

namespace wirefold {

/// How numbers that a port cannot hold are taken.
enum class Inputs {
  wrap,    ///< as the port does: floored to its grid, wrapped to its range
  strict,  ///< a number off the grid or out of the range is a ValueError
};

/// The samples of one tensor, sample after sample, each in C order. Integers are numbers as well: 3 is 3, whatever the
/// format.
using InputSamples = std::variant<std::span<const double>, std::span<const float>, std::span<const std::int32_t>,
                                  std::span<const std::int64_t>, std::span<const Dyadic>>;
using OutputSamples = std::variant<std::span<double>, std::span<float>, std::span<std::int32_t>,
                                   std::span<std::int64_t>, std::span<Dyadic>>;

struct EngineOptions {
  std::vector<std::string> taps = {};  ///< named tensors whose values are wanted as well
  std::optional<SimdLevel> simd = {};  ///< the best that the processor has unless given
  std::size_t block_samples = 0;       ///< samples that go through the program together; 0: as fits the caches
};

struct RunOptions {
  Inputs inputs = Inputs::wrap;
  unsigned threads = 1;                  ///< 0: one a core
  const char* function = "Engine::run";  ///< the function that errors name
  Location location = {};
};

/// A program compiled for batches of samples, bit for bit as the reference interpreter (sim/interpreter.h) and without
/// a limit of width. It is immutable: any number of threads may run it at once.
///
/// Every value lives in the narrowest lane of 16, 32 or 64 bits that its range and its readers allow; wider ones are
/// computed with exact integers. A block of samples goes through the whole program before the next one.
class Engine {
 public:
  /// Errors: UnsupportedError for a tap that the program does not have, a tensor some of whose elements an optimization
  /// removed, and a level that the processor does not have.
  explicit Engine(const CombLogic& logic, const EngineOptions& options = {}, const Location& location = {});
  Engine(Engine&&) noexcept;
  Engine& operator=(Engine&&) noexcept;
  ~Engine();

  struct Tensor {
    std::string name;
    Shape shape;
  };
  const std::vector<Tensor>& inputs() const;
  /// The outputs, then the taps.
  const std::vector<Tensor>& outputs() const;

  /// Runs a batch: the samples of every input, and room for those of every output and tap.
  ///
  /// Errors:  ShapeError for a wrong number of tensors or of numbers; ValueError for NaN, infinity, numbers that strict
  ///          inputs refuse, and a result that the type of its output does not hold exactly.
  void run(std::size_t sample_count, std::span<const InputSamples> inputs, std::span<const OutputSamples> outputs,
           const RunOptions& options = {}) const;

  /// What the program was compiled to.
  struct Statistics {
    std::size_t instructions = 0;
    std::size_t wide_instructions = 0;  ///< of those, with numbers of more than 64 bits
    std::size_t operands = 0;
    std::size_t bytes_a_sample = 0;  ///< memory for all values that are alive at once
    std::size_t block_samples = 0;
    SimdLevel simd = SimdLevel::baseline;
  };
  Statistics statistics() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace wirefold
