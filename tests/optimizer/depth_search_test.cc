// SPDX-License-Identifier: Apache-2.0
#include "wirefold/optimizer/depth_search.h"

#include "tests/optimizer/adder_levels.h"
#include "tests/optimizer/dense_layers.h"
#include "tests/optimizer/equivalence.h"
#include "wirefold/optimizer/lowering/product_groups.h"

namespace wirefold {
namespace {

constexpr const char* kDevice = "yosys_xcup";

CombLogic two_layers(Random& random, std::size_t size = 8) { return dense_layers(random, {size, size, size}); }

TEST_CASE("a depth limit makes a program shallow, layer by layer") {
  Random random(1);
  const CombLogic logic = two_layers(random);
  const auto made = [&](DepthLimits depth) { return optimize(logic, {.device = kDevice, .depth = depth}); };
  const CombLogic shallow = made({.extra_levels = 0});
  const CombLogic first_only = made({.of_layer = {0}});
  const CombLogic any = made({});
  CHECK(adder_levels(shallow) <= adder_levels(first_only));
  CHECK(adder_levels(first_only) <= adder_levels(any));
  CHECK(adder_levels(shallow) < adder_levels(any));
  check_equivalent(logic, shallow, random, 50);
  check_equivalent(logic, first_only, random, 50);
}

TEST_CASE("layers are the products with equally many before them") {
  Random random(1);
  const CombLogic logic = two_layers(random);
  const std::vector<std::size_t> ranks = product_ranks(logic);
  std::vector<std::size_t> of_products;
  for (std::size_t i = 0; i < ranks.size(); ++i) {
    if (is_constant_product(logic, logic.operations()[i])) of_products.push_back(ranks[i]);
  }
  CHECK(of_products == std::vector<std::size_t>{0, 1});
}

TEST_CASE("find_depth takes a program of the least price, which is that of its depth") {
  const auto seed = GENERATE(range(0, 4));
  INFO("seed " << seed);
  Random random(static_cast<std::uint64_t>(seed));
  const CombLogic logic = two_layers(random, 6);
  const DeviceProfile& profile = find_device_profile(kDevice);
  const PipelineOptions cut{.stage_count = 3};
  const auto price = [&](const CombLogic& program) { return pipeline_price(program, profile, cut); };
  const DepthChoice choice = find_depth(logic, price, {.optimize = {.device = kDevice}});
  CHECK(price(choice.logic) == choice.price);
  CHECK(optimize(logic, {.device = kDevice, .depth = choice.depth}) == choice.logic);
  for (const std::optional<std::uint32_t>& levels : {std::optional<std::uint32_t>(), {0U}, {2U}}) {
    const CombLogic other = optimize(logic, {.device = kDevice, .depth = {.extra_levels = levels}});
    CHECK(choice.price <= price(other));
  }
  CHECK(choice.trials <= DepthSearchOptions{}.most_trials + DepthSearchOptions{}.most_variants);
  check_equivalent(logic, choice.logic, random, 50);
}

TEST_CASE("a variant of a layer is another graph of the same product") {
  Random random(3);
  const CombLogic logic = two_layers(random, 12);
  const auto made = [&](DepthLimits depth) { return optimize(logic, {.device = kDevice, .depth = depth}); };
  const CombLogic plain = made({});
  CHECK(made({.variant_of_layer = {0, 0}}) == plain);
  int others = 0;
  for (std::uint64_t variant = 1; variant <= 4; ++variant) {
    const CombLogic other = made({.variant_of_layer = {variant}});
    if (!(other == plain)) ++others;
    check_equivalent(logic, other, random, 50);
  }
  CHECK(others > 0);
}

TEST_CASE("the price of a pipeline is first how far it misses the limit") {
  Random random(2);
  const CombLogic logic = optimize(two_layers(random, 4), {.device = kDevice});
  const DeviceProfile& profile = find_device_profile(kDevice);
  const DepthPrice two = pipeline_price(logic, profile, {.stage_count = 2});
  CHECK(two.excess == 0);
  const Schedule schedule = pipeline(logic, profile, {.stage_count = 2});
  const std::vector<std::int64_t> delays = stage_delays_ps(logic, schedule, profile);
  const std::int64_t longest = *std::max_element(delays.begin(), delays.end());
  CHECK(pipeline_price(logic, profile, {.longest_stage_ps = longest - 7, .stage_count = 2}).excess == 7);
  CHECK(pipeline_price(logic, profile, {.longest_stage_ps = longest}).excess == 0);
  CHECK(two < pipeline_price(logic, profile, {.longest_stage_ps = longest - 7, .stage_count = 2}));
}

}  // namespace
}  // namespace wirefold
