/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "read/dip-read-private.h"

#include <string.h>

/*
 * What programs add to Markdown becomes what all of Markdown has, or nothing where no reader sees it:
 *
 *   call-out   "> [!" kind "]" [ "-" | "+" ] [ title ]            its title stands before a colon, its kind nowhere
 *   container  ":::" [ " " ] kind [ "[" title "]" | title ] … ":::"
 *   admonition ( "!!!" | "???" [ "+" ] ) kind [ '"' title '"' ]
 *   component  "<" Capital … ">", "</" Capital … ">" alone on a line; a label or a title in it is bold words
 *   program    "import … from '…'", "export …", "{" comment "}"     where a line imports
 *   remark     "%%" … "%%"; an anchor "^name" at the end of a line
 *   mark       "==" text "=="
 *   wiki link  "[[" target [ "|" text ] "]]"; "![[" … "]]" shows another file
 *   task       "- [ ]", "- [x]"                                     ☐ and ☑
 *   contents   "* TOC", "{:toc}"
 *   sign       ":" name ":"                                         those that answer: ✅ and ❌
 *
 * Lines stay where they are. Blocks of code and `code` stay as they are, and so does what does not close.
 */

#define MAX_KIND 40u
#define MAX_TITLE 300u
#define MAX_INLINE 500u

typedef struct
{
  GString  *out;
  gboolean  imports;   /* a line of a program is in the text */
  gboolean  closes;    /* "</Name>" stands alone on a line */
  gboolean  contains;  /* ":::" does */
  gboolean  links;     /* there are wiki links or call-outs, so this is how notes are written */
  guint     n_remarks; /* lines that are "%%" alone */
  gboolean  remark;    /* inside of one of several lines */
} Dialects;

static gboolean
begins (const char *line,
        gsize       length,
        const char *with)
{
  gsize n = strlen (with);

  return length >= n && memcmp (line, with, n) == 0;
}

static gsize
count_word (const char *line,
            gsize       length)
{
  gsize n = 0;

  while (n < length && n < MAX_KIND && (g_ascii_isalpha (line[n]) || line[n] == '-' || line[n] == '_'))
    n++;

  return n;
}

static gsize
skip_spaces (const char *line,
             gsize       length)
{
  gsize n = 0;

  while (n < length && (line[n] == ' ' || line[n] == '\t'))
    n++;

  return n;
}

/* @before, the title and @after; NULL for a colon that goes with the title's letters. */
static void
add_title (Dialects   *self,
           const char *title,
           gsize       length,
           const char *before,
           const char *after)
{
  while (length > 0 && g_ascii_isspace (*title))
    title++, length--;
  while (length > 0 && g_ascii_isspace (title[length - 1]))
    length--;
  if (length == 0 || length > MAX_TITLE)
    return;

  if (after == NULL && title[length - 1] != ':')
    after = (guchar) title[length - 1] < 0x80 ? ":" : "：";
  g_string_append (self->out, before);
  g_string_append_len (self->out, title, (gssize) length);
  g_string_append (self->out, after != NULL ? after : "");
}

/* "> [!note]- Title" */
static gboolean
take_call_out (Dialects   *self,
               const char *line,
               gsize       length)
{
  gsize n = 0, n_kind;

  while (n < length && (line[n] == '>' || line[n] == ' '))
    n++;
  if (n == 0 || !begins (line + n, length - n, "[!"))
    return FALSE;
  n_kind = count_word (line + n + 2, length - n - 2);
  n += 2 + n_kind;
  if (n_kind == 0 || n >= length || line[n] != ']')
    return FALSE;
  n++;
  n += n < length && (line[n] == '-' || line[n] == '+');

  g_string_append_c (self->out, '>');
  add_title (self, line + n, length - n, " ", NULL);

  return TRUE;
}

/* ":::note Title", ":::tip[Title]", ":::" */
static gboolean
take_container (Dialects   *self,
                const char *line,
                gsize       length)
{
  gsize n = 0, n_kind;

  while (n < length && line[n] == ':')
    n++;
  if (n < 3 || !self->contains)
    return FALSE;
  n += skip_spaces (line + n, length - n);
  n_kind = count_word (line + n, length - n);
  if (n_kind == 0)
    return n == length;

  n += n_kind;
  if (n < length && line[n] == '{')
    return TRUE;
  if (n < length && line[n] == '[' && line[length - 1] == ']')
    add_title (self, line + n + 1, length - n - 2, "", NULL);
  else if (n < length && line[n] != ' ')
    return FALSE;
  else
    add_title (self, line + n, length - n, "", NULL);

  return TRUE;
}

