// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "wirefold/sim/engine/samples.h"

namespace wirefold::engine {

/// Brings lanes into the samples of one output tensor. A number that the type of the samples does not hold exactly is a
/// ValueError; formats of which every number fits are not looked at one by one.
class OutputWriter {
 public:
  OutputWriter(const Plan& plan, const PlanTensor& output, std::span<const std::uint32_t> offsets,
               const KernelTable& kernels);

  void write(const OutputSamples& samples, const SampleRange& range, const Block& block,
             const RunOptions& options) const;

 private:
  struct Element {
    Cell cell = {};
    bool is_constant = true;
    std::uint32_t offset = 0;
    int exponent = 0;  ///< the number is +- n * 2^exponent
    bool negate = false;
    Dyadic constant = {};
  };

  template <class Number>
  void write_element(std::span<Number> samples, std::size_t element, const SampleRange& range, const Block& block,
                     const RunOptions& options) const;
  Dyadic number(const Element& element, const Block& block, std::size_t sample) const;

  const PlanTensor& output_;
  const KernelTable& kernels_;
  std::vector<Element> elements_;
};

}  // namespace wirefold::engine
