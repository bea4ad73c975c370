// SPDX-License-Identifier: Apache-2.0
#include "wirefold/optimizer/cost/device_profile.h"

#include <array>
#include <string>

#include "wirefold/ir/error.h"

namespace wirefold {
namespace {

// A LUT6 device with carry chains, speed grade -2.
//  - adders: 1.094 ns and 0.0254 ns a bit, the fit to post-route UltraScale+ designs that alkaid 0.8.1 publishes; one
//  LUT
//    for each overlapping bit (12-bit a + b, a - b, a + (b << 4): 12 LUTs each by yosys 0.23 synth_xilinx); a CARRY8
//    takes 8 bits (AMD UG574).
//  - ternary adders: 1.3125 ns and 0.041 ns a bit, k + k/8 LUTs for k bits, the same fit.
//  - select, relu: two bits share a LUT6_2 (five inputs, two outputs; UG574), so half a LUT a bit; and, or, xor of two
//    variables the same; one LUT level with its routing is 0.5 ns in the same fit.
//  - comparison with a constant: a carry chain takes two bits a LUT, the constant's bits are folded in (UG574).
//  - product: 0.75 LUT for each partial product bit, the same fit.
//  - inverters go into the LUT that reads them.
//  - a delay line of three ranks or more becomes an SRL, of at most 32 ranks a LUT (AMD UG901, -shreg_min_size; UG574).
constexpr DeviceProfile kUltrascalePlus{
    .name = "ultrascale_plus",
    .description = "LUT6 with carry chains, AMD UltraScale+",
    .calibration =
        "1.03 of da4ml's cost on its graph of a jet network, where post-route LUTs of 20 designs of it (xcvu13p) "
        "were 0.97 to 1.13, mean 1.05; sums of three were not synthesised (bench/calibrate)",
    .adder_delay_ps = 1094,
    .carry_delay_ps_per_bit = 25,
    .adder_area_per_bit = 1000,
    .copies_low_bits = true,
    .ternary_area_per_bit = 1125,
    .ternary_delay_ps = 1313,
    .ternary_carry_delay_ps_per_bit = 41,
    .carry_bits_per_cell = 8,
    .lut_inputs = 6,
    .lut_delay_ps = 500,
    .select_area_per_bit = 500,
    .relu_area_per_bit = 500,
    .bitwise_area_per_bit = 500,
    .compare_area_per_bit = 500,
    .multiplier_area_per_bit2 = 750,
    .shift_register_ranks = 3,
    .shift_register_depth = 32};

// The same slices with CARRY4 (AMD UG474). Areas as above. Delays from the timing of Artix-7 in yosys 0.23
// (xilinx/cells_sim.v, measured by project X-Ray): a LUT6 is 420 ps, the mean of its six inputs; LUT to sum is 223 ps
// more; carry in to carry out is 228 ps for four bits. Routing is counted as another LUT a level: an assumption.
// A ternary adder has one more LUT before the chain.
constexpr DeviceProfile kSeries7{.name = "series7",
                                 .description = "LUT6 with carry chains, AMD 7 series",
                                 .calibration = "not compared with Vivado; areas are those of ultrascale_plus",
                                 .adder_delay_ps = 1063,
                                 .carry_delay_ps_per_bit = 57,
                                 .adder_area_per_bit = 1000,
                                 .copies_low_bits = true,
                                 .ternary_area_per_bit = 1125,
                                 .ternary_delay_ps = 1483,
                                 .ternary_carry_delay_ps_per_bit = 66,
                                 .carry_bits_per_cell = 4,
                                 .lut_inputs = 6,
                                 .lut_delay_ps = 840,
                                 .select_area_per_bit = 500,
                                 .relu_area_per_bit = 500,
                                 .bitwise_area_per_bit = 500,
                                 .compare_area_per_bit = 500,
                                 .multiplier_area_per_bit2 = 750,
                                 .shift_register_ranks = 3,
                                 .shift_register_depth = 32};

// Sum and propagate are in the LUTs, a LOOKAHEAD8 serves eight bits, and there is no ternary adder in one level (AMD
// AM005). For want of published figures delays and areas of two-input logic are those of UltraScale+.
constexpr DeviceProfile kVersal{.name = "versal",
                                .description = "LUT6 with look-ahead carry, AMD Versal",
                                .calibration = "not compared with Vivado; delays are those of ultrascale_plus",
                                .adder_delay_ps = 1094,
                                .carry_delay_ps_per_bit = 25,
                                .adder_area_per_bit = 1000,
                                .copies_low_bits = true,
                                .carry_bits_per_cell = 8,
                                .lut_inputs = 6,
                                .lut_delay_ps = 500,
                                .select_area_per_bit = 500,
                                .relu_area_per_bit = 500,
                                .bitwise_area_per_bit = 500,
                                .compare_area_per_bit = 500,
                                .multiplier_area_per_bit2 = 750,
                                .shift_register_ranks = 3,
                                .shift_register_depth = 32};

// Counted in ALUTs, two an ALM. Areas by yosys 0.23 synth_intel_alm (cyclonev): 12-bit a + b takes 13 ALUTs, a + (b <<
// 4) 17 (low bits are not passed by), a select or relu one a bit, x < c 18, an 8 by 8 product 141. Delays by its timing
// (intel_alm/common/alm_sim.v, cyclonev): a LUT is 451 ps, the mean of its six inputs; into a sum is 1342 ps; 36 ps a
// carry. Routing is counted as another LUT a level: an assumption. Ternary adders (shared arithmetic) are left out:
// later devices have none.
constexpr DeviceProfile kIntelAlm{.name = "intel_alm",
                                  .description = "ALUTs with carry chains, Intel ALM",
                                  .calibration = "single operations by yosys; not compared with Quartus",
                                  .adder_delay_ps = 1793,
                                  .carry_delay_ps_per_bit = 36,
                                  .adder_area_per_bit = 1000,
                                  .adder_area_fixed = 1000,
                                  .carry_bits_per_cell = 2,
                                  .lut_inputs = 6,
                                  .lut_delay_ps = 902,
                                  .select_area_per_bit = 1000,
                                  .relu_area_per_bit = 1000,
                                  .bitwise_area_per_bit = 1000,
                                  .compare_area_per_bit = 1400,
                                  .multiplier_area_per_bit2 = 2200};

// Areas by yosys 0.23 synth_ice40: 12-bit a + b takes 13 LUTs, a + (b << 4) 13, a select or relu one a bit, x < c 16,
// an 8 by 8 product 182. Delays by its timing of the HX (ice40/cells_sim.v, from icestorm): a LUT is 386 ps, the mean
// of its four inputs; into a sum is 259 + 316 ps; 126 ps a carry. Routing is counted as another LUT a level: an
// assumption.
constexpr DeviceProfile kIce40{.name = "ice40",
                               .description = "LUT4 with carry chains, Lattice iCE40 HX",
                               .calibration = "single operations by yosys",
                               .adder_delay_ps = 961,
                               .carry_delay_ps_per_bit = 126,
                               .adder_area_per_bit = 1000,
                               .adder_area_fixed = 1000,
                               .copies_low_bits = true,
                               .carry_bits_per_cell = 1,
                               .lut_inputs = 4,
                               .lut_delay_ps = 772,
                               .select_area_per_bit = 1000,
                               .relu_area_per_bit = 1000,
                               .bitwise_area_per_bit = 1000,
                               .compare_area_per_bit = 1300,
                               .multiplier_area_per_bit2 = 2800};

// Gates of two inputs, inverted or not, by yosys 0.23 synth and abc: a 12-bit a + b takes 58, a select 36, a relu 11,
// x < c and x == c 11 each, an 8 by 8 product 404. 50 ps a gate stands for any process; a carry is two gates.
constexpr DeviceProfile kGates{.name = "gates",
                               .description = "gates of two inputs",
                               .calibration = "single operations by yosys; no library behind them",
                               .adder_delay_ps = 200,
                               .carry_delay_ps_per_bit = 100,
                               .adder_area_per_bit = 5000,
                               .copies_low_bits = true,
                               .lut_delay_ps = 100,
                               .select_area_per_bit = 3000,
                               .relu_area_per_bit = 1000,
                               .bitwise_area_per_bit = 1000,
                               .compare_area_per_bit = 900,
                               .multiplier_area_per_bit2 = 6300};

// What yosys 0.23 synth_xilinx -family xcup maps, LUT2 to LUT6 and INV, each operation by itself (bench/calibration):
// an adder bit is a LUT where both operands vary and an inverter where one does and the other is 1 (12-bit (b << 4) -
// a: 12 LUTs and 4 INV); a select, relu, and, or, xor is one LUT a bit; x == c and x < c of 12 bits take 3; products of
// 4 to 12 bits take 1.7 to 2.8 LUTs for each partial product bit. There are no ternary adders and no LUT6_2. Delays are
// those of ultrascale_plus.
constexpr DeviceProfile kYosysXcup{
    .name = "yosys_xcup",
    .description = "LUTs and inverters of yosys synth_xilinx -family xcup",
    .calibration =
        "within 2.5 % of yosys 0.23 on matrices, four dense networks and four trained models "
        "(bench/calibrate)",
    .adder_delay_ps = 1094,
    .carry_delay_ps_per_bit = 25,
    .adder_area_per_bit = 1000,
    .has_open_chains = true,
    .copies_low_bits = true,
    .carry_bits_per_cell = 4,
    .lut_inputs = 6,
    .lut_delay_ps = 500,
    .select_area_per_bit = 1000,
    .relu_area_per_bit = 1000,
    .bitwise_area_per_bit = 1000,
    .compare_area_per_bit = 250,
    .multiplier_area_per_bit2 = 2400,
    .inverter_area = 1000,
    .shift_register_ranks = 3,
    .shift_register_depth = 32};

// da4ml's measure: every adder is one level and one unit, all else is free.
constexpr DeviceProfile kUnit{.name = "unit",
                              .description = "one unit and one level an adder, all else free",
                              .calibration = "a count, not an estimate",
                              .adder_delay_ps = 1000,
                              .carry_delay_ps_per_bit = 0,
                              .adder_area_per_bit = 1000,
                              .copies_low_bits = true,
                              .lut_inputs = 6,
                              .lut_delay_ps = 0,
                              .select_area_per_bit = 0,
                              .relu_area_per_bit = 0,
                              .bitwise_area_per_bit = 0,
                              .compare_area_per_bit = 0,
                              .multiplier_area_per_bit2 = 0,
                              .counts_adders = true};

constexpr std::array kProfiles = {kUltrascalePlus, kSeries7, kVersal, kIntelAlm, kIce40, kGates, kYosysXcup, kUnit};

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
