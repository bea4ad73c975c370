// SPDX-License-Identifier: Apache-2.0
#include "wirefold/backends/hls/test_bench.h"

#include <cstdio>

#include "wirefold/ir/error.h"

namespace wirefold::hls {
namespace {

std::string hexadecimal(std::uint64_t word) {
  char text[24];
  std::snprintf(text, sizeof text, "0x%llxULL", static_cast<unsigned long long>(word));
  return text;
}

// The words of all samples of a port; one word that is never read for a port without bits.
std::string vector_array(const std::string& name, const Port& port, const std::vector<std::uint64_t>& words,
                         std::size_t sample_count) {
  check_internal(words.size() == sample_count * port.words_per_sample(),
                 "test vectors with another number of words than their samples have");
  constexpr std::size_t kWordsPerLine = 5;
  std::string text = "const uint64_t " + name + "[] = {";
  for (std::size_t i = 0; i < words.size(); ++i) {
    text += (i == 0 ? "" : ",") + std::string(i % kWordsPerLine == 0 ? "\n    " : " ") + hexadecimal(words[i]);
  }
  return text + (words.empty() ? "0};\n" : "};\n");
}

constexpr std::string_view kMain = R"(
// How many words of one output differ from what is expected.
int mismatches(const char* port, unsigned sample, const uint64_t* found, const uint64_t* expected, unsigned count) {
  int failures = 0;
  for (unsigned i = 0; i < count; ++i) {
    if (found[i] == expected[i]) continue;
    ++failures;
    printf("sample %u: %s word %u is %llx, expected %llx\n", sample, port, i, (unsigned long long)found[i],
           (unsigned long long)expected[i]);
  }
  return failures;
}

}  // namespace

int main() {
  int failures = 0;
  for (unsigned sample = 0; sample < @samples@; ++sample) {
@step@  }
  if (failures == 0) {
    printf("PASS: @samples@ samples\n");
    return 0;
  }
  printf("FAIL: %d mismatches in @samples@ samples\n", failures);
  return 1;
}
)";

void replace_all(std::string& text, std::string_view mark, const std::string& replacement) {
  for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark, at + replacement.size())) {
    text.replace(at, mark.size(), replacement);
  }
}

}  // namespace

std::string write_test_bench(const Function& function, const TestVectors& vectors) {
  check_internal(vectors.inputs.size() == function.inputs.size() && vectors.outputs.size() == function.outputs.size(),
                 "test vectors for other ports than those of the function");
  std::string arrays;
  std::string inputs;
  std::string outputs;
  std::string found;
  std::string checks;
  for (std::size_t i = 0; i < function.inputs.size(); ++i) {
    const Port& port = function.inputs[i].port;
    arrays += vector_array("in_" + port.name, port, vectors.inputs[i], vectors.sample_count);
    inputs += "in_" + port.name + " + sample * " + std::to_string(port.words_per_sample()) + ", ";
  }
  for (std::size_t i = 0; i < function.outputs.size(); ++i) {
    const Port& port = function.outputs[i].port;
    const std::string words = std::to_string(port.words_per_sample());
    arrays += vector_array("out_" + port.name, port, vectors.outputs[i], vectors.sample_count);
    found += "    uint64_t found_" + port.name + "[" + words + " + 1];\n";
    outputs += "found_" + port.name + ", ";
    checks += "    failures += mismatches(\"" + port.name + "\", sample, found_" + port.name + ", out_" + port.name +
              " + sample * " + words + ", " + words + ");\n";
  }
  const std::string step = found + "    const uint64_t* const inputs[] = {" + inputs +
                           "0};\n    uint64_t* const outputs[] = {" + outputs + "0};\n    " + function.name +
                           "_packed::run_packed(inputs, outputs);\n" + checks;
  std::string main_text(kMain);
  replace_all(main_text, "@samples@", std::to_string(vectors.sample_count));
  replace_all(main_text, "@step@", step);
  return "#include <stdio.h>\n\n#include \"" + function.name + "_packed.h\"\n\nnamespace {\n\n" + arrays + main_text;
}

}  // namespace wirefold::hls
