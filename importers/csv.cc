// SPDX-License-Identifier: Apache-2.0
#include "wirefold/importers/csv.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <vector>

#include "wirefold/importers/decimal.h"
#include "wirefold/importers/input_file.h"

namespace wirefold {
namespace {

constexpr std::string_view kBlanks = " \t\r";
constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";
// The grid of the fraction that an error proposes for a decimal without an exact value.
constexpr unsigned kProposedFractionBits = 8;
constexpr std::size_t kShownCharacters = 40;

std::string_view without_blanks(std::string_view text) {
  const std::size_t begin = std::min(text.find_first_not_of(kBlanks), text.size());
  const std::size_t end = text.find_last_not_of(kBlanks);
  return end == std::string_view::npos ? std::string_view() : text.substr(begin, end + 1 - begin);
}

std::vector<std::string_view> cells_of(std::string_view line) {
  const bool has_commas = line.find(',') != std::string_view::npos;
  const bool has_semicolons = line.find(';') != std::string_view::npos;
  const std::string_view separators = has_commas ? "," : (has_semicolons ? ";" : kBlanks);
  std::vector<std::string_view> cells;
  while (true) {
    const std::size_t end = line.find_first_of(separators);
    cells.push_back(without_blanks(line.substr(0, end)));
    if (end == std::string_view::npos) return cells;
    line.remove_prefix(end + 1);
    if (!has_commas && !has_semicolons) line = without_blanks(line);
  }
}

std::string place(std::size_t line, std::size_t column) {
  return "line " + std::to_string(line) + ", column " + std::to_string(column);
}

Dyadic number_of(std::string_view cell, const InputFile& file, std::size_t line, std::size_t column) {
  if (const auto exact = Dyadic::parse(cell)) return *exact;
  const auto decimal = Decimal::parse(cell);
  if (!decimal) {
    const std::string dots = cell.size() > kShownCharacters ? "..." : "";
    file.refuse(place(line, column), "'" + std::string(cell.substr(0, kShownCharacters)) + dots +
                                         "' is not an integer, a fraction over a power of two or a decimal number");
  }
  if (const auto exact = decimal->to_dyadic()) return *exact;
  file.refuse(place(line, column), std::string(cell) +
                                       " has no exact binary value; write a fraction over a power of two, such as " +
                                       decimal->nearest_on_grid(kProposedFractionBits).to_string() + "/" +
                                       Integer::power_of_two(kProposedFractionBits).to_string());
}

}  // namespace

Matrix read_csv(const std::string& path, const Location& location) {
  const InputFile file{"read_csv", path, location};
  const std::string bytes = file.read();
  std::string_view text = bytes;
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());

  Matrix matrix;
  for (std::size_t line_number = 1; !text.empty(); ++line_number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = without_blanks(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.empty() || line.starts_with('#')) continue;
    const std::vector<std::string_view> cells = cells_of(line);
    if (matrix.rows++ == 0) matrix.columns = cells.size();
    if (cells.size() != matrix.columns) {
      file.refuse(
          "line " + std::to_string(line_number),
          "has " + std::to_string(cells.size()) + " numbers, the rows above have " + std::to_string(matrix.columns));
    }
    for (std::size_t i = 0; i < cells.size(); ++i) {
      matrix.entries.push_back(number_of(cells[i], file, line_number, i + 1));
    }
  }
  if (matrix.rows == 0) file.refuse("holds no numbers");
  return matrix;
}

}  // namespace wirefold
