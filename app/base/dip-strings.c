/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/dip-strings.h"

#include <string.h>

int
dip_compare_strings (gconstpointer a,
                     gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}
