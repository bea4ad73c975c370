// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "tests/fuzz/random_model.h"
#include "wirefold/dsl/lookup.h"
#include "wirefold/dsl/softmax.h"
#include "wirefold/dsl/unary.h"

namespace wirefold::fuzz {
namespace {

constexpr std::array kSteps = {
    StepKind{"lookup",
             [](StepContext& context) {
               const Format index{context.one_in(2), context.between(0, 2), context.between(0, 1)};
               const LookupTable table(index, context.numbers(Shape{std::int64_t{1} << index.width()}));
               return apply(context.value(), [&](const auto& a) { return lookup(a, table); });
             }},
    StepKind{"function",
             [](StepContext& context) {
               const Twin x = context.narrow();
               const Format format{true, context.between(0, 4), context.between(0, 6)};
               const Rounding rounding = context.rounding();
               const auto rounded = [&](const auto& f) { return quantize(f, FormatArray(format), rounding, SAT); };
               switch (context.between(0, 5)) {
                 case 0:
                   return apply(x, [&](const auto& a) { return rounded(exp(a)); });
                 case 1:
                   return apply(x, [&](const auto& a) { return rounded(1 / (1 + exp(-pending(a)))); });
                 case 2:
                   return apply(x, [&](const auto& a) { return rounded(tanh(a) * 3 - 0.5); });
                 case 3:
                   return apply(x, [&](const auto& a) { return rounded(reciprocal(a)); });
                 case 4:
                   return apply(x, [&](const auto& a) { return rounded(cbrt(a)); });
                 default:
                   return apply(x, [&](const auto& a) { return rounded(sin(a)); });
               }
             }},
    StepKind{"softmax",
             [](StepContext& context) {
               const SoftmaxOptions options{.exp_input = {Format{false, 3, 2}, TRN, SAT},
                                            .exp_output = {Format{false, 1, 5}},
                                            .inverse_input = {Format{false, 3, 2}, RND, SAT},
                                            .inverse_output = {Format{false, 1, 4}}};
               return apply(context.row(5), [&](const auto& a) { return softmax(a, options); });
             }},
};

}  // namespace

std::span<const StepKind> table_steps() { return kSteps; }

}  // namespace wirefold::fuzz
