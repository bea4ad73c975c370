// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <type_traits>
#if defined(__AVX2__)
#include <immintrin.h>
#endif

// Vectors of the size that the including translation unit is compiled for, by the vector extensions of GCC and clang.
// Everything is in an unnamed namespace: each translation unit has its own, for its own instruction set.
namespace wirefold::engine {
namespace {

#if defined(__AVX512BW__)
constexpr std::size_t kVectorBytes = 64;
#elif defined(__AVX2__)
constexpr std::size_t kVectorBytes = 32;
#else
constexpr std::size_t kVectorBytes = 16;
#endif

template <class E, std::size_t N>
struct VectorOf {
  typedef E Type __attribute__((vector_size(sizeof(E) * N)));
};
/// N elements E.
template <class E, std::size_t N>
using Vector = typename VectorOf<E, N>::Type;

template <class E>
struct UnsignedOf;
template <>
struct UnsignedOf<std::int16_t> {
  using Type = std::uint16_t;
};
template <>
struct UnsignedOf<std::int32_t> {
  using Type = std::uint32_t;
};
template <>
struct UnsignedOf<std::int64_t> {
  using Type = std::uint64_t;
};
template <class E>
using Unsigned = typename UnsignedOf<E>::Type;

/// The element of a vector.
template <class V>
using Element = std::remove_cvref_t<decltype(V{}[0])>;

template <class V>
inline V load(const void* from) {
  V value;
  __builtin_memcpy(&value, from, sizeof(V));
  return value;
}

template <class V>
inline void store(void* to, const V& value) {
  __builtin_memcpy(to, &value, sizeof(V));
}

#if defined(__AVX512BW__)
// The forms with a mask of all ones are free of a false warning of GCC 12.
constexpr __mmask16 kMask16 = 0xFFFF;
constexpr __mmask8 kMask8 = 0xFF;
#endif

/// Every element as an element of `To`: sign-extended or cut. GCC 12 turns __builtin_convertvector into several
/// instructions where the processor has one.
template <class To, class From>
inline To converted(const From& x) {
  using Wide = Element<From>;
  using Narrow = Element<To>;
  if constexpr (sizeof(Wide) == sizeof(Narrow)) {
    return x;
#if defined(__AVX512BW__)
  } else if constexpr (sizeof(From) == 32 && sizeof(To) == 64 && sizeof(Wide) == 2) {
    return (To)_mm512_maskz_cvtepi16_epi32(kMask16, (__m256i)x);
  } else if constexpr (sizeof(From) == 32 && sizeof(To) == 64 && sizeof(Wide) == 4) {
    return (To)_mm512_maskz_cvtepi32_epi64(kMask8, (__m256i)x);
  } else if constexpr (sizeof(From) == 16 && sizeof(To) == 64) {
    return (To)_mm512_maskz_cvtepi16_epi64(kMask8, (__m128i)x);
  } else if constexpr (sizeof(From) == 64 && sizeof(Wide) == 4) {
    return (To)_mm512_maskz_cvtepi32_epi16(kMask16, (__m512i)x);
  } else if constexpr (sizeof(From) == 64 && sizeof(Narrow) == 4) {
    return (To)_mm512_maskz_cvtepi64_epi32(kMask8, (__m512i)x);
  } else if constexpr (sizeof(From) == 64 && sizeof(Narrow) == 2) {
    return (To)_mm512_maskz_cvtepi64_epi16(kMask8, (__m512i)x);
#elif defined(__AVX2__)
  } else if constexpr (sizeof(From) == 16 && sizeof(To) == 32 && sizeof(Wide) == 2) {
    return (To)_mm256_cvtepi16_epi32((__m128i)x);
  } else if constexpr (sizeof(From) == 16 && sizeof(To) == 32 && sizeof(Wide) == 4) {
    return (To)_mm256_cvtepi32_epi64((__m128i)x);
#endif
  } else {
    return __builtin_convertvector(x, To);
  }
}

}  // namespace
}  // namespace wirefold::engine
