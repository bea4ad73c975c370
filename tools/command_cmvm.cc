// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <unistd.h>

#include <chrono>
#include <cmath>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <optional>
#include <string_view>

#include "tools/commands.h"
#include "tools/effort_text.h"
#include "tools/figures.h"
#include "tools/interrupt.h"
#include "tools/number_text.h"
#include "tools/program_file.h"
#include "wirefold/driver/load_arrays.h"
#include "wirefold/driver/report.h"
#include "wirefold/importers/csv.h"
#include "wirefold/ir/builder.h"
#include "wirefold/ir/error.h"
#include "wirefold/optimizer/cmvm/delay.h"
#include "wirefold/optimizer/cmvm/solution_cache.h"

namespace wirefold::tools {
namespace {

Matrix read_matrix(const std::string& path) {
  if (path.ends_with(".csv") || path.ends_with(".txt")) return read_csv(path);
  const NumericArray weights = load_npy(path);
  if (weights.rank() != 2 || weights.size() == 0) {
    throw ShapeError("cmvm", "'" + path + "' has shape " + to_string(weights.shape()) +
                                 ", a matrix of at least one row and one column is needed");
  }
  Matrix matrix(static_cast<std::size_t>(weights.shape()[0]), static_cast<std::size_t>(weights.shape()[1]));
  const auto numbers = weights.numbers();
  matrix.entries.assign(numbers.begin(), numbers.end());
  return matrix;
}

Format input_format(const CmvmArguments& arguments) {
  if (arguments.input_bits < 1 || arguments.input_bits > kMaxScalarBits) {
    throw FormatError("cmvm", "inputs of " + std::to_string(arguments.input_bits) + " bits; 1 to " +
                                  std::to_string(kMaxScalarBits) + " are possible");
  }
  return {!arguments.is_unsigned, arguments.input_bits - (arguments.is_unsigned ? 0 : 1), 0};
}

// "5ns", "2.5ns" or "2500ps" in picoseconds; nothing for a delay that is no time.
std::optional<std::int64_t> delay_in_time(const CmvmArguments& arguments) {
  std::string_view text = arguments.delay;
  if (!text.ends_with("ns") && !text.ends_with("ps")) return std::nullopt;
  const double unit = text.ends_with("ns") ? 1000 : 1;
  text.remove_suffix(2);
  const auto number = number_of<double>(text);
  if (!number || !(*number >= 0) || *number > 1e6) return std::nullopt;
  return std::llround(*number * unit);
}

cmvm::Options search_options(const CmvmArguments& arguments) {
  cmvm::Options options;
  options.effort = parse_effort("cmvm", arguments.effort);
  options.threads = arguments.threads;
  options.seed = arguments.seed;
  options.objective = arguments.objective == "luts"           ? cmvm::Objective::kLuts
                      : arguments.objective == "ternary-luts" ? cmvm::Objective::kTernaryLuts
                      : arguments.objective == "bits"         ? cmvm::Objective::kBits
                                                              : cmvm::Objective::kAdders;
  if (arguments.delay == "none" || delay_in_time(arguments)) return options;
  options.extra_depth = number_of<std::uint32_t>(arguments.delay);
  if (!options.extra_depth) {
    throw ValueError("cmvm", "a delay of '" + arguments.delay +
                                 "'; none, the adder levels above the least depth, or a time as 5ns or 2500ps");
  }
  return options;
}

// A line on the terminal that tells how far a long search has come.
class ProgressLine {
 public:
  ~ProgressLine() {
    if (is_shown_) fmt::print(stderr, "\r\033[K");
  }

  void show(const cmvm::Progress& progress) {
    const auto now = std::chrono::steady_clock::now();
    if (now < next_) return;
    next_ = now + std::chrono::milliseconds(200);
    is_shown_ = true;
    fmt::print(stderr, "\r\033[K{} adders, {} one-bit adders, depth {}; {} steps", progress.best.adders,
               progress.best.one_bit_adders, progress.best.depth, progress.steps);
    std::fflush(stderr);
  }

