// SPDX-License-Identifier: Apache-2.0
#include "wirefold/optimizer/cmvm/search.h"

#include <algorithm>
#include <limits>
#include <set>
#include <utility>

#include "wirefold/optimizer/cmvm/constants_of_one_input.h"
#include "wirefold/optimizer/cmvm/mutation.h"
#include "wirefold/optimizer/cmvm/parallel.h"
#include "wirefold/optimizer/cmvm/value_exchange.h"

namespace wirefold::cmvm {
namespace {

constexpr std::uint64_t kNoLimit = std::numeric_limits<std::uint64_t>::max();
// Attempts that are made side by side: a fixed number, so that threads do not change what is tried.
constexpr std::size_t kWave = 2;

std::uint64_t limit_of(const Effort& effort, std::uint64_t default_steps) {
  constexpr std::uint64_t kMaxFactor = 100;
  switch (effort.kind) {
    case Effort::Kind::kFast:
      return 0;
    case Effort::Kind::kDefault:
      return default_steps;
    case Effort::Kind::kMax:
      return kMaxFactor * default_steps;
    case Effort::Kind::kSteps:
      return effort.steps;
    case Effort::Kind::kSeconds:
      return kNoLimit;
  }
  return 0;
}

// Whether weights that are no powers of two occur many times each.
bool repeats_weights(const Matrix& matrix) {
  constexpr std::size_t kOften = 48;
  std::set<Integer> distinct;
  std::size_t count = 0;
  for (const Dyadic& weight : matrix.entries) {
    if (weight.mantissa().bit_length() < 2) continue;
    ++count;
    distinct.insert(weight.mantissa());
  }
  return count >= kOften * distinct.size() && count > 0;
}

}  // namespace

Budget::Budget(const Effort& effort, std::uint64_t default_steps, std::stop_token stop)
    : limit_(limit_of(effort, default_steps)), stop_(std::move(stop)) {
  if (effort.kind != Effort::Kind::kSeconds) return;
  const std::chrono::duration<double> time(effort.seconds);
  end_ = std::chrono::steady_clock::now() + std::chrono::duration_cast<std::chrono::steady_clock::duration>(time);
}

bool Budget::is_over() {
  was_stopped_ = was_stopped_ || stop_.stop_requested();
  return was_stopped_ || spent_ >= limit_ || (end_ && std::chrono::steady_clock::now() >= *end_);
}

std::uint64_t price(const Cost& cost, Objective objective, bool has_limit) {
  // A level costs registers once the graph is pipelined: about 1% of its adder bits in networks of dense layers.
  const std::uint64_t levels = has_limit ? 100 : 100 + cost.depth;
  switch (objective) {
    case Objective::kLuts:
      return cost.luts * levels;
    case Objective::kBits:
      return cost.one_bit_adders * levels;
    case Objective::kTernaryLuts:
      return cost.ternary_luts * levels;
    case Objective::kAdders:
      return (cost.adders << 24) + cost.one_bit_adders;
  }
  return 0;
}

Search::Search(const Task& task, const Options& options, Budget& budget)
    : task_(task), options_(options), budget_(budget), is_repetitive_(repeats_weights(task.matrix)) {}

Search::Result Search::attempt(const Recipe& recipe) const {
  // What an attempt and a node cost beside the pairs of digits.
  constexpr std::uint64_t kSteps = 4000;
  constexpr std::uint64_t kStepsANode = 8;
  const Construction construction = construct(task_, recipe);
  Result result{recipe, {}, 0, std::nullopt, construction.steps + kSteps + kStepsANode * construction.nodes.size()};
  if (!construction.is_in_time) return result;
  result.cost = construction.nodes.cost(construction.outputs);
  result.price = price(result.cost, options_.objective, task_.deadline != ArrivalBudget::kNever);
  result.graph = construction.nodes.graph(construction.outputs);
  return result;
}

// Whether the climber moved.
bool Search::take(Result result) {
  budget_.spend(result.steps);
  if (!result.graph || result.price > climber_price_) return false;
  climber_ = std::move(result.recipe);
  climber_price_ = result.price;
  if (result.price < best_price_) {
    best_ = std::move(*result.graph);
    best_cost_ = result.cost;
    best_price_ = result.price;
  }
  return true;
}

// A graph that no recipe makes. Whether it is the best so far.
bool Search::take_graph(AdderGraph graph) {
  const Cost cost = cost_of(graph, task_.problem);
  const std::uint64_t new_price = price(cost, options_.objective, task_.deadline != ArrivalBudget::kNever);
  if (new_price >= best_price_ || cost.depth > task_.deadline) return false;
  best_ = std::move(graph);
  best_cost_ = cost;
  best_price_ = new_price;
  return true;
}

void Search::note(const std::string& what, const Cost& cost) { trials_.push_back({what, cost}); }

void Search::report_progress() const {
  if (options_.progress && best_price_ != UINT64_MAX) options_.progress({best_cost_, budget_.spent()});
}

// One input or one output: the fewest adders can often be enumerated.
void Search::try_chains() {
  constexpr std::uint64_t kMostSteps = 1'000'000;
  ChainResult result = solve_by_chains(task_, options_, kMostSteps);
  budget_.spend(result.steps);
  if (result.graph && take_graph(*std::move(result.graph))) note("chains of constants", best_cost_);
}

void Search::try_structures() {
  Structure plain = plain_structure(task_);
  Result first = attempt(plain.recipe);
  note(plain.name, first.cost);
  const std::uint64_t plain_price = first.price;
  take(std::move(first));
  if (!options_.decompose || is_done()) return;
  const bool is_quick = options_.effort.kind == Effort::Kind::kFast || budget_.is_over();
  std::vector<Structure> rest = decompositions(task_, is_quick);
  for (bool is_first = true; !rest.empty() && !is_done(); is_first = false) {
    if (budget_.is_over() && !(is_first && rest[0].is_promising)) return;
    const std::size_t count = budget_.is_over() ? 1 : std::min(kWave, rest.size());
    std::vector<Result> results(count);
    run_parallel(options_.threads, count, [&](std::size_t i) { results[i] = attempt(rest[i].recipe); });
    const std::vector<Structure> tried(rest.begin(), rest.begin() + static_cast<std::ptrdiff_t>(count));
    rest.erase(rest.begin(), rest.begin() + static_cast<std::ptrdiff_t>(count));
    for (std::size_t i = 0; i < count; ++i) {
      if (results[i].graph) note(tried[i].name, results[i].cost);
      // Two percent dearer than the matrix as it is.
      const bool is_far = results[i].price / 51 > plain_price / 50;
      if (is_far) std::erase_if(rest, [&](const Structure& other) { return other.builds_on(tried[i]); });
      take(std::move(results[i]));
    }
    report_progress();
  }
}

// Other orders of sharing for the best structure.
void Search::try_rules() {
  const bool is_limited = task_.deadline != ArrivalBudget::kNever;
  std::vector<SharingRule> rules;
  for (const unsigned penalty : {0U, 1U, 4U}) {
    for (const bool counts_bits : {true, false}) {
      if (is_limited || penalty == 0) rules.push_back({0, counts_bits, penalty});
    }
  }
  const Recipe recipe = climber_;
  for (std::size_t i = 1; i < rules.size() && !budget_.is_over(); ++i) {
    Recipe other = recipe;
    other.rule = rules[i];
    Result result = attempt(other);
    if (result.graph) note(rules[i].counts_bits ? "shared by bits" : "shared by count", result.cost);
    take(std::move(result));
    report_progress();
  }
}

void Search::climb(std::uint64_t steps) {
  const std::uint64_t end = budget_.spent() + steps;
  const Mutation mutation(climber_, is_repetitive_);
  const auto seed = [&](std::uint64_t number) { return number * 0x9E3779B97F4A7C15ULL + options_.seed + 1; };
  while (budget_.spent() < end && !budget_.is_over() && !is_done()) {
    std::vector<Result> results(kWave);
    run_parallel(options_.threads, kWave,
                 [&](std::size_t i) { results[i] = attempt(mutation.mutated(climber_, seed(mutations_ + i))); });
    mutations_ += kWave;
    for (Result& result : results) take(std::move(result));
    report_progress();
  }
  note("other digits and orders", best_cost_);
}

// Two windows side by side, of which the better one is taken.
void Search::exchange_values(std::uint64_t steps) {
  constexpr std::uint64_t kMostSteps = 20'000'000;  // of one window
  constexpr unsigned kHeat = 1;
  // Each window begins with all sums of two of its values.
  const std::size_t nodes = std::min(best_.adders.size() + task_.matrix.rows, ExchangeOptions().most_nodes);
  if (steps < 100 * nodes * nodes) return;
  const std::uint64_t end = budget_.spent() + steps;
  const bool has_deadline = task_.deadline != ArrivalBudget::kNever;
  while (can_exchange_ && budget_.spent() < end && !budget_.is_over() && !is_done()) {
    // Never less because the budget ends: a search of some seconds is repeated by its steps.
    const std::uint64_t window_steps = std::min((end - budget_.spent()) / kWave, kMostSteps);
    const std::uint32_t spare = options_.objective == Objective::kAdders ? 3 : 0;
    std::vector<ExchangeResult<AdderGraph>> results(kWave);
    run_parallel(options_.threads, kWave, [&](std::size_t i) {
      const ExchangeOptions exchange{.objective = options_.objective,
                                     .deadline = has_deadline ? task_.deadline : best_cost_.depth + spare,
                                     .steps = window_steps,
                                     .heat = kHeat,
                                     .seed = options_.seed + 977 * (windows_ + i)};
      results[i] = cmvm::exchange_values(task_.problem, best_, exchange, budget_.stop());
    });
    windows_ += kWave;
    can_exchange_ = results[0].steps > 0;
    for (ExchangeResult<AdderGraph>& result : results) {
      budget_.spend(result.steps);
      // Values are told apart by hashes alone.
      if (!result.graph || evaluate(*result.graph) != task_.problem.matrix) continue;
      take_graph(*std::move(result.graph));
    }
    report_progress();
  }
  note("exchanges of values", best_cost_);
}

void Search::run() {
  try_structures();
  try_chains();
  if (is_done() || budget_.is_over()) return;
  const std::uint64_t pass = std::max<std::uint64_t>(budget_.spent() / std::max<std::size_t>(trials_.size(), 1), 1000);
  try_rules();
  for (std::uint64_t round = 20 * pass; !budget_.is_over() && !is_done(); round *= 2) {
    climb(round);
    exchange_values(round);
  }
}

}  // namespace wirefold::cmvm
