// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "wirefold/backends/backend.h"
#include "wirefold/backends/hls/type_names.h"
#include "wirefold/backends/ports.h"

namespace wirefold::hls {

/// How the function meets its surroundings.
enum class Interface {
  kFunction,  ///< name(const name_x_t x[20], name_y_t y[8]), a function of its own
  kKernel,    ///< template <typename inp_t, typename out_t> name(inp_t model_inp[20], out_t model_out[8])
};

/// An array that the function takes, one element an element of the tensor.
struct Argument {
  Port port;
  Format element;         ///< holds every element of the tensor
  std::string type_name;  ///< of its elements; empty for a kernel
};

/// A function and what the files beside it need to know of it.
struct Function {
  std::string name;
  std::string text;                      ///< tables and the function
  std::vector<std::string> value_names;  ///< by value; empty for a value without a variable
  std::vector<Argument> inputs;          ///< those without bits are not arguments of the function
  std::vector<Argument> outputs;
  unsigned widest_type_bits = 0;
};

/// "const model_x_t x[20], model_y_t y[8]".
std::string parameter_list(const Function& function);

/// Writes a lowered program as one function: a constant integer a value, every conversion explicit.
///
/// An element of an argument is read as its own format and written as its own number, whatever the other elements of
/// its array need. `has_source_comments`: whether each variable names the user's line.
/// Errors: ValueError for the user's port and function names; FormatError for a tensor whose elements have no common
///         type of at most kMaxScalarBits; UnsupportedError for a kernel of several tensors.
Function write_function(const EmissionInput& input, Flavor flavor, Interface interface, bool has_source_comments);

}  // namespace wirefold::hls
