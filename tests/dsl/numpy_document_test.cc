// SPDX-License-Identifier: Apache-2.0
// docs/numpy.md has a row for every public function, and every row names a test that uses the function.
#include <algorithm>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include "tests/catch.h"
#include "tests/dsl/numpy_cases.h"

namespace wirefold {
namespace {

std::string text_of(const std::string& path) {
  std::ifstream file(std::string(WIREFOLD_SOURCE_DIR) + "/" + path);
  INFO(path);
  REQUIRE(file.good());
  return {std::istreambuf_iterator<char>(file), {}};
}

void add_matches(const std::string& text, const std::string& pattern, std::set<std::string>& names) {
  const std::regex regex(pattern);
  for (std::sregex_iterator match(text.begin(), text.end(), regex), last; match != last; ++match) {
    names.insert((*match)[1]);
  }
}

// The functions over arrays that the headers declare which a user gets with <wirefold/wirefold.hpp>.
std::set<std::string> public_functions() {
  std::set<std::string> headers;
  add_matches(text_of("driver/wirefold.hpp"), R"(#include "wirefold/(dsl/[a-z_]+\.h)\")", headers);
  std::set<std::string> names;
  for (const std::string& header : headers) {
    const std::string text = text_of(header);
    add_matches(text, R"(\nWIREFOLD_OF_(?:ONE_ARRAY|TWO_ARRAYS)\((\w+))", names);
    add_matches(text, R"(\n(?:std::vector<)?(?:FixedVariableArray|NumericArray|Array|auto)>? (\w+)\()", names);
  }
  add_matches(text_of("dsl/real_function.h"), R"(\n  X\(k\w+, (\w+)\))", names);
  names.erase("round_to_integer");  // what floor, ceil, round and trunc of a pending function are made of
  return names;
}

struct Row {
  std::string numpy;
  std::string function;
  std::string test;
};

std::vector<Row> rows() {
  const std::string text = text_of("docs/numpy.md");
  const std::regex regex(R"(\n\| ?((?:`[^|]*)?) ?\| `([^`|]+)` \|[^\n]*\| `(\w+\.cc)` \|)");
  std::vector<Row> result;
  // Neighbouring rows share a line end, so each search begins at the end of the row before.
  std::smatch match;
  auto begin = text.cbegin();
  while (std::regex_search(begin, text.cend(), match, regex)) {
    result.push_back({match[1], match[2], match[3]});
    begin = match[0].second;
  }
  return result;
}

bool is_operator(const std::string& function) { return function.starts_with("operator"); }

TEST_CASE("the numpy table has a row for every public function, and no other") {
  std::set<std::string> listed;
  for (const Row& row : rows()) {
    if (!is_operator(row.function)) listed.insert(row.function);
  }
  std::set<std::string> functions = public_functions();
  CHECK(functions.size() > 100);
  std::vector<std::string> missing;
  std::set_symmetric_difference(functions.begin(), functions.end(), listed.begin(), listed.end(),
                                std::back_inserter(missing));
  for (const std::string& name : missing) {
    INFO(name << (functions.contains(name) ? " has no row" : " is no public function"));
    CHECK(missing.empty());
  }
}

TEST_CASE("every row of the numpy table is tested where it says") {
  const std::string document = text_of("docs/numpy.md");
  const auto count_of = [&](const std::string& part) {
    std::size_t count = 0;
    for (std::size_t at = document.find(part); at != std::string::npos; at = document.find(part, at + 1)) ++count;
    return count;
  };
  const std::vector<Row> all = rows();
  CHECK(all.size() == count_of("\n| ") - count_of("\n| numpy |"));
  CHECK(all.size() > 100);
  for (const Row& row : all) {
    INFO(row.function << " in " << row.test);
    const std::string test = text_of("tests/dsl/" + row.test);
    if (!is_operator(row.function)) {
      const std::regex use("\\b" + row.function + "(?:<\\w+>)?[(,]");
      CHECK(std::regex_search(test, use));
    }
    if (!row.numpy.starts_with("`np.") || !row.test.starts_with("numpy_")) continue;
    const std::string call = row.numpy.substr(1, row.numpy.find('`', 1) - 1) + "(";
    CHECK(test.find(call) != std::string::npos);
  }
}

}  // namespace
}  // namespace wirefold
