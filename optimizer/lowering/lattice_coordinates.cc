// SPDX-License-Identifier: Apache-2.0
#include "wirefold/optimizer/lowering/lattice_coordinates.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <tuple>
#include <utility>

#include "wirefold/optimizer/lowering/prime_field_equations.h"

namespace wirefold {
namespace {

using cmvm::Displacement;
using cmvm::WindowPlace;

struct Reading {
  std::size_t window;
  std::size_t place;
};

struct Point {
  std::int64_t x = 0;
  std::int64_t y = 0;

  friend auto operator<=>(const Point&, const Point&) = default;
};

Point operator+(Point a, Point b) { return {a.x + b.x, a.y + b.y}; }
Point operator-(Point a, Point b) { return {a.x - b.x, a.y - b.y}; }

class LatticeSearch {
 public:
  explicit LatticeSearch(const std::vector<std::vector<ValueId>>& windows)
      : windows_(windows), position_(windows.size()), place_(windows.empty() ? 0 : windows[0].size()) {}

  std::optional<LatticeCoordinates> run();

 private:
  std::size_t place_count() const { return place_.size(); }
  void collect_readings();
  void join_places();
  std::vector<std::size_t> sampled_windows() const;
  bool solve_places(const std::vector<std::size_t>& places);
  void spread(std::vector<std::size_t> places, std::vector<std::size_t> windows);
  bool is_consistent() const;
  std::optional<LatticeCoordinates> result() const;

