// SPDX-License-Identifier: Apache-2.0
// Lesson 3. The 8-point integer transform of HEVC on the rows and columns of every 8 x 8 block of a picture.
#include <fstream>

#include "lesson.h"

namespace wf = wirefold;

namespace {

// ITU-T H.265, 8.6.4.2: the 8-point transform matrix, rows are the basis functions.
const wf::NumericArray kTransform = {
    {64, 64, 64, 64, 64, 64, 64, 64},     {89, 75, 50, 18, -18, -50, -75, -89}, {83, 36, -36, -83, -83, -36, 36, 83},
    {75, -18, -89, -50, 50, 89, 18, -75}, {64, -64, -64, 64, 64, -64, -64, 64}, {50, -89, 18, 75, -75, -18, 89, -50},
    {36, -83, 83, -36, -36, 83, -83, 36}, {18, -50, 75, -89, 89, -75, 50, -18},
};

// The first stage drops 2 bits and the second 9, both rounded half up, as the reference encoder does for 8-bit samples.
template <class Tensor>
Tensor transform(const Tensor& raw) {
  const auto residual = wf::quantize(raw, {true, 8, 0});
  const auto columns = wf::quantize(wf::matmul(kTransform, residual) >> 2, {true, 15, 0}, wf::RND);
  const auto both = wf::matmul(wf::name(columns, "columns"), wf::transpose(kTransform)) >> 9;
  return wf::name(wf::quantize(both, {true, 15, 0}, wf::RND), "rows");
}

// The 8 x 8 blocks of a binary PGM picture, with 128 subtracted from every sample.
wf::NumericArray read_blocks(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string magic;
  std::size_t width = 0;
  std::size_t height = 0;
  int white = 0;
  file >> magic >> width >> height >> white;
  file.get();
  std::vector<char> samples(width * height);
  file.read(samples.data(), static_cast<std::streamsize>(samples.size()));
  if (!file || magic != "P5" || white != 255) throw wf::IoError("read_blocks", "'" + path + "' is not an 8-bit PGM");
  std::vector<int> blocks;
  for (std::size_t y = 0; y < height; y += 8) {
    for (std::size_t x = 0; x < width; x += 8) {
      for (std::size_t i = 0; i < 64; ++i) {
        blocks.push_back(static_cast<unsigned char>(samples[(y + i / 8) * width + x + i % 8]) - 128);
      }
    }
  }
  return wf::NumericArray::from_values({blocks.size() / 64, 8, 8}, blocks);
}

}  // namespace

int main() {
  std::printf("The 8-point HEVC transform on a picture, stages of at most 5 ns\n");
  const auto blocks = read_blocks(WIREFOLD_EXAMPLE_DATA "/portrait.pgm");
  const auto expected = lesson::timed("numeric twin, every block", [&] {
    return wf::map_samples(blocks, [](const wf::NumericArray& block) { return transform(block); });
  });
  const auto logic = lesson::timed("trace", [] {
    const auto in = wf::FixedVariableArrayInput({8, 8});
    return wf::comb_trace(in, transform(in));
  });
  const bool all_well = lesson::build_and_verify(
      logic, {.name = "picture_transform", .dir = "build/projects/picture_transform", .latency_cutoff = 5}, blocks,
      expected);
  return all_well ? 0 : 1;
}
