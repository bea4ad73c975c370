// SPDX-License-Identifier: Apache-2.0
#include "wirefold/optimizer/cost/device_profile.h"

#include <array>
#include <string>

#include "wirefold/ir/error.h"

namespace wirefold {
namespace {

constexpr std::array kProfiles = {
    // A LUT6 device with carry chains, speed grade -2.
    //  - adders: 1.094 ns and 0.0254 ns a bit, the fit to post-route UltraScale+ designs that alkaid 0.8.1 publishes;
    //    one LUT for each overlapping bit (12-bit a + b, a - b, a + (b << 4): 12 LUTs each by yosys 0.23 synth_xilinx).
    //  - select, relu: two bits share a LUT6_2 (five inputs, two outputs; AMD UG574), so half a LUT a bit; one LUT
    //    level with its routing is 0.5 ns in the same fit.
    //  - comparison with a constant: a carry chain takes two bits a LUT, the constant's bits are folded in (UG574).
    //  - product: 0.75 LUT for each partial product bit, the same fit.
    DeviceProfile{.name = "ultrascale_plus",
                  .description = "LUT6 with carry chains, AMD UltraScale+",
                  .adder_delay_ps = 1094,
                  .carry_delay_ps_per_bit = 25,
                  .adder_area_per_bit = 1000,
                  .lut_delay_ps = 500,
                  .select_area_per_bit = 500,
                  .relu_area_per_bit = 500,
                  .compare_area_per_bit = 500,
                  .multiplier_area_per_bit2 = 750,
                  .counts_adders = false},
    // da4ml's measure: every adder is one level and one unit, all else is free.
    DeviceProfile{.name = "unit",
                  .description = "one unit and one level an adder, all else free",
                  .adder_delay_ps = 1000,
                  .carry_delay_ps_per_bit = 0,
                  .adder_area_per_bit = 1000,
                  .lut_delay_ps = 0,
                  .select_area_per_bit = 0,
                  .relu_area_per_bit = 0,
                  .compare_area_per_bit = 0,
                  .multiplier_area_per_bit2 = 0,
                  .counts_adders = true},
};

}  // namespace

std::span<const DeviceProfile> device_profiles() { return kProfiles; }

const DeviceProfile& find_device_profile(std::string_view name) {
  std::string known;
  for (const DeviceProfile& profile : kProfiles) {
    if (profile.name == name) return profile;
    known += (known.empty() ? "" : ", ") + std::string(profile.name);
  }
  throw ValueError("device", "there is no profile '" + std::string(name) + "'; known are " + known);
}

}  // namespace wirefold
