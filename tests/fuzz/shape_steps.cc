// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "tests/fuzz/random_model.h"
#include "wirefold/dsl/contract.h"
#include "wirefold/dsl/contraction.h"
#include "wirefold/dsl/pad.h"
#include "wirefold/dsl/quantize.h"
#include "wirefold/dsl/rearrange.h"
#include "wirefold/dsl/reduce.h"
#include "wirefold/dsl/structure.h"
#include "wirefold/dsl/window.h"

namespace wirefold::fuzz {
namespace {

constexpr std::array kSteps = {
    StepKind{"rearrange",
             [](StepContext& context) {
               const Twin& x = context.value();
               const int count = context.between(-3, 3);
               switch (context.between(0, 6)) {
                 case 0:
                   return apply(x, [](const auto& a) { return transpose(a); });
                 case 1:
                   return apply(x, [](const auto& a) { return reshape(a, {-1, 1}); });
                 case 2:
                   return apply(x, [](const auto& a) { return a(ellipsis, newaxis); });
                 case 3:
                   return apply(x, [](const auto& a) { return flip(a); });
                 case 4:
                   return apply(x, [&](const auto& a) { return roll(a, count); });
                 case 5:
                   return apply(x, [](const auto& a) { return repeat(a, 2); });
                 default:
                   return apply(x, [](const auto& a) { return ravel(a); });
               }
             }},
    StepKind{"pad",
             [](StepContext& context) {
               const NumericArray value = context.numbers(Shape{});
               return apply(context.row(8), [&](const auto& a) { return pad(a, 1, PadMode::kConstant, value); });
             }},
    StepKind{"join",
             [](StepContext& context) {
               const Twin x = context.row(12);
               return context.one_in(2) ? apply(x, context.row(12),
                                                [](const auto& a, const auto& b) {
                                                  return concatenate({a, b});
                                                })
                                        : apply(x, [](const auto& a) {
                                            return stack({a, flip(a)}, -1);
                                          });
             }},
    StepKind{"reduce",
             [](StepContext& context) {
               const Twin x = context.value();
               if (x.shape().rank() == 0) return x;
               const int axis = context.axis(x);
               const bool keepdims = context.one_in(2);
               switch (context.between(0, 3)) {
                 case 0:
                   return apply(x, [&](const auto& a) { return sum(a, axis, keepdims); });
                 case 1:
                   return apply(x, [&](const auto& a) { return amax(a, axis, keepdims); });
                 case 2:
                   return apply(x, [&](const auto& a) { return amin(a, axis, keepdims); });
                 default:
                   return apply(x, [&](const auto& a) { return cumsum(a, axis); });
               }
             }},
    StepKind{"prod", [](StepContext& context) { return apply(context.row(3), [](const auto& a) { return prod(a); }); }},
    StepKind{"mean",
             [](StepContext& context) {
               const Format format = context.format();
               const Rounding rounding = context.rounding();
               return apply(context.row(7),
                            [&](const auto& a) { return quantize(mean(a), FormatArray(format), rounding); });
             }},
    StepKind{"matmul",
             [](StepContext& context) {
               const Twin x = context.row(16);
               const NumericArray weights = context.numbers({x.shape()[0], 3});
               return apply(x, [&](const auto& a) { return matmul(a, weights); });
             }},
    StepKind{"einsum of variables",
             [](StepContext& context) {
               const Twin x = context.row(4);
               const Twin y = context.row(4);
               return context.one_in(2)
                          ? apply(x, y, [](const auto& a, const auto& b) { return einsum("i,j->ij", a, b); })
                          : apply(x, [](const auto& a) { return dot(a, a); });
             }},
    StepKind{"convolve",
             [](StepContext& context) {
               const NumericArray kernel = context.numbers({3});
               return apply(context.row(8), [&](const auto& a) { return convolve(a, kernel); });
             }},
    StepKind{"pool",
             [](StepContext& context) {
               const Twin x = context.row(8);
               if (x.shape()[0] < 2) return x;
               return apply(x, [](const auto& a) { return max_pool(reshape(a, {-1, 1}), {2}, {.stride = 1}); });
             }},
};

}  // namespace

std::span<const StepKind> shape_steps() { return kSteps; }

}  // namespace wirefold::fuzz
