// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "wirefold/sim/engine/samples.h"

namespace wirefold::engine {

/// Brings the samples of one input tensor into lanes, as its ports read them: floored to the grid, wrapped to the
/// range.
class InputReader {
 public:
  InputReader(const Plan& plan, const PlanInput& input, std::span<const std::uint32_t> offsets,
              const KernelTable& kernels);

  /// Memory that `read` needs for itself for a block of so many samples, in bytes.
  std::size_t scratch_bytes(std::size_t block_samples) const;
  void read(const InputSamples& samples, const SampleRange& range, const Block& block, std::byte* scratch,
            const RunOptions& options) const;

 private:
  // How a column of integers, floor(x * 2^fraction_bits), becomes a port's lanes.
  struct Port {
    Cell cell;  ///< only its lane and words are used
    std::uint32_t offset = 0;
    std::size_t element = 0;
    Wrap wrap = Wrap::none;
    unsigned width_bits = 0;
    int fraction_bits = 0;
    bool is_plain = true;  ///< one word, and any number of the format may come
  };
  struct Columns;

  template <class Number>
  bool read_rows(std::span<const Number> numbers, const SampleRange& range, const Block& block,
                 std::byte* scratch) const;
  template <class Number, class Integer>
  bool read_tiles(std::span<const Number> numbers, const SampleRange& range, const Block& block,
                  std::byte* scratch) const;
  template <class Number>
  void read_integers(std::span<const Number> numbers, const SampleRange& range, const Block& block) const;
  template <class Number>
  void read_each(std::span<const Number> numbers, const SampleRange& range, const Block& block,
                 const RunOptions& options) const;
  void write(const Port& port, const Block& block, std::size_t sample, std::uint64_t word) const;

  const PlanInput& input_;
  const KernelTable& kernels_;
  std::vector<Port> ports_;  // those that are used
  Lane lane_ = Lane::k16;    // of the integers between rows and lanes
  bool is_plain_ = true;     // all ports are
  bool scales_fit_double_ = true;
  bool scales_fit_float_ = true;
  std::vector<double> scales_;  // 2^fraction_bits of the elements, again and again
  std::vector<float> float_scales_;
};

}  // namespace wirefold::engine
