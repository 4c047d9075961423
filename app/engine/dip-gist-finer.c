/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/dip-gist-private.h"

#include <string.h>

/*
 * Words of English sentences that are two, or another one, for dip-gist-en.c.
 */

static void
set_word (GPtrArray  *words,
          guint       i,
          const char *word)
{
  g_free (words->pdata[i]);
  words->pdata[i] = g_strdup (word);
}

/* "users'accounts" are two words, "back up" is one, "should one fail" is "if one fails", "unless" is
 * "if not". */
void
_dip_gist_cut_finer (const DipMeaning *meaning,
                     GPtrArray        *words)
{
  static const struct { const char *word; const char *first; const char *second; } plain[] = {
    { "unless", "if", "not" }, { "everything", "all", NULL }, { "everyone", "all", NULL }, { "everybody", "all", NULL },
    { "mandatory", "must", NULL }, { "compulsory", "must", NULL }, { "optional", "may", NULL },
  };

  if (words->len > 0 && strcmp (words->pdata[0], "should") == 0)
    set_word (words, 0, "if");

  for (guint i = 0; i < words->len; i++)
    {
      for (guint k = 0; k < G_N_ELEMENTS (plain); k++)
        {
          if (strcmp (words->pdata[i], plain[k].word) != 0)
            continue;
          set_word (words, i, plain[k].first);
          if (plain[k].second != NULL)
            g_ptr_array_insert (words, (int) i + 1, g_strdup (plain[k].second));
        }
    }

  for (guint i = 0; i < words->len; i++)
    {
      /* ", chaired by" is ", which is chaired by", "required to" is "must" */
      if (i + 2 < words->len && strcmp (words->pdata[i], ",") == 0 && g_str_has_suffix (words->pdata[i + 1], "ed")
          && strcmp (words->pdata[i + 2], "by") == 0)
        {
          g_ptr_array_insert (words, (int) i + 1, g_strdup ("which"));
          g_ptr_array_insert (words, (int) i + 2, g_strdup ("is"));
        }
      if (i + 1 < words->len && strcmp (words->pdata[i], "required") == 0 && strcmp (words->pdata[i + 1], "to") == 0)
        {
          set_word (words, i, "must");
          g_ptr_array_remove_index (words, i + 1);
        }
      /* "undergo an audit" is "are audited" */
      if (i + 1 < words->len && g_str_has_prefix (words->pdata[i], "undergo")
          && is_in (meaning, "nominal-verbs", words->pdata[i + 1]))
        {
          const char *verb = _dip_meaning_whole (meaning, "nominal-verbs", words->pdata[i + 1]);
          g_autofree char *participle = _dip_participle_of (verb);

          set_word (words, i, "is");
          set_word (words, i + 1, participle);
        }
      /* "an on-call engineer" is "an engineer on call" */
      if (g_str_has_prefix (words->pdata[i], "on-") || g_str_has_prefix (words->pdata[i], "upon-"))
        {
          g_autofree char *rest = g_strdup (strchr (words->pdata[i], '-') + 1);

          set_word (words, i, rest);
        }
    }

  for (guint i = 0; i < words->len; i++)
    {
      const char *mark = strstr (words->pdata[i], "s'");

      if (mark != NULL && strlen (mark) > strlen ("s's"))
        {
          g_autofree char *owner = g_strndup (words->pdata[i], (gsize) (mark + 1 - (char *) words->pdata[i]));
          g_autofree char *thing = g_strdup (mark + strlen ("s'"));

          set_word (words, i, owner);
          g_ptr_array_insert (words, (int) i + 1, g_steal_pointer (&thing));
        }
      else if (i + 1 < words->len && g_str_has_prefix (words->pdata[i], "back") && strlen (words->pdata[i]) < 7
               && strcmp (words->pdata[i + 1], "up") == 0)
        {
          set_word (words, i, strcmp (words->pdata[i], "backed") == 0 ? "backuped" : "backup");
          g_ptr_array_remove_index (words, i + 1);
        }
    }
}
