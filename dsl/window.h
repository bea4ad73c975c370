// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <initializer_list>
#include <vector>

#include "wirefold/dsl/pad.h"
#include "wirefold/dsl/twin_functions.h"

namespace wirefold {

/// A number for each axis that a window moves along, or one for all of them.
class PerAxis {
 public:
  PerAxis() = default;
  template <std::integral I>
  requires(!std::same_as<I, bool>) PerAxis(I all)
      : values_{Bound::narrowed(all)}, is_for_all_(true) {}  // NOLINT(google-explicit-constructor)
  template <std::integral I>
  requires(!std::same_as<I, bool>) PerAxis(std::initializer_list<I> values) {
    for (const I value : values) values_.push_back(Bound::narrowed(value));
  }
  explicit PerAxis(const std::vector<std::int64_t>& values) : values_(values) {}

  bool is_given() const { return !values_.empty(); }
  /// One number an axis. ShapeError for another number of axes, ValueError for numbers below 1.
  std::vector<std::int64_t> resolved(const char* function, const char* what, std::size_t axes,
                                     const Location& location) const;

 private:
  std::vector<std::int64_t> values_;
  bool is_for_all_ = false;
};

/// How far a window reaches beyond the array.
enum class PaddingRule {
  kValid,  ///< not at all
  kSame,   ///< so that a window of stride 1 keeps the extent; of an odd number the larger half is behind
  kFull,   ///< as far as it still holds one element
};
inline constexpr PaddingRule VALID = PaddingRule::kValid;
inline constexpr PaddingRule SAME = PaddingRule::kSame;
inline constexpr PaddingRule FULL = PaddingRule::kFull;

/// A rule, or elements before and behind each axis: `SAME`, `1`, `{{0, 1}, {2, 2}}`.
struct WindowPadding {
  WindowPadding(PaddingRule padding_rule) : rule(padding_rule) {}  // NOLINT(google-explicit-constructor)
  template <std::integral I>
  requires(!std::same_as<I, bool>) WindowPadding(I all)
      : widths(PadWidths(all)) {}  // NOLINT(google-explicit-constructor)
  WindowPadding(std::initializer_list<PadWidth> given) : widths(PadWidths(given)) {}

  PaddingRule rule = PaddingRule::kValid;
  std::optional<PadWidths> widths;
};

/// How a window moves over the spatial axes of an array.
struct WindowOptions {
  PerAxis stride = 1;
  WindowPadding padding = VALID;
  PerAxis dilation = 1;         ///< the distance between neighbours in the window
  bool channels_first = false;  ///< x (..., channels, height, width) instead of (..., height, width, channels)
};

/// What a window of `size` sees at each of its places.
///
/// Shapes:  x (..., n, c), size {k} -> (..., places, k * c); x (..., h, w, c), size {k, l} -> (..., rows, columns,
///          k * l * c), the channel fastest. Where channels come first, the last axis of the result still is this one.
/// Errors:  ShapeError for a window larger than the padded array and for options of another number of axes.
/// Source:  tf.image.extract_patches, keras.ops.image.extract_patches; `pad_value` stands outside of x.
WIREFOLD_OF_ONE_ARRAY(extract_patches, const Shape& size, const WindowOptions& options = {},
                      const NumericArray& pad_value = 0);

/// How a window moves backwards: over the places that a window of these options would have covered.
struct TransposedWindowOptions {
  PerAxis stride = 1;            ///< neighbours of x stand so far apart in the result
  PadWidths padding = 0;         ///< places that are cut off before and behind each axis
  PerAxis dilation = 1;          ///< the distance between neighbours in the window
  PadWidths output_padding = 0;  ///< places that are added before and behind each axis
  bool channels_first = false;   ///< as in WindowOptions
};

/// What the transposed window of `size` sees at each place of its result: patches times a kernel (k * c, filters) are
/// the transposed convolution of x with the kernel.
///
/// Shapes:  x (..., n, c), size {k} -> (..., places, k * c) of (n - 1) * stride + dilation * (k - 1) + 1 places, less
///          the padding and plus the output padding of both sides; two spatial axes alike.
/// Errors:  as extract_patches; ShapeError for padding that leaves no place.
/// Source:  the gather form of keras.ops.conv_transpose; `pad_value` stands between and outside of the elements of x.
WIREFOLD_OF_ONE_ARRAY(extract_patches_transposed, const Shape& size, const TransposedWindowOptions& options = {},
                      const NumericArray& pad_value = 0);

struct ConvOptions {
  PerAxis stride = 1;
  WindowPadding padding = VALID;  ///< with zeros
  PerAxis dilation = 1;
  int groups = 1;               ///< channels and filters fall into as many groups, each of which sees its own
  bool channels_first = false;  ///< of x and of the result
};

/// The products of a kernel with what it covers of x at each place, summed over window and channels. A kernel of
/// numbers makes one `linear` operation a place.
///
/// Shapes:  conv1d: x (..., n, c), kernel (k, c / groups, f) -> (..., places, f);
///          conv2d: x (..., h, w, c), kernel (k, l, c / groups, f) -> (..., rows, columns, f).
/// Errors:  ShapeError for shapes that do not fit; ValueError for groups that do not divide channels and filters.
/// Source:  keras.ops.conv; as there the kernel is not flipped.
/// Example: auto y = wf::conv2d(x, kernel, {.stride = 2, .padding = wf::SAME});
WIREFOLD_OF_TWO_ARRAYS(conv1d, const ConvOptions& options = {});
WIREFOLD_OF_TWO_ARRAYS(conv2d, const ConvOptions& options = {});

/// The convolution of two arrays of one axis, in which the second one runs backwards.
///
/// Shapes:  a (n), b (m) -> (n + m - 1) for FULL, (max(n, m)) for SAME, (max(n, m) - min(n, m) + 1) for VALID.
/// Errors:  ShapeError for arrays of more axes.
/// Source:  numpy.convolve.
WIREFOLD_OF_TWO_ARRAYS(convolve, PaddingRule mode = FULL);

struct PoolOptions {
  PerAxis stride = {};            ///< the size of the window unless it is given
  WindowPadding padding = VALID;  ///< what is outside does not count
  bool channels_first = false;
};

/// The largest, or the mean, of what a window of `size` covers at each place, channel by channel. A mean of another
/// number of elements than a power of two is a quotient, which `quantize` takes.
///
/// Shapes:  x (..., n, c), size {k} -> (..., places, c); x (..., h, w, c), size {k, l} -> (..., rows, columns, c).
/// Errors:  ShapeError as extract_patches, and for padding under which a window covers nothing.
/// Source:  keras.ops.max_pool and average_pool, which do not count the padding either.
WIREFOLD_OF_ONE_ARRAY(max_pool, const Shape& size, const PoolOptions& options = {});
WIREFOLD_OF_ONE_ARRAY(average_pool, const Shape& size, const PoolOptions& options = {});

}  // namespace wirefold
