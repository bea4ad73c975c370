// SPDX-License-Identifier: Apache-2.0
#include "wirefold/optimizer/cmvm/sliding_window.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "wirefold/optimizer/cmvm/parallel.h"
#include "wirefold/optimizer/cmvm/search.h"
#include "wirefold/optimizer/cmvm/value_exchange.h"

namespace wirefold::cmvm {
namespace {

// Exchanges that are made side by side: a fixed number, so that threads do not change what is tried.
constexpr std::size_t kWave = 2;
// Steps of the first exchanges, by the size of the graph.
constexpr std::uint64_t kStepsAnAdder = 20'000;

// The solution for one position, seen as one among many.
SlidingGraph sliding_graph(const SlidingWindow& window, const AdderGraph& alone) {
  SlidingGraph graph;
  graph.channels = static_cast<std::uint32_t>(channels_of(window).matrix.rows);
  const auto placed = [&](Term term) -> PlacedTerm {
    if (term.node == Term::kZero) return {term, {}};
    if (term.node >= alone.input_count) {
      term.node = term.node - alone.input_count + graph.channels;
      return {term, {}};
    }
    const WindowPlace& place = window.places[term.node];
    term.node = place.channel;
    return {term, place.at};
  };
  for (const Adder& adder : alone.adders) graph.adders.push_back({placed(adder.a), placed(adder.b)});
  for (const Term& output : alone.outputs) graph.outputs.push_back(placed(output));
  return graph;
}

class SlidingSearch {
 public:
  SlidingSearch(const SlidingWindow& window, const Solution& alone, const Options& options)
      : window_(window),
        options_(options),
        first_steps_(kStepsAnAdder * std::max<std::size_t>(alone.graph.adders.size(), 1)),
        budget_(options.effort, default_steps(), options.stop),
        depth_(alone.cost.depth) {
    best_.graph = sliding_graph(window, alone.graph);
    best_.cost = cost_of(best_.graph, window);
  }

  std::optional<SlidingSolution> run();

 private:
  // Some three waves.
  std::uint64_t default_steps() const { return std::min<std::uint64_t>(8 * first_steps_, 10'000'000); }
  std::uint64_t price(const Cost& cost) const { return cmvm::price(cost, options_.objective, options_.has_limit()); }
  ExchangeOptions exchange(std::size_t in_wave, std::uint64_t steps) const;
  void take(ExchangeResult<SlidingGraph> result);

  const SlidingWindow& window_;
  const Options& options_;
  std::uint64_t first_steps_;
  Budget budget_;
  std::uint32_t depth_;
  std::uint64_t exchanges_ = 0;
  SlidingSolution best_;
};

ExchangeOptions SlidingSearch::exchange(std::size_t in_wave, std::uint64_t steps) const {
  constexpr unsigned kHeat = 1;
  constexpr std::uint64_t kMostSteps = 50'000'000;
  // Values that positions have in common are farther from some outputs than values of their own.
  constexpr std::uint32_t kSpare[kWave] = {1, 2};
  const std::uint32_t deadline = options_.has_limit() ? depth_ : std::max(depth_ + kSpare[in_wave], best_.cost.depth);
  return {.objective = options_.objective,
          .deadline = deadline,
          .steps = std::min(steps, kMostSteps),
          .heat = kHeat,
          .seed = options_.seed + exchanges_ + in_wave};
}

void SlidingSearch::take(ExchangeResult<SlidingGraph> result) {
  budget_.spend(result.steps);
  if (!result.graph || !computes(*result.graph, window_)) return;
  const Cost cost = cost_of(*result.graph, window_);
  if (price(cost) > price(best_.cost)) return;
  best_.graph = *std::move(result.graph);
  best_.cost = cost;
}

std::optional<SlidingSolution> SlidingSearch::run() {
  ExchangeResult<SlidingGraph> merged = exchange_values(window_, best_.graph, exchange(0, 0), options_.stop);
  if (!merged.graph) return std::nullopt;
  take(std::move(merged));
  std::uint64_t steps = first_steps_;
  // One wave in any case: positions have little in common without.
  do {
    std::vector<ExchangeResult<SlidingGraph>> results(kWave);
    run_parallel(options_.threads, kWave, [&](std::size_t i) {
      results[i] = exchange_values(window_, best_.graph, exchange(i, steps), options_.stop);
    });
    exchanges_ += kWave;
    steps *= 2;
    const bool is_idle = results[0].steps == 0;
    for (ExchangeResult<SlidingGraph>& result : results) take(std::move(result));
    if (is_idle) break;
  } while (!budget_.is_over());
  best_.steps = budget_.spent();
  return best_;
}

}  // namespace

std::optional<SlidingSolution> solve(const SlidingWindow& window, const Solution& alone, const Options& options) {
  return SlidingSearch(window, alone, options).run();
}

}  // namespace wirefold::cmvm
