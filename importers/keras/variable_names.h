// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>

namespace wirefold::keras {

/// Where a .keras file holds the parts of one layer, told from the names that they have in Keras: a whole-model HDF5
/// file knows a quantizer as `q_dense_iq/fixed_point_quantizer_kif_3`, a .keras file as `iq/quantizer`.
///
/// Parts that only a number tells apart are counted in the order in which they come, so names are given in the order in
/// which the file lists them.
class PartPaths {
 public:
  /// The path of the object that has the variable `name`, below the layer: "iq/quantizer" of
  /// "q_dense_iq/fixed_point_quantizer_kif_3/f", "" of "kernel".
  std::string of_variable(std::string_view name);

 private:
  std::string part_of(std::string_view name, const std::string& owner);
  std::size_t place_of(std::string_view name, const std::string& owner, std::string_view kind);

  std::map<std::pair<std::string, std::string>, std::size_t> places_;  // of owner and name
  std::map<std::pair<std::string, std::string>, std::size_t> counts_;  // of owner and kind
};

}  // namespace wirefold::keras
