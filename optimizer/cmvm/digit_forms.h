// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "wirefold/ir/matrix.h"
#include "wirefold/optimizer/cmvm/csd.h"
#include "wirefold/optimizer/cmvm/sharing.h"

namespace wirefold::cmvm {

/// One of the forms of a number with the fewest signed digits: the canonical one for choice 0, where other choices
/// replace some of 4 - 1 by 2 + 1. Which form has most in common with its neighbours is not known beforehand, so the
/// search tries choices.
std::vector<SignedDigit> shortest_digits(const Integer& value, std::uint32_t choice);
/// Whether choices other than 0 give other digits.
bool has_several_forms(const Integer& value);

/// The digits of the columns of a matrix whose rows are the terms. Rows that are one node add up. `choices` holds the
/// form of each entry, row by row; empty for canonical digits everywhere.
std::vector<DigitColumn> digit_columns(std::span<const Term> rows, const Matrix& matrix,
                                       std::span<const std::uint32_t> choices = {});

}  // namespace wirefold::cmvm
