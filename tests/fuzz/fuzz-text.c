/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "fuzz-check.h"
#include "fuzz-target.h"

#include "read/dip-read-private.h"

/*
 * The readers that need no worker: any encoding, plain text, Markdown, and
 * tables separated by commas or tabs, which the name of a file is a hint for.
 */

static const char *const names[] = { "paper.txt", "paper.md", "paper.csv", "paper.tsv" };

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr (GBytes) bytes = NULL;
  const char *kind;
  DipLayout *layout;
  GError *error = NULL;

  /* What a worker reads has a target of its own. */
  if (size < 2 || _dip_read_sniff (data + 1, size - 1, &kind) != DIP_FORMAT_TEXT)
    return 0;

  bytes = g_bytes_new (data + 1, size - 1);
  layout = dip_read_layout (bytes, names[data[0] % G_N_ELEMENTS (names)], NULL, &error);
  fuzz_check_answer (layout, error);

  return 0;
}
