/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-metadata.h"

#include <string.h>

#include "recognise/dip-company.h"
#include "recognise/dip-glyph.h"
#include "recognise/dip-passage.h"
#include "text/dip-characters.h"

/*
 * The service that a title names:
 *
 *   "Y セキュリティホワイトペーパー", "Y Security Overview"          what stands before the first topic
 *   "Security White Paper for Y", "Security Overview (Y)"          what stands behind it
 *   "How Y keeps your data safe"
 */

/* Bytes of a service's name. */
#define MAX_NAME 90u

/* Letters of a service's name behind a topic. */
#define MIN_PART 4

#define MAX_LINES 20000u

/* Whether one of the words of a list begins at @at, as a word of its own if it is Latin. */
static gsize
match_word (const char        *text,
            const char        *at,
            const char *const *words)
{
  gsize longest = 0;

  for (guint i = 0; words[i] != NULL; i++)
    {
      gsize n = strlen (words[i]);

      if (n <= longest || g_ascii_strncasecmp (at, words[i], n) != 0)
        continue;
      if (g_ascii_isalpha (words[i][0]) &&
          ((at > text && g_ascii_isalnum (at[-1])) || g_ascii_isalnum (at[n])))
        continue;
      longest = n;
    }

  return longest;
}

/* The longest topic that a title begins with; "" for none. */
static const char *
match_topic (const char        *title,
             const char *const *topics)
{
  gsize n = match_word (title, title, topics);

  for (guint i = 0; topics[i] != NULL; i++)
    if (strlen (topics[i]) == n && g_ascii_strncasecmp (title, topics[i], n) == 0)
      return topics[i];

  return "";
}

