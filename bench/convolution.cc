// SPDX-License-Identifier: Apache-2.0
// What the positions of a convolution share: the adders and one-bit adders of whole convolutions beside those of one
// window times the positions, as the same effort solves it and by greedy sharing of two-term sums alone. Averages over
// some kernels of uniform random weights of so many bits; inputs are 8-bit signed.
#include <wirefold/optimizer/cmvm/solver.h>
#include <wirefold/wirefold.hpp>

#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <random>
#include <utility>

namespace wf = wirefold;

namespace {

struct Case {
  const char* name;
  wf::Shape kernel;  // places, channels in, channels out
  wf::Shape image;   // places, channels in
  int bits;
};

const Case kCases[] = {
    {"5 taps, 1 to 8 channels", {5, 1, 8}, {64, 1}, 6},
    {"8 taps, 1 to 4 channels", {8, 1, 4}, {64, 1}, 6},
    {"3 taps, 4 to 8 channels", {3, 4, 8}, {64, 4}, 6},
    {"3 taps, 1 to 1 channel", {3, 1, 1}, {64, 1}, 6},
    {"3x3, 1 to 4 channels", {3, 3, 1, 4}, {18, 18, 1}, 6},
    {"3x3, 2 to 4 channels", {3, 3, 2, 4}, {18, 18, 2}, 6},
    {"3x3, 1 to 1 channel, 8 bits", {3, 3, 1, 1}, {18, 18, 1}, 8},
};

wf::NumericArray random_kernel(const Case& one, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  const std::int64_t span = std::int64_t{1} << one.bits;
  std::vector<std::int64_t> weights(one.kernel.size());
  for (std::int64_t& weight : weights)
    weight = static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(span)) - span / 2;
  return wf::NumericArray::from_values(one.kernel, weights);
}

struct Figures {
  double adders = 0;
  double bits = 0;
  double seconds = 0;
};

Figures convolution(const Case& one, const wf::Shape& image, const wf::cmvm::Effort& effort, std::uint64_t seed) {
  const wf::NumericArray kernel = random_kernel(one, seed);
  const auto in = wf::FixedVariableArrayInput(image, wf::Format{true, 7, 0});
  const auto out = one.kernel.rank() == 3 ? wf::conv1d(in, kernel) : wf::conv2d(in, kernel);
  const std::clock_t start = std::clock();
  // A device without adders of three operands, so that adders and their bits can be counted.
  const wf::CombLogic logic = wf::optimize(wf::comb_trace(in, out), {.device = "versal", .effort = effort});
  const double seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
  const auto total = wf::make_report(logic, wf::combinational_schedule(logic), "unit").total;
  return {static_cast<double>(total.adders), static_cast<double>(total.one_bit_adders), seconds};
}

// One window by greedy sharing: the first thing that the solver tries.
Figures greedy_window(const Case& one, std::uint64_t seed) {
  const wf::NumericArray kernel = random_kernel(one, seed);
  wf::cmvm::Problem problem;
  problem.matrix.columns = static_cast<std::size_t>(one.kernel.extents().back());
  problem.matrix.rows = one.kernel.size() / problem.matrix.columns;
  problem.matrix.entries.assign(kernel.numbers().begin(), kernel.numbers().end());
  const wf::cmvm::Cost cost = wf::cmvm::solve(problem, {.effort = wf::cmvm::Effort::fast()}).trials.front().cost;
  return {static_cast<double>(cost.adders), static_cast<double>(cost.one_bit_adders), 0};
}

// The image of one window.
wf::Shape window_of(const Case& one) {
  std::vector<std::int64_t> extents = one.kernel.extents();
  extents.pop_back();
  return extents;
}

void print(const Case& one, const char* effort_name, const wf::cmvm::Effort& effort, std::uint64_t kernels) {
  double positions = 1;
  for (std::size_t axis = 0; axis + 1 < one.image.rank(); ++axis) {
    positions *= static_cast<double>(one.image[axis] - one.kernel[axis] + 1);
  }
  Figures whole;
  Figures alone;
  Figures greedy;
  for (std::uint64_t seed = 1; seed <= kernels; ++seed) {
    for (const auto& [sum, figures] : {std::pair{&whole, convolution(one, one.image, effort, seed)},
                                       std::pair{&alone, convolution(one, window_of(one), effort, seed)},
                                       std::pair{&greedy, greedy_window(one, seed)}}) {
      sum->adders += figures.adders;
      sum->bits += figures.bits;
      sum->seconds += figures.seconds;
    }
  }
  const auto percent = [&](double all, double of_one) { return 100 * (all / (of_one * positions) - 1); };
  std::printf("  %-28s %-8s %8.1f adders %+6.1f %+6.1f %%   %8.1f bits %+6.1f %+6.1f %%   %6.2f s\n", one.name,
              effort_name, whole.adders / positions / static_cast<double>(kernels), percent(whole.adders, alone.adders),
              percent(whole.adders, greedy.adders), whole.bits / positions / static_cast<double>(kernels),
              percent(whole.bits, alone.bits), percent(whole.bits, greedy.bits),
              whole.seconds / static_cast<double>(kernels));
  std::fflush(stdout);
}

}  // namespace

int main(int argc, char** argv) {
  const std::uint64_t kernels = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 3;
  std::printf("a position of a convolution, against a window of the same effort and against greedy sharing; CPU s\n");
  for (const Case& one : kCases) {
    print(one, "fast", wf::cmvm::Effort::fast(), kernels);
    print(one, "default", {}, kernels);
  }
}
