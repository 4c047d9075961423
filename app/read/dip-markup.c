/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "read/dip-read-private.h"

#include "read/dip-read-notes.h"

#include <string.h>

/*
 * Inline markup. Texts that came out of a converter have tags of HTML in them
 * even where they are no Markdown; only tags that HTML has are dropped, since
 * papers print words in angle brackets too ("<Note>"). Everything is one pass
 * from left to right, and what does not close within its line stays as it is.
 */

#define MAX_NESTED 8

/* Bytes of "&#1114111;", the greatest character by its number. */
#define MAX_ENTITY 10u

/* Bytes between two single underscores. */
#define MAX_EMPHASIS 200

static const char *const inline_tags[] = {
  "a", "abbr", "b", "big", "cite", "code", "del", "dfn", "em", "font", "i", "ins", "kbd", "mark", "s", "samp", "small",
  "span", "strike", "strong", "sub", "sup", "tt", "u", "wbr", NULL
};
static const char *const block_tags[] = {
  "blockquote", "br", "caption", "center", "col", "colgroup", "dd", "details", "div", "dl", "dt", "figcaption",
  "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "summary", "table", "tbody", "td",
  "tfoot", "th", "thead", "tr", "ul", NULL
};

/* Length of a tag of HTML at @at, 0 if there is none. */
static gsize
match_tag (const char *at,
           const char *end,
           gboolean   *is_block)
{
  const char *name, *close;
  gsize n = 0;
  char word[16];

  name = at + 1;
  if (name < end && *name == '/')
    name++;

  while (name + n < end && n < sizeof word - 1 && g_ascii_isalnum (name[n]))
    {
      word[n] = g_ascii_tolower (name[n]);
      n++;
    }
  word[n] = '\0';
  if (n == 0 || name + n >= end ||
      (name[n] != '>' && name[n] != '/' && !g_ascii_isspace (name[n])))
    return 0;

  *is_block = g_strv_contains (block_tags, word);
  if (!*is_block && !g_strv_contains (inline_tags, word))
    return 0;

  close = memchr (name + n, '>', MIN ((gsize) (end - (name + n)), 1024));

  return close != NULL ? (gsize) (close + 1 - at) : 0;
}

/* "&#8217;", "&#x2019;": a character by its number. */
static gsize
match_numbered_entity (const char *at,
                       const char *end,
                       GString    *out)
{
  const char *stop = memchr (at, ';', MIN ((gsize) (end - at), MAX_ENTITY));
  g_autofree char *digits = NULL;
  gboolean is_hex;
  guint64 c;

  if (stop == NULL || stop < at + 3 || at[1] != '#')
    return 0;

  is_hex = at[2] == 'x' || at[2] == 'X';
  digits = g_strndup (at + 2 + is_hex, (gsize) (stop - at) - 2 - is_hex);
  if (!g_ascii_string_to_unsigned (digits, is_hex ? 16 : 10, 0x20, 0x10FFFF, &c, NULL) ||
      !g_unichar_validate ((gunichar) c) || g_unichar_iscntrl ((gunichar) c))
    return 0;

  g_string_append_unichar (out, (gunichar) c);

  return (gsize) (stop - at) + 1;
}

