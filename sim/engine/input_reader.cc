// SPDX-License-Identifier: Apache-2.0
#include "wirefold/sim/engine/input_reader.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "wirefold/ir/error.h"
#include "wirefold/ir/semantics.h"
#include "wirefold/sim/engine/wide.h"

namespace wirefold::engine {
namespace {

// Rows that are read together: their integers stay in the first cache.
constexpr std::size_t kTileRows = 64;
// Scales of short rows are repeated up to this length, so that vectors are full.
constexpr std::size_t kPatternLength = 256;
// 2^n of so small an n has no part in an overflow or underflow of what is below the readers' limits.
constexpr int kPlainFloatExponent = 60;
constexpr int kPlainDoubleExponent = 500;

template <class Integer>
struct Kernels;
template <>
struct Kernels<std::int16_t> {
  static bool read(const KernelTable& k, const double* x, std::size_t n, const double* s, std::size_t p,
                   std::int16_t* to) {
    return k.read_double_16(x, n, s, p, to);
  }
  static bool read(const KernelTable& k, const float* x, std::size_t n, const float* s, std::size_t p,
                   std::int16_t* to) {
    return k.read_float_16(x, n, s, p, to);
  }
  static auto finish(const KernelTable& k) { return k.finish_16; }
  static auto transpose(const KernelTable& k) { return k.transpose_16; }
};
template <>
struct Kernels<std::int32_t> {
  static bool read(const KernelTable& k, const double* x, std::size_t n, const double* s, std::size_t p,
                   std::int32_t* to) {
    return k.read_double_32(x, n, s, p, to);
  }
  static bool read(const KernelTable& k, const float* x, std::size_t n, const float* s, std::size_t p,
                   std::int32_t* to) {
    return k.read_float_32(x, n, s, p, to);
  }
  static auto finish(const KernelTable& k) { return k.finish_32; }
  static auto transpose(const KernelTable& k) { return k.transpose_32; }
};
template <>
struct Kernels<std::int64_t> {
  static bool read(const KernelTable& k, const double* x, std::size_t n, const double* s, std::size_t p,
                   std::int64_t* to) {
    return k.read_double_64(x, n, s, p, to);
  }
  static bool read(const KernelTable&, const float*, std::size_t, const float*, std::size_t, std::int64_t*) {
    return false;
  }
  static auto finish(const KernelTable& k) { return k.finish_64; }
  static auto transpose(const KernelTable& k) { return k.transpose_64; }
};

std::uint64_t shifted(std::int64_t value, int shift) {
  if (shift >= 64) return 0;
  if (shift >= 0) return static_cast<std::uint64_t>(value) << shift;
  return static_cast<std::uint64_t>(value >> std::min(-shift, 63));
}

/// floor(x * 2^shift) modulo 2^64 for any finite number.
std::uint64_t floor_of(double x, int shift) {
  int exponent = 0;
  constexpr int kDigits = 53;
  const double fraction = std::frexp(x, &exponent);
  return shifted(static_cast<std::int64_t>(std::ldexp(fraction, kDigits)), exponent - kDigits + shift);
}
std::uint64_t floor_of(float x, int shift) { return floor_of(static_cast<double>(x), shift); }
std::uint64_t floor_of(std::int32_t x, int shift) { return shifted(x, shift); }
std::uint64_t floor_of(std::int64_t x, int shift) { return shifted(x, shift); }
std::uint64_t floor_of(const Dyadic& x, int shift) {
  std::uint64_t word = 0;
  // Bits above 2^64 do not matter, and may be very many.
  if (x.is_zero() || x.exponent() + shift >= 64) return 0;
  x.floor_to_grid(-shift).to_words(std::span(&word, 1));
  return word;
}

template <class Number>
bool is_finite(const Number& x) {
  if constexpr (std::is_floating_point_v<Number>) return std::isfinite(x);
  return true;
}

template <class Number>
Dyadic exact(const Number& x) {
  if constexpr (std::is_floating_point_v<Number>) {
    return *Dyadic::from_double(static_cast<double>(x));
  } else {
    return Dyadic(x);
  }
}

}  // namespace

std::string place_text(const char* kind, const std::string& tensor, std::size_t element, std::size_t sample) {
  return "element " + std::to_string(element) + " of " + kind + " '" + tensor + "' in sample " + std::to_string(sample);
}

InputReader::InputReader(const Plan& plan, const PlanInput& input, std::span<const std::uint32_t> offsets,
                         const KernelTable& kernels)
    : input_(input), kernels_(kernels) {
  for (std::size_t i = 0; i < input.ports.size(); ++i) {
    const PlanPort& port = input.ports[i];
    const int fraction_bits = port.cell == kNoCell ? 0 : port.format.fraction_bits;
    scales_fit_double_ &= std::abs(fraction_bits) <= kPlainDoubleExponent;
    scales_fit_float_ &= std::abs(fraction_bits) <= kPlainFloatExponent;
    scales_.push_back(std::ldexp(1.0, fraction_bits));
    if (port.cell == kNoCell) continue;
    Port used{.cell = plan.cells[port.cell],
              .offset = offsets[port.cell],
              .element = i,
              .wrap = port.format.is_signed ? Wrap::to_signed : Wrap::to_unsigned,
              .width_bits = static_cast<unsigned>(port.format.width()),
              .fraction_bits = fraction_bits};
    used.is_plain = used.cell.lane != Lane::kWide && port.promised.contains(Interval::of(port.format));
    is_plain_ &= used.is_plain;
    if (used.cell.lane != Lane::kWide) lane_ = std::max(lane_, used.cell.lane);
    ports_.push_back(std::move(used));
  }
  const std::size_t elements = scales_.size();
  while (elements > 0 && scales_.size() + elements <= kPatternLength) {
    scales_.insert(scales_.end(), scales_.begin(), scales_.begin() + static_cast<std::ptrdiff_t>(elements));
  }
  if (scales_fit_float_) float_scales_.assign(scales_.begin(), scales_.end());
}

std::size_t InputReader::scratch_bytes(std::size_t block_samples) const {
  return input_.ports.size() * (block_samples + kTileRows) * lane_bytes(lane_);
}

void InputReader::read(const InputSamples& samples, const SampleRange& range, const Block& block, std::byte* scratch,
                       const RunOptions& options) const {
  if (ports_.empty() && !std::holds_alternative<std::span<const double>>(samples) &&
      !std::holds_alternative<std::span<const float>>(samples)) {
    return;  // nothing reads them, and every number is finite
  }
  std::visit(
      [&](const auto& numbers) {
        using Number = std::remove_cv_t<typename std::remove_cvref_t<decltype(numbers)>::element_type>;
        const bool any_number = is_plain_ && options.inputs == Inputs::wrap;
        if constexpr (std::is_floating_point_v<Number>) {
          if (any_number && read_rows(numbers, range, block, scratch)) return;
        } else if constexpr (std::is_integral_v<Number>) {
          if (any_number) return read_integers(numbers, range, block);
        }
        read_each(numbers, range, block, options);
      },
      samples);
}

template <class Number>
bool InputReader::read_rows(std::span<const Number> numbers, const SampleRange& range, const Block& block,
                            std::byte* scratch) const {
  if (!(std::is_same_v<Number, float> ? scales_fit_float_ : scales_fit_double_)) return false;
  switch (lane_) {
    case Lane::k16:
      return read_tiles<Number, std::int16_t>(numbers, range, block, scratch);
    case Lane::k32:
      return read_tiles<Number, std::int32_t>(numbers, range, block, scratch);
    case Lane::k64:
      return read_tiles<Number, std::int64_t>(numbers, range, block, scratch);
    case Lane::kWide:
      break;
  }
  return false;
}

template <class Number, class Integer>
bool InputReader::read_tiles(std::span<const Number> numbers, const SampleRange& range, const Block& block,
                             std::byte* scratch) const {
  const std::size_t elements = input_.ports.size();
  auto* columns = reinterpret_cast<Integer*>(scratch);
  auto* rows = columns + elements * block.sample_count;
  const Number* scales = nullptr;
  if constexpr (std::is_same_v<Number, float>) {
    scales = float_scales_.data();
  } else {
    scales = scales_.data();
  }
  for (std::size_t i = 0; i < range.count; i += kTileRows) {
    const std::size_t count = std::min(kTileRows, range.count - i);
    const Number* from = numbers.data() + (range.first + i) * elements;
    if (!Kernels<Integer>::read(kernels_, from, count * elements, scales, scales_.size(), rows)) return false;
    Kernels<Integer>::transpose(kernels_)(rows, count, elements, columns + i, block.sample_count);
  }
  for (const Port& port : ports_) {
    Integer* column = columns + port.element * block.sample_count;
    std::fill(column + range.count, column + block.sample_count, Integer{0});
    Kernels<Integer>::finish(kernels_)(column, block.sample_count, 0, port.wrap, port.width_bits, port.cell.lane,
                                       block.base + port.offset * block.sample_count);
  }
  return true;
}

void InputReader::write(const Port& port, const Block& block, std::size_t sample, std::uint64_t word) const {
  const unsigned unused = 64 - std::min(port.width_bits, 64U);
  std::uint64_t value = word << unused;
  value = port.wrap == Wrap::to_signed ? static_cast<std::uint64_t>(static_cast<std::int64_t>(value) >> unused)
                                       : value >> unused;
  std::byte* to = block.base + port.offset * block.sample_count + sample * lane_bytes(port.cell.lane);
  switch (port.cell.lane) {
    case Lane::k16: {
      const auto lane = static_cast<std::uint16_t>(value);
      std::memcpy(to, &lane, sizeof lane);
      return;
    }
    case Lane::k32: {
      const auto lane = static_cast<std::uint32_t>(value);
      std::memcpy(to, &lane, sizeof lane);
      return;
    }
    case Lane::k64:
      std::memcpy(to, &value, sizeof value);
      return;
    case Lane::kWide:
      break;
  }
  throw InternalError("a word for a wide port");
}

template <class Number>
void InputReader::read_integers(std::span<const Number> numbers, const SampleRange& range, const Block& block) const {
  const std::size_t elements = input_.ports.size();
  for (const Port& port : ports_) {
    const Number* from = numbers.data() + range.first * elements + port.element;
    for (std::size_t i = 0; i < block.sample_count; ++i) {
      write(port, block, i, i < range.count ? floor_of(from[i * elements], port.fraction_bits) : 0);
    }
  }
}

template <class Number>
void InputReader::read_each(std::span<const Number> numbers, const SampleRange& range, const Block& block,
                            const RunOptions& options) const {
  const std::size_t elements = input_.ports.size();
  for (std::size_t i = 0; i < range.count; ++i) {
    for (std::size_t element = 0; element < elements; ++element) {
      const Number& x = numbers[(range.first + i) * elements + element];
      const auto place = [&] { return place_text("input", input_.name, element, range.first + i); };
      if (!is_finite(x)) {
        throw ValueError(options.function, place() + " is not a finite number", options.location);
      }
      const PlanPort& port = input_.ports[element];
      if (options.inputs == Inputs::wrap && port.promised.contains(Interval::of(port.format))) continue;
      const Dyadic number = exact(x);
      const Dyadic read = read_input(number, port.format);
      if (options.inputs == Inputs::strict && read != number) {
        throw ValueError(options.function,
                         place() + " is " + number.to_string() + ", which " + to_string(port.format) +
                             " does not hold, and the inputs are strict",
                         options.location);
      }
      if (!port.promised.contains(read)) {
        throw InternalError(place() + " is " + read.to_string() + ", outside its interval " + to_string(port.promised));
      }
    }
  }
  for (const Port& port : ports_) {
    for (std::size_t i = 0; i < block.sample_count; ++i) {
      const Number x = i < range.count ? numbers[(range.first + i) * elements + port.element] : Number(0);
      if (port.cell.lane != Lane::kWide) {
        write(port, block, i, floor_of(x, port.fraction_bits));
      } else {
        const Dyadic read = read_input(exact(x), input_.ports[port.element].format);
        write_cell(port.cell, port.offset, block, i, read.on_grid(-port.fraction_bits));
      }
    }
  }
}

}  // namespace wirefold::engine
