// SPDX-License-Identifier: Apache-2.0
#include "wirefold/sim/engine/dispatch.h"

#include "wirefold/ir/error.h"

namespace wirefold::engine {

const KernelTable& kernels_for(SimdLevel level) {
  switch (level) {
    case SimdLevel::baseline:
      return baseline_kernels();
#if defined(__x86_64__)
    case SimdLevel::sse4:
      return sse4_kernels();
    case SimdLevel::avx2:
      return avx2_kernels();
    case SimdLevel::avx512:
      return avx512_kernels();
#else
    case SimdLevel::sse4:
    case SimdLevel::avx2:
    case SimdLevel::avx512:
      break;
#endif
  }
  throw InternalError("kernels for an instruction set that this build does not have");
}

}  // namespace wirefold::engine