static gsize
match_entity (const char *at,
              const char *end,
              GString    *out)
{
  static const struct { const char *name, *text; } entities[] = {
    { "&amp;", "&" }, { "&lt;", "<" }, { "&gt;", ">" }, { "&quot;", "\"" }, { "&apos;", "'" },
    { "&nbsp;", " " }, { "&copy;", "\xc2\xa9" }, { "&reg;", "\xc2\xae" }, { "&trade;", "\xe2\x84\xa2" },
    { "&lsquo;", "\xe2\x80\x98" }, { "&rsquo;", "\xe2\x80\x99" }, { "&ldquo;", "\xe2\x80\x9c" },
    { "&rdquo;", "\xe2\x80\x9d" }, { "&ndash;", "\xe2\x80\x93" }, { "&mdash;", "\xe2\x80\x94" },
    { "&hellip;", "\xe2\x80\xa6" }, { "&bull;", "\xe2\x80\xa2" }, { "&middot;", "\xc2\xb7" },
    { "&sect;", "\xc2\xa7" }, { "&times;", "\xc3\x97" }, { "&deg;", "\xc2\xb0" }, { "&ge;", "\xe2\x89\xa5" },
    { "&le;", "\xe2\x89\xa4" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (entities); i++)
    {
      gsize n = strlen (entities[i].name);

      if ((gsize) (end - at) >= n && strncmp (at, entities[i].name, n) == 0)
        {
          g_string_append (out, entities[i].text);
          return n;
        }
    }

  return match_numbered_entity (at, end, out);
}

static gboolean
is_url (const char *text,
        gsize       length)
{
  return (length > 8 && g_ascii_strncasecmp (text, "https://", 8) == 0) ||
         (length > 7 && g_ascii_strncasecmp (text, "http://", 7) == 0) ||
         (length > 7 && g_ascii_strncasecmp (text, "mailto:", 7) == 0);
}

/* "security@sample.example" */
static gboolean
is_address (const char *text,
            gsize       length)
{
  const char *at = memchr (text, '@', length);

  if (at == NULL || at == text || memchr (at, '.', (gsize) (text + length - at)) == NULL)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isalnum (text[i]) && strchr ("@.-_+", text[i]) == NULL)
      return FALSE;

  return TRUE;
}

/* Bytes ahead of marks that may be looked at, so that a line of nothing but marks costs no more than others. */
typedef gsize Budget;

#define BUDGET_OF(length) (32 * (length) + 4096)

static const char *
take_budget (const char *at,
             const char *end,
             Budget     *budget)
{
  gsize n = MIN (MIN ((gsize) (end - at), 4096), *budget);

  return at + n;
}

/* The closing bracket that belongs to the opening one at @at, NULL if it does not close soon. */
static const char *
find_close (const char *at,
            const char *end,
            char        open,
            char        close,
            Budget     *budget)
{
  const char *start = at;
  guint depth = 0;

  end = take_budget (at, end, budget);
  for (; at < end; at++)
    {
      if (*at == '\\' && at + 1 < end)
        at++;
      else if (*at == open)
        depth++;
      else if (*at == close && --depth == 0)
        break;
    }
  *budget -= MIN (*budget, (gsize) (at - start));

  return at < end ? at : NULL;
}

/* "mailto:security@sample.example", where the address is the text. */
static gboolean
is_mail_to (const char *url,
            const char *text)
{
  return g_ascii_strncasecmp (url, "mailto:", strlen ("mailto:")) == 0 && strcmp (url + strlen ("mailto:"), text) == 0;
}

static void strip_into (GString    *out,
                        const char *at,
                        const char *end,
                        gboolean    markdown,
                        guint       depth,
                        Budget     *budget);

/* [text](target) or ![text](target): the text, and the target where the text is not the same. */
static gsize
match_link (GString    *out,
            const char *at,
            const char *end,
            guint       depth,
            Budget     *budget)
{
  const char *open = *at == '!' ? at + 1 : at;
  const char *middle, *close, *target, *target_end;
  gsize from = out->len;

  if (open >= end || *open != '[')
    return 0;
  middle = find_close (open, end, '[', ']', budget);
  if (middle == NULL || middle + 1 >= end || middle[1] != '(')
    return 0;
  close = find_close (middle + 1, end, '(', ')', budget);
  if (close == NULL)
    return 0;

  target = middle + 2;
  while (target < close && *target == ' ')
    target++;
  target_end = target;
  while (target_end < close && *target_end != ' ')
    target_end++;
  if (target_end - target >= 2 && *target == '<' && target_end[-1] == '>')
    target++, target_end--;

  strip_into (out, open + 1, middle, TRUE, depth + 1, budget);

  /* A place in the same file, or a picture's file, says nothing to a reader. */
  if (*at != '!' && target < target_end && *target != '#')
    {
      g_autofree char *url = g_strndup (target, (gsize) (target_end - target));

      if (strcmp (out->str + from, url) != 0 && !is_mail_to (url, out->str + from))
        {
          if (out->len > from)
            g_string_append_printf (out, " (%s)", url);
          else
            g_string_append (out, url);
        }
    }

  return (gsize) (close + 1 - at);
}

/* Whether an underscore further on in the line, at the end of a word, closes what begins here. */
static gboolean
closes_word (const char *at,
             const char *end)
{
  end = MIN (end, at + MAX_EMPHASIS);
  for (const char *start = at; at < end; at++)
    if (*at == '_')
      return at > start && at[-1] != ' ' && at[-1] != '_' &&
             (at + 1 == end || (!g_ascii_isalnum (at[1]) && (guchar) at[1] < 0x80 && at[1] != '_'));

  return FALSE;
}

