// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

namespace wirefold {

/// The instruction sets that the batch engine is compiled for. `baseline` is what the compiler assumes of every
/// processor of the target: SSE2 on x86-64, NEON on 64-bit ARM.
enum class SimdLevel { baseline, sse4, avx2, avx512 };

std::string_view to_string(SimdLevel level);

/// Those that this processor has, lowest first.
const std::vector<SimdLevel>& simd_levels();

}  // namespace wirefold
