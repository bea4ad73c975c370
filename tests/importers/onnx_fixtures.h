// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "wirefold/dsl/numeric_array.h"
#include "wirefold/importers/onnx.h"

namespace wirefold {

/// A folder of models in the ONNX format, NAME.onnx, with NAME.npz, formats.json and softmax_formats.json.
class OnnxFixtures {
 public:
  explicit OnnxFixtures(const std::string& folder);

  /// What the files of the models do not tell, of every model.
  std::map<std::string, OnnxOptions> models() const;
  std::string path_of(const std::string& name) const { return (folder_ / (name + ".onnx")).string(); }
  /// The arrays `stem`, or `stem`0, `stem`1, ... of a model.
  std::vector<NumericArray> arrays_of(const std::string& name, const std::string& stem) const;

  struct Comparison {
    CombLogic logic;
    std::vector<NumericArray> computed;
    std::vector<NumericArray> expected;
  };
  /// What the interpreter computes of `inputs`, beside `outputs`, or `executed` where there are none; as many of one as
  /// of the other.
  Comparison compared(const std::string& name, const OnnxOptions& options) const;

 private:
  std::filesystem::path folder_;
};

/// The largest distance of two elements at the same place.
double largest_difference(const NumericArray& a, const NumericArray& b);

}  // namespace wirefold
