// SPDX-License-Identifier: Apache-2.0
#include "tools/sample_files.h"

#include <algorithm>
#include <map>
#include <set>

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

bool is_archive(const std::string& file) { return file.ends_with(".npz"); }

bool is_one_archive(const std::vector<std::string>& files) { return files.size() == 1 && is_archive(files[0]); }

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

void check_names_differ(const std::vector<NamedTensor>& tensors) {
  std::set<std::string> names;
  for (const NamedTensor& tensor : tensors) {
    if (names.insert(tensor.name).second) continue;
    throw ValueError("sim", "two outputs are named '" + tensor.name + "', which an .npz file cannot hold; give one " +
                                "--output file.npy each, in this order: " + names_of(tensors));
  }
}

}  // namespace

std::vector<NumericArray> read_samples(const char* command, const std::vector<std::string>& files,
                                       const CombLogic& logic) {
  if (is_one_archive(files)) return samples_of_archive(command, files[0], logic);
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
  if (is_one_archive(files)) return check_names_differ(logic.outputs());
  const std::size_t count = logic.outputs().size();
  const bool has_archive = std::any_of(files.begin(), files.end(), is_archive);
  if (files.size() == count && !has_archive) return;
  const std::string given = counted(files.size(), "output file") + (has_archive ? ", one of them a .npz file," : "");
  throw ValueError("sim", given + " for a program of " + counted(count, "output") + ": " + names_of(logic.outputs()) +
                              "; give one --output file.npy each, in this order, or one .npz file");
}

void write_outputs(const std::vector<std::string>& files, const CombLogic& logic,
                   const std::vector<NumericArray>& outputs) {
  if (!is_one_archive(files)) {
    for (std::size_t i = 0; i < files.size(); ++i) save_npy(files[i], outputs.at(i));
    return;
  }
  std::map<std::string, NumericArray> arrays;
  for (std::size_t i = 0; i < outputs.size(); ++i) arrays.emplace(logic.outputs().at(i).name, outputs[i]);
  save_npz(files[0], arrays);
}

}  // namespace wirefold::tools
