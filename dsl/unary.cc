// SPDX-License-Identifier: Apache-2.0
#include "wirefold/dsl/unary.h"

#include <map>

#include "wirefold/dsl/array_shape.h"
#include "wirefold/dsl/quotient.h"
#include "wirefold/dsl/trace.h"
#include "wirefold/ir/error.h"

namespace wirefold {
namespace {

// The value at one number, or the error with the element that may be it.
Dyadic value_at(const RealFunction& function, const Dyadic& x, const Quantizer& quantizer, const std::string& element,
                const Location& location) {
  RealResult result = function.quantized(x, quantizer);
  switch (result.problem) {
    case RealProblem::kNone:
      return std::move(result.value);
    case RealProblem::kUndefined:
      throw ValueError("quantize",
                       function.name() + " is not defined at " + x.to_string() + ", which " + element +
                           "; keep the argument where it is, as with maximum(x, 0)",
                       location);
    case RealProblem::kTooLarge:
      throw ValueError("quantize",
                       function.name() + " is infinite or too large to wrap at " + x.to_string() + ", which " +
                           element + "; saturate it, or keep the argument away from there",
                       location);
  }
  throw InternalError("a problem that is not in the list");
}

// Each number and format is computed once.
template <class QuantizerOf>
NumericArray quantized(const UnaryResult<NumericArray>& f, QuantizerOf quantizer_of, const Location& location) {
  const NumericArray& x = f.argument();
  const std::string name = f.function().name();
  refuse_quotients(name.c_str(), x.shape(), x.divisors(), f.location());
  std::map<std::pair<Dyadic, std::string>, Dyadic> known;
  std::vector<Dyadic> results;
  results.reserve(x.size());
  for (std::size_t place = 0; place < x.size(); ++place) {
    const Quantizer quantizer = quantizer_of(place);
    const Dyadic& number = x.numerators()[place];
    const auto [found, is_new] = known.try_emplace({number, to_string(quantizer.format)});
    if (is_new) {
      found->second = value_at(f.function(), number, quantizer, element_text(x.shape(), place) + " is", location);
    }
    results.push_back(found->second);
  }
  return {x.shape(), std::move(results), {}};
}

// The table of a function over the numbers of an interval, for every pattern of its format. A pattern that the interval
// leaves out gets the entry of the nearest number in it.
TablePointer table_of(const RealFunction& function, const Interval& x, const Quantizer& quantizer,
                      const std::string& element, const Location& location) {
  const Format index = x.format();
  const auto count = static_cast<std::size_t>((x.high - x.low).to_int64()) + 1;
  std::vector<Dyadic> entries;
  entries.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    entries.push_back(value_at(function, {x.low + i, x.exponent}, quantizer, element + " may be", location));
  }
  std::vector<Dyadic> values(std::size_t{1} << index.width());
  const Interval all = Interval::of(index);
  const Integer first = x.low - all.low;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const Integer number = all.low + i;
    const auto pattern = static_cast<std::size_t>(low_bits(number, static_cast<unsigned>(index.width())).to_int64());
    const std::int64_t place = (Integer(i) - first).to_int64();
    values[pattern] =
        entries[static_cast<std::size_t>(std::clamp<std::int64_t>(place, 0, static_cast<std::int64_t>(count) - 1))];
  }
  return std::make_shared<const Table>(index, values);
}

template <class QuantizerOf>
FixedVariableArray quantized(const UnaryResult<FixedVariableArray>& f, QuantizerOf quantizer_of,
                             const Location& location) {
  const FixedVariableArray& x = f.argument();
  const std::string name = f.function().name();
  const std::span<const Use> uses = operands_of(x, name.c_str(), f.location());
  Builder& builder = x.trace().builder();
  std::map<std::string, TablePointer> tables;
  TracedElements results{x.elements().trace, {}, {}};
  for (std::size_t place = 0; place < uses.size(); ++place) {
    const Interval range = builder.graph().interval(uses[place]);
    const Quantizer quantizer = quantizer_of(place);
    if (range.is_point()) {
      const std::string element = element_text(x.shape(), place) + " is";
      const Dyadic value = value_at(f.function(), range.low_value(), quantizer, element, location);
      results.uses.push_back({builder.constant(value, location)});
      continue;
    }
    if (range.format().width() > Table::kMaxIndexBits) {
      throw FormatError(name.c_str(),
                        element_text(x.shape(), place) + " has " + std::to_string(range.format().width()) +
                            " bits, and a table takes at most " + std::to_string(Table::kMaxIndexBits) +
                            "; quantize the argument to fewer bits",
                        f.location());
    }
    TablePointer& table = tables[to_string(range) + to_string(quantizer.format)];
    if (table == nullptr) {
      table = table_of(f.function(), range, quantizer, element_text(x.shape(), place), location);
    }
    results.uses.push_back({builder.lookup(uses[place], table, location)});
  }
  return {x.shape(), std::move(results)};
}

}  // namespace

template <class Array>
RealFunction UnaryResult<Array>::divided(const RealFunction& function, const NumberOperand& divisor) {
  if (divisor.number.is_zero()) throw ValueError("/", "division by zero", divisor.location);
  return function.divided_by(divisor.number);
}

template <class Array>
Array quantize(const UnaryResult<Array>& f, const QuantizerFormat& format, Rounding rounding, Overflow overflow,
               const Location& location) {
  if (format.keeps_any()) {
    throw FormatError("quantize",
                      "a value of " + f.function().name() + " has no format to keep a field of, give every field",
                      location);
  }
  const Format resolved = format.resolved({});
  check_format("quantize", resolved, location);
  return quantized(
      f, [&](std::size_t) { return Quantizer{.format = resolved, .rounding = rounding, .overflow = overflow}; },
      location);
}

template <class Array>
Array quantize(const UnaryResult<Array>& f, const FormatArray& formats, Rounding rounding, Overflow overflow,
               const Location& location) {
  const std::vector<Format> stretched = formats.stretched("quantize", f.shape(), location);
  return quantized(
      f,
      [&](std::size_t place) {
        return Quantizer{.format = stretched[place], .rounding = rounding, .overflow = overflow};
      },
      location);
}

// A format that holds every integer that a program may.
template <class Array>
Array round_to_integer(const UnaryResult<Array>& f, Rounding rounding, const Location& location) {
  return quantize(f, QuantizerFormat{true, kMaxScalarBits - 1, 0}, rounding, WRAP, location);
}

UnaryResult<FixedVariableArray> operator/(const NumberOperand& a, const FixedVariableArray& b) {
  return a / pending(b, a.location);
}

#define WIREFOLD_INSTANTIATE(Array)                                                                                \
  template class UnaryResult<Array>;                                                                               \
  template Array quantize(const UnaryResult<Array>&, const QuantizerFormat&, Rounding, Overflow, const Location&); \
  template Array quantize(const UnaryResult<Array>&, const FormatArray&, Rounding, Overflow, const Location&);     \
  template Array round_to_integer(const UnaryResult<Array>&, Rounding, const Location&);
WIREFOLD_INSTANTIATE(FixedVariableArray)
WIREFOLD_INSTANTIATE(NumericArray)
#undef WIREFOLD_INSTANTIATE

}  // namespace wirefold