  const std::vector<std::vector<ValueId>>& windows_;
  std::map<ValueId, std::vector<Reading>> readings_;
  std::vector<std::size_t> channel_;  // by place
  std::vector<std::vector<std::size_t>> places_of_channel_;
  std::vector<std::optional<Point>> position_;  // by window
  std::vector<std::optional<Point>> place_;     // by place
  std::size_t first_window_ = 0;
};

void LatticeSearch::collect_readings() {
  std::size_t most = 0;
  for (std::size_t window = 0; window < windows_.size(); ++window) {
    std::size_t count = 0;
    for (std::size_t place = 0; place < place_count(); ++place) {
      const ValueId value = windows_[window][place];
      if (value == kNoValue) continue;
      readings_[value].push_back({window, place});
      ++count;
    }
    if (count > most) first_window_ = window;
    most = std::max(most, count);
  }
}

// Places at which one value is read are of one channel.
void LatticeSearch::join_places() {
  std::vector<std::size_t> leader(place_count());
  std::iota(leader.begin(), leader.end(), 0);
  const auto find = [&](std::size_t place) {
    while (leader[place] != place) place = leader[place] = leader[leader[place]];
    return place;
  };
  std::vector<bool> is_read(place_count(), false);
  for (const auto& [value, readings] : readings_) {
    for (const Reading& reading : readings) {
      is_read[reading.place] = true;
      const std::size_t a = find(readings[0].place);
      const std::size_t b = find(reading.place);
      leader[std::max(a, b)] = std::min(a, b);
    }
  }
  channel_.assign(place_count(), 0);
  for (std::size_t place = 0; place < place_count(); ++place) {
    if (!is_read[place]) continue;
    const std::size_t first = find(place);
    if (first == place) {
      channel_[place] = places_of_channel_.size();
      places_of_channel_.emplace_back();
    }
    channel_[place] = channel_[first];
    places_of_channel_[channel_[place]].push_back(place);
  }
}

// Some windows around the first one.
std::vector<std::size_t> LatticeSearch::sampled_windows() const {
  constexpr std::size_t kMost = 24;
  std::vector<std::size_t> windows{first_window_};
  for (std::size_t i = 0; i < windows.size() && windows.size() < kMost; ++i) {
    for (const ValueId value : windows_[windows[i]]) {
      if (value == kNoValue) continue;
      for (const Reading& reading : readings_.at(value)) {
        const bool is_known = std::find(windows.begin(), windows.end(), reading.window) != windows.end();
        if (!is_known && windows.size() < kMost) windows.push_back(reading.window);
      }
    }
  }
  return windows;
}

// Solves position + place = position + place for all values that two windows read. What stays free are the axes.
bool LatticeSearch::solve_places(const std::vector<std::size_t>& places) {
  const std::vector<std::size_t> windows = sampled_windows();
  // The first window and the first place are the origin. Early places come last, so that these stay free.
  const std::size_t window_count = windows.size() - 1;
  const std::size_t unknowns = window_count + places.size() - 1;
  std::map<std::size_t, std::size_t> index_of_window;
  for (std::size_t i = 1; i < windows.size(); ++i) index_of_window[windows[i]] = i - 1;
  std::map<std::size_t, std::size_t> index_of_place;
  for (std::size_t i = 1; i < places.size(); ++i) index_of_place[places[i]] = unknowns - i;
  PrimeFieldEquations equations(unknowns);
  const auto in_sample = [&](const Reading& reading) {
    return reading.window == first_window_ || index_of_window.count(reading.window) != 0;
  };
  for (const auto& [value, readings] : readings_) {
    if (channel_[readings[0].place] != channel_[places[0]]) continue;
    const Reading* last = nullptr;
    for (const Reading& reading : readings) {
      if (!in_sample(reading)) continue;
      if (last != nullptr) {
        std::vector<std::int64_t> row(unknowns, 0);
        for (const auto& [one, sign] : {std::pair{last, 1}, std::pair{&reading, -1}}) {
          if (one->window != first_window_) row[index_of_window.at(one->window)] += sign;
          if (one->place != places[0]) row[index_of_place.at(one->place)] += sign;
        }
        equations.add(row);
      }
      last = &reading;
    }
  }
  const auto axes = equations.integer_solutions();
  if (!axes || axes->empty() || axes->size() > 2) return false;
  place_[places[0]] = Point{};
  for (std::size_t i = 1; i < places.size(); ++i) {
    const std::size_t unknown = unknowns - i;
    place_[places[i]] = Point{(*axes)[0][unknown], axes->size() == 2 ? (*axes)[1][unknown] : 0};
  }
  return true;
}

// Gives coordinates to all that the given places and windows are connected to.
void LatticeSearch::spread(std::vector<std::size_t> places, std::vector<std::size_t> windows) {
  const auto visit = [&](std::size_t window, std::size_t place) {
    const ValueId value = windows_[window][place];
    if (value == kNoValue || !position_[window] || !place_[place]) return;
    const Point at = *position_[window] + *place_[place];
    for (const Reading& reading : readings_.at(value)) {
      std::optional<Point>& other_position = position_[reading.window];
      std::optional<Point>& other_place = place_[reading.place];
      if (other_position && !other_place) {
        other_place = at - *other_position;
        places.push_back(reading.place);
      } else if (!other_position && other_place) {
        other_position = at - *other_place;
        windows.push_back(reading.window);
      }
    }
  };
  while (!places.empty() || !windows.empty()) {
    if (!windows.empty()) {
      const std::size_t window = windows.back();
      windows.pop_back();
      for (std::size_t place = 0; place < place_count(); ++place) visit(window, place);
    } else {
      const std::size_t place = places.back();
      places.pop_back();
      for (std::size_t window = 0; window < windows_.size(); ++window) visit(window, place);
    }
  }
}

// Whether places are different, and values and their coordinates belong to each other one by one: where a window reads
// nothing, nothing is.
bool LatticeSearch::is_consistent() const {
  using Key = std::tuple<std::size_t, Point>;
  std::map<ValueId, Key> key_of_value;
  std::map<Key, ValueId> value_of_key;
  std::set<Key> without_value;
  std::set<Key> places;
  for (std::size_t place = 0; place < place_count(); ++place) {
    if (place_[place] && !places.insert(Key{channel_[place], *place_[place]}).second) return false;
  }
  for (std::size_t window = 0; window < windows_.size(); ++window) {
    if (!position_[window]) continue;
    for (std::size_t place = 0; place < place_count(); ++place) {
      const ValueId value = windows_[window][place];
      if (!place_[place]) {
        if (value == kNoValue) continue;
        return false;
      }
      const Key key{channel_[place], *position_[window] + *place_[place]};
      if (value == kNoValue) {
        without_value.insert(key);
        continue;
      }
      if (key_of_value.emplace(value, key).first->second != key) return false;
      if (value_of_key.emplace(key, value).first->second != value) return false;
    }
  }
  return std::none_of(without_value.begin(), without_value.end(),
                      [&](const Key& key) { return value_of_key.count(key) != 0; });
}

// With the least coordinates of each channel moved to 0. Nothing if the others are too large.
std::optional<LatticeCoordinates> LatticeSearch::result() const {
  constexpr std::int64_t kMost = 8191;
  const auto is_small = [](Point p) { return std::abs(p.x) <= kMost && std::abs(p.y) <= kMost; };
  const auto displacement = [](Point p) {
    return Displacement{static_cast<std::int16_t>(p.x), static_cast<std::int16_t>(p.y)};
  };
  LatticeCoordinates result{std::vector<std::optional<Displacement>>(windows_.size()),
                            std::vector<std::optional<WindowPlace>>(place_count())};
  for (std::size_t window = 0; window < windows_.size(); ++window) {
    if (!position_[window]) continue;
    if (!is_small(*position_[window])) return std::nullopt;
    result.positions[window] = displacement(*position_[window]);
  }
  for (std::size_t channel = 0; channel < places_of_channel_.size(); ++channel) {
    std::optional<Point> least;
    for (const std::size_t place : places_of_channel_[channel]) {
      if (!place_[place]) continue;
      const Point at = *place_[place];
      least = least ? Point{std::min(least->x, at.x), std::min(least->y, at.y)} : at;
    }
    for (const std::size_t place : places_of_channel_[channel]) {
      if (!place_[place]) continue;
      const Point at = *place_[place] - *least;
      if (!is_small(at)) return std::nullopt;
      result.places[place] = WindowPlace{static_cast<std::uint32_t>(channel), displacement(at)};
    }
  }
  return result;
}

std::optional<LatticeCoordinates> LatticeSearch::run() {
  constexpr std::size_t kMostPlaces = 128;  // of a channel
  collect_readings();
  join_places();
  const auto largest = std::max_element(places_of_channel_.begin(), places_of_channel_.end(),
                                        [](const auto& a, const auto& b) { return a.size() < b.size(); });
  if (largest == places_of_channel_.end() || largest->size() < 2 || largest->size() > kMostPlaces) return std::nullopt;
  if (!solve_places(*largest)) return std::nullopt;
  position_[first_window_] = Point{};
  spread({}, {first_window_});
  for (const std::vector<std::size_t>& places : places_of_channel_) {
    if (place_[places[0]]) continue;
    place_[places[0]] = Point{};
    spread({places[0]}, {});
  }
  if (!is_consistent()) return std::nullopt;
  return result();
}

}  // namespace

std::optional<LatticeCoordinates> find_lattice(const std::vector<std::vector<ValueId>>& windows) {
  return LatticeSearch(windows).run();
}

}  // namespace wirefold
