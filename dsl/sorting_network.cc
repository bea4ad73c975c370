// SPDX-License-Identifier: Apache-2.0
#include "wirefold/dsl/sorting_network.h"

#include <bit>

#include "wirefold/ir/error.h"

namespace wirefold {
namespace {

using Exchanges = std::vector<std::pair<std::size_t, std::size_t>>;

void add(Exchanges& result, std::size_t i, std::size_t j, std::size_t count) {
  if (j < count) result.emplace_back(i, j);
}

// Batcher's odd-even merge sort from the bottom up: sorted halves of blocks are merged by comparing ever nearer places
// within a block of 2 * half.
Exchanges odd_even_merge(std::size_t count) {
  Exchanges result;
  const std::size_t size = std::bit_ceil(count);
  for (std::size_t half = 1; half < size; half *= 2) {
    for (std::size_t distance = half; distance > 0; distance /= 2) {
      for (std::size_t first = distance % half; first + distance < size; first += 2 * distance) {
        for (std::size_t i = first; i < first + distance; ++i) {
          const bool in_one_block = i / (2 * half) == (i + distance) / (2 * half);
          if (in_one_block) add(result, i, i + distance, count);
        }
      }
    }
  }
  return result;
}

// Every block is first compared with itself backwards, so that all exchanges point one way.
Exchanges bitonic(std::size_t count) {
  Exchanges result;
  const std::size_t size = std::bit_ceil(count);
  for (std::size_t block = 2; block <= size; block *= 2) {
    for (std::size_t first = 0; first < size; first += block) {
      for (std::size_t i = 0; i < block / 2; ++i) add(result, first + i, first + block - 1 - i, count);
    }
    for (std::size_t distance = block / 4; distance > 0; distance /= 2) {
      for (std::size_t i = 0; i < size; ++i) {
        if ((i & distance) == 0) add(result, i, i + distance, count);
      }
    }
  }
  return result;
}

}  // namespace

Exchanges exchanges(SortingNetwork network, std::size_t count) {
  switch (network) {
    case SortingNetwork::kBatcher:
      return odd_even_merge(count);
    case SortingNetwork::kBitonic:
      return bitonic(count);
  }
  throw InternalError("a sorting network that is not in the list");
}

}  // namespace wirefold
