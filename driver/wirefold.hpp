// SPDX-License-Identifier: Apache-2.0
#pragma once

// Everything a user needs. Finer headers lie in wirefold/dsl, wirefold/driver and the other folders.

#include "wirefold/driver/load_arrays.h"
#include "wirefold/driver/map_samples.h"
#include "wirefold/driver/mismatch.h"
#include "wirefold/driver/predict.h"
#include "wirefold/driver/random_samples.h"
#include "wirefold/driver/report.h"
#include "wirefold/driver/verilog_model.h"
#include "wirefold/driver/version.h"
#include "wirefold/dsl/comb_trace.h"
#include "wirefold/dsl/contract.h"
#include "wirefold/dsl/elementwise.h"
#include "wirefold/dsl/fixed_variable_array.h"
#include "wirefold/dsl/input.h"
#include "wirefold/dsl/lookup.h"
#include "wirefold/dsl/numeric_array.h"
#include "wirefold/dsl/quantize.h"
#include "wirefold/dsl/reduce.h"
#include "wirefold/dsl/softmax.h"
#include "wirefold/dsl/structure.h"
#include "wirefold/dsl/unary.h"
#include "wirefold/ir/error.h"
#include "wirefold/optimizer/optimize.h"
