/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-fact-private.h"

#include "text/dip-characters.h"

#include <string.h>

/* Facts that are names: addresses of all kinds, standards, algorithms, places. */

#define MAX_URL     2048
#define MAX_ADDRESS 180   /* bytes: some 60 characters */
#define MAX_RUN     8     /* standards named in one breath */

static gboolean
is_url_character (char c)
{
  return c > 0x20 && c < 0x7F && strchr ("<>\"'`{}|^", c) == NULL;
}

gsize
_dip_fact_scan_url (DipFactScan *scan,
                    const char  *at)
{
  static const char *const schemes[] = { "https://", "http://", "ftp://", "www." };
  const char *end = NULL;
  g_autofree char *value = NULL;
  guint open = 0;

  for (guint i = 0; i < G_N_ELEMENTS (schemes); i++)
    if (g_ascii_tolower (*at) == *schemes[i] && g_ascii_strncasecmp (at, schemes[i], strlen (schemes[i])) == 0)
      {
        end = at + strlen (schemes[i]);
        break;
      }
  if (end == NULL)
    return 0;

  for (; end < scan->stop && end - at < MAX_URL && is_url_character (*end); end++)
    {
      if (*end == '(' || *end == '[')
        open++;
      else if (*end == ')' || *end == ']')
        {
          if (open == 0)
            break;
          open--;
        }
    }
  while (end > at && strchr (".,;:!?\\", end[-1]) != NULL)
    end--;

  value = g_strndup (at, end - at);
  /* Markdown escapes what would be emphasis */
  for (char *from = value, *to = value; ; from++)
    {
      if (*from != '\\')
        *to++ = *from;
      if (*from == '\0')
        break;
    }
  _dip_fact_scan_add (scan, "url", value, at, end);

  return end - at;
}

static const char *
host_end (const DipFactScan *scan,
          const char        *at,
          gboolean          *known)
{
  const char *label = at;
  const char *end = at;
  guint n_labels = 1;
  gsize length;

  for (; end < scan->stop && (g_ascii_isalnum (*end) || *end == '-' || *end == '.'); end++)
    if (*end == '.')
      {
        if (end == label || end + 1 >= scan->stop || !g_ascii_isalnum (end[1]))
          break;
        label = end + 1;
        n_labels++;
      }
  *known = n_labels >= 2 && dip_word_table_at (scan->scanner->domains, label, end, &length) != NULL &&
           label + length == end;

  return end;
}

gsize
_dip_fact_scan_mail (DipFactScan *scan,
                     const char  *at)
{
  const char *end = at;
  g_autofree char *value = NULL;
  gboolean known;

  while (end < scan->stop && (g_ascii_isalnum (*end) || strchr ("._+-", *end) != NULL))
    end++;
  if (end == at || end >= scan->stop || *end != '@')
    return 0;
  end = host_end (scan, end + 1, &known);
  if (!known)
    return 0;
  value = g_ascii_strdown (at, end - at);
  _dip_fact_scan_add (scan, "mail", value, at, end);

  return end - at;
}

gsize
_dip_fact_scan_host (DipFactScan *scan,
                     const char  *at)
{
  gboolean known;
  const char *end = host_end (scan, at, &known);
  g_autofree char *value = NULL;

  if (!known)
    return 0;
  value = g_ascii_strdown (at, end - at);
  _dip_fact_scan_add (scan, "host", value, at, end);

  return end - at;
}

/* "27017:2015", "800-53", "2 Type II", from @at on; the end, @at if there is none. */
static const char *
standard_number_end (const DipFactScan *scan,
                     const char        *at)
{
  const char *end = at;

  while (end < scan->stop &&
         (g_ascii_isdigit (*end) ||
          ((*end == '-' || *end == '.' || *end == ':') && end > at && end + 1 < scan->stop &&
           g_ascii_isdigit (end[1]))))
    end++;
  if (end == at)
    return at;
  /* "27017:2015.1": a footnote's mark behind the year */
  if (end - at > 7 && end[-2] == '.' && end[-7] == ':' && g_ascii_isdigit (end[-3]))
    end -= 2;
  if (g_str_has_prefix (end, " Type ") || g_str_has_prefix (end, "Type "))
    {
      const char *type = end + (*end == ' ' ? 6 : 5);

      while (type < scan->stop && (g_ascii_isdigit (*type) || *type == 'I'))
        type++;
      end = type;
    }

  return end;
}

