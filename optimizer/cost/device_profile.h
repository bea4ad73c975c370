// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace wirefold {

/// What operations cost on a device. Areas are in thousandths of a LUT and delays in picoseconds, so that every
/// machine computes the same sums. Each constant of a built-in profile names its source in device_profile.cc.
struct DeviceProfile {
  std::string_view name;
  std::string_view description;
  std::int64_t adder_delay_ps;          ///< a two-input adder of one bit, routing included
  std::int64_t carry_delay_ps_per_bit;  ///< each further bit of its carry chain
  std::int64_t adder_area_per_bit;      ///< each bit where the operands overlap
  std::int64_t lut_delay_ps;            ///< one level of LUTs: select, relu, comparison, multiplier row
  std::int64_t select_area_per_bit;     ///< a two-way select between variable arms
  std::int64_t relu_area_per_bit;
  std::int64_t compare_area_per_bit;      ///< a comparison with a constant other than zero
  std::int64_t multiplier_area_per_bit2;  ///< each partial product bit of a variable product
  bool counts_adders;                     ///< area and delay are adders, whatever their width
};

/// The built-in profiles: `ultrascale_plus` (default) and `unit`.
std::span<const DeviceProfile> device_profiles();
inline constexpr std::string_view kDefaultDevice = "ultrascale_plus";

/// The profile of that name; ValueError that lists the names if there is none.
const DeviceProfile& find_device_profile(std::string_view name);

}  // namespace wirefold
