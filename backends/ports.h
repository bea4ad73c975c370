// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "wirefold/ir/graph.h"

namespace wirefold {

/// One element of a port: `width_bits` bits from bit `offset_bits` on, two's complement where the format is signed.
struct PortElement {
  Format format;
  std::size_t offset_bits = 0;
  unsigned width_bits = 0;  ///< 0 for an element that is always zero
};

/// What the hardware has of a tensor's port: a port of its own for some of the bits.
struct Pin {
  std::string name;
  std::size_t offset_bits = 0;
  std::size_t width_bits = 0;
};

/// The hardware interface of one input or output tensor.
///
/// Elements are in C order, element 0 in the least significant bits, each exactly its own width, without padding.
/// A port of no bits is left out of the hardware; it stays in the lists so that ports and tensors have one order.
struct Port {
  std::string name;
  Shape shape;
  std::vector<PortElement> elements;
  std::size_t width_bits = 0;
  std::vector<Pin> pins = {};  ///< of an interface's port; none where there are no bits

  /// 64-bit words that hold one sample of the port.
  std::size_t words_per_sample() const { return (width_bits + 63) / 64; }
};

inline constexpr std::size_t kDefaultMaxPortBits = 65536;

/// One pin for all bits, named as the port.
std::vector<Pin> whole_pin(const Port& port);
/// The pin of an element: the port's name and the element's place, x_0_3; the port's name alone for a scalar.
Pin element_pin(const Port& port, std::size_t element);

/// The elements that have bits in a pin of the port.
std::vector<std::size_t> elements_of(const Port& port, const Pin& pin);

/// The input ports of a program: each element has its declared format.
std::vector<Port> input_ports(const CombLogic& logic);

/// The output ports of a program: each element has the smallest format that holds its interval.
std::vector<Port> output_ports(const CombLogic& logic);

/// Throws FormatError for a port of more than `max_port_bits` bits, with the line of its first element.
void check_port_widths(const CombLogic& logic, std::size_t max_port_bits);

}  // namespace wirefold
