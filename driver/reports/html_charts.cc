// SPDX-License-Identifier: Apache-2.0
#include "wirefold/driver/reports/html_charts.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace wirefold {
namespace {

// In pixels.
constexpr int kLabelWidth = 190;
constexpr int kBarWidth = 420;
constexpr int kValueWidth = 130;
constexpr int kRowHeight = 22;
constexpr int kBoxWidth = 168;
constexpr int kBoxHeight = 50;
constexpr int kBoxStepX = 228;
constexpr int kBoxStepY = 66;
constexpr int kMargin = 10;
constexpr std::size_t kLongestLabel = 24;  // characters; the whole text shows under the pointer

std::string shortened(const std::string& text) {
  if (text.size() <= kLongestLabel) return html_escaped(text);
  std::size_t end = kLongestLabel - 1;
  while (end > 0 && (text[end] & 0xC0) == 0x80) --end;  // not within a character of UTF-8
  return html_escaped(text.substr(0, end)) + "…";
}

std::string svg(const std::string& title, int width, int height, const std::string& body) {
  return fmt::format("<svg role=\"img\" aria-label=\"{}\" width=\"{}\" height=\"{}\" viewBox=\"0 0 {} {}\">{}</svg>\n",
                     html_escaped(title), width, height, width, height, body);
}

std::string row_label(int y, const std::string& label) {
  return fmt::format("<text x=\"{}\" y=\"{}\" text-anchor=\"end\">{}<title>{}</title></text>", kLabelWidth - 8, y + 15,
                     shortened(label), html_escaped(label));
}

std::string bar(int y, double from, double to, double most, const char* style, const std::string& text) {
  const double scale = most > 0 ? kBarWidth / most : 0;
  const double begin = kLabelWidth + std::max(from, 0.0) * scale;
  const double end = kLabelWidth + std::max(to, 0.0) * scale;
  return fmt::format(
      "<rect class=\"{}\" x=\"{:.1f}\" y=\"{}\" width=\"{:.1f}\" height=\"14\"/><text class=\"value\" x=\"{:.1f}\" "
      "y=\"{}\">{}</text>",
      style, begin, y + 4, std::max(end - begin, 1.0), end + 6, y + 15, html_escaped(text));
}

struct Place {
  int column;
  int row;
  int x() const { return kMargin + column * kBoxStepX; }
  int y() const { return kMargin + row * kBoxStepY; }
};

// By tensor the ones that it reads; only earlier ones, so that there is no circle whatever a file says.
std::vector<std::vector<std::size_t>> reads_by_place(const std::vector<TensorEstimate>& tensors) {
  std::map<std::string, std::size_t> places;
  std::vector<std::vector<std::size_t>> reads;
  for (std::size_t i = 0; i < tensors.size(); ++i) {
    reads.emplace_back();
    for (const std::string& name : tensors[i].reads) {
      const auto found = places.find(name);
      if (found != places.end()) reads.back().push_back(found->second);
    }
    places[tensors[i].name] = i;
  }
  return reads;
}

std::vector<Place> arranged(const std::vector<std::vector<std::size_t>>& reads) {
  std::vector<Place> places;
  std::vector<int> used;  // rows of each column
  for (const std::vector<std::size_t>& read : reads) {
    int column = 0;
    for (const std::size_t other : read) column = std::max(column, places[other].column + 1);
    if (used.size() <= static_cast<std::size_t>(column)) used.resize(static_cast<std::size_t>(column) + 1, 0);
    places.push_back({column, used[static_cast<std::size_t>(column)]++});
  }
  return places;
}

std::string widths_text(const TensorEstimate& tensor) {
  if (tensor.narrowest_bits == tensor.widest_bits) return fmt::format("{} bits", tensor.widest_bits);
  return fmt::format("{} to {} bits", tensor.narrowest_bits, tensor.widest_bits);
}

std::string box(const TensorEstimate& tensor, const Place& place) {
  const std::string cost =
      tensor.is_input ? std::string("input") : fmt::format("{:.0f} LUTs", tensor.figures.estimated_luts);
  return fmt::format(
      "<g><title>{}: shape {}, {} elements, {} adders, {} multipliers</title><rect class=\"box {}\" x=\"{}\" y=\"{}\" "
      "width=\"{}\" height=\"{}\" rx=\"5\"/><text class=\"name\" x=\"{}\" y=\"{}\">{}</text><text class=\"value\" "
      "x=\"{}\" y=\"{}\">{} {}</text><text class=\"value\" x=\"{}\" y=\"{}\">{}</text></g>",
      html_escaped(tensor.name), html_escaped(tensor.shape), tensor.elements, tensor.figures.adders,
      tensor.figures.multipliers, tensor.is_input ? "input" : "layer", place.x(), place.y(), kBoxWidth, kBoxHeight,
      place.x() + 8, place.y() + 16, shortened(tensor.name), place.x() + 8, place.y() + 31, html_escaped(tensor.shape),
      widths_text(tensor), place.x() + 8, place.y() + 45, cost);
}

std::string edge(const Place& from, const Place& to) {
  const int x0 = from.x() + kBoxWidth;
  const int y0 = from.y() + kBoxHeight / 2;
  const int x1 = to.x();
  const int y1 = to.y() + kBoxHeight / 2;
  const int bend = std::max((x1 - x0) / 2, 20);
  return fmt::format("<path class=\"edge\" d=\"M{} {} C{} {} {} {} {} {}\"/>", x0, y0, x0 + bend, y0, x1 - bend, y1, x1,
                     y1);
}

}  // namespace

