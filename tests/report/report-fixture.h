/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "report/dip-report.h"

/* An invented paper and a comparison of two editions of it, made by hand, so
 * that these tests tell what the reports do and not what the engine finds. */

DipDocument   *fixture_document   (const char *version);
DipComparison *fixture_comparison (void);
