// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "tests/fuzz/random_model.h"
#include "wirefold/dsl/compare.h"
#include "wirefold/dsl/histogram.h"
#include "wirefold/dsl/logic.h"
#include "wirefold/dsl/search.h"
#include "wirefold/dsl/sort.h"

namespace wirefold::fuzz {
namespace {

constexpr std::array kSteps = {
    StepKind{"compare",
             [](StepContext& context) {
               const Twin& x = context.value();
               const Twin y = context.partner(x);
               switch (context.between(0, 5)) {
                 case 0:
                   return apply(x, y, [](const auto& a, const auto& b) { return less(a, b); });
                 case 1:
                   return apply(x, y, [](const auto& a, const auto& b) { return less_equal(a, b); });
                 case 2:
                   return apply(x, y, [](const auto& a, const auto& b) { return greater(a, b); });
                 case 3:
                   return apply(x, y, [](const auto& a, const auto& b) { return greater_equal(a, b); });
                 case 4:
                   return apply(x, y, [](const auto& a, const auto& b) { return equal(a, b); });
                 default:
                   return apply(x, y, [](const auto& a, const auto& b) { return not_equal(a, b); });
               }
             }},
    StepKind{"compare with numbers",
             [](StepContext& context) {
               const NumericArray bound = context.numbers(Shape{});
               const Twin& x = context.value();
               return context.one_in(2) ? apply(x, [&](const auto& a) { return less(a, bound); })
                                        : apply(x, [&](const auto& a) { return equal(bound, a); });
             }},
    StepKind{"sign",
             [](StepContext& context) {
               const Twin& x = context.value();
               return context.one_in(2) ? apply(x, [](const auto& a) { return sign(a); })
                                        : apply(x, [](const auto& a) { return signbit(a); });
             }},
    StepKind{"where",
             [](StepContext& context) {
               const Twin& x = context.value();
               const Twin y = context.partner(x);
               const Twin condition = context.partner(x);
               Twin result{where(condition.variables, x.variables, y.variables), {}};
               for (std::size_t i = 0; i < x.numbers.size(); ++i) {
                 result.numbers.push_back(where(condition.numbers[i], x.numbers[i], y.numbers[i]));
               }
               return result;
             }},
    StepKind{"logical",
             [](StepContext& context) {
               const Twin& x = context.value();
               const Twin y = context.partner(x);
               switch (context.between(0, 3)) {
                 case 0:
                   return apply(x, y, [](const auto& a, const auto& b) { return logical_and(a, b); });
                 case 1:
                   return apply(x, y, [](const auto& a, const auto& b) { return logical_or(a, b); });
                 case 2:
                   return apply(x, y, [](const auto& a, const auto& b) { return logical_xor(a, b); });
                 default:
                   return apply(x, [](const auto& a) { return logical_not(a); });
               }
             }},
    StepKind{"bitwise",
             [](StepContext& context) {
               const Twin& x = context.value();
               const Twin y = context.partner(x);
               switch (context.between(0, 2)) {
                 case 0:
                   return apply(x, y, [](const auto& a, const auto& b) { return bitwise_and(a, b); });
                 case 1:
                   return apply(x, y, [](const auto& a, const auto& b) { return bitwise_or(a, b); });
                 default:
                   return apply(x, y, [](const auto& a, const auto& b) { return bitwise_xor(a, b); });
               }
             }},
    StepKind{"bitwise with numbers",
             [](StepContext& context) {
               const NumericArray mask = context.numbers(Shape{});
               const Twin& x = context.value();
               return context.one_in(2) ? apply(x, [&](const auto& a) { return bitwise_xor(a, mask); })
                                        : apply(x, [&](const auto& a) { return bitwise_and(mask, a); });
             }},
    StepKind{"bits of one value",
             [](StepContext& context) {
               const QuantizerFormat format{context.one_in(2), context.between(0, 6), context.between(0, 4)};
               const Twin& x = context.value();
               switch (context.between(0, 3)) {
                 case 0:
                   return apply(x, [&](const auto& a) { return invert(a, format); });
                 case 1:
                   return apply(x, [&](const auto& a) { return and_of_bits(a, format); });
                 case 2:
                   return apply(x, [&](const auto& a) { return or_of_bits(a, format); });
                 default:
                   return apply(x, [&](const auto& a) { return xor_of_bits(a, format); });
               }
             }},
    StepKind{"truth of many",
             [](StepContext& context) {
               const Twin x = context.row(12);
               switch (context.between(0, 4)) {
                 case 0:
                   return apply(x, [](const auto& a) { return any(a); });
                 case 1:
                   return apply(x, [](const auto& a) { return all(a); });
                 case 2:
                   return apply(x, [](const auto& a) { return count_nonzero(a); });
                 case 3:
                   return apply(x, [](const auto& a) { return bitwise_or_reduce(a, 0); });
                 default:
                   return apply(x, [](const auto& a) { return bitwise_xor_reduce(a); });
               }
             }},
    StepKind{"where the largest stands",
             [](StepContext& context) {
               const Twin x = context.row(7);
               return context.one_in(2) ? apply(x, [](const auto& a) { return argmax(a); })
                                        : apply(x, [](const auto& a) { return argmin(a); });
             }},
    StepKind{"sort",
             [](StepContext& context) {
               const Twin x = context.row(6);
               const SortingNetwork network = context.one_in(2) ? SortingNetwork::kBatcher : SortingNetwork::kBitonic;
               switch (context.between(0, 2)) {
                 case 0:
                   return apply(x, [&](const auto& a) { return sort(a, -1, network); });
                 case 1:
                   return apply(x, [&](const auto& a) { return argsort(a, -1, network); });
                 default:
                   return apply(x, [&](const auto& a) { return sort_by(a, a * a - 3, -1, network); });
               }
             }},
    StepKind{"search",
             [](StepContext& context) {
               const NumericArray edges = NumericArray{-4, -1.5, -1.5, 0, 0.25, 3, 20};
               const Side side = context.one_in(2) ? Side::kLeft : Side::kRight;
               const Twin x = context.row(8);
               return context.one_in(2) ? apply(x, [&](const auto& a) { return searchsorted(edges, a, side); })
                                        : apply(x, [&](const auto& a) { return histogram(a, edges); });
             }},
    StepKind{"bins",
             [](StepContext& context) {
               const int low = context.between(-5, 3);
               const BinRange range{low, low + context.between(1, 9)};
               const int bins = context.between(1, 7);
               const Twin x = context.row(8);
               if (context.one_in(2)) return apply(x, [&](const auto& a) { return histogram(a, bins, range); });
               const NumericArray weights = context.numbers(x.shape());
               return apply(x, [&](const auto& a) { return histogram(a, bins, range, weights); });
             }},
    StepKind{"bits in the middle",
             [](StepContext& context) {
               const QuantizerFormat format{context.one_in(2), context.between(3, 6), context.between(-1, 4)};
               const int first = context.between(0, 1);
               const int last = context.between(first + 1, 2);
               return apply(context.value(), [&](const auto& a) { return bit_slice(a, first, last, format); });
             }},
};

}  // namespace

std::span<const StepKind> logic_steps() { return kSteps; }

}  // namespace wirefold::fuzz
