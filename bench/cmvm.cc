// SPDX-License-Identifier: Apache-2.0
// The CMVM solver beside da4ml, alkaid and the best published heuristic, on the matrices that were given to them.
//
//   bench_cmvm FOLDER [NPZ [COUNT [SECONDS]]]
//     FOLDER   .npy files, one matrix each; inputs are 8-bit signed, all there at level 0
//     NPZ      tests/golden/jsc_like.npz: the kernels of a network, w0 to w3
//     COUNT    random matrices for each row of Table 2 (default 20; the published averages are over 1000)
//     SECONDS  also searches so long for each matrix on two threads (default 0: not)
#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <exception>
#include <filesystem>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "wirefold/driver/load_arrays.h"
#include "wirefold/ir/error.h"
#include "wirefold/optimizer/cmvm/solver.h"

namespace wirefold {
namespace {

using cmvm::Effort;

struct Figures {
  unsigned long long adders = 0;
  unsigned long long bits = 0;
  unsigned long long depth = 0;
  double cpu_seconds = 0;
};

struct Peer {
  std::string_view name;
  Figures da4ml;
  Figures alkaid;
};

// da4ml 0.6.0 (unit adders, no delay limit) and alkaid 0.8.1 on one core; one-bit adders by da4ml's formula for both.
// The matrices are numpy.random.default_rng(n * 100 + b).integers(-2**(b-1), 2**(b-1), (n, n)).
constexpr std::array<Peer, 9> kPeers = {{
    {"int_8x8_b8.npy", {102, 1177, 8, 0.0057}, {105, 1206, 7, 0.0046}},
    {"int_16x16_b4.npy", {205, 2114, 6, 0.018}, {204, 2115, 7, 0.010}},
    {"int_16x16_b8.npy", {376, 4278, 7, 0.062}, {376, 4364, 8, 0.054}},
    {"int_32x32_b4.npy", {758, 7946, 8, 0.232}, {756, 7963, 8, 0.185}},
    {"int_32x32_b8.npy", {1338, 15597, 8, 0.841}, {1360, 15875, 8, 0.655}},
    {"int_64x64_b4.npy", {2749, 29335, 8, 4.26}, {2762, 29618, 9, 2.82}},
    {"int_64x64_b8.npy", {4850, 57600, 20, 17.8}, {4900, 58320, 10, 11.8}},
    {"int_128x128_b4.npy", {9885, 107275, 9, 120}, {9931, 108194, 10, 71}},
    {"int_128x128_b8.npy", {17752, 213151, 10, 554}, {17905, 215153, 12, 370}},
}};

// Bits of alkaid 0.8.1 for the kernels times 16.
struct Kernel {
  const char* name;
  unsigned long long alkaid_bits;
};
constexpr std::array<Kernel, 4> kKernels = {{{"w0", 3066}, {"w1", 7716}, {"w2", 3543}, {"w3", 655}}};

// Table 2 of the da4ml paper: average adders. H_cmvm (Aksoy et al. 2012) is the best published heuristic.
struct TableRow {
  int size;
  std::optional<std::uint32_t> extra_depth;
  double da4ml;
  double h_cmvm;
};
const std::array<TableRow, 9> kTable2 = {{
    {4, {}, 29.2, 27.6},
    {8, {}, 98.1, 96.3},
    {16, {}, 343.2, 338.3},
    {4, 0, 34.3, 32.1},
    {8, 0, 124.9, 117.2},
    {16, 0, 446.9, 423.2},
    {4, 2, 29.6, 28.1},
    {8, 2, 101.8, 99.5},
    {16, 2, 357.3, 353.3},
}};

Figures measure(const Matrix& matrix, const cmvm::Options& options) {
  cmvm::Problem problem;
  problem.matrix = matrix;
  const std::clock_t start = std::clock();
  const cmvm::Solution solution = cmvm::solve(problem, options);
  const double cpu_seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
  return {solution.cost.adders, solution.cost.one_bit_adders, solution.cost.depth, cpu_seconds};
}

cmvm::Options with_effort(const Effort& effort) {
  cmvm::Options options;
  options.effort = effort;
  options.threads = effort.kind == Effort::Kind::kSeconds ? 2 : 1;
  return options;
}

void print_solution(const Matrix& matrix, const char* effort_name, const Effort& effort, const Peer* peer) {
  const Figures ours = measure(matrix, with_effort(effort));
  std::printf("  %-8s %6llu %7llu %3llu %9.3f", effort_name, ours.adders, ours.bits, ours.depth, ours.cpu_seconds);
  if (peer != nullptr) {
    const auto best = static_cast<double>(std::min(peer->da4ml.bits, peer->alkaid.bits));
    std::printf("   %+6.1f %% bits, %6.1f times alkaid's speed", 100 * (static_cast<double>(ours.bits) / best - 1),
                peer->alkaid.cpu_seconds / ours.cpu_seconds);
  }
  std::printf("\n");
  std::fflush(stdout);
}

Matrix matrix_of(const NumericArray& array, int shift) {
  Matrix matrix(static_cast<std::size_t>(array.shape()[0]), static_cast<std::size_t>(array.shape()[1]));
  const auto numbers = array.numbers();
  for (std::size_t i = 0; i < matrix.entries.size(); ++i) matrix.entries[i] = scaled(numbers[i], shift);
  return matrix;
}

void run_folder(const std::string& folder, double seconds) {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() == ".npy") paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  std::printf("matrices of %s: adders, bits, depth, CPU s; against the better peer\n", folder.c_str());
  for (const std::filesystem::path& path : paths) {
    const std::string file = path.filename().string();
    const NumericArray array = load_npy(path.string());
    if (array.rank() != 2) continue;
    const Matrix matrix = matrix_of(array, 0);
    const auto* peer = std::find_if(kPeers.begin(), kPeers.end(), [&](const Peer& p) { return p.name == file; });
    std::printf("%s", file.c_str());
    if (peer == kPeers.end()) {
      peer = nullptr;
    } else {
      for (const auto& [name, figures] : {std::pair{"da4ml", peer->da4ml}, std::pair{"alkaid", peer->alkaid}}) {
        std::printf("   %s %llu %llu %llu %.3f", name, figures.adders, figures.bits, figures.depth,
                    figures.cpu_seconds);
      }
    }
    std::printf("\n");
    print_solution(matrix, "fast", Effort::fast(), peer);
    print_solution(matrix, "default", {}, peer);
    if (seconds > 0) print_solution(matrix, "timed", Effort::in_seconds(seconds), peer);
  }
}

void run_kernels(const std::string& npz, double seconds) {
  const auto arrays = load_npz(npz);
  std::printf("\nkernels of a network, 60 to 80 %% zeros: against alkaid's bits\n");
  for (const Kernel& kernel : kKernels) {
    const Matrix matrix = matrix_of(arrays.at(kernel.name), 4);
    std::printf("%s %zux%zu, alkaid %llu bits\n", kernel.name, matrix.rows, matrix.columns, kernel.alkaid_bits);
    const auto print = [&](const char* name, const Effort& effort) {
      const Figures ours = measure(matrix, with_effort(effort));
      const double ratio = static_cast<double>(ours.bits) / static_cast<double>(kernel.alkaid_bits);
      std::printf("  %-8s %6llu %7llu %3llu %9.3f   %+6.1f %% bits\n", name, ours.adders, ours.bits, ours.depth,
                  ours.cpu_seconds, 100 * (ratio - 1));
      std::fflush(stdout);
    };
    print("fast", Effort::fast());
    print("default", {});
    if (seconds > 0) print("timed", Effort::in_seconds(seconds));
  }
}

Matrix table_matrix(int size, int index) {
  std::mt19937_64 random(static_cast<std::uint64_t>(1000 * size + index));
  Matrix matrix(static_cast<std::size_t>(size), static_cast<std::size_t>(size));
  for (Dyadic& weight : matrix.entries) weight = Dyadic(static_cast<std::int64_t>(129 + random() % 127));
  return matrix;
}

void run_table2(int count, double seconds) {
  std::printf("\nTable 2, entries 129..255: average of %d; adders, depth, CPU s; published: da4ml, H_cmvm\n", count);
  for (const TableRow& row : kTable2) {
    for (const bool is_timed : {false, true}) {
      if (is_timed && (seconds <= 0 || row.extra_depth)) continue;
      cmvm::Options options = with_effort(is_timed ? Effort::in_seconds(seconds) : Effort{});
      options.objective = cmvm::Objective::kAdders;
      options.extra_depth = row.extra_depth;
      double adders = 0;
      double depth = 0;
      double cpu_seconds = 0;
      for (int i = 0; i < count; ++i) {
        const Figures figures = measure(table_matrix(row.size, i), options);
        adders += static_cast<double>(figures.adders) / count;
        depth += static_cast<double>(figures.depth) / count;
        cpu_seconds += figures.cpu_seconds / count;
      }
      const std::string limit = row.extra_depth ? "least depth + " + std::to_string(*row.extra_depth) : "no limit";
      std::printf("  N=%-3d %-15s %-8s %6.1f %5.1f %8.3f   %6.1f %6.1f\n", row.size, limit.c_str(),
                  is_timed ? "timed" : "default", adders, depth, cpu_seconds, row.da4ml, row.h_cmvm);
      std::fflush(stdout);
    }
  }
}

}  // namespace
}  // namespace wirefold

int main(int argc, char** argv) {
  if (argc < 2 || argc > 5) {
    std::fprintf(stderr, "usage: %s FOLDER [NPZ [COUNT [SECONDS]]]\n", argv[0]);
    return 2;
  }
  try {
    const double seconds = argc > 4 ? std::atof(argv[4]) : 0;
    wirefold::run_folder(argv[1], seconds);
    if (argc > 2) wirefold::run_kernels(argv[2], seconds);
    wirefold::run_table2(argc > 3 ? std::atoi(argv[3]) : 20, seconds);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
  return 0;
}