 private:
  std::chrono::steady_clock::time_point next_ = std::chrono::steady_clock::now() + std::chrono::seconds(1);
  bool is_shown_ = false;
};

cmvm::Solution solve(const CmvmArguments& arguments, const cmvm::Problem& problem, const cmvm::Options& options) {
  const auto picoseconds = delay_in_time(arguments);
  if (!picoseconds) return cmvm::SolutionCache(arguments.cache).solve(problem, options);
  return cmvm::solve_within({*picoseconds, &find_device_profile(arguments.device), {}}, problem, options);
}

CombLogic graph_program(const cmvm::AdderGraph& graph, const Format& format) {
  Builder builder;
  builder.set_name("cmvm");
  builder.begin_input("x", Shape{graph.input_count});
  std::vector<Use> nodes;
  for (std::uint32_t i = 0; i < graph.input_count; ++i) nodes.push_back({builder.input(format)});
  const auto use_of = [&](const cmvm::Term& term) {
    if (term.node == cmvm::Term::kZero) return Use{builder.constant(Dyadic(0))};
    return compose(nodes[term.node], term.shift, term.negate);
  };
  for (const cmvm::Adder& adder : graph.adders) {
    const Use terms[] = {use_of(adder.a), use_of(adder.b)};
    nodes.push_back({builder.sum(terms)});
  }
  NamedTensor output{"y", Shape{graph.outputs.size()}, {}};
  for (const cmvm::Term& term : graph.outputs) output.elements.push_back(use_of(term));
  builder.add_output(std::move(output));
  return builder.finish();
}

nlohmann::ordered_json cost_json(const cmvm::Cost& cost) {
  return {{"adders", cost.adders},
          {"one_bit_adders", cost.one_bit_adders},
          {"luts", cost.luts},
          {"ternary_luts", cost.ternary_luts},
          {"depth", cost.depth}};
}

nlohmann::ordered_json search_json(const cmvm::Solution& solution, double seconds) {
  nlohmann::ordered_json trials = nlohmann::ordered_json::array();
  for (const cmvm::Trial& trial : solution.trials) {
    trials.push_back({{"what", trial.what}, {"best", cost_json(trial.cost)}});
  }
  return {{"cost", cost_json(solution.cost)},
          {"least_depth", solution.least_depth},
          {"least_adders", solution.least_adders},
          {"least_one_bit_adders", solution.least_one_bit_adders},
          {"steps", solution.steps},
          {"seconds", seconds},
          {"was_stopped", solution.was_stopped},
          {"trials", trials}};
}

void print(const cmvm::Solution& solution, const Report& report, double seconds) {
  const cmvm::Cost& cost = solution.cost;
  fmt::print("adders           {} (no graph has fewer than {})\n", cost.adders, solution.least_adders);
  fmt::print("one-bit adders   {} (no graph has fewer than {})\n", cost.one_bit_adders, solution.least_one_bit_adders);
  fmt::print("estimated LUTs   {:.0f} ({})\n", report.total.estimated_luts, report.device);
  fmt::print("depth            {} adders (no graph has fewer than {}), {:.2f} ns\n", cost.depth, solution.least_depth,
             report.longest_stage_ns());
  fmt::print("time             {:.3f} s, --effort steps={} repeats it\n", seconds, solution.steps);
  if (solution.was_stopped) fmt::print("stopped; this is the best until then\n");
}

}  // namespace

int run_cmvm(const CmvmArguments& arguments) {
  cmvm::Problem problem;
  problem.matrix = read_matrix(arguments.matrix);
  const Format format = input_format(arguments);
  problem.inputs.assign(problem.matrix.rows, Interval::of(format));
  cmvm::Options options = search_options(arguments);
  const InterruptWatch watch;
  options.stop = watch.token();
  const auto start = std::chrono::steady_clock::now();
  std::optional<ProgressLine> line;
  if (isatty(STDERR_FILENO) != 0) {
    line.emplace();
    options.progress = [&](const cmvm::Progress& progress) { line->show(progress); };
  }
  const cmvm::Solution solution = solve(arguments, problem, options);
  line.reset();
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
  const CombLogic logic = graph_program(solution.graph, format);
  const Report report = make_report(logic, combinational_schedule(logic), arguments.device);
  if (!arguments.graph.empty()) write_program_as_named(arguments.graph, logic);
  if (!arguments.alir.empty()) write_program(arguments.alir, ProgramForm::kAlir, logic, nullptr, {});
  if (!arguments.json) {
    print(solution, report, seconds.count());
    return 0;
  }
  auto json = nlohmann::ordered_json::parse(to_json(report));
  json["search"] = search_json(solution, seconds.count());
  fmt::print("{}\n", json.dump(2));
  return 0;
}

}  // namespace wirefold::tools
