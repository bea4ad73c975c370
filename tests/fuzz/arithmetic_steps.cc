// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "tests/fuzz/random_model.h"
#include "wirefold/dsl/elementwise.h"
#include "wirefold/dsl/quantize.h"

namespace wirefold::fuzz {
namespace {

constexpr std::array kSteps = {
    StepKind{"add",
             [](StepContext& context) {
               const Twin& x = context.value();
               return apply(x, context.partner(x), [](const auto& a, const auto& b) { return a + b; });
             }},
    StepKind{"subtract",
             [](StepContext& context) {
               const Twin& x = context.value();
               return apply(x, context.partner(x), [](const auto& a, const auto& b) { return b - a; });
             }},
    StepKind{"multiply",
             [](StepContext& context) {
               const Twin& x = context.value();
               return apply(x, context.partner(x), [](const auto& a, const auto& b) { return a * b; });
             }},
    StepKind{"maximum",
             [](StepContext& context) {
               const Twin& x = context.value();
               return apply(x, context.partner(x), [](const auto& a, const auto& b) { return maximum(a, b); });
             }},
    StepKind{"minimum",
             [](StepContext& context) {
               const Twin& x = context.value();
               return apply(x, context.partner(x), [](const auto& a, const auto& b) { return minimum(b, a); });
             }},
    StepKind{"affine",
             [](StepContext& context) {
               const Twin& x = context.value();
               const NumericArray scale = context.numbers(context.one_in(2) ? x.shape() : Shape{});
               const NumericArray offset = context.numbers(x.shape());
               return apply(x, [&](const auto& a) { return offset - a * scale; });
             }},
    StepKind{"correlated",
             [](StepContext& context) {
               const Twin& x = context.value();
               const int factor = context.between(-4, 4);
               const NumericArray offset = context.numbers(Shape{});
               return context.one_in(2) ? apply(x, [&](const auto& a) { return maximum(a * factor + offset, a); })
                                        : apply(x, [&](const auto& a) { return a * factor - a * 3 + a; });
             }},
    StepKind{"shift",
             [](StepContext& context) {
               const int places = context.between(-3, 3);
               return apply(context.value(), [&](const auto& a) { return -(a << places); });
             }},
    StepKind{"abs", [](StepContext& context) { return apply(context.value(), [](const auto& a) { return abs(a); }); }},
    StepKind{"square",
             [](StepContext& context) { return apply(context.value(), [](const auto& a) { return square(a); }); }},
    StepKind{"power",
             [](StepContext& context) {
               const int exponent = context.between(0, 4);
               return apply(context.narrow(), [&](const auto& a) { return power(a, exponent); });
             }},
    StepKind{"clip",
             [](StepContext& context) {
               const Dyadic low = context.number();
               const Dyadic high = low + Dyadic(context.between(0, 20), -1);
               return apply(context.value(),
                            [&](const auto& a) { return clip(a, NumericArray(low), NumericArray(high)); });
             }},
    StepKind{"quantize", [](StepContext& context) { return quantized(context, context.value()); }},
    StepKind{"quantize quotient",
             [](StepContext& context) {
               const Format format = context.format();
               const Rounding rounding = context.rounding();
               const Overflow overflow = context.overflow();
               const int divisor = context.between(1, 12);
               return apply(context.value(), [&](const auto& a) {
                 return quantize(a / -divisor, FormatArray(format), rounding, overflow);
               });
             }},
    StepKind{"relu",
             [](StepContext& context) { return apply(context.value(), [](const auto& a) { return relu(a); }); }},
    StepKind{"relu to format",
             [](StepContext& context) {
               Format format = context.format();
               format.is_signed = false;
               const Rounding rounding = context.one_in(2) ? TRN : context.rounding();
               const Overflow overflow = context.one_in(2) ? WRAP : context.overflow();
               return apply(context.value(),
                            [&](const auto& a) { return relu(a, FormatArray(format), rounding, overflow); });
             }},
    StepKind{"to integers",
             [](StepContext& context) {
               const Twin& x = context.value();
               switch (context.between(0, 3)) {
                 case 0:
                   return apply(x, [](const auto& a) { return floor(a); });
                 case 1:
                   return apply(x, [](const auto& a) { return ceil(a); });
                 case 2:
                   return apply(x, [](const auto& a) { return round(a); });
                 default:
                   return apply(x, [](const auto& a) { return trunc(a); });
               }
             }},
};

}  // namespace

std::span<const StepKind> arithmetic_steps() { return kSteps; }

}  // namespace wirefold::fuzz