std::string html_escaped(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    switch (c) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      case '"':
        escaped += "&quot;";
        break;
      case '\0':  // no document of HTML may hold it
        break;
      default:
        escaped += c;
    }
  }
  return escaped;
}

std::string bar_chart(const std::string& title, const std::vector<Bar>& bars) {
  double most = 0;
  for (const Bar& one : bars) most = std::max(most, one.value);
  std::string body;
  int y = 0;
  for (const Bar& one : bars) {
    body += row_label(y, one.label) + bar(y, 0, one.value, most, one.style, one.value_text);
    y += kRowHeight;
  }
  return svg(title, kLabelWidth + kBarWidth + kValueWidth, std::max(y, kRowHeight), body);
}

std::string width_chart(const std::vector<TensorEstimate>& tensors) {
  double most = 0;
  for (const TensorEstimate& tensor : tensors) most = std::max(most, static_cast<double>(tensor.widest_bits));
  std::string body;
  int y = 0;
  for (const TensorEstimate& tensor : tensors) {
    // From zero for one width, otherwise the range that the widths of the elements span.
    const auto widest = static_cast<double>(tensor.widest_bits);
    const double from = tensor.narrowest_bits == tensor.widest_bits ? 0 : static_cast<double>(tensor.narrowest_bits);
    body += row_label(y, tensor.name) + bar(y, from, widest, most, tensor.is_input ? "input" : "estimate",
                                            fmt::format("{}, {} in all", widths_text(tensor), tensor.width_bits));
    y += kRowHeight;
  }
  return svg("widths of the elements", kLabelWidth + kBarWidth + kValueWidth + 60, std::max(y, kRowHeight), body);
}

std::string layer_graph(const std::vector<TensorEstimate>& tensors) {
  const std::vector<std::vector<std::size_t>> reads = reads_by_place(tensors);
  const std::vector<Place> places = arranged(reads);
  std::string edges;
  std::string boxes;
  int width = kBoxWidth;
  int height = kBoxHeight;
  for (std::size_t i = 0; i < tensors.size(); ++i) {
    for (const std::size_t other : reads[i]) edges += edge(places[other], places[i]);
    boxes += box(tensors[i], places[i]);
    width = std::max(width, places[i].x() + kBoxWidth + kMargin);
    height = std::max(height, places[i].y() + kBoxHeight + kMargin);
  }
  return svg("graph by layer", width, height, edges + boxes);
}

}  // namespace wirefold
