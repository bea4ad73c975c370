// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace wirefold {

/// What operations cost on a device. Areas are in thousandths of its logic cell (a LUT, an ALM's ALUT, a gate) and
/// delays in picoseconds, so that every machine computes the same sums. Each constant of a built-in profile names its
/// source in device_profile.cc.
struct DeviceProfile {
  std::string_view name;
  std::string_view description;
  std::string_view calibration;  ///< how far the estimate was from synthesis, in words

  // Adders: a chain of bits.
  std::int64_t adder_delay_ps;            ///< a two-input adder of one bit, routing included
  std::int64_t carry_delay_ps_per_bit;    ///< each further bit of its carry chain
  std::int64_t adder_area_per_bit;        ///< each bit of the chain
  std::int64_t adder_area_fixed = 0;      ///< what a chain takes besides its bits
  bool has_open_chains = false;           ///< a chain takes a bit that only one operand has without a LUT
  bool copies_low_bits = false;           ///< bits that only one operand has below the other are wires, not chain
  std::int64_t ternary_area_per_bit = 0;  ///< a sum of three in one chain; 0: it is two adders
  std::int64_t ternary_delay_ps = 0;      ///< of one bit
  std::int64_t ternary_carry_delay_ps_per_bit = 0;
  int carry_bits_per_cell = 0;  ///< of the device's carry cell; 0: it has none

  // Logic of LUTs.
  int lut_inputs = 0;                     ///< 0: gates
  std::int64_t lut_delay_ps;              ///< one level, routing included
  std::int64_t select_area_per_bit;       ///< a two-way select between variable arms
  std::int64_t relu_area_per_bit;         ///< a bit that is forced to zero by a sign
  std::int64_t bitwise_area_per_bit;      ///< and, or, xor of two variables
  std::int64_t compare_area_per_bit;      ///< a comparison with a constant other than zero
  std::int64_t multiplier_area_per_bit2;  ///< each partial product bit of a variable product
  std::int64_t inverter_area = 0;         ///< a bit that is only inverted

  // Registers.
  std::uint32_t shift_register_ranks = 0;  ///< the shortest delay line that is made of LUTs; 0: none is
  std::uint32_t shift_register_depth = 0;  ///< ranks that one LUT holds

  bool counts_adders = false;  ///< area and delay are adders, whatever their width
};

/// The built-in profiles: `ultrascale_plus` (default), `series7`, `versal`, `intel_alm`, `ice40`, `gates`, `yosys_xcup`
/// and `unit`.
std::span<const DeviceProfile> device_profiles();
inline constexpr std::string_view kDefaultDevice = "ultrascale_plus";

/// The profile of that name; ValueError that lists the names if there is none.
const DeviceProfile& find_device_profile(std::string_view name);

}  // namespace wirefold