/* Whether a bracket at the edge of a name has its partner within the name: "勤怠クラウド「あさひ」". */
static gboolean
has_partner (const char *name,
             const char *edge,
             gboolean    closes)
{
  static const char *const pairs[][2] = {
    { "【", "】" }, { "(", ")" }, { "（", "）" }, { "[", "]" }, { "「", "」" }, { "『", "』" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    if (strcmp (edge, pairs[i][closes ? 1 : 0]) == 0)
      {
        const char *partner = strstr (name, pairs[i][closes ? 0 : 1]);

        /* a bracket around the whole name has its partner at the other edge */
        return closes ? partner != NULL && partner != name
                      : partner != NULL && partner[strlen (pairs[i][1])] != '\0';
      }

  return FALSE;
}

/* "Statement on", cut off before a standard */
static gboolean
breaks_off (const char *name)
{
  static const char *const ends[] = {
    " on", " of", " to", " for", " with", " and", " by", " the", " under", " in", NULL,
  };

  return dip_ends_with_one_of (name, ends);
}

/* "Sample customers": for whom a paper is, behind a name with a capital. */
static void
cut_readers (const DipMetadata *self,
             char              *name)
{
  char *last = strrchr (name, ' ');

  if (last != NULL && g_ascii_isupper (*name) && g_ascii_islower (last[1]) && dip_metadata_is_common (self, last + 1))
    *last = '\0';
}

/* "Sample's" before a topic, "Sample Help Center", "Sample by Quay": without what is no part of the name. */
void
dip_metadata_trim_name (const DipMetadata *self,
                        char              *name)
{
  const char *const *ends = dip_lexicon_get_words (self->draft->lexicon, "site-endings");
  gsize length = strlen (name);
  char *by = strstr (name, " by ");

  for (guint i = 0; ends[i] != NULL; i++)
    {
      gsize n = strlen (ends[i]);

      if (length > n + 1 && name[length - n - 1] == ' ' && g_ascii_strcasecmp (name + length - n, ends[i]) == 0)
        {
          name[length - n - 1] = '\0';
          break;
        }
    }
  dip_metadata_trim_possessive (name);
  if (by != NULL && by > name && g_ascii_isupper (by[strlen (" by ")]))
    *by = '\0';
  cut_readers (self, name);
}

/* "セキュリティとデータの扱い", "情報システム部門も安心": what a title says, not whom it names. */
static gboolean
is_phrase (const DipMetadata *self,
           const char        *name)
{
  static const char *const particles[] = { "と", "や", "の", "・", "に", "を" };
  const char *const *topics = dip_lexicon_get_words (self->draft->lexicon, "title-topics");
  gsize n = match_word (name, name, topics);

  if ((guchar) *name < 0x80)
    return FALSE;
  if (strstr (name, "を") != NULL || g_str_has_suffix (name, "も安心") || g_str_has_suffix (name, "も安全"))
    return TRUE;
  for (guint i = 0; n > 0 && i < G_N_ELEMENTS (particles); i++)
    if (g_str_has_prefix (name + n, particles[i]))
      return TRUE;

  return FALSE;
}

/* A name without quotes, blanks and particles around it; NULL for none, or for one that any service has. */
char *
dip_metadata_clean_name (DipMetadata *self,
                         const char  *text,
                         gsize        length)
{
  static const char *const edges[] = {
    " ", "　", "【", "】", "(", ")", "（", "）", "[", "]", "「", "」", "『", "』", "\"",
    "・", "-", "–", "—", ":", "：", "|", "｜", "/", ",", "、",
  };
  static const char *const leads[] = { "for the ", "For the ", "of the ", "for ", "For " };
  const DipLexicon *lexicon = self->draft->lexicon;
  g_autofree char *name = g_strndup (text, length);
  g_autofree char *even = NULL;
  g_autofree char *key = NULL;
  gboolean again = TRUE;
  DipSpan span;

  while (again)
    {
      again = FALSE;
      for (guint i = 0; i < G_N_ELEMENTS (edges); i++)
        {
          gsize n = strlen (edges[i]);
          gsize rest = strlen (name);

          if (rest > 0 && g_str_has_prefix (name, edges[i]) && !has_partner (name, edges[i], FALSE))
            {
              memmove (name, name + n, rest - n + 1);
              again = TRUE;
            }
          else if (rest > 0 && g_str_has_suffix (name, edges[i]) && !has_partner (name, edges[i], TRUE))
            {
              name[rest - n] = '\0';
              again = TRUE;
            }
        }
      if (g_str_has_suffix (name, "の") && strlen (name) > 3)
        {
          name[strlen (name) - strlen ("の")] = '\0';
          again = TRUE;
        }
    }

  /* below the title: "for the Sample Platform" */
  for (guint i = 0; i < G_N_ELEMENTS (leads); i++)
    if (g_str_has_prefix (name, leads[i]) && g_ascii_isupper (name[strlen (leads[i])]))
      memmove (name, name + strlen (leads[i]), strlen (name + strlen (leads[i])) + 1);
  dip_metadata_trim_name (self, name);

  /* "安全への取り組み" names no service */
  if (g_str_has_suffix (name, "向け") || g_str_has_suffix (name, "用") || g_str_has_suffix (name, "へ") ||
      breaks_off (name) || is_phrase (self, name))
    return NULL;
  key = dip_fold_to_string (name, DIP_PASSAGE_FOLD | DIP_FOLD_CASE, NULL);
  if (g_utf8_strlen (key, -1) < 2 || strlen (name) > MAX_NAME || g_ascii_isdigit (*key) ||
      g_strv_contains (dip_lexicon_get_words (lexicon, "title-generic"), key) || dip_metadata_is_common (self, name))
    return NULL;
  even = dip_fold_to_string (name, DIP_PASSAGE_FOLD, NULL);
  /* "見本の施設、設備": what a paper is about */
  if (dip_company_find (even, 0, lexicon, &span) || strstr (name, "。") != NULL || strstr (name, "、") != NULL)
    return NULL;

  return g_steal_pointer (&name);
}

/* "Q&A：Y": what kind of paper it is may stand first. Where the rest begins. */
static const char *
skip_kind (DipMetadata *self,
           const char  *title)
{
  const char *const *kinds = dip_lexicon_get_words (self->draft->lexicon, "title-generic");
  const char *end = dip_text_find_colon (title, strlen (title));
  g_autofree char *kind = end != NULL ? g_strndup (title, (gsize) (end - title)) : NULL;
  g_autofree char *key = end != NULL ? dip_fold_to_string (kind, DIP_PASSAGE_FOLD | DIP_FOLD_CASE, NULL) : NULL;

  if (end == NULL || !g_strv_contains (kinds, key))
    return title;

  return dip_text_skip_space (g_utf8_next_char (end));
}

/* "How Y keeps your data safe"; NULL for other titles. */
static char *
service_in_question (DipMetadata *self,
                     const char  *title)
{
  static const char *const verbs[] = {
    " keeps ", " protects ", " secures ", " safeguards ", " handles ", " approaches ", " manages ", " stores ",
  };

  static const char *const owns[] = { "secure ", "protect ", "keep ", "safeguard ", "run ", "operate " };

  if (!g_str_has_prefix (title, "How "))
    return NULL;
  title += strlen ("How ");
  /* "How we keep Sample safe" */
  for (guint i = 0; i < G_N_ELEMENTS (owns) && g_str_has_prefix (title, "we "); i++)
    if (g_str_has_prefix (title + strlen ("we "), owns[i]))
      {
        const char *name = title + strlen ("we ") + strlen (owns[i]);
        const char *end = dip_metadata_name_end (name);

        return end > name + 2 ? dip_metadata_clean_name (self, name, (gsize) (end - name)) : NULL;
      }
  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    {
      const char *end = strstr (title, verbs[i]);

      if (end != NULL && end - title < MAX_NAME)
        return dip_metadata_clean_name (self, title, (gsize) (end - title));
    }

  return NULL;
}

/* "Sample Health Cloud Security": where the name ends if the text says "Sample Health Cloud" without the rest
 * of the topic that begins at @at; @at otherwise. */
static const char *
skip_own_cloud (DipMetadata *self,
                const char  *title,
                const char  *at)
{
  static const char *const clouds[] = { "Cloud", "cloud", "クラウド" };
  const GPtrArray *lines = self->draft->layout->lines;
  const char *end = at;
  g_autofree char *name = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (clouds) && end == at; i++)
    if (g_str_has_prefix (at, clouds[i]))
      end = at + strlen (clouds[i]);
  if (end == at)
    return at;

  name = g_strndup (title, (gsize) (end - title));
  for (guint i = 0; i < lines->len && i < MAX_LINES; i++)
    {
      const char *text = ((const DipLine *) g_ptr_array_index (lines, i))->text;

      for (const char *hit = strstr (text, name); hit != NULL; hit = strstr (hit + 1, name))
        {
          const char *rest = dip_text_skip_space (hit + strlen (name));

          if (g_ascii_strncasecmp (rest, "security", strlen ("security")) != 0 &&
              !g_str_has_prefix (rest, "セキュリティ") && !g_str_has_prefix (rest, "サービス"))
            return end;
        }
    }

  return at;
}

/* "Sample Guard Security のプライバシー": where the name ends if its last word is a topic in Latin letters, before a
 * Japanese particle, and the text says it so again; @at otherwise. */
static const char *
skip_own_word (DipMetadata *self,
               const char  *title,
               const char  *at,
               gsize        length)
{
  g_autofree char *name = NULL;
  const char *rest = dip_text_skip_space (at + length);

  if (!g_ascii_isupper (*at) || at == title || at[-1] != ' ' || !dip_is_hiragana (dip_utf8_get (rest)))
    return at;
  name = g_strndup (title, (gsize) (at + length - title));

  return dip_metadata_is_known_name (self, name) ? at + length : at;
}

/* 「Y」安全への取り組み: the name in quotes that a paper's title begins with; NULL for others. */
static char *
service_in_quotes (DipMetadata *self,
                   const char  *title)
{
  const char *const *topics = dip_lexicon_get_words (self->draft->lexicon, "title-topics");
  const char *close = g_str_has_prefix (title, "「") ? strstr (title, "」") : NULL;

  if (close == NULL || close - title > MAX_NAME)
    return NULL;
  for (const char *at = close + strlen ("」"); *at != '\0'; at = g_utf8_next_char (at))
    if (match_word (title, at, topics) > 0)
      return dip_metadata_clean_name (self, title + strlen ("「"), (gsize) (close - title) - strlen ("「"));

  return NULL;
}

/* "Security in Sample Studio", "Security Overview (Sample)": a name that the title ends with, and the text says it
 * again. */
static char *
named_behind_topic (DipMetadata *self,
                    const char  *title)
{
  const GPtrArray *lines = self->draft->layout->lines;
  const char *open = g_str_has_suffix (title, ")") ? strrchr (title, '(') : NULL;
  const char *in = g_strrstr (title, " in ");
  const char *name = open != NULL ? open + 1 : in != NULL ? in + strlen (" in ") : NULL;
  const char *end = name != NULL ? dip_metadata_name_end (name) : NULL;
  g_autofree char *first = NULL;
  gboolean small = FALSE;
  guint n = 0;

  if (name == NULL || end <= name + MIN_PART || (*end != '\0' && *end != ')'))
    return NULL;
  /* "(SLA)", "(TOMs)" */
  for (const char *at = name; at < end; at++)
    small = small || (at > name && g_ascii_islower (at[0]) && g_ascii_islower (at[1]));
  first = g_strndup (name, strcspn (name, " )"));
  for (guint i = 0; i < lines->len && i < MAX_LINES; i++)
    n += strstr (((const DipLine *) g_ptr_array_index (lines, i))->text, first) != NULL;

  return small && (n >= 2 || open != NULL) ? dip_metadata_clean_name (self, name, (gsize) (end - name)) : NULL;
}

/* The service that a title names: "Y セキュリティホワイトペーパー", "Security White Paper for Y". */
char *
dip_metadata_service_in_title (DipMetadata *self,
                               const char  *title)
{
  const char *const *topics = dip_lexicon_get_words (self->draft->lexicon, "title-topics");
  static const char *const fors[] = { "for", "of", "at", NULL };
  g_autofree char *name = NULL;
  const char *at;
  const char *last = NULL;

  name = service_in_question (self, title);
  if (name != NULL)
    return g_steal_pointer (&name);

  title = skip_kind (self, title);
  name = service_in_quotes (self, title);
  if (name != NULL)
    return g_steal_pointer (&name);
  if (g_str_has_prefix (title, "The "))
    title += strlen ("The ");
  for (at = title; *at != '\0'; at = g_utf8_next_char (at))
    if (match_word (title, at, topics) > 0)
      break;
  if (*at == '\0')
    return NULL;
  if (at > title)
    {
      const char *end = skip_own_cloud (self, title, at);

      if (end == at)
        end = skip_own_word (self, title, at, match_word (title, at, topics));
      return dip_metadata_clean_name (self, title, (gsize) (end - title));
    }

  /* "Statement of Applicability": a topic that has one of the words itself, while "Overview of" leads to the name */
  if (!g_str_has_suffix (match_topic (title, topics), " of"))
    at += strlen (match_topic (title, topics));
  for (; *at != '\0'; at = g_utf8_next_char (at))
    {
      gsize n = match_word (title, at, fors);

      if (n == 0)
        continue;
      last = at + n;
      /* "Security Overview of Sample for Teams" */
      at = dip_text_skip_space (last);
      if (*at == '\0')
        break;
      if (dip_metadata_is_known_name (self, at) && !g_ascii_islower (*at))
        return dip_metadata_clean_name (self, at, strlen (at));
    }

  if (last == NULL)
    return named_behind_topic (self, title);
  last = dip_text_skip_space (last);
  if (g_str_has_prefix (last, "the ") || g_str_has_prefix (last, "our "))
    last += strlen ("the ");

  /* "for security teams" tells the readers, "the security of sample" what the text goes on about */
  if (g_ascii_islower (*last) && !(strpbrk (last, " ,") == NULL && dip_metadata_is_said_of (self, last)))
    return NULL;

  return dip_metadata_clean_name (self, last, strlen (last));
}

/* The service that the lines above the title name: all of them, but for what "Y セキュリティ情報" is about. */
char *
dip_metadata_service_above (DipMetadata *self,
                            const char  *above)
{
  const char *const *topics = dip_lexicon_get_words (self->draft->lexicon, "title-topics");

  for (const char *at = above; *at != '\0'; at = g_utf8_next_char (at))
    if (at > above && (at[-1] == ' ' || g_str_has_prefix (g_utf8_prev_char (at), "　")) &&
        (guchar) *at >= 0x80 && match_word (above, at, topics) > 0)
      return dip_metadata_clean_name (self, above, (gsize) (at - above));

  return dip_metadata_clean_name (self, above, strlen (above));
}

/* Whether the text says a name of the cover again, or it ends as names of services do. */
gboolean
dip_metadata_is_known_name (DipMetadata *self,
                            const char  *name)
{
  const GPtrArray *lines = self->draft->layout->lines;
  g_autofree char *folded = dip_fold_to_string (name, DIP_PASSAGE_FOLD | DIP_FOLD_CASE, NULL);
  guint n = 0;

  if (dip_metadata_ends_as_service (self, folded))
    return TRUE;
  for (guint i = 0; i < lines->len && i < MAX_LINES; i++)
    n += strstr (((const DipLine *) g_ptr_array_index (lines, i))->text, name) != NULL;

  return n >= 2;
}
