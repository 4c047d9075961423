/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "fuzz-target.h"

#include "read/dip-read.h"
#include "recognise/dip-recognise.h"
#include "text/dip-fold.h"
#include "text/dip-spellings.h"

#include <string.h>

/*
 * Word lists, which a user may write: whatever they say, text can be folded by
 * them and folds to the same again, and a paper can be recognised by them. The
 * lists end at a byte that no text has; behind it stands the paper.
 */

#define CUT 0xfe

/* What every list is asked for. */
static void
check_list (const DipLexicon *lexicon,
            const char       *name)
{
  const char *const *words = dip_lexicon_get_words (lexicon, name);
  const GPtrArray *rows = dip_lexicon_get_rows (lexicon, name);
  const DipLexiconKey *keys;
  guint n_keys;

  g_assert_cmpuint (g_strv_length ((char **) words), ==, rows->len);
  for (guint i = 0; i < rows->len; i++)
    {
      char **row = rows->pdata[i];

      g_assert_cmpstr (words[i], ==, row[0]);
      g_assert_cmpstr (row[0], !=, "");
      g_assert_true (dip_lexicon_may_begin (lexicon, name, row[0]));
      for (guint k = 0; row[k] != NULL; k++)
        g_assert_true (g_utf8_validate (row[k], -1, NULL));
    }

  keys = dip_lexicon_get_keys (lexicon, name, &n_keys);
  g_assert_cmpuint (n_keys, ==, rows->len);
  for (guint i = 0; i < n_keys; i++)
    {
      g_assert_cmpuint (strlen (keys[i].text), ==, keys[i].length);
      g_assert_true (*keys[i].text == '\0' || dip_lexicon_has_key (lexicon, name, keys[i].text));
    }
}

static void
check_spelling (const DipLexicon *lexicon,
                const char       *text)
{
  const DipFoldFlags flags = DIP_FOLD_WIDTH | DIP_FOLD_SPACE | DIP_FOLD_CASE | DIP_FOLD_SPELLING;
  g_autoptr (DipFolded) folded = dip_fold (text, flags, lexicon);
  g_autoptr (DipSpellings) spellings = dip_spellings_new (lexicon);
  g_autoptr (GPtrArray) forms = dip_spellings_list_forms (spellings, folded->text);
  gsize length = strlen (text);

  g_assert_true (g_utf8_validate (folded->text, -1, NULL));
  g_assert_cmpuint (strlen (folded->text), ==, folded->length);
  for (gsize i = 0; i < folded->length; i++)
    g_assert_cmpuint (folded->starts[i], <=, folded->starts[i + 1]);
  g_assert_cmpuint (folded->starts[folded->length], ==, length);

  g_assert_cmpuint (forms->len, >=, 1);
  g_assert_cmpuint (forms->len, <=, DIP_SPELLINGS_MAX_FORMS);
  for (guint i = 0; i < forms->len; i++)
    g_assert_true (g_utf8_validate (forms->pdata[i], -1, NULL));
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  const guint8 *cut = size > 0 ? memchr (data, CUT, size) : NULL;
  gsize length = cut != NULL ? (gsize) (cut - data) : size;
  g_autofree char *lists = length > 0 ? g_strndup ((const char *) data, length) : g_strdup ("");
  g_autofree char *text = cut != NULL ? g_strndup ((const char *) cut + 1, size - length - 1) : g_strdup ("1. 用語");
  g_autoptr (DipLexicon) lexicon = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (DipLayout) layout = NULL;
  g_autoptr (DipDocument) document = NULL;
  g_autoptr (GError) error = NULL;

  /* Files that are not UTF-8 are left out. */
  if (!g_utf8_validate (lists, -1, NULL) || !g_utf8_validate (text, -1, NULL) || *text == '\0')
    return 0;

  lexicon = dip_lexicon_new_from_string (lists);
  check_list (lexicon, "spelling");
  check_list (lexicon, "headings");
  check_list (lexicon, "stance-rules");
  check_spelling (lexicon, text);

  bytes = g_bytes_new (text, strlen (text));
  layout = dip_read_layout (bytes, "paper.txt", NULL, NULL);
  if (layout == NULL)
    return 0;
  document = dip_recognise (layout, lexicon, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (document);

  return 0;
}
