// SPDX-License-Identifier: Apache-2.0
#include "tools/sample_files.h"

#include "wirefold/driver/load_arrays.h"
#include "wirefold/ir/error.h"

namespace wirefold::tools {
namespace {

std::string counted(std::size_t count, const std::string& thing) {
  return std::to_string(count) + " " + thing + (count == 1 ? "" : "s");
}

std::string names_of(const std::vector<NamedTensor>& tensors) {
  std::string names;
  for (const NamedTensor& tensor : tensors) names += (names.empty() ? "'" : ", '") + tensor.name + "'";
  return names;
}

std::vector<NumericArray> samples_of_archive(const char* command, const std::string& file, const CombLogic& logic) {
  const std::map<std::string, NumericArray> arrays = load_npz(file);
  const auto& inputs = logic.inputs();
  std::vector<NumericArray> samples;
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    auto found = arrays.find(inputs[i].name);
    if (found == arrays.end()) found = arrays.find("inputs" + std::to_string(i));
    if (found == arrays.end() && inputs.size() == 1) found = arrays.find("inputs");
    if (found == arrays.end()) {
      const std::string last = std::to_string(inputs.size() - 1);
      throw IoError(
          command,
          "'" + file + "' has no array for input '" + inputs[i].name + "'; its arrays must be named " +
              (inputs.size() == 1 ? "'" + inputs[i].name + "' or 'inputs'"
                                  : "as the inputs, " + names_of(inputs) + ", or 'inputs0' to 'inputs" + last + "'"));
    }
    samples.push_back(found->second);
  }
  return samples;
}

}  // namespace

std::vector<NumericArray> read_samples(const char* command, const std::vector<std::string>& files,
                                       const CombLogic& logic) {
  if (files.size() == 1 && files[0].ends_with(".npz")) return samples_of_archive(command, files[0], logic);
  const std::size_t count = logic.inputs().size();
  if (files.size() != count) {
    throw ValueError(command, counted(files.size(), "input file") + " for a program of " + counted(count, "input") +
                                  ": " + names_of(logic.inputs()) +
                                  "; give one --input file.npy each, in this order, or one .npz file");
  }
  std::vector<NumericArray> samples;
  for (const std::string& file : files) samples.push_back(load_npy(file));
  return samples;
}

void check_output_files(const std::vector<std::string>& files, const CombLogic& logic) {
  const std::size_t count = logic.outputs().size();
  if (files.size() == count) return;
  throw ValueError("sim", counted(files.size(), "output file") + " for a program of " + counted(count, "output") +
                              ": " + names_of(logic.outputs()) + "; give one --output file.npy each, in this order");
}

void write_outputs(const std::vector<std::string>& files, const std::vector<NumericArray>& outputs) {
  for (std::size_t i = 0; i < files.size(); ++i) save_npy(files[i], outputs.at(i));
}

}  // namespace wirefold::tools
