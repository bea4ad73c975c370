// SPDX-License-Identifier: Apache-2.0
#include "wirefold/optimizer/lowering/lattice_coordinates.h"

#include <map>
#include <tuple>

#include "tests/catch.h"

namespace wirefold {
namespace {

using Windows = std::vector<std::vector<ValueId>>;

// The windows of a convolution over an image of `channels` channels, whose values are numbered row by row. Places
// beyond the borders have no value.
struct Convolution {
  int rows = 1;
  int columns = 1;
  int channels = 1;
  int height = 1;  // of the kernel
  int width = 1;
  int stride = 1;
  int dilation = 1;
  bool is_padded = false;

  Windows windows() const {
    Windows result;
    const int top = is_padded ? -(height - 1) / 2 : 0;
    const int left = is_padded ? -(width - 1) / 2 : 0;
    const int bottom = is_padded ? rows : rows - (height - 1) * dilation;
    const int right = is_padded ? columns : columns - (width - 1) * dilation;
    for (int y = top; y < bottom + top; y += stride) {
      for (int x = left; x < right + left; x += stride) result.push_back(window(y, x));
    }
    return result;
  }

  std::vector<ValueId> window(int top, int left) const {
    std::vector<ValueId> values;
    for (int y = top; y < top + height * dilation; y += dilation) {
      for (int x = left; x < left + width * dilation; x += dilation) {
        const bool is_inside = y >= 0 && x >= 0 && y < rows && x < columns;
        for (int channel = 0; channel < channels; ++channel) {
          values.push_back(is_inside ? static_cast<ValueId>((y * columns + x) * channels + channel) : kNoValue);
        }
      }
    }
    return values;
  }
};

// Two values are one exactly where channel and coordinates are the same: checked over all windows that have a position.
// How many those are.
std::size_t check_coordinates(const Windows& windows, const LatticeCoordinates& lattice) {
  using Key = std::tuple<std::uint32_t, cmvm::Displacement>;
  std::map<ValueId, Key> keys;
  std::map<Key, ValueId> values;
  std::size_t placed = 0;
  bool agree = true;
  for (std::size_t i = 0; i < windows.size(); ++i) {
    if (!lattice.positions[i]) continue;
    ++placed;
    for (std::size_t k = 0; k < windows[i].size(); ++k) {
      if (windows[i][k] == kNoValue) continue;
      const Key key{lattice.places[k]->channel, *lattice.positions[i] + lattice.places[k]->at};
      agree = agree && keys.emplace(windows[i][k], key).first->second == key;
      agree = agree && values.emplace(key, windows[i][k]).first->second == windows[i][k];
    }
  }
  CHECK(agree);
  return placed;
}

std::size_t channel_count(const LatticeCoordinates& lattice) {
  std::uint32_t most = 0;
  for (const auto& place : lattice.places) most = std::max(most, place ? place->channel : 0);
  return most + std::size_t{1};
}

TEST_CASE("a row of windows lies on a line") {
  const auto lattice = find_lattice(Convolution{.columns = 9, .width = 3}.windows());
  REQUIRE(lattice);
  for (std::int16_t i = 0; i < 7; ++i)
    CHECK(lattice->positions[static_cast<std::size_t>(i)] == cmvm::Displacement{i, 0});
  for (std::int16_t k = 0; k < 3; ++k) {
    CHECK(lattice->places[static_cast<std::size_t>(k)] == cmvm::WindowPlace{0, {k, 0}});
  }
}

TEST_CASE("windows of an image lie on a plane, channel by channel") {
  const Convolution convolution{.rows = 6, .columns = 7, .channels = 2, .height = 3, .width = 3};
  const auto lattice = find_lattice(convolution.windows());
  REQUIRE(lattice);
  CHECK(check_coordinates(convolution.windows(), *lattice) == 4 * 5);
  CHECK(channel_count(*lattice) == 2);
  CHECK(lattice->places[17] == cmvm::WindowPlace{1, {2, 2}});
}

TEST_CASE("places beyond the borders have no value") {
  const Convolution convolution{.rows = 5, .columns = 5, .channels = 1, .height = 3, .width = 3, .is_padded = true};
  const auto lattice = find_lattice(convolution.windows());
  REQUIRE(lattice);
  CHECK(check_coordinates(convolution.windows(), *lattice) == 25);
}

TEST_CASE("with a stride, places that never meet are different channels") {
  const Convolution convolution{.columns = 21, .width = 5, .stride = 2};
  const auto lattice = find_lattice(convolution.windows());
  REQUIRE(lattice);
  CHECK(check_coordinates(convolution.windows(), *lattice) == 9);
  CHECK(channel_count(*lattice) == 2);
}

TEST_CASE("the windows of a dilated convolution are interleaved, and one set is found at a time") {
  const Convolution convolution{.columns = 20, .width = 3, .dilation = 2};
  const auto lattice = find_lattice(convolution.windows());
  REQUIRE(lattice);
  CHECK(check_coordinates(convolution.windows(), *lattice) == 8);
}

TEST_CASE("a kernel may have holes") {
  Windows windows;
  for (ValueId i = 0; i < 20; ++i) windows.push_back({i, i + 1, i + 5, i + 11});
  const auto lattice = find_lattice(windows);
  REQUIRE(lattice);
  CHECK(check_coordinates(windows, *lattice) == 20);
  CHECK(lattice->places[3] == cmvm::WindowPlace{0, {11, 0}});
}

TEST_CASE("windows without values in common do not slide") {
  CHECK(!find_lattice({{0, 1, 2}, {3, 4, 5}}));
  CHECK(!find_lattice({{0, 1, 2}, {0, 3, 2}}));  // nor those that have them at the same places
}

TEST_CASE("windows around a circle lie on no line") {
  Windows windows;
  for (ValueId i = 0; i < 8; ++i) windows.push_back({i, (i + 1) % 8, (i + 2) % 8});
  CHECK(!find_lattice(windows));
}

TEST_CASE("a window that leaves out what others read there is no position") {
  Windows windows;
  for (ValueId i = 0; i < 8; ++i) windows.push_back({i, i + 1, i + 2});
  windows[4][1] = kNoValue;
  CHECK(!find_lattice(windows));
}

TEST_CASE("two places are never one") {
  const ValueId none = kNoValue;
  CHECK(!find_lattice({{none, none, 0}, {none, 0, 1}, {1, 0, none}, {0, none, none}}));
}

TEST_CASE("windows of three dimensions are not taken") {
  Windows windows;
  for (ValueId z = 0; z < 3; ++z) {
    for (ValueId y = 0; y < 3; ++y) {
      for (ValueId x = 0; x < 3; ++x) {
        std::vector<ValueId>& window = windows.emplace_back();
        for (ValueId k = 0; k < 8; ++k) window.push_back((z + k / 4) * 16 + (y + k / 2 % 2) * 4 + x + k % 2);
      }
    }
  }
  CHECK(!find_lattice(windows));
}

}  // namespace
}  // namespace wirefold