typedef struct
{
  const char *start;
  const char *end;
  const char *what;
  char       *value;
} Name;

static gboolean
read_identifier (const DipFactScan *scan,
                 const char        *at,
                 Name              *name)
{
  const char *end = at;
  guint n_letters = 0, n_digits = 0, n_hyphens = 0;

  for (; end < scan->stop && (g_ascii_isupper (*end) || g_ascii_isdigit (*end) || *end == '-' || *end == '.'); end++)
    {
      if (g_ascii_isupper (*end))
        n_letters++;
      else if (g_ascii_isdigit (*end))
        n_digits++;
      else if (*end == '-')
        n_hyphens++;
      if (n_letters == 0)
        return FALSE;
    }
  while (end > at && (end[-1] == '-' || end[-1] == '.'))
    end--;
  if (n_letters < 2 || n_digits < 2 || n_hyphens == 0 || (end < scan->stop && g_ascii_isalpha (*end)))
    return FALSE;

  name->start = at;
  name->end = end;
  name->what = "identifier";
  name->value = g_strndup (at, end - at);

  return TRUE;
}

static gboolean
read_standard (const DipFactScan *scan,
               const char        *at,
               Name              *name)
{
  gsize length;
  const char **fields = dip_word_table_at (scan->scanner->standards, at, scan->stop, &length);
  const char *number;
  const char *end;
  g_autofree char *digits = NULL;

  if (fields == NULL)
    return FALSE;

  number = at + length;
  while (number < scan->stop && number - at < (gssize) length + 3 && strchr (" :-#", *number) != NULL)
    number++;
  /* "PCI DSS v4.0" */
  if (number + 1 < scan->stop && (*number == 'v' || *number == 'V') && g_ascii_isdigit (number[1]))
    number++;
  end = standard_number_end (scan, number);
  if (end == number)
    {
      if ((fields[1] != NULL && fields[2] != NULL) || (at + length < scan->stop && g_ascii_isdigit (at[length])))
        return FALSE;
      if (at + length < scan->stop && at[length] == '-')
        return FALSE;
      end = number = at + length;
    }

  digits = g_strndup (number, end - number);
  name->start = at;
  name->end = end;
  name->what = fields[1] != NULL ? fields[1] : "standard";
  if (strcmp (fields[0], "ISO") == 0 && g_str_has_prefix (digits, "27"))
    name->value = g_strconcat ("ISO/IEC ", digits, NULL);
  else if (strcmp (fields[0], "JISQ") == 0)
    name->value = g_strconcat ("JIS Q ", digits, NULL);
  else
    name->value = *digits != '\0' ? g_strconcat (fields[0], " ", digits, NULL) : g_strdup (fields[0]);

  return TRUE;
}

/* What may stand between two standards that are named in one breath. */
static const char *
skip_joiner (const DipFactScan *scan,
             const char        *at)
{
  static const char *const joiners[] = { " ", "、", ",", "・", "/", "(", ")", "及び", "および", "並びに", "または", "又は",
                                         "と", "and", "or", "」", "「" };
  const char *start = at;
  gboolean again = TRUE;

  while (again && at < scan->stop && at - start < 16)
    {
      again = FALSE;
      for (guint i = 0; i < G_N_ELEMENTS (joiners); i++)
        if (g_str_has_prefix (at, joiners[i]))
          {
            at += strlen (joiners[i]);
            again = TRUE;
            break;
          }
    }

  return at;
}

