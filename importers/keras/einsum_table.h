// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>

#include "wirefold/importers/keras/layer_call.h"

namespace wirefold::keras {

/// A dense layer of the einsum `equation` whose every weight is a function from a number to a number, computed by a
/// network, rounded by a quantizer and stored as a table. The sums are taken over the outputs of the tables.
struct EinsumTable {
  std::string equation;        ///< "abc,cd->abd"; no letter of the weights alone may be summed over
  bool has_bias = false;       ///< in the networks; those that are normalized have none
  std::string normalized;      ///< letters of the axes of the statistics; empty: those of the weights in the result
  const char* table_key = "";  ///< member of the config of the quantizer behind the tables
  std::function<Signal(const Signal&)> quantize_input;
};

/// The sums, in front of activation and output quantizer. Networks, statistics and the quantizer `toq` are at `call`.
Signal einsum_table_of(const LayerCall& call, const Signal& x, const EinsumTable& table);

}  // namespace wirefold::keras
