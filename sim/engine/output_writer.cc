// SPDX-License-Identifier: Apache-2.0
#include "wirefold/sim/engine/output_writer.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "wirefold/ir/error.h"
#include "wirefold/sim/engine/wide.h"

namespace wirefold::engine {
namespace {

template <class Number>
struct NameOf;
template <>
struct NameOf<double> {
  static constexpr const char* kName = "a double";
};
template <>
struct NameOf<float> {
  static constexpr const char* kName = "a float";
};
template <>
struct NameOf<std::int32_t> {
  static constexpr const char* kName = "an int32";
};
template <>
struct NameOf<std::int64_t> {
  static constexpr const char* kName = "an int64";
};

/// The number in the type if the type holds it.
template <class Number>
std::optional<Number> held(const Dyadic& value) {
  if constexpr (std::is_same_v<Number, Dyadic>) {
    return value;
  } else if constexpr (std::is_integral_v<Number>) {
    using Limits = std::numeric_limits<Number>;
    if (!value.is_integer() || value < Dyadic(Limits::min()) || value > Dyadic(Limits::max())) return std::nullopt;
    return static_cast<Number>(value.on_grid(0).to_int64());
  } else {
    const std::optional<double> number = value.to_double();
    if (!number || std::abs(*number) > static_cast<double>(std::numeric_limits<Number>::max())) return std::nullopt;
    if (static_cast<double>(static_cast<Number>(*number)) != *number) return std::nullopt;
    return static_cast<Number>(*number);
  }
}

/// Every number n * 2^exponent from low to high is held, whatever its sign.
template <class Number>
bool holds_all(const Cell& cell, int exponent) {
  const int bits = static_cast<int>(signed_bits(cell));
  using Limits = std::numeric_limits<Number>;
  if constexpr (std::is_integral_v<Number>) {
    return exponent >= 0 && bits + exponent <= Limits::digits;
  } else {
    return bits <= Limits::digits && bits + exponent < Limits::max_exponent && exponent >= Limits::min_exponent;
  }
}

template <class Number>
auto column_writer(const KernelTable& kernels) {
  if constexpr (std::is_same_v<Number, double>) return kernels.write_double;
  if constexpr (std::is_same_v<Number, float>) return kernels.write_float;
  if constexpr (std::is_same_v<Number, std::int32_t>) return kernels.write_int32;
  if constexpr (std::is_same_v<Number, std::int64_t>) return kernels.write_int64;
}

}  // namespace

OutputWriter::OutputWriter(const Plan& plan, const PlanTensor& output, std::span<const std::uint32_t> offsets,
                           const KernelTable& kernels)
    : output_(output), kernels_(kernels) {
  for (const PlanElement& from : output.elements) {
    Element element;
    if (from.cell == kNoCell) {
      element.constant = from.constant;
    } else {
      element = {.cell = plan.cells[from.cell],
                 .is_constant = false,
                 .offset = offsets[from.cell],
                 .exponent = plan.cells[from.cell].exponent + from.shift,
                 .negate = from.negate};
    }
    elements_.push_back(std::move(element));
  }
}

Dyadic OutputWriter::number(const Element& element, const Block& block, std::size_t sample) const {
  if (element.is_constant) return element.constant;
  const Dyadic value(read_cell(element.cell, element.offset, block, sample), element.exponent);
  return element.negate ? -value : value;
}

template <class Number>
void OutputWriter::write_element(std::span<Number> samples, std::size_t index, const SampleRange& range,
                                 const Block& block, const RunOptions& options) const {
  const Element& element = elements_[index];
  const std::size_t stride = elements_.size();
  Number* to = samples.data() + range.first * stride + index;
  if constexpr (!std::is_same_v<Number, Dyadic>) {
    if (!element.is_constant && element.cell.lane != Lane::kWide && holds_all<Number>(element.cell, element.exponent)) {
      const auto scale = static_cast<Number>(std::ldexp(1.0, element.exponent));
      return column_writer<Number>(kernels_)(block.base + element.offset * block.sample_count, element.cell.lane,
                                             range.count, element.negate ? static_cast<Number>(-scale) : scale, to,
                                             stride);
    }
  }
  for (std::size_t i = 0; i < range.count; ++i) {
    const Dyadic value = number(element, block, i);
    std::optional<Number> converted = held<Number>(value);
    if constexpr (!std::is_same_v<Number, Dyadic>) {
      if (!converted) {
        throw ValueError(options.function,
                         place_text("output", output_.name, index, range.first + i) + " is " + value.to_string() +
                             ", which " + NameOf<Number>::kName + " does not hold exactly",
                         options.location);
      }
    }
    to[i * stride] = std::move(*converted);
  }
}

void OutputWriter::write(const OutputSamples& samples, const SampleRange& range, const Block& block,
                         const RunOptions& options) const {
  std::visit(
      [&](const auto& numbers) {
        for (std::size_t i = 0; i < elements_.size(); ++i) write_element(numbers, i, range, block, options);
      },
      samples);
}

}  // namespace wirefold::engine
