/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "read/office/dip-docx-private.h"

#include <stdlib.h>
#include <string.h>

/*
 * Fields that Word draws from their code alone, which is how it puts letters into circles and wrote readings above
 * kanji once:
 *
 *   code    = "eq" *( "\*" word ) content
 *   content = *( text | command "(" content *( ( "," | ";" ) content ) ")" )
 *   command = "\" letters *( "\" letters [ number ] )          \o over each other, \s raised, \f a fraction …
 *
 * Of what stands over each other a raised part is a reading, which is no text; a frame stays before what it frames.
 */

#define MAX_DEPTH 8u
#define MAX_PARTS 16u

static void append_content (GString     *out,
                            const char **at,
                            guint        depth);

/* Passes a command's letters and options; returns its first letter. @raised: whether it has a part raised. */
static char
pass_command (const char **at,
              gboolean    *raised)
{
  char command = g_ascii_tolower ((*at)[1]);

  *raised = FALSE;
  while (**at == '\\' && g_ascii_isalpha ((*at)[1]))
    {
      *raised = *raised || g_ascii_strncasecmp (*at, "\\up", 3) == 0;
      for (*at += 1; g_ascii_isalpha (**at); *at += 1)
        ;
      while (**at == ' ' || **at == '-' || g_ascii_isdigit (**at))
        *at += 1;
    }

  return command;
}

/* Whether a part is a frame that goes around the next one. */
static gboolean
is_frame (const char *part)
{
  static const char *const frames[] = { "○", "◯", "△", "□", "◇" };

  for (guint i = 0; i < G_N_ELEMENTS (frames); i++)
    if (strcmp (part, frames[i]) == 0)
      return TRUE;

  return FALSE;
}

/* ① and the like have letters of their own. */
static void
append_framed (GString    *out,
               const char *frame,
               const char *text)
{
  guint64 number;

  if ((strcmp (frame, "○") == 0 || strcmp (frame, "◯") == 0) &&
      g_ascii_string_to_unsigned (text, 10, 1, 20, &number, NULL))
    g_string_append_unichar (out, 0x2460 + (gunichar) number - 1);
  else
    g_string_append_printf (out, "%s%s", frame, text);
}

static void
append_command (GString     *out,
                const char **at,
                guint        depth)
{
  GString *parts[MAX_PARTS];
  gboolean readings[MAX_PARTS];
  guint n = 0;
  gboolean raised;
  char command = pass_command (at, &raised);

  if (**at != '(')
    return;

  do
    {
      GString *part = g_string_new (NULL);

      *at += 1;
      readings[MIN (n, MAX_PARTS - 1)] = **at == '\\' && g_ascii_tolower ((*at)[1]) == 's';
      append_content (part, at, depth + 1);
      if (n < MAX_PARTS)
        parts[n++] = part;
      else
        g_string_free (part, TRUE);
    }
  while (**at == ',' || **at == ';');
  if (**at == ')')
    *at += 1;

  if (command == 'o' && n == 2 && is_frame (parts[0]->str))
    append_framed (out, parts[0]->str, parts[1]->str);
  else
    for (guint i = 0; i < n; i++)
      if (command != 'o' || n == 1 || !readings[i])
        g_string_append_printf (out, "%s%s", command == 'f' && i == 1 ? "/" : "", parts[i]->str);

  for (guint i = 0; i < n; i++)
    g_string_free (parts[i], TRUE);
}

static void
append_content (GString     *out,
                const char **at,
                guint        depth)
{
  while (**at != '\0' && (depth == 0 || strchr (",;)", **at) == NULL))
    {
      if (**at == '\\' && g_ascii_isalpha ((*at)[1]) && depth < MAX_DEPTH)
        append_command (out, at, depth);
      else if (**at == '\\' && (*at)[1] != '\0')
        {
          g_string_append_len (out, *at + 1, g_utf8_next_char (*at + 1) - (*at + 1));
          *at = g_utf8_next_char (*at + 1);
        }
      else
        {
          g_string_append_len (out, *at, g_utf8_next_char (*at) - *at);
          *at = g_utf8_next_char (*at);
        }
    }
}

/**
 * _dip_docx_equation_dup_text:
 * @code: of a field without a result
 *
 * Returns: (transfer full) (nullable): what Word draws for it, %NULL for a field of another kind
 */
char *
_dip_docx_equation_dup_text (const char *code)
{
  g_autoptr (GString) out = NULL;

  while (*code == ' ')
    code++;
  if (g_ascii_strncasecmp (code, "eq ", 3) != 0 && g_ascii_strncasecmp (code, "eq\\", 3) != 0)
    return NULL;
  code += 2;

  /* How it is set: \* jc2 \* "Font:MS Mincho" \* hps10 */
  for (;;)
    {
      while (*code == ' ')
        code++;
      if (code[0] != '\\' || code[1] != '*')
        break;
      for (code += 2; *code == ' '; code++)
        ;
      if (*code == '"')
        for (code++; *code != '\0' && *code != '"'; code++)
          ;
      while (*code != '\0' && *code != ' ' && *code != '\\')
        code++;
    }

  out = g_string_new (NULL);
  append_content (out, &code, 0);

  return g_strdup (g_strstrip (out->str));
}
