// SPDX-License-Identifier: Apache-2.0
#include "wirefold/sim/simd_level.h"

namespace wirefold {
namespace {

std::vector<SimdLevel> detected_levels() {
  std::vector<SimdLevel> levels{SimdLevel::baseline};
#if defined(__x86_64__)
  if (__builtin_cpu_supports("sse4.2") != 0) levels.push_back(SimdLevel::sse4);
  if (__builtin_cpu_supports("avx2") != 0) levels.push_back(SimdLevel::avx2);
  if (__builtin_cpu_supports("avx512f") != 0 && __builtin_cpu_supports("avx512bw") != 0 &&
      __builtin_cpu_supports("avx512dq") != 0 && __builtin_cpu_supports("avx512vl") != 0) {
    levels.push_back(SimdLevel::avx512);
  }
#endif
  return levels;
}

}  // namespace

std::string_view to_string(SimdLevel level) {
  switch (level) {
    case SimdLevel::baseline:
      return "baseline";
    case SimdLevel::sse4:
      return "sse4";
    case SimdLevel::avx2:
      return "avx2";
    case SimdLevel::avx512:
      return "avx512";
  }
  return "?";
}

const std::vector<SimdLevel>& simd_levels() {
  static const std::vector<SimdLevel> levels = detected_levels();
  return levels;
}

}  // namespace wirefold
