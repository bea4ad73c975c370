// SPDX-License-Identifier: Apache-2.0
#include "wirefold/driver/batch.h"

#include "wirefold/backends/port_packing.h"
#include "wirefold/ir/error.h"
#include "wirefold/ir/semantics.h"

namespace wirefold {
namespace {

// The number of samples in an array for a tensor.
std::size_t samples_in(const NumericArray& array, const std::string& name, const Shape& tensor_shape,
                       const char* function, const Location& location) {
  const Shape& shape = array.shape();
  if (shape.rank() >= 1) {
    const std::vector<std::int64_t> tail(shape.begin() + 1, shape.end());
    const bool is_flat = tail.size() == 1 && static_cast<std::size_t>(tail[0]) == tensor_shape.size();
    if (is_flat || Shape(tail) == tensor_shape) return static_cast<std::size_t>(shape[0]);
  }
  std::string expected = "(n";
  for (const std::int64_t extent : tensor_shape) expected += ", " + std::to_string(extent);
  expected += ")";
  const std::string flat = "(n, " + std::to_string(tensor_shape.size()) + ")";
  if (expected != flat) expected += " or " + flat;
  throw ShapeError(function, "input '" + name + "' takes samples of shape " + expected + ", got " + to_string(shape),
                   location);
}

void check_representable(const CombLogic& logic, const NamedTensor& tensor, std::size_t element, std::size_t sample,
                         const Dyadic& number, const char* function, const Location& location) {
  const Format& format = logic.input_format(logic.definition(tensor.elements[element].value));
  if (read_input(number, format) == number) return;
  throw ValueError(function,
                   "element " + std::to_string(element) + " of input '" + tensor.name + "' in sample " +
                       std::to_string(sample) + " is " + number.to_string() + ", which " + to_string(format) +
                       " does not hold, and the inputs are strict",
                   location);
}

}  // namespace

std::size_t sample_count(std::span<const Engine::Tensor> tensors, std::span<const NumericArray> arrays,
                         const char* function, const Location& location) {
  if (arrays.size() != tensors.size()) {
    throw ShapeError(function,
                     "the program has " + std::to_string(tensors.size()) + " inputs, got " +
                         std::to_string(arrays.size()) + " arrays",
                     location);
  }
  std::size_t first_count = 0;
  for (std::size_t t = 0; t < tensors.size(); ++t) {
    const std::size_t count = samples_in(arrays[t], tensors[t].name, tensors[t].shape, function, location);
    if (t == 0) first_count = count;
    if (count == first_count) continue;
    throw ShapeError(function,
                     "input '" + tensors[t].name + "' has " + std::to_string(count) + " samples, input '" +
                         tensors[0].name + "' has " + std::to_string(first_count),
                     location);
  }
  return first_count;
}

Batch input_batch(const CombLogic& logic, std::span<const NumericArray> arrays, Inputs inputs, const char* function,
                  const Location& location) {
  const auto& tensors = logic.inputs();
  std::vector<Engine::Tensor> shapes;
  for (const NamedTensor& tensor : tensors) shapes.push_back({tensor.name, tensor.shape});
  Batch batch;
  batch.sample_count = sample_count(shapes, arrays, function, location);
  for (std::size_t t = 0; t < tensors.size(); ++t) {
    const auto numbers = arrays[t].numbers(location);
    const std::size_t size = tensors[t].elements.size();
    for (std::size_t i = 0; inputs == Inputs::strict && i < numbers.size(); ++i) {
      check_representable(logic, tensors[t], i % size, i / size, numbers[i], function, location);
    }
    batch.tensors.emplace_back(numbers.begin(), numbers.end());
  }
  return batch;
}

PortWords packed(const std::vector<Port>& ports, const Batch& batch) {
  PortWords words;
  for (std::size_t i = 0; i < ports.size(); ++i) words.push_back(pack(ports[i], batch.tensors[i], batch.sample_count));
  return words;
}

Batch unpacked(const std::vector<Port>& ports, const PortWords& words, std::size_t sample_count) {
  Batch batch{.sample_count = sample_count, .tensors = {}};
  for (std::size_t i = 0; i < ports.size(); ++i) batch.tensors.push_back(unpack(ports[i], words[i], sample_count));
  return batch;
}

std::vector<NumericArray> output_arrays(const CombLogic& logic, Batch batch) {
  std::vector<NumericArray> arrays;
  for (std::size_t t = 0; t < batch.tensors.size(); ++t) {
    Shape shape{batch.sample_count};
    for (const std::int64_t extent : logic.outputs()[t].shape) shape.push_back(extent);
    arrays.push_back(NumericArray::from_numbers(shape, std::move(batch.tensors[t])));
  }
  return arrays;
}

}  // namespace wirefold
