// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "wirefold/sim/engine/code.h"
#include "wirefold/sim/engine/combine_kernel.h"
#include "wirefold/sim/engine/lane_kernels.h"
#include "wirefold/sim/engine/port_kernels.h"

// All kernels for the instruction set that the including translation unit is compiled for.
namespace wirefold::engine {
namespace {

#define WIREFOLD_ENGINE_ROW(name)                                                 \
  {{name<std::int16_t, std::int16_t>, nullptr, nullptr},                          \
   {name<std::int32_t, std::int16_t>, name<std::int32_t, std::int32_t>, nullptr}, \
   {name<std::int64_t, std::int16_t>, name<std::int64_t, std::int32_t>, name<std::int64_t, std::int64_t>}},

constexpr KernelTable kKernelTable = {
    {WIREFOLD_ENGINE_KERNELS(WIREFOLD_ENGINE_ROW)},
    read_rows<double, std::int16_t>,
    read_rows<double, std::int32_t>,
    read_rows<double, std::int64_t>,
    read_rows<float, std::int16_t>,
    read_rows<float, std::int32_t>,
    finish_column<std::int16_t>,
    finish_column<std::int32_t>,
    finish_column<std::int64_t>,
    transpose<std::int16_t>,
    transpose<std::int32_t>,
    transpose<std::int64_t>,
    write_column<double>,
    write_column<float>,
    write_column<std::int32_t>,
    write_column<std::int64_t>,
};

#undef WIREFOLD_ENGINE_ROW

}  // namespace
}  // namespace wirefold::engine
