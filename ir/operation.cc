// SPDX-License-Identifier: Apache-2.0
#include "wirefold/ir/operation.h"

#include <array>

namespace wirefold {
namespace {

constexpr std::array kInfos = {
#define WIREFOLD_INFO(enumerator, name, fewest, most, lowered) OpcodeInfo{name, fewest, most, lowered},
    WIREFOLD_OPCODES(WIREFOLD_INFO)
#undef WIREFOLD_INFO
};

}  // namespace

const OpcodeInfo& info(Opcode opcode) { return kInfos[static_cast<std::size_t>(opcode)]; }

std::optional<Opcode> parse_opcode(std::string_view name) {
  for (std::size_t i = 0; i < kInfos.size(); ++i) {
    if (kInfos[i].name == name) return static_cast<Opcode>(i);
  }
  return std::nullopt;
}

}  // namespace wirefold
