/* SPDX-License-Identifier: GPL-3.0-or-later */

#define _GNU_SOURCE  /* memmem () */
#include "config.h"

#include "recognise/dip-term-private.h"

#include <string.h>

/* Terms that are given where their meaning stands: "…（以下、「TERM」といいます）", "… (the Term)". */

/* "(the Agency)" is a name where so many sentences use it. */
#define MIN_USED 3u

/* Such brackets whose names are looked for in the whole paper: one of nothing but brackets stays linear. */
#define MAX_LOOKED 200u

/* Whether the paper says "the Agency" again and again, beside the bracket that gives the name. */
static gboolean
is_used (DipTermPass *pass,
         const char  *term,
         gsize        length)
{
  const GPtrArray *clauses = pass->draft->document->clauses;
  g_autofree char *words = g_strdup_printf ("he %.*s", (int) length, term);
  guint n = 0;

  for (guint i = 0; i < clauses->len && n < MIN_USED; i++)
    {
      const GPtrArray *passages = dip_draft_get_passages (pass->draft, g_ptr_array_index (clauses, i));

      for (guint j = 0; j < passages->len && n < MIN_USED; j++)
        n += strstr (((const DipPassage *) g_ptr_array_index (passages, j))->folded->text, words) != NULL;
    }

  return n >= MIN_USED;
}

/* "(the Agency)": the bytes of a capitalised word or two in a bracket, 0 for anything else. */
static gsize
bare_name (const char *open)
{
  gsize n = 5;

  if (strncmp (open, "(the ", 5) != 0 || !g_ascii_isupper (open[5]))
    return 0;
  while (g_ascii_isalpha (open[n]) || (open[n] == ' ' && g_ascii_isupper (open[n + 1])))
    n++;

  return open[n] == ')' && n < 40 ? n - 5 : 0;
}

/* "(以下、「TERM」といいます)", '(hereinafter "TERM")', '(the "TERM")' */
void
dip_term_read_named (DipTermPass      *pass,
                     const DipPassage *passage,
                     const char       *clause)
{
  const DipLexicon *lexicon = pass->draft->lexicon;
  const char *const *openers = dip_lexicon_get_words (lexicon, "naming-openers");
  const char *const *enders = dip_lexicon_get_words (lexicon, "naming-enders");
  const char *text = passage->folded->text;

  for (const char *open = strchr (text, '('); open != NULL; open = strchr (open + 1, '('))
    {
      gsize opener = dip_term_longest_prefix (open, openers);
      const char *at = open + MAX (opener, 1);
      const char *term;
      const char *end = NULL;
      const char *colon;
      gboolean quoted = FALSE;

      while (*at == ' ' || *at == ',' || g_str_has_prefix (at, "、"))
        at += *at == ' ' || *at == ',' ? 1 : 3;
      if (g_ascii_strncasecmp (at, "the\"", 4) == 0)
        at += 3;
      term = at;
      if (g_str_has_prefix (at, "「"))
        {
          term = at + 3;
          end = dip_term_find_near (term, "」");
          quoted = TRUE;
          /* a quotation that is no name: "(「A」を参照)" */
          if (opener == 0 && end != NULL && dip_term_longest_prefix (end + 3, enders) == 0)
            continue;
        }
      else if (*at == '"')
        {
          term = at + 1;
          end = dip_term_find_near (term, "\"");
          quoted = TRUE;
          if (opener == 0 && end != NULL && strchr (")\",o ", end[1]) == NULL)
            continue;
        }
      if (opener == 0 && !quoted)
        {
          gsize n = bare_name (open);

          if (n > 0 && pass->n_looked++ < MAX_LOOKED && is_used (pass, open + 5, n))
            dip_term_add_spans (pass, passage, open + 5, open + 5 + n, dip_term_meaning_start (pass, text, open), open,
                                clause);
          continue;
        }
      if (!quoted)
        {
          const char *close = dip_term_find_near (term, ")");

          for (const char *c = term; close != NULL && c < close && end == NULL; c = g_utf8_next_char (c))
            if (dip_term_longest_prefix (c, enders) > 0 && (guchar) *c >= 0x80 && c > term)
              {
                gsize n = dip_term_longest_prefix (c, enders);

                /* "と" ends the name only where the bracket ends */
                if (n > 3 || c[n] == ')')
                  end = c;
              }
          if (end == NULL)
            end = close;
          /* "(以下の…)" points to what follows */
          if (end == NULL || g_str_has_prefix (term, "の") || g_str_has_prefix (term, "に") ||
              memmem (term, end - term, "、", 3) != NULL)
            continue;
        }
      if (end == NULL || end <= term)
        continue;

      colon = memchr (term, ':', end - term);
      if (colon != NULL && colon > term && colon + 1 < end)
        dip_term_add_spans (pass, passage, term, colon, colon + 1, end, clause);
      else
        dip_term_add_spans (pass, passage, term, end, dip_term_meaning_start (pass, text, open), open, clause);

      /* "（以下「サンプル」または「当社」）" names once more */
      for (guint n = 0; quoted && g_str_has_prefix (end, "」") && n < 3; n++)
        {
          const char *close = strchr (end, ')');
          const char *next = strstr (end, "「");
          const char *next_end = next != NULL ? strstr (next, "」") : NULL;

          if (close == NULL || next_end == NULL || next > close || next - end > 24)
            break;
          dip_term_add_spans (pass, passage, next + 3, next_end, dip_term_meaning_start (pass, text, open), open,
                              clause);
          end = next_end;
        }

      /* '("we", "us" or "our")' names once more */
      for (guint n = 0; quoted && term[-1] == '"' && n < 3; n++)
        {
          const char *close = strchr (end, ')');
          const char *next = strchr (end + 1, '"');
          const char *next_end = next != NULL ? strchr (next + 1, '"') : NULL;

          if (close == NULL || next_end == NULL || next > close)
            break;
          dip_term_add_spans (pass, passage, next + 1, next_end, dip_term_meaning_start (pass, text, open), open,
                              clause);
          end = next_end;
        }
    }
}
