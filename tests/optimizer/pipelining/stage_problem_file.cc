// SPDX-License-Identifier: Apache-2.0
#include "tests/optimizer/pipelining/stage_problem_file.h"

#include <fstream>
#include <sstream>
#include <stdexcept>

namespace wirefold {
namespace {

struct Line {
  StageProblem::Step step;
  std::vector<std::uint32_t> reads;
};

}  // namespace

StageProblemFile read_stage_problem(const std::string& path) {
  std::ifstream stream(path);
  if (!stream) throw std::runtime_error("cannot read " + path);
  StageProblemFile file;
  std::vector<Line> lines;
  for (std::string text; std::getline(stream, text);) {
    if (text.starts_with('#')) continue;
    std::istringstream words(text.starts_with("output ") ? text.substr(7) : text);
    std::uint32_t number = 0;
    if (text.starts_with("output ")) {
      words >> number;
      file.output_bits += number;
      words >> number;
      lines.at(number).step.is_output = true;
      continue;
    }
    Line line;
    words >> line.step.delay >> line.step.width_bits;
    while (words >> number) line.reads.push_back(number);
    line.step.is_input = line.reads.empty();
    if (line.step.is_input) file.input_bits += line.step.width_bits;
    lines.push_back(line);
  }
  for (const Line& line : lines) file.problem.add(line.step, line.reads);
  return file;
}

}  // namespace wirefold
