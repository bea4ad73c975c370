// SPDX-License-Identifier: Apache-2.0
#include "wirefold/backends/vhdl/bench_text.h"

#include <array>

namespace wirefold::vhdl {
namespace {

constexpr std::array<std::string_view, 30> kNames = {"ieee",
                                                     "std",
                                                     "work",
                                                     "textio",
                                                     "std_logic",
                                                     "std_logic_1164",
                                                     "std_logic_vector",
                                                     "unsigned",
                                                     "line",
                                                     "write",
                                                     "writeline",
                                                     "output",
                                                     "integer",
                                                     "natural",
                                                     "boolean",
                                                     "true",
                                                     "false",
                                                     "string",
                                                     "failure",
                                                     "digits",
                                                     "hex_image",
                                                     "test",
                                                     "dut",
                                                     "step",
                                                     "sample",
                                                     "failures",
                                                     "row",
                                                     "checked",
                                                     "ns",
                                                     "numeric_std"};

constexpr std::string_view kHexImage = R"(
  -- The bits as hexadecimal digits, x for those that are not known.
  function hex_image(bits : std_logic_vector) return string is
    constant digits : string(1 to 16) := "0123456789abcdef";
    constant digit_count : natural := (bits'length + 3) / 4;
    variable padded : std_logic_vector(4 * digit_count - 1 downto 0) := (others => '0');
    variable image : string(1 to digit_count);
    variable value : natural;
  begin
    padded(bits'length - 1 downto 0) := bits;
    for i in 1 to digit_count loop
      value := 0;
      image(i) := '-';
      for j in 3 downto 0 loop
        value := 2 * value;
        if padded(4 * (digit_count - i) + j) = '1' then
          value := value + 1;
        elsif padded(4 * (digit_count - i) + j) /= '0' then
          image(i) := 'x';
        end if;
      end loop;
      if image(i) /= 'x' then
        image(i) := digits(value + 1);
      end if;
    end loop;
    return image;
  end function hex_image;
)";

}  // namespace

std::span<const std::string_view> bench_names() { return kNames; }

std::string hex_image_function() { return std::string(kHexImage); }

}  // namespace wirefold::vhdl
