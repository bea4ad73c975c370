// SPDX-License-Identifier: Apache-2.0
// Written by numpy_cases.py.
#include "tests/dsl/numpy_cases.h"

namespace wirefold {

const std::vector<NumpyCase>& numpy_cases_reduce() {
  static const std::vector<NumpyCase> cases = {
      {"np.prod(v)", {}, {12}},
      {"np.prod(m, axis=1)", {3}, {40, 14560, 292600}},
      {"np.prod(x, axis=(0, 1))", {4}, {12285, 20160, 17325, 0}},
      {"np.prod(x, axis=1, keepdims=True)", {2, 1, 4}, {21, 24, 15, 0, 585, 840, 1155, 1536}},
      {"np.prod(n[:, :3], axis=0)", {3}, {0, 6, 0}},
      {"np.prod(s)", {}, {6}},
      {"np.max(x, axis=1)", {2, 4}, {1, 2, 3, 4, 13, 14, 15, 16}},
      {"np.max(n)", {}, {3}},
      {"np.min(x, axis=(0, 2), keepdims=True)", {1, 3, 1}, {-7, -3, 1}},
      {"np.min(n, axis=0)", {5}, {-3, -2, -3, -2, -3}},
      {"np.mean(x, axis=-1) * 4", {2, 3}, {-22, -6, 10, 26, 42, 58}},
      {"np.mean(x[:, :2], axis=(0, 1)) * 4", {4}, {4, 8, 12, 16}},
      {"np.mean(v, keepdims=True) * 4", {1}, {5}},
      {"np.floor(np.mean(x, axis=1) * 16)", {2, 4}, {-48, -32, -16, 0, 144, 160, 176, 192}},
      {"np.floor(np.mean(x, axis=(0, 1), keepdims=True) * 16)", {1, 1, 4}, {48, 64, 80, 96}},
      {"np.average(m, axis=1, weights=[1, 2, 4, 1]) * 8", {3}, {-1, 95, 191}},
      {"np.average(m, axis=1) * 4", {3}, {-2, 46, 94}},
      {"np.floor(np.average(x, weights=np.arange(24).reshape(2, 3, 4) // 7 % 2 + 1, axis=0) * 4)",
       {3, 4},
       {4, 8, 4, 8, 12, 16, 20, 16, 20, 32, 36, 40}},
      {"np.floor(np.average(m, axis=0, weights=[1, -2, 4]) * 4)", {4}, {76, 88, 100, 112}},
      {"np.average(m, weights=(np.arange(12).reshape(3, 4) < 8) + 0, keepdims=True) * 8", {1, 1}, {44}},
      {"np.cumsum(x)", {24}, {-7,  -13, -18, -22, -25, -27, -28, -28, -27, -25, -22, -18,
                              -13, -7,  0,   8,   17,  27,  38,  50,  63,  77,  92,  108}},
      {"np.cumsum(x, axis=0)", {2, 3, 4}, {-7, -6, -5, -4, -3, -2, -1, 0,  1,  2,  3,  4,
                                           -2, 0,  2,  4,  6,  8,  10, 12, 14, 16, 18, 20}},
      {"np.cumsum(x, axis=1)", {2, 3, 4}, {-7, -6, -5, -4, -10, -8, -6, -4, -9, -6, -3, 0,
                                           5,  6,  7,  8,  14,  16, 18, 20, 27, 30, 33, 36}},
      {"np.cumsum(x, axis=-1)", {2, 3, 4}, {-7, -13, -18, -22, -3, -5, -6, -6, 1,  3,  6,  10,
                                            5,  11,  18,  26,  9,  19, 30, 42, 13, 27, 42, 58}},
      {"np.cumsum(n, axis=1)", {4, 5}, {-3, -5, -6, -6, -5, 2, 5, 2, 0, -1, 0, 1, 3, 6, 3, -2, -3, -3, -2, 0}},
      {"np.cumsum(s)", {1}, {6}},
      {"np.cumsum(v)", {4}, {3, 2, 6, 5}},
  };
  return cases;
}

}  // namespace wirefold