/* '!!! note "Title"' */
static gboolean
take_admonition (Dialects   *self,
                 const char *line,
                 gsize       length)
{
  gsize n = 3, n_kind;

  if (!begins (line, length, "!!!") && !begins (line, length, "???"))
    return FALSE;
  n += n < length && line[n] == '+';
  if (n >= length || line[n] != ' ')
    return FALSE;
  n += skip_spaces (line + n, length - n);
  n_kind = count_word (line + n, length - n);
  n += n_kind;
  n += skip_spaces (line + n, length - n);
  if (n_kind == 0 || (n < length && (line[n] != '"' || line[length - 1] != '"' || length - n < 2)))
    return FALSE;
  if (n < length)
    add_title (self, line + n + 1, length - n - 2, "", NULL);

  return TRUE;
}

/* '<Tab label="Title">' and "</Tab>", alone on a line */
static gboolean
take_component (Dialects   *self,
                const char *line,
                gsize       length)
{
  static const char *const names[] = { " label=", " title=", " summary=" };
  gsize n = 1;

  if (!self->imports && !self->closes)
    return FALSE;
  if (length < 3 || line[0] != '<' || line[length - 1] != '>')
    return FALSE;
  n += line[1] == '/';
  if (!g_ascii_isupper (line[n]) || memchr (line + n, '<', length - n) != NULL ||
      memchr (line, '>', length - 1) != NULL)
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const char *at = g_strstr_len (line, (gssize) length, names[i]);
      const char *end = NULL;

      if (at == NULL)
        continue;
      at += strlen (names[i]);
      if (*at == '"' || *at == '\'')
        end = memchr (at + 1, *at, (gsize) (line + length - at) - 1);
      if (end != NULL)
        {
          add_title (self, at + 1, (gsize) (end - at) - 1, "**", "**");
          break;
        }
    }

  return TRUE;
}

static gboolean
is_import (const char *line,
           gsize       length)
{
  return begins (line, length, "import ") && (line[length - 1] == ';' || line[length - 1] == '\'' ||
                                              line[length - 1] == '"') &&
         (memchr (line, '\'', length) != NULL || memchr (line, '"', length) != NULL) &&
         (g_strstr_len (line, (gssize) length, " from ") != NULL || line[7] == '\'' || line[7] == '"');
}

/* A line that no reader of the page sees. */
static gboolean
take_program (Dialects   *self,
              const char *line,
              gsize       length)
{
  if (!self->imports)
    return FALSE;
  if (is_import (line, length) || begins (line, length, "export const ") || begins (line, length, "export default "))
    return TRUE;

  return begins (line, length, "{/*") && length >= 6 && memcmp (line + length - 3, "*/}", 3) == 0;
}

/* What stands between two marks on a line; NULL where they do not close, or stand apart from what they enclose. */
static const char *
find_close (const char *at,
            const char *end,
            const char *mark)
{
  const char *close = g_strstr_len (at, MIN (end - at, (gssize) MAX_INLINE), mark);

  if (close == NULL || close == at || g_ascii_isspace (*at) || g_ascii_isspace (close[-1]) || *at == *mark)
    return NULL;

  return close;
}

/* "[[target|text]]", behind the first two brackets. Returns what follows, NULL where it is none. */
static const char *
add_wiki_link (Dialects   *self,
               const char *at,
               const char *end,
               gboolean    shown)
{
  const char *close = find_close (at, end, "]]");
  const char *bar;

  /* "[[1]](https://…)", "[[_TOC_]]" */
  if (close == NULL || (close + 2 < end && close[2] == '(') || memchr (at, '[', (gsize) (close - at)) != NULL ||
      begins (at, (gsize) (close - at), "_TOC") || begins (at, (gsize) (close - at), "TOC") ||
      begins (at, (gsize) (close - at), "toc"))
    return NULL;

  bar = memchr (at, '|', (gsize) (close - at));
  if (bar != NULL && bar > at && bar[-1] == '\\')
    bar = NULL;
  if (!shown)
    g_string_append_len (self->out, bar != NULL ? bar + 1 : at, close - (bar != NULL ? bar + 1 : at));

  return close + 2;
}