/* "27017" behind ISO/IEC 27001: a number of five digits of the same series. */
static gboolean
read_same_series (const DipFactScan *scan,
                  const Name        *before,
                  const char        *at,
                  Name              *name)
{
  const char *end = standard_number_end (scan, at);

  if (strcmp (before->what, "standard") != 0 || !g_str_has_prefix (before->value, "ISO/IEC 27") || end - at < 5 ||
      !g_str_has_prefix (at, "27") || strspn (at, "0123456789") != 5)
    return FALSE;
  name->start = at;
  name->end = end;
  name->what = "standard";
  name->value = g_strdup_printf ("ISO/IEC %.*s", (int) (end - at), at);

  return TRUE;
}

/* Standards that stand side by side share their quote: "ISO/IEC 27001 and ISO/IEC 27017". */
static gsize
scan_run (DipFactScan *scan,
          const char  *at,
          Name         first)
{
  Name names[MAX_RUN];
  guint n = 1;
  const char *end;

  names[0] = first;
  while (n < MAX_RUN)
    {
      const char *next = skip_joiner (scan, names[n - 1].end);

      if (next == names[n - 1].end ||
          !(read_standard (scan, next, &names[n]) || read_identifier (scan, next, &names[n]) ||
            read_same_series (scan, &names[n - 1], next, &names[n])))
        break;
      n++;
    }

  end = names[n - 1].end;
  /* "A (B)": the quote closes its bracket */
  if (end < scan->stop && *end == ')' && memchr (at, '(', end - at) != NULL)
    end++;
  for (guint i = 0; i < n; i++)
    {
      _dip_fact_scan_add (scan, names[i].what, names[i].value, at, end);
      g_free (names[i].value);
    }

  return end - at;
}

gsize
_dip_fact_scan_standard (DipFactScan *scan,
                         const char  *at)
{
  Name name;

  return read_standard (scan, at, &name) ? scan_run (scan, at, name) : 0;
}

gsize
_dip_fact_scan_identifier (DipFactScan *scan,
                           const char  *at)
{
  Name name;

  return read_identifier (scan, at, &name) ? scan_run (scan, at, name) : 0;
}

/* "TLS 1.2 / 1.3", "TLS 1.0 and 1.1": the versions behind the first one, up to @end. Returns where they end. */
static const char *
scan_more_versions (DipFactScan *scan,
                    const char  *name,
                    const char  *at,
                    const char  *end)
{
  static const char *const joiners[] = { " and ", " or ", " / ", "/", "、", "及び", "および", "または", "又は", "・", "," };

  for (guint n = 0; n < 4; n++)
    {
      const char *next = NULL;
      const char *stop;
      g_autofree char *value = NULL;

      for (guint i = 0; i < G_N_ELEMENTS (joiners) && next == NULL; i++)
        if (g_str_has_prefix (end, joiners[i]))
          next = end + strlen (joiners[i]);
      if (next == NULL || next + 2 >= scan->stop || !g_ascii_isdigit (next[0]) || next[1] != '.' ||
          !g_ascii_isdigit (next[2]))
        break;
      stop = next + 3;
      if (stop < scan->stop && g_ascii_isalnum (*stop))
        break;
      value = g_strdup_printf ("%s %.*s", name, (int) (stop - next), next);
      _dip_fact_scan_add (scan, "algorithm", value, at, stop);
      end = stop;
    }

  return end;
}

/* "asia-northeast1", "eu-central-1": what large providers call their regions. */
gsize
_dip_fact_scan_region (DipFactScan *scan,
                       const char  *at)
{
  gsize length;
  const char *end;
  g_autofree char *value = NULL;
  guint n_parts = 1;

  if (dip_word_table_at (scan->scanner->region_ids, at, scan->stop, &length) == NULL || at + length >= scan->stop ||
      at[length] != '-')
    return 0;
  for (end = at + length; end < scan->stop && (g_ascii_islower (*end) || g_ascii_isdigit (*end) || *end == '-'); end++)
    n_parts += *end == '-';
  if (end - at > 32 || n_parts < 2 || !(g_ascii_isdigit (end[-1]) || (g_ascii_islower (end[-1]) &&
                                                                      g_ascii_isdigit (end[-2]))))
    return 0;

  value = g_strndup (at, (gsize) (end - at));
  _dip_fact_scan_add (scan, "place", value, at, end);

  return end - at;
}

