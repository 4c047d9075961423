/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "fuzz-check.h"
#include "fuzz-target.h"

/*
 * Any bytes become a layout or one sentence, from the reader of FUZZ_FORMAT.
 * Where FUZZ_PACKED is 1 the bytes are the parts of a document, which are put
 * into an archive first.
 */

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr (GBytes) bytes = FUZZ_PACKED ? fuzz_pack (data, size) : g_bytes_new (data, size);
  DipReadOptions options = { 0 };
  DipLayout *layout;
  GError *error = NULL;

  /* The program refuses what is empty before it looks for a reader. */
  if (g_bytes_get_size (bytes) == 0)
    return 0;

  layout = _dip_reader_for (FUZZ_FORMAT) (bytes, "paper", &options, NULL, &error);
  fuzz_check_answer (layout, error);

  return 0;
}
