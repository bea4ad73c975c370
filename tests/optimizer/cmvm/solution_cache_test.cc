// SPDX-License-Identifier: Apache-2.0
#include "wirefold/optimizer/cmvm/solution_cache.h"

#include <filesystem>
#include <fstream>
#include <thread>
#include <vector>

#include "tests/catch.h"
#include "tests/optimizer/cmvm/problems.h"
#include "tests/scratch_folder.h"
#include "wirefold/ir/error.h"

namespace wirefold::cmvm {
namespace {

Problem some_problem(std::uint64_t seed) {
  std::mt19937_64 random(seed);
  Problem problem;
  problem.matrix = random_matrix(random, 5, 4, 7, 20);
  return problem;
}

Options quick() {
  Options options;
  options.effort = Effort::fast();
  return options;
}

std::vector<std::filesystem::path> files_in(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) files.push_back(entry.path());
  return files;
}

TEST_CASE("equal problems are solved once, whatever time their inputs have in common") {
  SolutionCache cache;
  Problem problem = some_problem(1);
  const Solution first = cache.solve(problem, quick());
  problem.arrivals.assign(5, 3);
  const Solution later = cache.solve(problem, quick());
  CHECK(cache.size() == 1);
  CHECK(later.graph == first.graph);
  CHECK(later.cost.depth == first.cost.depth + 3);
  CHECK(later.least_depth == first.least_depth + 3);
}

TEST_CASE("whatever decides a solution is part of its key") {
  const Problem problem = some_problem(1);
  const std::string key = content_key(problem, quick());
  Problem other = problem;
  other.matrix(0, 0) = other.matrix(0, 0) + Dyadic(1);
  CHECK(content_key(other, quick()) != key);
  other = problem;
  other.inputs.assign(5, Interval::of(Format{false, 8, 0}));
  CHECK(content_key(other, quick()) != key);
  other = problem;
  other.arrivals = {0, 1, 0, 0, 0};
  CHECK(content_key(other, quick()) != key);
  other = problem;
  other.late_rows = 1;
  CHECK(content_key(other, quick()) != key);
  for (const auto& change : std::vector<void (*)(Options&)>{
           [](Options& o) { o.objective = Objective::kAdders; }, [](Options& o) { o.extra_depth = 0; },
           [](Options& o) { o.deadline = 9; }, [](Options& o) { o.effort = Effort::in_steps(7); },
           [](Options& o) { o.seed = 2; }, [](Options& o) { o.decompose = false; }}) {
    Options options = quick();
    change(options);
    CHECK(content_key(problem, options) != key);
  }
  Options threaded = quick();
  threaded.threads = 2;
  CHECK(content_key(problem, threaded) == key);
}

TEST_CASE("a folder keeps solutions for the next process") {
  const ScratchFolder folder;
  const Problem problem = some_problem(2);
  const Solution first = SolutionCache(folder.path().string()).solve(problem, quick());
  REQUIRE(files_in(folder.path()).size() == 1);
  const Solution again = SolutionCache(folder.path().string()).solve(problem, quick());
  CHECK(again.graph == first.graph);
  CHECK(again.cost == first.cost);
  CHECK(again.trials.empty());  // read, not searched for
}

TEST_CASE("a file that was changed is not believed") {
  const ScratchFolder folder;
  const Problem problem = some_problem(3);
  const Solution first = SolutionCache(folder.path().string()).solve(problem, quick());
  const std::filesystem::path file = files_in(folder.path()).at(0);
  std::ifstream in(file);
  const std::string text((std::istreambuf_iterator<char>(in)), {});
  for (std::size_t at = 0; at < text.size(); at += 7) {
    INFO("byte " << at);
    std::string changed = text;
    changed[at] = changed[at] == '9' ? '-' : '9';
    std::ofstream(file) << changed;
    const Solution again = SolutionCache(folder.path().string()).solve(problem, quick());
    CHECK(evaluate(again.graph) == problem.matrix);
    std::ofstream(file) << text.substr(0, at);
    CHECK(evaluate(SolutionCache(folder.path().string()).solve(problem, quick()).graph) == problem.matrix);
  }
}

TEST_CASE("a folder that cannot be written is an error") {
  const ScratchFolder folder;
  const std::string file = (folder.path() / "file").string();
  std::ofstream(file) << "x";
  SolutionCache cache(file);
  CHECK_THROWS_AS(cache.solve(some_problem(4), quick()), IoError);
}

TEST_CASE("threads may use one cache") {
  SolutionCache cache;
  const Solution expected = solve(some_problem(0), quick());
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&cache] {
      for (std::uint64_t seed = 0; seed < 8; ++seed) cache.solve(some_problem(seed), quick());
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(cache.size() == 8);
  CHECK(cache.solve(some_problem(0), quick()).graph == expected.graph);
}

TEST_CASE("what slides is solved once as well, wherever its inputs arrive") {
  SlidingWindow window;
  window.places = {{0, {0, 0}}, {0, {1, 0}}, {0, {2, 0}}};
  window.problem.matrix = matrix_of({{3, 5}, {5, 3}, {0, 5}});
  window.problem.inputs.assign(3, Interval::of({true, 7, 0}));
  SolutionCache cache;
  const auto first = cache.solve(window, cache.solve(window.problem), {});
  window.problem.arrivals = {2, 2, 2};
  const auto second = cache.solve(window, cache.solve(window.problem), {});
  REQUIRE((first && second));
  CHECK(forms_of(first->graph) == forms_of(second->graph));
  CHECK(second->cost.depth == first->cost.depth + 2);
}

}  // namespace
}  // namespace wirefold::cmvm
