/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

#include "report/dip-report.h"

/* An invented paper and a comparison of two editions of it, made by hand, so
 * that these tests tell what the reports do and not what the engine finds. */

DipDocument   *fixture_document   (const char *version);
DipComparison *fixture_comparison (void);

/* What a reader of an answer gets, not what we put in. */
JsonNode      *fixture_reread     (char       *json) G_GNUC_WARN_UNUSED_RESULT;
