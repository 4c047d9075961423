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

/* @before is what stands before the text: a target stands behind a bracket. */
static void
take_targets (Targets    *self,
              const char *before,
              const char *text)
{
  const char *at = text;

  *self = (Targets) { g_string_new (NULL), 0, 0 };
  while (*at != '\0')
    {
      gsize n = strcspn (at, " \t\n()<>[]");
      char last = at > text ? at[-1] : before[0] == '\0' ? '\0' : before[strlen (before) - 1];
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

/* "(../abuse.md)" that came or went leaves its brackets. */
static gboolean
has_same_rest (const char *a,
               const char *b)
{
  const char *longer = strlen (a) > strlen (b) ? a : b;
  const char *shorter = longer == a ? b : a;

  return strcmp (a, b) == 0 || (shorter[0] == '\0' && longer[strspn (longer, "() ")] == '\0');
}

/* A link leads to another place, or one of two editions has it. */
gboolean
_dip_rule_is_link_target (DipContext        *context,
                          const DipQuestion *question)
{
  Targets old_targets, new_targets;
  gboolean same;

  if (question->whole)
    return FALSE;

  take_targets (&old_targets, question->before, question->old_text);
  take_targets (&new_targets, question->before, question->new_text);
  same = old_targets.n_sure + new_targets.n_sure > 0
    && (question->old_text[0] == '\0' || old_targets.n_sure + old_targets.n_paths > 0)
    && (question->new_text[0] == '\0' || new_targets.n_sure + new_targets.n_paths > 0)
    && has_same_rest (old_targets.rest->str, new_targets.rest->str);
  g_string_free (old_targets.rest, TRUE);
  g_string_free (new_targets.rest, TRUE);

  return same;
}