/* Length of a run of * or __ that opens or closes emphasis; @pending counts the open ones. */
static gsize
match_emphasis (const char *start,
                const char *at,
                const char *end,
                guint      *n_open,
                Budget     *budget)
{
  const char *last = take_budget (at, end, budget);
  const char *next;
  gsize n = 1;

  while (at + n < end && at[n] == *at && n < 3)
    n++;

  if (*at == '_')
    {
      gboolean before = at > start && (g_ascii_isalnum (at[-1]) || (guchar) at[-1] >= 0x80);
      gboolean after = at + n < end && (g_ascii_isalnum (at[n]) || (guchar) at[n] >= 0x80);

      /* An underscore within a word is a letter. */
      if (before == after || (n < 2 && *n_open == 0 && !closes_word (at + 1, end)))
        return 0;
    }
  else if (n == 1)
    {
      gboolean space_before = at == start || at[-1] == ' ';
      gboolean space_after = at + 1 >= end || at[1] == ' ';

      if (space_before && space_after)
        return 0;
    }

  if (*n_open > 0)
    {
      (*n_open)--;
      return n;
    }

  /* It opens if the same run stands once more in the line. */
  for (next = at + n; next + n <= last; next++)
    if (strncmp (next, at, n) == 0 && next[-1] != ' ')
      break;
  *budget -= MIN (*budget, (gsize) (next - at));
  if (next + n > last)
    return 0;
  (*n_open)++;

  return n;
}

/* The mark of a footnote, "[^1]". */
static gsize
match_note (const char *at,
            const char *end)
{
  const char *close = memchr (at, ']', MIN ((gsize) (end - at), 64));

  if (close == NULL || end - at < 4 || at[1] != '^' || close == at + 2 ||
      memchr (at, ' ', (gsize) (close - at)) != NULL)
    return 0;

  return (gsize) (close + 1 - at);
}

/* Length of "~~what does not hold~~", 0 if there is none. */
static gsize
match_struck (const char *at,
              const char *end)
{
  const char *last = MIN (end, at + 4096);

  if (end - at < 5 || at[1] != '~' || g_ascii_isspace (at[2]) || at[2] == '~')
    return 0;

  for (const char *next = at + 3; next + 1 < last; next++)
    {
      if (next[0] == '~' && next[1] == '~' && !g_ascii_isspace (next[-1]))
        return (gsize) (next + 2 - at);
    }

  return 0;
}

/* Whether something in a line of Markdown is struck through, which _dip_markup_strip() leaves out. */
gboolean
_dip_markup_is_struck (const char *text,
                       gsize       length)
{
  const char *end = text + length;
  const char *at = memchr (text, '~', length);

  return at != NULL && g_strstr_len (at, end - at, "~~") != NULL &&
         match_struck (g_strstr_len (at, end - at, "~~"), end) > 0;
}

