// SPDX-License-Identifier: Apache-2.0
#include "wirefold/dsl/quantize.h"
#include "wirefold/dsl/relu_format.h"
#include "wirefold/dsl/trace.h"
#include "wirefold/ir/error.h"

namespace wirefold {
namespace {

constexpr const char* kRemedy = "declare its format: FixedVariableArrayInput(shape, format)";

// What an open input, which has no format of its own, can be asked.
void check_open(const FixedVariableArray& x, std::size_t place, const Format& format, Rounding rounding,
                Overflow overflow, const Location& location) {
  if (overflow != WRAP || (rounding != TRN && rounding != RND)) {
    throw UnsupportedError("quantize",
                           open_element_text(x, place) + ", which takes WRAP with TRN or RND, not " +
                               std::string(to_string(overflow)) + " with " + std::string(to_string(rounding)) + "; " +
                               kRemedy,
                           location);
  }
  const int more_bits = rounding == RND ? 1 : 0;
  if (format.integer_bits > kMostOpenBits || format.fraction_bits + more_bits > kMostOpenBits) {
    throw FormatError("quantize",
                      open_element_text(x, place) + ", which takes at most " + std::to_string(kMostOpenBits) +
                          " integer and fraction bits; " + kRemedy,
                      location);
  }
}

// A kept field is that of the element, which an open input and a quotient do not have.
void check_keep(const FixedVariableArray& x, const Location& location) {
  const CombLogic& graph = x.trace().graph();
  const TracedElements& elements = x.elements();
  for (std::size_t place = 0; place < x.size(); ++place) {
    if (is_open(graph, elements.uses[place])) {
      throw UnsupportedError(
          "quantize",
          open_element_text(x, place) + ", which has no format to keep a field of; give the field, or " + kRemedy,
          location);
    }
  }
  if (!elements.divisors.empty()) {
    throw UnsupportedError("quantize", "a quotient has no format to keep a field of, give every field", location);
  }
}

// `format_of(place)` is the format of an element.
template <class FormatOf>
FixedVariableArray quantized(const FixedVariableArray& x, Rounding rounding, Overflow overflow,
                             const Location& location, FormatOf format_of) {
  Builder& builder = x.trace().builder();
  const TracedElements& elements = x.elements();
  TracedElements results{elements.trace, {}, {}};
  results.uses.reserve(x.size());
  for (std::size_t place = 0; place < x.size(); ++place) {
    Quantizer quantizer{.format = format_of(place), .rounding = rounding, .overflow = overflow};
    if (!elements.divisors.empty()) quantizer.divisor = elements.divisors[place];
    if (is_open(builder.graph(), elements.uses[place])) {
      check_open(x, place, quantizer.format, rounding, overflow, location);
    }
    results.uses.push_back({builder.quantize(elements.uses[place], quantizer, location)});
  }
  return {x.shape(), std::move(results)};
}

FixedVariableArray positive_part(const FixedVariableArray& x, const Location& location) {
  Builder& builder = x.trace().builder();
  TracedElements results{x.elements().trace, {}, {}};
  for (const Use& use : operands_of(x, "relu", location)) results.uses.push_back({builder.relu(use, location)});
  return {x.shape(), std::move(results)};
}

// A relu that drops bits is one operation; the other modes take a quantizer behind it.
template <class FormatOf>
FixedVariableArray relu_to(const FixedVariableArray& x, Rounding rounding, Overflow overflow, const Location& location,
                           FormatOf format_of) {
  if (rounding != TRN || overflow != WRAP) {
    return quantized(positive_part(x, location), rounding, overflow, location, format_of);
  }
  Builder& builder = x.trace().builder();
  TracedElements results{x.elements().trace, {}, {}};
  const std::span<const Use> uses = operands_of(x, "relu", location);
  for (std::size_t place = 0; place < uses.size(); ++place) {
    results.uses.push_back({builder.relu(uses[place], format_of(place), location)});
  }
  return {x.shape(), std::move(results)};
}

// The format of each element where fields are kept.
auto kept_formats(const char* function, const FixedVariableArray& x, const QuantizerFormat& format,
                  const Location& location) {
  return [=, &graph = x.trace().graph(), &uses = x.elements().uses](std::size_t place) {
    const Format resolved = format.resolved(graph.format(uses[place]));
    check_format(function, resolved, location);
    return resolved;
  };
}

}  // namespace

FixedVariableArray quantize(const FixedVariableArray& x, const QuantizerFormat& format, Rounding rounding,
                            Overflow overflow, const Location& location) {
  if (format.keeps_any()) check_keep(x, location);
  return quantized(x, rounding, overflow, location, kept_formats("quantize", x, format, location));
}

FixedVariableArray quantize(const FixedVariableArray& x, const FormatArray& formats, Rounding rounding,
                            Overflow overflow, const Location& location) {
  const std::vector<Format> stretched = formats.stretched("quantize", x.shape(), location);
  return quantized(x, rounding, overflow, location, [&](std::size_t place) { return stretched[place]; });
}

FixedVariableArray relu(const FixedVariableArray& x, const QuantizerFormat& format, Rounding rounding,
                        Overflow overflow, const Location& location) {
  check_relu_format(format, location);
  if (format.integer_bits.is_kept() && format.fraction_bits.is_kept()) return positive_part(x, location);
  if (format.integer_bits.is_kept() || format.fraction_bits.is_kept()) {
    const FixedVariableArray positive = positive_part(x, location);
    return quantized(positive, rounding, overflow, location, kept_formats("relu", positive, format, location));
  }
  const Format resolved = relu_format(format.resolved({}));
  check_format("relu", resolved, location);
  return relu_to(x, rounding, overflow, location, [&](std::size_t) { return resolved; });
}

FixedVariableArray relu(const FixedVariableArray& x, const FormatArray& formats, Rounding rounding, Overflow overflow,
                        const Location& location) {
  const std::vector<Format> stretched = relu_formats(formats, x.shape(), location);
  return relu_to(x, rounding, overflow, location, [&](std::size_t place) { return stretched[place]; });
}

}  // namespace wirefold
