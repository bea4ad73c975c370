// SPDX-License-Identifier: Apache-2.0
#include "wirefold/optimizer/depth_search.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "wirefold/ir/verifier.h"
#include "wirefold/optimizer/lowering/product_groups.h"
#include "wirefold/optimizer/passes/pass.h"
#include "wirefold/optimizer/pipelining/stage_problem.h"

namespace wirefold {
namespace {

using Levels = std::optional<std::uint32_t>;
constexpr std::uint32_t kMostStages = 1U << 20;  // no program has as many
constexpr unsigned kRegisterBits = 40;           // of a price, below the number of stages
constexpr std::array<std::uint32_t, 9> kStageLevels = {2, 3, 4, 5, 6, 7, 8, 9, 10};
constexpr std::uint64_t kVariantsBetweenStages = 5;
constexpr std::array<Levels, 5> kLimits = {Levels(), 3, 2, 1, 0};

std::size_t layer_count(const CombLogic& logic) {
  const std::vector<std::size_t> ranks = product_ranks(logic);
  std::size_t count = 0;
  for (std::size_t i = 0; i < ranks.size(); ++i) {
    if (is_constant_product(logic, logic.operations()[i])) count = std::max(count, ranks[i] + 1);
  }
  return count;
}

class DepthSearch {
 public:
  DepthSearch(const CombLogic& logic, const std::function<DepthPrice(const CombLogic&)>& price,
              const DepthSearchOptions& options)
      : price_(price), options_(options), meant_(logic), context_(context_of(options.optimize)) {
    context_.solutions = &solutions_;  // a layer that keeps its limit and its operands is solved once
    run_pipeline(meant_, optimization_pipeline().first(1), context_);
    layers_ = layer_count(meant_);
    trials_left_ = options_.most_trials;
  }

  DepthChoice run() {
    for (const bool adds_early : {false, true}) {
      for (const Levels& limit : kLimits) attempt({.of_layer = std::vector(layers_, limit), .adds_early = adds_early});
    }
    choose_stage();
    if (layers_ > 1) {
      while (improve_layers()) {
      }
    }
    choose_stage();
    choose_variants();
    best_->trials = trials_;
    return std::move(*best_);
  }

 private:
  bool is_over() const { return trials_left_ == 0; }

  bool attempt(DepthLimits depth) {
    if (is_over() && best_) return false;
    if (!is_over()) --trials_left_;
    ++trials_;
    context_.depth = depth;
    CombLogic logic = meant_;
    run_pipeline(logic, optimization_pipeline().subspan(1), context_);
    verify(logic, ProgramStage::kLowered);
    const DepthPrice price = price_(logic);
    if (best_ && best_->price <= price) return false;
    best_ = DepthChoice{std::move(depth), price, std::move(logic), 0};
    return true;
  }

  bool improve_layers() {
    bool improved = false;
    for (std::size_t layer = layers_; layer-- > 0;) {
      const DepthLimits start = best_->depth;
      for (const Levels& limit : kLimits) {
        if (limit == start.of_layer[layer]) continue;
        DepthLimits depth = start;
        depth.of_layer[layer] = limit;
        improved = attempt(std::move(depth)) || improved;
      }
    }
    return improved && !is_over();
  }

  // In adder levels: a stage by time has about as many.
  void choose_stage() {
    for (const std::uint32_t levels : kStageLevels) {
      DepthLimits depth = best_->depth;
      depth.adds_early = true;
      depth.levels_per_stage = levels;
      attempt(std::move(depth));
    }
  }

  // What is alive between stages differs more between graphs of one cost than their adders do.
  void choose_variants() {
    trials_left_ = options_.most_variants;
    for (std::uint64_t variant = 1; trials_left_ > 0 && layers_ > 0; ++variant) {
      for (std::size_t layer = layers_; layer-- > 0;) {
        DepthLimits depth = best_->depth;
        depth.variant_of_layer.resize(layers_, 0);
        depth.variant_of_layer[layer] = variant;
        attempt(std::move(depth));
      }
      if (variant % kVariantsBetweenStages == 0) choose_stage();
    }
  }

  const std::function<DepthPrice(const CombLogic&)>& price_;
  const DepthSearchOptions& options_;
  CombLogic meant_;
  PassContext context_;
  cmvm::SolutionCache solutions_;
  std::size_t layers_ = 0;
  std::size_t trials_ = 0;
  std::size_t trials_left_ = 0;
  std::optional<DepthChoice> best_;
};

}  // namespace

DepthChoice find_depth(const CombLogic& logic, const std::function<DepthPrice(const CombLogic&)>& price,
                       const DepthSearchOptions& options) {
  return DepthSearch(logic, price, options).run();
}

DepthPrice pipeline_price(const CombLogic& logic, const DeviceProfile& profile, const PipelineOptions& options) {
  const StageProblem problem = stage_problem(logic, operation_delays_ps(logic, profile), true);
  if (options.longest_stage_ps > 0) {
    const std::uint32_t most_stages = options.stage_count > 0 ? options.stage_count : kMostStages;
    const std::int64_t least = least_limit(problem, most_stages);
    if (least > options.longest_stage_ps) return {least - options.longest_stage_ps, 0};
  }
  const PipelinedProgram program = pipelined(logic, profile, options);
  const std::uint64_t bits = register_bits(program.logic, program.schedule).total();
  return {0, (std::uint64_t{program.schedule.stage_count} << kRegisterBits) + bits};
}

}  // namespace wirefold
