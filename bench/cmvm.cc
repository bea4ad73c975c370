// SPDX-License-Identifier: Apache-2.0
// The CMVM solver on the matrices of a folder, beside da4ml and alkaid on matrices of the same name.
//
//   bench_cmvm FOLDER     FOLDER holds .npy files, one matrix each; inputs are 8-bit signed, all there at level 0
#include <algorithm>
#include <array>
#include <cstdio>
#include <ctime>
#include <exception>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "wirefold/importers/npy.h"
#include "wirefold/ir/error.h"
#include "wirefold/optimizer/cmvm/solver.h"

namespace wirefold {
namespace {

struct Figures {
  unsigned long long adders = 0;
  unsigned long long bits = 0;
  unsigned long long depth = 0;
  double cpu_seconds = 0;
};

struct Peer {
  std::string_view file;
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

std::optional<Matrix> read_matrix(const std::string& path) {
  const NpyArray array = read_npy(path);
  if (array.shape.rank() != 2) return std::nullopt;
  Matrix matrix(static_cast<std::size_t>(array.shape[0]), static_cast<std::size_t>(array.shape[1]));
  for (std::size_t i = 0; i < matrix.entries.size(); ++i) {
    if (const auto* integers = std::get_if<std::vector<std::int64_t>>(&array.values)) {
      matrix.entries[i] = Dyadic((*integers)[i]);
      continue;
    }
    const auto weight = Dyadic::from_double(std::get<std::vector<double>>(array.values)[i]);
    if (!weight) return std::nullopt;
    matrix.entries[i] = *weight;
  }
  return matrix;
}

Figures measure(const cmvm::Problem& problem) {
  const std::clock_t start = std::clock();
  const cmvm::AdderGraph graph = cmvm::solve(problem).graph;
  const double cpu_seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
  return {graph.adders.size(), one_bit_adders(graph, problem), depth(graph, problem), cpu_seconds};
}

void print(const Figures& figures) {
  std::printf(" | %6llu %7llu %3llu %8.3f", figures.adders, figures.bits, figures.depth, figures.cpu_seconds);
}

void run(const std::string& folder) {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() == ".npy") paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  constexpr const char* kColumns = "adders    bits lev    cpu s";
  std::printf("%-20s | %-27s | %-27s | %-27s\n", "", "wirefold", "da4ml", "alkaid");
  std::printf("%-20s | %s | %s | %s\n", "matrix", kColumns, kColumns, kColumns);
  for (const std::filesystem::path& path : paths) {
    const std::string file = path.filename().string();
    const std::optional<Matrix> matrix = read_matrix(path.string());
    if (!matrix) {
      std::printf("%-20s | not a matrix of finite numbers\n", file.c_str());
      continue;
    }
    std::printf("%-20s", file.c_str());
    print(measure({*matrix, {}, {}}));
    const auto peer = std::find_if(kPeers.begin(), kPeers.end(), [&](const Peer& p) { return p.file == file; });
    if (peer != kPeers.end()) {
      print(peer->da4ml);
      print(peer->alkaid);
    }
    std::printf("\n");
    std::fflush(stdout);
  }
}

}  // namespace
}  // namespace wirefold

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: %s FOLDER\n", argv[0]);
    return 2;
  }
  try {
    wirefold::run(argv[1]);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
  return 0;
}