/* "登録番号 10999999", "certificate no. IS 700001": a number that is announced, with letters before it. */
gsize
_dip_fact_scan_announced (DipFactScan *scan,
                          const char  *at)
{
  static const char *const between[] = { ":", " ", "は", "第", "-", "#" };
  gsize length;
  const char *start;
  const char *end;
  gboolean again = TRUE;
  gboolean digit = FALSE;
  g_autofree char *value = NULL;

  if (dip_word_table_at (scan->scanner->number_labels, at, scan->stop, &length) == NULL)
    return 0;
  start = at + length;
  while (again && start < scan->stop)
    {
      again = FALSE;
      for (guint i = 0; i < G_N_ELEMENTS (between); i++)
        if (g_str_has_prefix (start, between[i]))
          {
            start += strlen (between[i]);
            again = TRUE;
          }
    }
  for (end = start; end < scan->stop && end - start < 24; end++)
    {
      /* letters may stand apart from the digits, nothing else */
      if (*end == ' ' ? digit || end == start || !g_ascii_isupper (end[-1]) || !g_ascii_isdigit (end[1])
                      : !(g_ascii_isupper (*end) || g_ascii_isdigit (*end) ||
                          (strchr ("-/()", *end) != NULL && end > start)))
        break;
      digit = digit || g_ascii_isdigit (*end);
    }
  while (end > start && !g_ascii_isalnum (end[-1]))
    end--;
  if (!digit || end - start < 3)
    return 0;

  value = g_strndup (start, (gsize) (end - start));
  _dip_fact_scan_add (scan, "identifier", value, start, end);

  return end - at;
}

gsize
_dip_fact_scan_algorithm (DipFactScan *scan,
                          const char  *at)
{
  gsize length;
  const char **fields = dip_word_table_at (scan->scanner->algorithms, at, scan->stop, &length);
  const char *version;
  const char *end;
  g_autoptr(GString) value = NULL;
  gsize taken;

  if (fields == NULL)
    return 0;

  value = g_string_new (fields[0]);
  end = version = at + length;
  while (version < scan->stop && version - end < 2 && strchr (" -v.", *version) != NULL)
    version++;
  if (version < scan->stop && *version == 'v' && version + 1 < scan->stop && g_ascii_isdigit (version[1]))
    version++;
  if (version < scan->stop && g_ascii_isdigit (*version))
    {
      const char *number = version;
      const char **after;

      while (version < scan->stop &&
             (g_ascii_isdigit (*version) ||
              (*version == '.' && version + 1 < scan->stop && g_ascii_isdigit (version[1]))))
        version++;
      g_string_append_printf (value, "%s%.*s", memchr (number, '.', version - number) != NULL ||
                              g_str_has_prefix (fields[0], "TLS") ? " " : "-", (int) (version - number), number);
      end = version;
      if (g_str_has_prefix (end, "bit") || g_str_has_prefix (end, " bit") || g_str_has_prefix (end, "-bit"))
        end += *end == 'b' ? 3 : 4;
      else if (g_str_has_prefix (end, "ビット"))
        end += strlen ("ビット");
      after = dip_word_table_at (scan->scanner->after, *end == ' ' ? end + 1 : end, scan->stop, &taken);
      /* "AES-256 before they are written" tells no order of versions */
      if (after != NULL && after[1] != NULL && g_str_has_prefix (after[1], "at "))
        {
          g_string_append_printf (value, " %s", after[1]);
          end = (*end == ' ' ? end + 1 : end) + taken;
        }
    }
  _dip_fact_scan_add (scan, "algorithm", value->str, at, end);
  if (g_str_has_prefix (fields[0], "TLS") && end > at + length)
    end = scan_more_versions (scan, fields[0], at, end);

  return end - at;
}

