/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/dip-rules-private.h"

#include <string.h>

/*
 * Where links lead, behind their words: "the terms (../terms.md)". An address
 * is known by itself; the place of a file by its ending or its dots, and any
 * other path where the link of the other edition is one of these:
 *
 *   target = "(" (URL | path) ")"
 *   path   = "./" … | "../" … | … (".md" | ".html" | …) | … "/" …
 */

/* What ends a target. */
#define ENDS " \t\n()<>[]"

typedef struct
{
  GString *rest;      /* all but the targets */
  guint    n_sure;    /* targets that are nothing else */
  guint    n_paths;   /* … that have a slash and may be words */
} Targets;

static gboolean
is_file (const char *text)
{
  static const char *const endings[] = { ".md", ".html", ".htm", ".pdf", ".php", ".aspx" };
  gsize n = strcspn (text, "#?");

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      gsize length = strlen (endings[i]);

      if (n > length && strncmp (text + n - length, endings[i], length) == 0)
        return TRUE;
    }

  return FALSE;
}

static gboolean
is_target (const char *text)
{
  return g_str_has_prefix (text, "http://") || g_str_has_prefix (text, "https://") || g_str_has_prefix (text, "mailto:")
    || g_str_has_prefix (text, "./") || g_str_has_prefix (text, "../") || is_file (text);
}

/* The change may be a part of a target: what stands around it belongs to it. A target stands behind a bracket. */
static void
take_targets (Targets           *self,
              const DipQuestion *question,
              const char        *changed)
{
  const char *open = strrchr (question->before, '(');
  gboolean inside = open != NULL && open[strcspn (open + 1, ENDS) + 1] == '\0';
  g_autofree char *text = g_strdup_printf ("%s%s%.*s", inside ? open + 1 : "", changed,
                                           inside ? (int) strcspn (question->after, ENDS) : 0, question->after);
  const char *at = text;

  *self = (Targets) { g_string_new (NULL), 0, 0 };
  while (*at != '\0')
    {
      gsize n = strcspn (at, ENDS);
      char last = at > text ? at[-1] : inside ? '(' : '\0';
      g_autofree char *run = g_strndup (at, n);

      if (n > 0 && last == '(' && is_target (run))
        self->n_sure++;
      else if (n > 0 && last == '(' && strchr (run, '/') != NULL)
        self->n_paths++;
      else
        g_string_append (self->rest, run);

      at += n;
      if (*at != '\0')
        g_string_append_c (self->rest, *at++);
    }
}

/* Where a link came or went its brackets are left. */
static void
drop_empty_brackets (GString *text)
{
  g_string_replace (text, "()", "", 0);
  g_string_replace (text, " ", "", 0);
}

/* A link leads to another place, or one of two editions has it. */
gboolean
_dip_rule_is_link_target (DipContext        *context,
                          const DipQuestion *question)
{
  Targets a, b;
  gboolean same;

  if (question->whole)
    return FALSE;

  take_targets (&a, question, question->old_text);
  take_targets (&b, question, question->new_text);
  drop_empty_brackets (a.rest);
  drop_empty_brackets (b.rest);
  same = a.n_sure + b.n_sure > 0 && strcmp (a.rest->str, b.rest->str) == 0
    && (a.n_paths + b.n_paths == 0 || a.n_sure + a.n_paths == b.n_sure + b.n_paths);
  g_string_free (a.rest, TRUE);
  g_string_free (b.rest, TRUE);

  return same;
}