/* Bytes of a line without " ^anchor" at its end. */
static gsize
measure_line (const char *line,
              gsize       length)
{
  gsize n = length;
  gboolean letter = FALSE;

  while (n > 0 && (g_ascii_isalnum (line[n - 1]) || line[n - 1] == '-'))
    letter = g_ascii_isalpha (line[--n]) || letter;
  if (n < 2 || length - n < 3 || !letter || line[n - 1] != '^' || line[n - 2] != ' ')
    return length;

  return n - 2;
}

/* ":white_check_mark:" is ✅. */
static const char *
add_sign (Dialects   *self,
          const char *at,
          const char *end)
{
  static const struct { const char *name, *sign; } signs[] = {
    { ":white_check_mark:", "✅" }, { ":heavy_check_mark:", "✔" }, { ":ballot_box_with_check:", "☑" },
    { ":check_mark:", "✔" }, { ":o:", "○" }, { ":x:", "❌" }, { ":heavy_multiplication_x:", "✗" },
    { ":negative_squared_cross_mark:", "❌" }, { ":no_entry_sign:", "❌" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
    if (begins (at, (gsize) (end - at), signs[i].name))
      {
        g_string_append (self->out, signs[i].sign);
        return at + strlen (signs[i].name);
      }

  return NULL;
}

static void
add_inline (Dialects   *self,
            const char *line,
            gsize       length)
{
  const char *end = line + (self->links ? measure_line (line, length) : length);
  gboolean code = FALSE;

  for (const char *at = line; at < end; )
    {
      const char *rest = NULL;

      code ^= *at == '`';
      if (!code && begins (at, (gsize) (end - at), "==") &&
          (at == line || (at[-1] != '=' && !g_ascii_isalnum (at[-1]))))
        {
          const char *close = find_close (at + 2, end, "==");

          if (close != NULL && (close + 2 == end || (close[2] != '=' && !g_ascii_isalnum (close[2]))))
            {
              g_string_append_len (self->out, at + 2, close - at - 2);
              rest = close + 2;
            }
        }
      else if (!code && begins (at, (gsize) (end - at), "%%") && self->links)
        {
          const char *close = g_strstr_len (at + 2, MIN (end - at - 2, (gssize) MAX_INLINE), "%%");

          rest = close != NULL ? close + 2 : NULL;
        }
      else if (!code && *at == ':' && (at == line || !g_ascii_isalnum (at[-1])))
        rest = add_sign (self, at, end);
      else if (!code && begins (at, (gsize) (end - at), "![["))
        rest = add_wiki_link (self, at + 3, end, TRUE);
      else if (!code && begins (at, (gsize) (end - at), "[[") && (at == line || at[-1] != '\\'))
        rest = add_wiki_link (self, at + 2, end, FALSE);

      if (rest == NULL)
        {
          g_string_append_c (self->out, *at);
          rest = at + 1;
        }
      at = rest;
    }
}

/* Bytes of "- [x]" that became "- ☑". */
static gsize
take_task (Dialects   *self,
           const char *line,
           gsize       length)
{
  gsize n = skip_spaces (line, length);
  gsize n_marker = n;

  if (n < length && strchr ("-*+", line[n]) != NULL)
    n++;
  else
    {
      while (n < length && n - n_marker < 4 && g_ascii_isdigit (line[n]))
        n++;
      if (n == n_marker || n == length || line[n++] != '.')
        return 0;
    }
  if (length < n + 6 || line[n] != ' ' || line[n + 1] != '[' || strchr (" xX", line[n + 2]) == NULL ||
      line[n + 3] != ']' || line[n + 4] != ' ')
    return 0;

  g_string_append_len (self->out, line, (gssize) n + 1);
  g_string_append (self->out, line[n + 2] == ' ' ? "☐" : "☑");

  return n + 4;
}

static void
look_at (Dialects   *self,
         const char *line,
         gsize       length)
{
  self->imports = self->imports || is_import (line, length);
  self->closes = self->closes || (length > 3 && line[0] == '<' && line[1] == '/' && g_ascii_isupper (line[2]) &&
                                  line[length - 1] == '>');
  self->contains = self->contains || (length >= 3 && strspn (line, ":") == length);
  self->links = self->links || g_strstr_len (line, (gssize) length, "[[") != NULL ||
                (line[0] == '>' && g_strstr_len (line, (gssize) length, "[!") != NULL);
  self->n_remarks += length == 2 && begins (line, length, "%%");
}

/* Whether the line is a list of contents to be made, which the next line says. */
static gboolean
is_contents (const DipScanner *scanner,
             const char       *line,
             gsize             length,
             const char       *end)
{
  const char *next = scanner->line + scanner->length;

  if (length < 5 || g_ascii_strncasecmp (line + length - 3, "toc", 3) != 0 || strcspn (line, " ") != length - 4)
    return FALSE;
  while (next < end && g_ascii_isspace (*next))
    next++;

  return begins (next, (gsize) (end - next), "{:toc");
}

static void
add_line (Dialects         *self,
          const DipScanner *scanner,
          const char       *end)
{
  gsize n_indent = skip_spaces (scanner->line, scanner->length);
  const char *line = scanner->line + n_indent;
  gsize length = scanner->length - n_indent;
  gsize n;

  while (length > 0 && g_ascii_isspace (line[length - 1]))
    length--;

  if (self->links && self->n_remarks % 2 == 0 && length == 2 && begins (line, length, "%%"))
    {
      self->remark = !self->remark;
      return;
    }
  if (self->remark || length == 0)
    return;

  if (take_call_out (self, line, length) || take_container (self, line, length) ||
      take_admonition (self, line, length) || take_component (self, line, length) ||
      take_program (self, line, length) || is_contents (scanner, line, length, end))
    return;

  n = take_task (self, scanner->line, scanner->length);
  add_inline (self, scanner->line + n, scanner->length - n);
}

/**
 * _dip_markdown_resolve_dialects:
 * @text: a text of Markdown, terminated
 * @length: (inout): its bytes
 *
 * Writes what only some programs read in the words of all. Linear: what is looked for behind a mark is so in the next
 * few hundred bytes.
 *
 * Returns: (transfer full) (nullable): the text, %NULL where nothing of it is such
 */
char *
_dip_markdown_resolve_dialects (const char *text,
                                gsize      *length)
{
  const char *const signs[] = { "[!", ":::", "!!!", "???", "import ", "==", "[[", "- [", "* [", "+ [", ". [", "{:toc",
                                "_mark:", ":x:", ":o:", "_check:", "_x:", "_sign:" };
  Dialects self = { 0 };
  DipScanner scanner;
  gboolean fence = FALSE;
  gboolean any = FALSE;
  const char *end = text + *length;
  const char *from = text;

  for (guint i = 0; i < G_N_ELEMENTS (signs) && !any; i++)
    any = strstr (text, signs[i]) != NULL;
  if (!any)
    return NULL;

  _dip_scanner_init (&scanner, text, *length);
  while (_dip_scanner_next (&scanner))
    {
      gsize n = skip_spaces (scanner.line, scanner.length);

      fence = fence != _dip_markdown_is_fence (scanner.line, scanner.length);
      if (!fence && n < scanner.length)
        look_at (&self, scanner.line + n, scanner.length - n);
    }

  self.out = g_string_sized_new (*length + 64);
  fence = FALSE;
  _dip_scanner_init (&scanner, text, *length);
  while (_dip_scanner_next (&scanner))
    {
      gboolean edge = _dip_markdown_is_fence (scanner.line, scanner.length);

      /* The ends of lines as they are. */
      g_string_append_len (self.out, from, scanner.line - from);
      from = scanner.line + scanner.length;
      if (fence || edge)
        g_string_append_len (self.out, scanner.line, (gssize) scanner.length);
      else
        add_line (&self, &scanner, end);
      fence = fence != edge;
    }
  g_string_append_len (self.out, from, end - from);
  *length = self.out->len;

  return g_string_free (self.out, FALSE);
}