/* "256-bit AES", "256 ビットの AES": the key's length first. */
gsize
_dip_fact_scan_key_length (DipFactScan *scan,
                           const char  *at)
{
  static const char *const units[] = { "bits", "bit", "ビット" };
  const char *end = at;
  const char *name;
  const char **fields = NULL;
  g_autofree char *value = NULL;
  gsize length = 0;

  while (end < scan->stop && g_ascii_isdigit (*end))
    end++;
  if (end - at < 2 || end - at > 5)
    return 0;
  name = end;
  if (*name == '-' || *name == ' ')
    name++;
  for (guint i = 0; i < G_N_ELEMENTS (units) && length == 0; i++)
    if (g_str_has_prefix (name, units[i]))
      length = strlen (units[i]);
  if (length == 0)
    return 0;
  name += length;
  if (g_str_has_prefix (name, "の"))
    name += strlen ("の");
  while (*name == ' ' || *name == '-')
    name++;

  if (name < scan->stop)
    fields = dip_word_table_at (scan->scanner->algorithms, name, scan->stop, &length);
  /* "128-bit SSL" names no key's length of SSL; "128-bit AES-256" is of two things */
  if (fields == NULL || strstr (fields[0], "TLS") != NULL || strstr (fields[0], "SSL") != NULL ||
      strstr (fields[0], "HTTP") != NULL || g_ascii_isdigit (name[length]) || g_ascii_isalpha (name[length]) ||
      (name[length] == '-' && g_ascii_isdigit (name[length + 1])))
    return 0;
  value = g_strdup_printf ("%s-%.*s", fields[0], (int) (end - at), at);
  _dip_fact_scan_add (scan, "algorithm", value, at, name + length);

  return (gsize) (name + length - at);
}

static gboolean
holds_one_of (const char        *from,
              const char        *to,
              const char *const *words)
{
  for (; *words != NULL; words++)
    if (g_strstr_len (from, to - from, *words) != NULL)
      return TRUE;

  return FALSE;
}

/* Whether nothing goes to the place from @at to @end: "…に移すことはありません", "never leaves …". */
static gboolean
is_denied (const DipFactScan *scan,
           const char        *at,
           const char        *end)
{
  static const char *const denials[] = { "ません", "しない", "ことはない", "禁止", NULL };
  static const char *const turns[] = { "し、", "が、", "り、", "れ、", "て、", "ますが", NULL };
  static const char *const denials_en[] = { " not ", " never ", "Never ", "No ", " no ", " nor ", "cannot ", NULL };
  const char *stop = end;

  if ((guchar) *at < 0x80)
    {
      const char *begin = at;

      /* the statement that it stands in */
      while (begin > scan->text && begin[-1] != ';' && begin[-1] != ',' && !g_str_has_prefix (begin, " and "))
        begin--;
      /* what never leaves a place stays there */
      return holds_one_of (begin, at, denials_en) && g_strstr_len (begin, at - begin, " leav") == NULL;
    }
  if (g_str_has_prefix (end, "から"))
    return FALSE;
  while (stop < scan->stop && !g_str_has_prefix (stop, "。"))
    stop = g_utf8_next_char (stop);

  for (guint i = 0; turns[i] != NULL; i++)
    {
      const char *turn = g_strstr_len (end, stop - end, turns[i]);

      if (turn != NULL)
        stop = turn;
    }

  return holds_one_of (end, stop, denials);
}

static void
add_place (DipFactScan *scan,
           const char  *name,
           const char  *at,
           const char  *end)
{
  static const char *const leads[] = { "outside the ", "outside of the ", "outside of ", "outside " };
  g_autofree char *value = g_strdup (name);

  for (guint i = 0; i < G_N_ELEMENTS (leads); i++)
    {
      gsize n = strlen (leads[i]);

      if ((gsize) (at - scan->text) >= n && g_ascii_strncasecmp (at - n, leads[i], n) == 0)
        {
          g_free (value);
          value = g_strconcat ("outside ", name, NULL);
          at -= n;
          break;
        }
    }
  if (is_denied (scan, at, end))
    {
      char *denied = g_strconcat ("not ", value, NULL);

      g_free (value);
      value = denied;
    }
  _dip_fact_scan_add (scan, "place", value, at, end);
}

