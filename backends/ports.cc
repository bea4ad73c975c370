// SPDX-License-Identifier: Apache-2.0
#include "wirefold/backends/ports.h"

#include <algorithm>

#include "wirefold/ir/error.h"

namespace wirefold {
namespace {

template <class FormatOf>
Port port_of(const NamedTensor& tensor, FormatOf format_of) {
  Port port{tensor.name, tensor.shape, {}, 0};
  port.elements.reserve(tensor.elements.size());
  for (const Use& use : tensor.elements) {
    const Format format = format_of(use);
    const auto width = static_cast<unsigned>(std::max(format.width(), 0));
    port.elements.push_back({format, port.width_bits, width});
    port.width_bits += width;
  }
  return port;
}

void check_width(const CombLogic& logic, const NamedTensor& tensor, const Port& port, std::size_t max_port_bits) {
  if (port.width_bits <= max_port_bits) return;
  throw FormatError("emit",
                    "port '" + port.name + "' of shape " + to_string(port.shape) + " has " +
                        std::to_string(port.width_bits) + " bits, the limit is " + std::to_string(max_port_bits) +
                        "; use fewer or narrower elements, split the tensor, or raise the option max_port_bits",
                    logic.location(logic.definition(tensor.elements.front().value)));
}

}  // namespace

std::vector<Pin> whole_pin(const Port& port) {
  if (port.width_bits == 0) return {};
  return {{port.name, 0, port.width_bits}};
}

Pin element_pin(const Port& port, std::size_t element) {
  std::string place;
  std::size_t rest = element;
  for (std::size_t axis = port.shape.rank(); axis-- > 0;) {
    const auto count = static_cast<std::size_t>(port.shape[axis]);
    place.insert(0, "_" + std::to_string(rest % count));
    rest /= count;
  }
  return {port.name + place, port.elements[element].offset_bits, port.elements[element].width_bits};
}

std::vector<std::size_t> elements_of(const Port& port, const Pin& pin) {
  const auto begins_before = [](const PortElement& element, std::size_t bit) { return element.offset_bits < bit; };
  const auto first = std::lower_bound(port.elements.begin(), port.elements.end(), pin.offset_bits, begins_before);
  std::vector<std::size_t> found;
  for (auto element = first; element != port.elements.end(); ++element) {
    if (element->offset_bits >= pin.offset_bits + pin.width_bits) break;
    if (element->width_bits > 0) found.push_back(static_cast<std::size_t>(element - port.elements.begin()));
  }
  return found;
}

std::vector<Port> input_ports(const CombLogic& logic) {
  std::vector<Port> ports;
  for (const NamedTensor& tensor : logic.inputs()) {
    ports.push_back(port_of(tensor, [&](const Use& use) { return logic.input_format(logic.definition(use.value)); }));
  }
  return ports;
}

std::vector<Port> output_ports(const CombLogic& logic) {
  std::vector<Port> ports;
  for (const NamedTensor& tensor : logic.outputs()) {
    ports.push_back(port_of(tensor, [&](const Use& use) { return logic.format(use); }));
  }
  return ports;
}

void check_port_widths(const CombLogic& logic, std::size_t max_port_bits) {
  const std::vector<Port> inputs = input_ports(logic);
  for (std::size_t i = 0; i < inputs.size(); ++i) check_width(logic, logic.inputs()[i], inputs[i], max_port_bits);
  const std::vector<Port> outputs = output_ports(logic);
  for (std::size_t i = 0; i < outputs.size(); ++i) check_width(logic, logic.outputs()[i], outputs[i], max_port_bits);
}

}  // namespace wirefold
