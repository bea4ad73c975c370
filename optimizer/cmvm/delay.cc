// SPDX-License-Identifier: Apache-2.0
#include "wirefold/optimizer/cmvm/delay.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "wirefold/ir/error.h"

namespace wirefold::cmvm {
namespace {

constexpr std::string_view kFunction = "cmvm::solve_within";

void check(const DelayLimit& limit, const Problem& problem) {
  if (!limit.arrivals.empty() && limit.arrivals.size() != problem.matrix.rows) {
    throw ShapeError(kFunction, std::to_string(limit.arrivals.size()) + " arrivals for a matrix of " +
                                    std::to_string(problem.matrix.rows) + " rows, give one for each row or none");
  }
  for (const std::int64_t arrival : limit.arrivals) {
    if (arrival < 0) throw ValueError(kFunction, "an input arrives at " + std::to_string(arrival) + " ps");
  }
}

std::int64_t adder_delay(const DeviceProfile& device, int bits) {
  return bits == 0 ? 0 : device.adder_delay_ps + device.carry_delay_ps_per_bit * (bits - 1);
}

// In adders as wide as the widest input, rounded up.
std::vector<std::uint32_t> levels_of(const DelayLimit& limit, const Problem& problem) {
  int width = 8;
  for (const Interval& input : problem.inputs) width = std::max(width, input.format().width());
  const std::int64_t level = std::max<std::int64_t>(adder_delay(*limit.device, width), 1);
  std::vector<std::uint32_t> levels;
  for (const std::int64_t arrival : limit.arrivals) {
    levels.push_back(static_cast<std::uint32_t>(std::min<std::int64_t>((arrival + level - 1) / level, UINT32_MAX)));
  }
  return levels;
}

std::string in_ns(std::int64_t picoseconds) {
  std::string digits = std::to_string(picoseconds);
  if (digits.size() < 4) digits.insert(0, 4 - digits.size(), '0');
  return digits.insert(digits.size() - 3, ".") + " ns";
}

}  // namespace

std::int64_t delay_ps(const AdderGraph& graph, const Problem& problem, const DelayLimit& limit) {
  const std::vector<int> bits = chain_bits(graph, problem);
  std::vector<std::int64_t> times(graph.input_count + graph.adders.size(), 0);
  std::copy(limit.arrivals.begin(), limit.arrivals.end(), times.begin());
  const auto time_of = [&](const Term& term) { return term.node == Term::kZero ? 0 : times[term.node]; };
  for (std::size_t i = 0; i < graph.adders.size(); ++i) {
    const auto& [a, b] = graph.adders[i];
    times[graph.input_count + i] = std::max(time_of(a), time_of(b)) + adder_delay(*limit.device, bits[i]);
  }
  std::int64_t latest = 0;
  for (const Term& output : graph.outputs) latest = std::max(latest, time_of(output));
  return latest;
}

Solution solve_within(const DelayLimit& limit, Problem problem, const Options& options) {
  check(limit, problem);
  problem.arrivals = levels_of(limit, problem);
  Solution solution = solve(problem, options);
  Options limited = options;
  for (;;) {
    const std::int64_t delay = delay_ps(solution.graph, problem, limit);
    if (delay <= limit.picoseconds) return solution;
    if (solution.cost.depth <= solution.least_depth) {
      throw ValueError(kFunction, "a delay limit of " + in_ns(limit.picoseconds) + ", the fastest graph found takes " +
                                      in_ns(delay) + " on " + std::string(limit.device->name));
    }
    limited.deadline = solution.cost.depth - 1;
    solution = solve(problem, limited);
  }
}

}  // namespace wirefold::cmvm