/* Whether people are at the place that ends at @end, not data: "国外から利用される場合", "国内からのアクセス". */
static gboolean
is_of_people (const DipLexicon *lexicon,
              const char       *end)
{
  static const char *const particles[] = { "での", "からの", "で", "から" };
  const char *const *doings = dip_lexicon_get_words (lexicon, "fact-people-doings");

  for (guint i = 0; i < G_N_ELEMENTS (particles); i++)
    {
      const char *doing = end + strlen (particles[i]);

      if (!g_str_has_prefix (end, particles[i]))
        continue;
      if (g_str_has_prefix (doing, "ご") || g_str_has_prefix (doing, "お"))
        doing = g_utf8_next_char (doing);
      if (dip_begins_with_one_of (doing, doings))
        return TRUE;
    }

  return FALSE;
}

gsize
_dip_fact_scan_place (DipFactScan *scan,
                      const char  *at)
{
  gsize length;
  const char **fields = dip_word_table_at (scan->scanner->places, at, scan->stop, &length);
  const char *end;

  if (fields != NULL)
    {
      const char *law = NULL;

      end = at + length;
      if (g_str_has_prefix (end, "法") && !g_str_has_prefix (end, "法人"))
        law = end + strlen ("法");
      /* "日本国の法令に準拠し", not what they keep to: "日本の法令を遵守" */
      else if (g_str_has_prefix (end, "の法令に準拠し") || g_str_has_prefix (end, "の法律に準拠し"))
        law = end + strlen ("の法令");
      if (law != NULL)
        {
          end = law;
          _dip_fact_scan_add (scan, "governing law", fields[1] != NULL ? fields[1] : fields[0], at, end);
        }
      else if (!is_of_people (scan->scanner->lexicon, end))
        add_place (scan, fields[1] != NULL ? fields[1] : fields[0], at, end);
      return end - at;
    }

  /* "日本法" */
  if ((guchar) *at >= 0x80 && g_str_has_prefix (at, "日本法") && !g_str_has_prefix (at, "日本法人"))
    {
      _dip_fact_scan_add (scan, "governing law", "Japan", at, at + strlen ("日本法"));
      return strlen ("日本法");
    }

  fields = dip_word_table_at (scan->scanner->regions, at, scan->stop, &length);
  if (fields != NULL)
    {
      const char *start = at;
      g_autofree char *value = NULL;

      while (start > scan->text && at - start < 48)
        {
          const char *previous = _dip_fact_scan_previous (scan, start);
          gunichar c = g_utf8_get_char (previous);

          if (!_dip_is_ideograph (c) && !_dip_is_katakana (c) && (c >= 0x80 || (!g_ascii_isalnum (c) && c != '-')))
            break;
          start = previous;
        }
      if (start < at)
        {
          value = g_strndup (start, at + length - start);
          _dip_fact_scan_add (scan, "place", value, start, at + length);
        }
      return length;
    }

  return 0;
}

gsize
_dip_fact_scan_address (DipFactScan *scan,
                        const char  *at)
{
  static const char *const ends[] = { "。", "、", "(", ")", "」", "TEL", "Tel", "電話", "\n", "\t" };
  gboolean postal = g_str_has_prefix (at, "〒");
  const char *end = at;
  const char *last_digit = NULL;
  gsize length;
  g_autofree char *value = NULL;

  if (!postal && dip_word_table_at (scan->scanner->prefectures, at, scan->stop, &length) == NULL)
    return 0;

  while (end < scan->stop && end - at < MAX_ADDRESS)
    {
      gboolean ended = FALSE;

      for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
        ended = ended || g_str_has_prefix (end, ends[i]);
      /* a particle ends an address that stands in a sentence */
      if (!postal && last_digit != NULL)
        {
          gunichar c = g_utf8_get_char (end);

          ended = ended || (c >= 0x3041 && c <= 0x3096);
        }
      if (ended)
        break;
      if (g_ascii_isdigit (*end))
        last_digit = end;
      end = g_utf8_next_char (end);
    }
  if (last_digit == NULL || (!postal && memchr (at, '-', end - at) == NULL && strstr (at, "丁目") == NULL &&
                             strstr (at, "番") == NULL))
    return 0;

  value = g_strndup (at, end - at);
  _dip_fact_scan_add (scan, "address", value, at, end);

  return end - at;
}