static void
strip_into (GString    *out,
            const char *at,
            const char *end,
            gboolean    markdown,
            guint       depth,
            Budget     *budget)
{
  const char *start = at;
  guint n_open[2] = { 0, 0 };

  while (at < end)
    {
      const char *next = at;
      gboolean is_block = FALSE;
      gsize n = 0;

      /* letters of any alphabet stand above and below the signs */
      while (next < end && ((guchar) *next >= 0x80 || g_ascii_isalnum (*next) || *next == ' ' ||
                            strchr ("<&\\*_[!`~", *next) == NULL))
        next++;
      g_string_append_len (out, at, next - at);
      at = next;
      if (at >= end)
        break;

      if (*at == '<')
        {
          n = match_tag (at, end, &is_block);
          if (n > 0 && is_block)
            g_string_append_c (out, '\n');
        }

      if (n == 0 && markdown && depth < MAX_NESTED)
        {
          if (*at == '<')
            {
              const char *close = memchr (at, '>', MIN ((gsize) (end - at), 2048));
              gsize within = close != NULL ? (gsize) (close - at) - 1 : 0;

              if (is_url (at + 1, within) || is_address (at + 1, within))
                {
                  g_string_append_len (out, at + 1, close - at - 1);
                  n = (gsize) (close + 1 - at);
                }
            }
          else if (*at == '\\')
            {
              if (at + 1 < end && g_ascii_ispunct (at[1]))
                {
                  /* Converters escape twice: "\\_" is an underscore. */
                  if (at[1] == '\\' && at + 2 < end && g_ascii_ispunct (at[2]))
                    at++;
                  g_string_append_c (out, at[1]);
                  n = 2;
                }
            }
          else if (*at == '*' || *at == '_')
            n = match_emphasis (start, at, end, &n_open[*at == '_'], budget);
          else if (*at == '[' || *at == '!')
            {
              n = *at == '[' ? match_note (at, end) : 0;
              if (n > 0)
                _dip_note_append (out, DIP_NOTE_MARK, _dip_note_number_of_name (at + 2, n - 3));
              else
                n = match_link (out, at, end, depth, budget);
            }
          else if (*at == '~' && at + 1 < end && at[1] == '~' && *budget > 0)
            {
              n = match_struck (at, end);
              if (n == 0)
                {
                  n = 2;
                  *budget -= MIN (*budget, 4096);
                }
            }
          else if (*at == '`')
            n = 1;
          else if (*at == '&')
            n = match_entity (at, end, out);
        }

      if (n == 0)
        {
          g_string_append_c (out, *at);
          n = 1;
        }
      at += n;
    }
}

/* Whether a text has nothing that could be markup, as most lines. */
static gboolean
has_no_signs (const char *text,
              gsize       length)
{
  for (gsize i = 0; i < length; i++)
    if ((guchar) text[i] < 0x80 && !g_ascii_isalnum (text[i]) && text[i] != ' ' &&
        (text[i] == '\0' || strchr ("<&\\*_[!`~\n", text[i]) != NULL))
      return FALSE;

  return TRUE;
}

/* A copy without white space at both ends. */
static char *
dup_without_space (const char *text,
                   gsize       length)
{
  for (;;)
    {
      if (length > 0 && (*text == ' ' || *text == '\t'))
        {
          text++;
          length--;
        }
      else if (length >= 3 && memcmp (text, "\xe3\x80\x80", 3) == 0)
        {
          text += 3;
          length -= 3;
        }
      else
        break;
    }
  for (;;)
    {
      if (length > 0 && (text[length - 1] == ' ' || text[length - 1] == '\t'))
        length--;
      else if (length >= 3 && memcmp (text + length - 3, "\xe3\x80\x80", 3) == 0)
        length -= 3;
      else
        break;
    }

  return g_strndup (text, length);
}

char *
_dip_markup_strip (const char *text,
                   gsize       length,
                   gboolean    markdown)
{
  GString *out;
  char *from, *to;
  gboolean feed = FALSE;
  Budget budget = BUDGET_OF (length);

  if (has_no_signs (text, length))
    return dup_without_space (text, length);

  out = g_string_sized_new (length + 1);
  strip_into (out, text, text + length, markdown, 0, &budget);

  /* Paragraph ends: white space around them goes, two become one, none at the ends. */
  to = out->str;
  for (from = out->str; *from != '\0'; )
    {
      if (*from == '\n')
        {
          while (to > out->str && (to[-1] == ' ' || to[-1] == '\t'))
            to--;
          feed = to > out->str;
          from++;
          while (*from == ' ' || *from == '\t')
            from++;
          continue;
        }
      if (feed)
        {
          *to++ = '\n';
          feed = FALSE;
        }
      *to++ = *from++;
    }
  g_string_truncate (out, (gsize) (to - out->str));

  /* White space at both ends of a cell is the format's, not the text's. */
  {
    char *result = g_string_free (out, FALSE);
    char *start = result;
    gsize n;

    for (;;)
      {
        if (*start == ' ' || *start == '\t')
          start++;
        else if (strncmp (start, "\xe3\x80\x80", 3) == 0)
          start += 3;
        else
          break;
      }
    n = strlen (start);
    for (;;)
      {
        if (n > 0 && (start[n - 1] == ' ' || start[n - 1] == '\t'))
          n--;
        else if (n >= 3 && strncmp (start + n - 3, "\xe3\x80\x80", 3) == 0)
          n -= 3;
        else
          break;
      }
    memmove (result, start, n);
    result[n] = '\0';

    return result;
  }
}
