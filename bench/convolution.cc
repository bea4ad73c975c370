// SPDX-License-Identifier: Apache-2.0
// What neighbouring windows of a convolution share: the adders and one-bit adders of whole convolutions beside those of
// one window times the positions. Weights are uniform random numbers of so many bits, inputs are 8-bit signed.
#include <wirefold/wirefold.hpp>

#include <cstdio>
#include <ctime>
#include <random>

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

wf::NumericArray random_kernel(const Case& one) {
  std::mt19937_64 random(7);
  const std::int64_t span = std::int64_t{1} << one.bits;
  std::vector<std::int64_t> weights(one.kernel.size());
  for (std::int64_t& weight : weights)
    weight = static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(span)) - span / 2;
  return wf::NumericArray::from_values(one.kernel, weights);
}

wf::CombLogic convolution(const Case& one, const wf::Shape& image, const wf::cmvm::Effort& effort) {
  const wf::NumericArray kernel = random_kernel(one);
  const auto in = wf::FixedVariableArrayInput(image, wf::Format{true, 7, 0});
  const auto out = one.kernel.rank() == 3 ? wf::conv1d(in, kernel) : wf::conv2d(in, kernel);
  // A device without adders of three operands, so that adders and their bits can be counted.
  return wf::optimize(wf::comb_trace(in, out), {.device = "versal", .effort = effort});
}

// The image of one window.
wf::Shape window_of(const Case& one) {
  std::vector<std::int64_t> extents = one.kernel.extents();
  extents.pop_back();
  return extents;
}

void print(const Case& one, const char* effort_name, const wf::cmvm::Effort& effort) {
  const std::clock_t start = std::clock();
  const wf::CombLogic whole = convolution(one, one.image, effort);
  const double seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
  const auto together = wf::make_report(whole, wf::combinational_schedule(whole), "unit").total;
  const wf::CombLogic window = convolution(one, window_of(one), effort);
  const auto alone = wf::make_report(window, wf::combinational_schedule(window), "unit").total;
  std::int64_t positions = 1;
  for (std::size_t axis = 0; axis + 1 < one.image.rank(); ++axis) positions *= one.image[axis] - one.kernel[axis] + 1;
  const auto percent = [&](std::size_t all, std::size_t of_one) {
    return 100 * (static_cast<double>(all) / (static_cast<double>(of_one) * static_cast<double>(positions)) - 1);
  };
  std::printf("  %-30s %-8s %6zu adders %+6.1f %%   %7zu bits %+6.1f %%   %6.2f s\n", one.name, effort_name,
              static_cast<std::size_t>(together.adders), percent(together.adders, alone.adders),
              static_cast<std::size_t>(together.one_bit_adders), percent(together.one_bit_adders, alone.one_bit_adders),
              seconds);
  std::fflush(stdout);
}

}  // namespace

int main() {
  std::printf("convolutions against one window times the positions; adders, one-bit adders, CPU s\n");
  for (const Case& one : kCases) {
    print(one, "fast", wf::cmvm::Effort::fast());
    print(one, "default", {});
  }
}
