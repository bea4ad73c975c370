// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "wirefold/optimizer/cmvm/construct.h"
#include "wirefold/optimizer/cmvm/structures.h"

namespace wirefold::cmvm {

/// How long a search may go on. Steps are counted in an order that does not depend on threads.
class Budget {
 public:
  Budget(const Effort& effort, std::uint64_t default_steps, std::stop_token stop);

  void spend(std::uint64_t steps) { spent_ += steps + 1; }
  std::uint64_t spent() const { return spent_; }
  bool is_over();
  bool was_stopped() const { return was_stopped_; }
  const std::stop_token& stop() const { return stop_; }

 private:
  std::uint64_t limit_;
  std::uint64_t spent_ = 0;
  std::optional<std::chrono::steady_clock::time_point> end_;
  std::stop_token stop_;
  bool was_stopped_ = false;
};

/// Looks for the cheapest graph of a task.
///
/// The sequence of what is tried depends on the problem, the objective and the seed alone; the effort only says where
/// it ends. First come all structures, then rounds of two parts, each round twice as long as the one before it: other
/// digits and orders of sharing for the best structure, and exchanges of values in the best graph.
class Search {
 public:
  Search(const Task& task, const Options& options, Budget& budget);

  void run();

  const AdderGraph& best() const { return best_; }
  std::vector<Trial> take_trials() { return std::move(trials_); }

 private:
  struct Result {
    Recipe recipe;
    Cost cost;
    std::uint64_t price = 0;
    std::optional<AdderGraph> graph;  // none: too late
    std::uint64_t steps = 0;
  };

  Result attempt(const Recipe& recipe) const;
  bool take(Result result);
  bool take_graph(AdderGraph graph);
  void try_chains();
  void try_structures();
  void try_rules();
  void climb(std::uint64_t steps);
  void exchange_values(std::uint64_t steps);
  bool is_done() const { return best_price_ != UINT64_MAX && best_.adders.size() <= task_.least_adders; }
  void note(const std::string& what, const Cost& cost);
  void report_progress() const;

  const Task& task_;
  const Options& options_;
  Budget& budget_;
  AdderGraph best_;
  Cost best_cost_;
  std::uint64_t best_price_ = UINT64_MAX;
  Recipe climber_;  // the recipe of the best construction
  std::uint64_t climber_price_ = UINT64_MAX;
  std::uint64_t mutations_ = 0;
  std::uint64_t windows_ = 0;
  bool can_exchange_ = true;
  bool is_repetitive_;
  std::vector<Trial> trials_;
};

}  // namespace wirefold::cmvm
