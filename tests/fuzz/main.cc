// SPDX-License-Identifier: Apache-2.0
// wirefold_fuzz: random models without end, or one of them again.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <chrono>

#include "tests/fuzz/check.h"

namespace {

using wirefold::fuzz::Recipe;

int replay(const Recipe& recipe, bool with_rtl) {
  const wirefold::fuzz::RandomModel model(recipe);
  for (const std::string& step : model.steps_taken()) fmt::print("{}\n", step);
  const std::string problem = wirefold::fuzz::problem_of(recipe, with_rtl);
  fmt::print("{}\n", problem.empty() ? "all forms agree" : problem);
  return problem.empty() ? 0 : 1;
}

struct Search {
  std::uint64_t seed = 1;
  std::uint64_t programs = 0;
  double minutes = 0;
  unsigned steps = 20;
  std::uint64_t rtl_every = 0;
};

int search(const Search& options) {
  const auto start = std::chrono::steady_clock::now();
  std::uint64_t failures = 0;
  std::uint64_t count = 0;
  for (;; ++count) {
    const std::chrono::duration<double, std::ratio<60>> passed = std::chrono::steady_clock::now() - start;
    if (options.programs != 0 ? count == options.programs : passed.count() >= options.minutes) break;
    if (count % 1000 == 999) fmt::print(stderr, "{} programs, {} failures\n", count + 1, failures);
    const Recipe recipe = Recipe::of(options.seed + count, options.steps);
    const bool with_rtl = options.rtl_every != 0 && count % options.rtl_every == 0;
    const auto problem_of = [&](const Recipe& candidate) { return wirefold::fuzz::problem_of(candidate, with_rtl); };
    if (problem_of(recipe).empty()) continue;
    const Recipe shortest =
        wirefold::fuzz::minimised(recipe, [&](const Recipe& shorter) { return !problem_of(shorter).empty(); });
    fmt::print("{}{}: {}\n", to_string(shortest), with_rtl ? " --rtl" : "", problem_of(shortest));
    std::fflush(stdout);
    ++failures;
  }
  fmt::print("{} programs, {} failures\n", count, failures);
  return failures == 0 ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("Holds random models in every form against what they compute on numbers.");
  Search options;
  std::vector<unsigned> steps;
  bool with_rtl = false;
  app.add_option("--seed", options.seed, "the first seed");
  app.add_option("--programs", options.programs, "how many programs");
  app.add_option("--minutes", options.minutes, "how long, where no number of programs is given");
  app.add_option("--length", options.steps, "steps a program");
  app.add_option("--rtl-every", options.rtl_every, "every how many programs RTL is built and run; 0: never");
  app.add_option("--steps", steps, "replay one program of these steps")->delimiter(',');
  app.add_flag("--rtl", with_rtl, "replay as RTL as well");
  CLI11_PARSE(app, argc, argv);
  return steps.empty() ? search(options) : replay({options.seed, steps}, with_rtl);
}
