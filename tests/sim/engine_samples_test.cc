// SPDX-License-Identifier: Apache-2.0
// How numbers enter and leave the engine.
#include <cmath>
#include <limits>

#include "tests/catch.h"
#include "tests/sim/engine_testing.h"
#include "wirefold/ir/builder.h"
#include "wirefold/ir/error.h"
#include "wirefold/ir/semantics.h"
#include "wirefold/ir/text.h"

namespace wirefold {
namespace {

// Outputs that are the inputs.
CombLogic copies(const std::string& formats, int count) {
  std::string elements;
  for (int i = 0; i < count; ++i) elements += (i == 0 ? "%" : ", %") + std::to_string(i);
  const std::string shape = "(" + std::to_string(count) + ",)";
  return parse("wirefold 1 \"m\"\ninput \"x\" " + shape + " " + formats + "\noutput \"y\" " + shape + " " + elements +
               "\n");
}

template <class In, class Out>
std::vector<Out> run_values(const Engine& engine, const std::vector<In>& x, std::size_t count,
                            const RunOptions& options = {}) {
  std::vector<Out> y(count * engine.outputs()[0].shape.size());
  const InputSamples inputs[] = {std::span<const In>(x)};
  const OutputSamples outputs[] = {std::span<Out>(y)};
  engine.run(count, inputs, outputs, options);
  return y;
}

template <class Error, class Action>
std::string error_text(const Action& action) {
  try {
    action();
  } catch (const Error& error) {
    return error.what();
  }
  return "no error";
}

template <class Number>
Number random_bits(Random& random) {
  using Bits = std::conditional_t<sizeof(Number) == 8, std::uint64_t, std::uint32_t>;
  return __builtin_bit_cast(Number, static_cast<Bits>(random.bits()));
}

// Any pattern of bits, and numbers near the formats' ranges and grids.
template <class Number>
Number random_number(Random& random) {
  if constexpr (std::is_integral_v<Number>) {
    return static_cast<Number>(random_bits<Number>(random) >>
                               random.between(0, 8 * static_cast<int>(sizeof(Number)) - 1));
  } else {
    if (random.one_in(3)) {
      const Number any = random_bits<Number>(random);
      return std::isfinite(any) ? any : -Number{0};
    }
    return static_cast<Number>(
        std::ldexp(static_cast<double>(random.between(-100000, 100000)), random.between(-30, 10)));
  }
}

template <class Number>
Dyadic exact(Number number) {
  if constexpr (std::is_integral_v<Number>) {
    return Dyadic(number);
  } else {
    return *Dyadic::from_double(static_cast<double>(number));
  }
}

template <class Number>
void check_ports(const std::string& formats, int count, Random& random) {
  const CombLogic logic = copies(formats, count);
  for (const SimdLevel level : simd_levels()) {
    const Engine engine(logic, {.simd = level});
    constexpr std::size_t kSamples = 70;
    // All small, so that the fast way is taken, and then anything.
    for (const bool only_small : {true, false}) {
      std::vector<Number> x(kSamples * static_cast<std::size_t>(count));
      for (Number& number : x) {
        number = only_small ? static_cast<Number>(random.between(-3000, 3000)) / (random.one_in(2) ? 16 : 1)
                            : random_number<Number>(random);
      }
      const auto y = run_values<Number, Dyadic>(engine, x, kSamples);
      for (std::size_t i = 0; i < x.size(); ++i) {
        const Format& format =
            logic.input_format(logic.definition(static_cast<ValueId>(i % static_cast<std::size_t>(count))));
        if (y[i] == read_input(exact(x[i]), format)) continue;
        FAIL(to_string(level) << ": " << exact(x[i]).to_string() << " was read as " << y[i].to_string() << " by "
                              << to_string(format));
      }
    }
  }
}

TEST_CASE("ports floor and wrap every finite number, at every SIMD level") {
  const std::uint64_t seed = 777;
  INFO("seed " << seed);
  Random random(seed);
  const auto check_all = [&](const std::string& formats, int count) {
    INFO(formats);
    check_ports<double>(formats, count, random);
    check_ports<float>(formats, count, random);
    check_ports<std::int32_t>(formats, count, random);
    check_ports<std::int64_t>(formats, count, random);
  };
  check_all("s3.4", 1);
  check_all("s3.4, s3.4, s3.4, s3.4, s3.4, s3.4, s3.4, s3.4, s3.4, s3.4, s3.4, s3.4, s3.4, s3.4, s3.4, s3.4", 16);
  check_all("u12.4, s15.0, s0.15, u-3.9, s9.-5, u0.1, s0.0, u16.0, u1.15", 9);
  check_all("s10.20, u32.0, s31.0, u-10.40, s40.-20", 5);
  check_all("s63.0, u40.24, s20.43, u70.-10, u3.60", 5);
  check_all("s80.0, u40.50, s3.4, u100.-40, s-90.200", 5);
  check_all("s3.-100, u-500.505, s200.-190, u3.1000, s900.-880", 5);
}

TEST_CASE("outputs leave in every type, at every SIMD level") {
  // Negated and shifted copies, and a constant.
  const CombLogic logic = parse(
      "wirefold 1 \"m\"\ninput \"x\" (3,) s9.0, s23.0, u8.0\n%3 = constant -7 : [-7]\n"
      "output \"y\" (5,) %0, -%1, %2 << 3, %3, -%0\n");
  std::vector<std::int32_t> x;
  std::vector<std::int64_t> expected;
  for (std::int32_t i = 0; i < 100; ++i) {
    const std::int32_t a = i * 10 - 500;
    const std::int32_t b = i * 100'003 - 5'000'000;
    x.insert(x.end(), {a, b, i});
    expected.insert(expected.end(), {a, -b, 8 * i, -7, -a});
  }
  for (const SimdLevel level : simd_levels()) {
    const Engine engine(logic, {.simd = level});
    CHECK(run_values<std::int32_t, std::int64_t>(engine, x, 100) == expected);
    CHECK(run_values<std::int32_t, std::int32_t>(engine, x, 100) ==
          std::vector<std::int32_t>(expected.begin(), expected.end()));
    const auto doubles = run_values<std::int32_t, double>(engine, x, 100);
    CHECK(doubles == std::vector<double>(expected.begin(), expected.end()));
    CHECK(run_values<std::int32_t, float>(engine, x, 100) == std::vector<float>(expected.begin(), expected.end()));
    for (const double value : doubles) CHECK_FALSE((value == 0 && std::signbit(value)));
  }
}

TEST_CASE("a number that the type of its output does not hold is an error") {
  const Engine engine(copies("s70.1, s3.1", 2));
  const auto run_with = [&](double first, double second, auto type) {
    using Out = decltype(type);
    std::vector<double> x(80, 0.0);
    x[64] = first;
    x[67] = second;
    return error_text<ValueError>([&] { run_values<double, Out>(engine, x, 40); });
  };
  CHECK(run_with(3, 4, std::int32_t{}) == "no error");
  CHECK(run_with(3, 1.5, std::int32_t{}) ==
        "Engine::run: element 1 of output 'y' in sample 33 is 3/2, which an int32 does not hold exactly");
  CHECK(run_with(2147483648.0, 0, std::int32_t{}) ==
        "Engine::run: element 0 of output 'y' in sample 32 is 2147483648, which an int32 does not hold exactly");
  CHECK(run_with(-2147483648.0, 0, std::int32_t{}) == "no error");
  CHECK(run_with(9223372036854775808.0, 0, std::int64_t{}) ==
        "Engine::run: element 0 of output 'y' in sample 32 is 1*2^63, which an int64 does not hold exactly");
  CHECK(run_with(16777217, 0, float{}) ==
        "Engine::run: element 0 of output 'y' in sample 32 is 16777217, which a float does not hold exactly");
  CHECK(run_with(16777217, 0, double{}) == "no error");
  const std::vector<Dyadic> wide = {Dyadic(Integer::power_of_two(60) + 1, 0), 0};
  CHECK(error_text<ValueError>([&] { run_values<Dyadic, double>(engine, wide, 1, {.function = "predict"}); }) ==
        "predict: element 0 of output 'y' in sample 0 is 1152921504606846977, which a double does not hold exactly");
}

TEST_CASE("NaN and infinity are errors, also where nothing reads the port") {
  const CombLogic logic = parse("wirefold 1 \"m\"\ninput \"x\" (2,) s3.4, u80.0\noutput \"y\" (1,) %0\n");
  const Engine engine(logic);
  std::vector<double> x(20, 0.5);
  x[7] = std::numeric_limits<double>::quiet_NaN();
  CHECK(error_text<ValueError>([&] { run_values<double, double>(engine, x, 10); }) ==
        "Engine::run: element 1 of input 'x' in sample 3 is not a finite number");
  x[7] = 1e300;
  CHECK(run_values<double, double>(engine, x, 10) == std::vector<double>(10, 0.5));
  std::vector<float> f(2, -std::numeric_limits<float>::infinity());
  CHECK(error_text<ValueError>([&] { run_values<float, double>(engine, f, 1); }) ==
        "Engine::run: element 0 of input 'x' in sample 0 is not a finite number");
}

TEST_CASE("strict inputs refuse what a port does not hold") {
  const Engine engine(copies("s3.1, u2.0", 2));
  const auto strict = [&](auto first, decltype(first) second) {
    const std::vector<decltype(first)> x = {0, 0, first, second};
    return error_text<ValueError>([&] {
      run_values<decltype(first), Dyadic>(engine, x, 2, {.inputs = Inputs::strict, .location = {"a/b.cc", 7}});
    });
  };
  CHECK(strict(-8.0, 3.0) == "no error");
  CHECK(strict(0.25, 3.0) ==
        "Engine::run: element 0 of input 'x' in sample 1 is 1/4, which s3.1 does not hold, and the inputs are strict"
        "  [b.cc:7]");
  CHECK(strict(std::int64_t{1}, 4) ==
        "Engine::run: element 1 of input 'x' in sample 1 is 4, which u2.0 does not hold, and the inputs are strict"
        "  [b.cc:7]");
  CHECK(strict(std::int32_t{8}, 3) ==
        "Engine::run: element 0 of input 'x' in sample 1 is 8, which s3.1 does not hold, and the inputs are strict"
        "  [b.cc:7]");
}

TEST_CASE("samples of the wrong size are errors") {
  const Engine engine(copies("s3.1, u2.0", 2));
  const std::vector<double> x(5);
  CHECK(error_text<ShapeError>([&] { run_values<double, double>(engine, x, 2); }) ==
        "Engine::run: 2 samples of input 'x' take 4 numbers, got 5");
  std::vector<double> y(3);
  const InputSamples inputs[] = {std::span<const double>(x).first(4)};
  const OutputSamples outputs[] = {std::span<double>(y)};
  CHECK(error_text<ShapeError>([&] { engine.run(2, inputs, outputs); }) ==
        "Engine::run: 2 samples of output 'y' take 4 numbers, got 3");
  CHECK(error_text<ShapeError>([&] { engine.run(2, {}, outputs); }) ==
        "Engine::run: the program has 1 inputs, got 0 arrays");
}

TEST_CASE("the value of a named tensor can be tapped") {
  const CombLogic logic = parse(
      "wirefold 1 \"m\"\ninput \"x\" (2,) s3.0, s3.0\n%2 = sum (%0, %1) : [-16, 14] step 1\n"
      "%3 = relu %2 : [0, 14] step 1\ntensor \"middle\" (2,) %2 << 1, -%0\noutput \"y\" (1,) %3\n");
  const Engine engine(logic, {.taps = {"middle"}});
  CHECK(engine.outputs().size() == 2);
  CHECK(engine.outputs()[1].name == "middle");
  CHECK(run_engine(engine, {{3, -5, 7, 7}}, 2) == ExactBatch{{0, 14}, {-4, -3, 28, -7}});
  CHECK(error_text<UnsupportedError>([&] {
          Engine(logic, {.taps = {"dense"}}, {"m.cc", 3});
        }) == "Engine: the program has no tensor named 'dense' to tap  [m.cc:3]");
}

TEST_CASE("a number outside the interval that a program promises for an input is our mistake") {
  Builder builder;
  builder.begin_input("x", Shape{1});
  const ValueId x = builder.input({true, 3, 0});
  builder.narrow(x, {-2, 3, 0});
  const Use terms[] = {{x}, {x, 1}};
  builder.add_output({"y", Shape{1}, {{builder.sum(terms)}}});
  const Engine engine(builder.finish());
  CHECK(run_values<double, double>(engine, {3.5, -18}, 2) == std::vector<double>{9, -6});
  CHECK(error_text<InternalError>([&] {
          run_values<double, double>(engine, {3.5, 4}, 2);
        }) ==
        "wirefold internal error, please report: element 0 of input 'x' in sample 1 is 4, outside its interval "
        "[-2, 3] step 1");
}

}  // namespace
}  // namespace wirefold
