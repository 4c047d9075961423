/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/dip-gist-private.h"
#include "engine/dip-voice-private.h"

#include <string.h>

/*
 * The words of an English sentence for dip-gist.c, in plain forms and without endings. Commas,
 * "and", "if" and their like begin a segment. In one with a passive whoever does it, the verb and
 * what it is done to are put into the order of the active; words behind a preposition are not bare.
 */

typedef struct
{
  const DipMeaning *meaning;
  const GPtrArray  *cut;       /* (element-type utf8) */
  GArray           *words;
  guint             sentence;
  guint             segment;
  guint             place;
  guint             part;
  gboolean          is_denied;  /* something of the sentence */
  gboolean          is_turned;  /* the segment before is a passive */
} Cutter;

gboolean
_dip_gist_is_one_of (const char        *word,
                     const char *const *list,
                     gsize              n)
{
  for (gsize i = 0; i < n; i++)
    {
      if (strcmp (word, list[i]) == 0)
        return TRUE;
    }

  return FALSE;
}

static gboolean
is_be (const char *word)
{
  static const char *const forms[] = { "is", "are", "was", "were", "be", "been", "being" };

  return _dip_gist_is_one_of (word, forms, G_N_ELEMENTS (forms));
}

static gboolean
is_participle (const DipMeaning *meaning,
               const char       *word)
{
  return (strlen (word) > 3 && g_str_has_suffix (word, "ed")) || is_in (meaning, "verbs", word);
}

static gboolean
is_bound (const DipMeaning *meaning,
          const char       *word)
{
  return is_in (meaning, "gist-bounds-en", word);
}

static gboolean
begins_segment (const char *word)
{
  static const char *const words[] = { ",", ";", "and", "while", "whereas", "if", "unless", "before", "after", "until",
                                       "because", "which", "who", "that", "when", "but" };

  return _dip_gist_is_one_of (word, words, G_N_ELEMENTS (words));
}

/* A word without its endings: deletion, deletes and deleting are one. */
static char *
lemma_of (const DipMeaning *meaning,
          const char       *word)
{
  const char *verb = _dip_meaning_whole (meaning, "nominal-verbs", word);
  g_autofree char *bare = NULL;
  g_autofree char *stem = NULL;
  const char *same;

  if (*word == '~')
    word++;
  if (verb == NULL && strlen (word) > 5 && g_str_has_suffix (word, "ing"))
    bare = g_strndup (word, strlen (word) - strlen ("ing"));
  stem = _dip_stem_of (meaning, verb != NULL ? verb : bare != NULL ? bare : word);
  same = _dip_meaning_whole (meaning, "gist-same", stem);

  return same != NULL ? g_strdup (same) : g_steal_pointer (&stem);
}

static DipGistWord *
add_word (Cutter      *self,
          char        *text,
          DipGistKind  kind)
{
  DipGistWord word = { .text = text, .kind = kind, .segment = self->segment, .sentence = self->sentence,
                       .place = self->place, .part = self->part };

  g_array_append_val (self->words, word);

  return &g_array_index (self->words, DipGistWord, self->words->len - 1);
}

/* Words that tie what follows to what stands before them. */
static gboolean
is_link (const char *word)
{
  static const char *const words[] = { "who", "which", "whose", "with", "if" };

  return _dip_gist_is_one_of (word, words, G_N_ELEMENTS (words));
}

static gboolean
follows_comma (const GPtrArray *cut,
               guint            i)
{
  return i > 0 && strcmp (cut->pdata[i - 1], ",") == 0;
}

/* "files that contain data" are some, "files, which contain data" are all: "also". */
static char *
name_link (const GPtrArray *cut,
           guint            i)
{
  const char *word = cut->pdata[i];

  if (strcmp (word, "with") == 0 || strcmp (word, "if") == 0)
    return g_strdup (word);

  return g_strdup (follows_comma (cut, i) ? "also" : "which");
}

/* Words of a sentence that is not looked at: what they belong to is told by their place alone. */
static gboolean
is_beyond (const DipMeaning *meaning,
           const char       *word)
{
  static const char *const words[] = { "half", "nor", "neither" };

  return _dip_gist_is_one_of (word, words, G_N_ELEMENTS (words));
}

/* What a preposition makes of whoever stands behind it. */
static DipGistRole
role_behind (const char *preposition)
{
  static const struct { const char *word; DipGistRole role; } roles[] = {
    { "by", DIP_GIST_DOER }, { "to", DIP_GIST_TARGET }, { "for", DIP_GIST_TARGET }, { "from", DIP_GIST_SOURCE },
    { "of", DIP_GIST_OWNER },
  };

  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    {
      if (strcmp (roles[i].word, preposition) == 0)
        return roles[i].role;
    }

  return 0;
}

/* "informs", "has": a word that may be what is done by those before it; "independent" is none. */
static gboolean
is_like_verb (const DipMeaning *meaning,
              const char       *word)
{
  return is_participle (meaning, word) || g_str_has_suffix (word, "s") || g_str_has_suffix (word, "ing")
    || is_in (meaning, "helpers", word);
}

/* "customer data": one party before a thing of his; "customer informs" would be what he does. */
static gboolean
is_owner_of_next (Cutter *self,
                  guint   i,
                  guint   end)
{
  const char *word = self->cut->pdata[i];
  const char *next = i + 1 < end ? self->cut->pdata[i + 1] : NULL;

  return next != NULL && g_ascii_isalpha (next[0]) && !g_str_has_suffix (word, "s")
    && !is_like_verb (self->meaning, next) && !is_be (next) && !is_bound (self->meaning, next)
    && !is_link (next) && !begins_segment (next)
    && !is_in (self->meaning, "prepositions", next) && !is_in (self->meaning, "gist-drops-en", next)
    && !is_in (self->meaning, "helpers", next);
}

/* Whether "every month" before @after tells how often something is done, and not, as "monthly", which
 * things are meant. */
static gboolean
is_adverb (Cutter *self,
           guint   after,
           guint   end)
{
  const char *next = after < end ? self->cut->pdata[after] : NULL;

  return next == NULL || is_in (self->meaning, "providers", next) || is_in (self->meaning, "prepositions", next);
}

/* "Members may close a room": whether the customer is permitted what he can do; what the provider "may" do it
 * need not. */
static gboolean
permits (Cutter *self,
         guint   first,
         guint   may)
{
  gboolean is_customer = FALSE;

  if (strcmp (self->cut->pdata[may], "may") != 0
      || (may + 1 < self->cut->len && (strcmp (self->cut->pdata[may + 1], "be") == 0
                                       || strcmp (self->cut->pdata[may + 1], "not") == 0)))
    return FALSE;

  for (guint i = first; i < may; i++)
    {
      if (is_in (self->meaning, "providers", self->cut->pdata[i]))
        return FALSE;
      is_customer = is_customer || is_in (self->meaning, "customers", self->cut->pdata[i]);
    }

  return is_customer;
}

/* Words [first, end) of a segment. With @bare nothing stands before them that governs them. */
static void
take_run (Cutter      *self,
          guint        first,
          guint        end,
          const char  *preposition,
          DipGistRole  bare_role)
{
  gboolean is_first = TRUE;
  gboolean is_said = FALSE;
  gboolean is_of_all = FALSE;
  gboolean may_begin_with_verb = first < end && begins_segment (self->cut->pdata[first]);
  const char *only = NULL;  /* the word before, where it is the first */

  for (guint i = first; i < end; i++)
    {
      const char *text = self->cut->pdata[i];
      DipGistWord *word;

      self->place = i;
      is_said = is_said || is_be (text);
      if (is_link (text) && i > first && strcmp (self->cut->pdata[i - 1], "accordance") == 0)
        {
          preposition = text;
          continue;
        }
      if (is_link (text))
        {
          add_word (self, name_link (self->cut, i), DIP_GIST_LINK);
          preposition = strcmp (text, "with") == 0 ? text : NULL;
          is_first = is_first && (preposition != NULL || strcmp (text, "if") == 0);
          is_said = FALSE;
          continue;
        }
      /* "who process data", "processing data". */
      if (*text == '~')
        {
          add_word (self, g_strdup (follows_comma (self->cut, i) ? "also" : "which"), DIP_GIST_LINK);
          preposition = NULL;
          is_first = FALSE;
        }
      if (is_be (text) || is_in (self->meaning, "gist-drops-en", text))
        continue;
      if (strcmp (text, "both") == 0)
        {
          /* "both at rest and in transit" is a list; "both administrators" are two. */
          if (i + 1 >= end || !is_in (self->meaning, "prepositions", self->cut->pdata[i + 1]))
            add_word (self, g_strdup (text), DIP_GIST_BOUND);
          continue;
        }
      /* "every month" is one word, and nobody knows of what. */
      if (strcmp (text, "every") == 0 && i + 1 < end && is_in (self->meaning, "durations", self->cut->pdata[i + 1]))
        {
          add_word (self, g_strconcat (text, " ", self->cut->pdata[i + 1], NULL),
                    is_adverb (self, i + 2, end) ? DIP_GIST_VALUE : DIP_GIST_BOUND);
          i++;
          continue;
        }
      if (is_bound (self->meaning, text))
        {
          if (strcmp (text, "every") == 0 || strcmp (text, "each") == 0)
            {
              add_word (self, g_strdup ("all"), DIP_GIST_BOUND);
              is_of_all = TRUE;
              continue;
            }
          add_word (self, g_strdup (strcmp (text, "no") == 0 ? "not" : permits (self, first, i) ? "can" : text),
                    DIP_GIST_BOUND);
          preposition = is_in (self->meaning, "prepositions", text) ? text : preposition;
          continue;
        }
      /* "one" is "a" where it is no other number. */
      if (strcmp (text, "1") == 0 && !self->is_denied
          && (i + 1 >= end || g_ascii_isalpha (((const char *) self->cut->pdata[i + 1])[0])))
        continue;
      if (g_ascii_isdigit (*text))
        {
          add_word (self, g_strdup (text), DIP_GIST_VALUE);
          continue;
        }
      if (is_in (self->meaning, "prepositions", text) || begins_segment (text))
        {
          preposition = begins_segment (text) ? NULL : text;
          continue;
        }
      if (is_in (self->meaning, "providers", text) && strcmp (text, "provider") != 0
          && (preposition == NULL || strcmp (text, "we") == 0 || strcmp (preposition, "by") == 0
              || strcmp (preposition, "of") == 0))
        {
          is_first = is_first && strcmp (text, "our") == 0;
          continue;
        }

      word = add_word (self, lemma_of (self->meaning, text), DIP_GIST_WORD);
      word->is_party = is_in (self->meaning, "responsibility", text);
      word->is_said = is_said;
      word->is_participle = is_participle (self->meaning, text);
      is_said = FALSE;
      word->is_bare = preposition == NULL || strcmp (preposition, "by") == 0;
      if (preposition != NULL)
        word->role = role_behind (preposition);
      else if (bare_role != 0)
        word->role = bare_role;
      else if (is_first || word->is_party)
        word->role = is_first || (only != NULL && !(may_begin_with_verb && is_like_verb (self->meaning, only)))
          ? DIP_GIST_DOER : DIP_GIST_OBJECT;
      if (is_of_all && !word->is_party)
        word->role = 0;
      if (word->is_party && preposition == NULL && bare_role != DIP_GIST_DOER && is_owner_of_next (self, i, end))
        word->role = DIP_GIST_OWNER;
      /* "… are encrypted and stored": the passive goes on. */
      if (is_first && may_begin_with_verb && word->is_participle && bare_role == 0)
        word->role = 0;
      is_of_all = FALSE;
      only = is_first && !word->is_party ? text : NULL;
      is_first = FALSE;
    }
}

/* The verb of a passive in [first, end), @end where there is none. */
static guint
find_passive (Cutter *self,
              guint   first,
              guint   end,
              guint  *be)
{
  for (guint i = first; i < end; i++)
    {
      guint verb = i + 1;

      if (!is_be (self->cut->pdata[i]))
        continue;
      while (verb < end && (is_be (self->cut->pdata[verb]) || is_in (self->meaning, "helpers", self->cut->pdata[verb])))
        verb++;
      if (verb < end && is_participle (self->meaning, self->cut->pdata[verb]))
        {
          while (i > first && (is_in (self->meaning, "helpers", self->cut->pdata[i - 1])
                               || strcmp (self->cut->pdata[i - 1], "cannot") == 0))
            i--;
          *be = i;
          return verb;
        }
    }

  return end;
}

/* "is reviewed and tested every year": whether a passive goes on with another verb right behind its own, at the "and"
 * or "or" of @i; "is reviewed and approved plans are …" begins something else. */
static gboolean
joins_verbs (Cutter *self,
             guint   i,
             guint   end)
{
  const char *joint = i < end ? self->cut->pdata[i] : "";
  const char *next = i + 2 < end ? self->cut->pdata[i + 2] : NULL;

  return (strcmp (joint, "and") == 0 || strcmp (joint, "or") == 0)
    && i + 1 < end && is_participle (self->meaning, self->cut->pdata[i + 1])
    && (next == NULL || begins_segment (next) || is_in (self->meaning, "prepositions", next)
        || is_bound (self->meaning, next) || g_str_has_suffix (next, "ly"));
}

/* Behind the verbs of a passive of which the first is @verb. */
static guint
end_of_verbs (Cutter *self,
              guint   verb,
              guint   end)
{
  while (joins_verbs (self, verb + 1, end))
    verb += 2;

  return MIN (verb + 1, end);
}

/* Whether an "and" at @i stands between the verbs of the passive that its segment speaks of. */
static gboolean
is_within_verbs (Cutter *self,
                 guint   first,
                 guint   i)
{
  guint be = 0;
  guint verb = joins_verbs (self, i, self->cut->len) ? find_passive (self, first, i, &be) : i;

  return verb < i && end_of_verbs (self, verb, self->cut->len) > i;
}

/* "is reviewed every year and approved by the board": the passive goes on, and somebody does it; @end elsewhere. */
static guint
find_passive_that_goes_on (Cutter *self,
                           guint   first,
                           guint   end)
{
  guint verb = first + 1;

  if (!self->is_turned || verb >= end || strcmp (self->cut->pdata[first], "and") != 0
      || !is_participle (self->meaning, self->cut->pdata[verb]))
    return end;

  for (guint i = verb + 1; i < end; i++)
    {
      if (strcmp (self->cut->pdata[i], "by") == 0)
        return verb;
    }

  return end;
}

static void
take_segment (Cutter *self,
              guint   first,
              guint   end)
{
  guint be = 0;
  guint verb = find_passive (self, first, end, &be);
  guint verbs_end = end_of_verbs (self, verb, end);
  guint by = verb;
  guint n_words = self->words->len;
  guint by_end;

  if (verb == end && (verb = by = find_passive_that_goes_on (self, first, end)) < end)
    {
      be = verb;
      verbs_end = verb + 1;
    }
  self->is_turned = verb < end;
  if (verb == end)
    {
      /* "visitors, who …, are accompanied": nobody knows yet what they do. */
      gboolean is_open = end + 1 < self->cut->len && is_link (self->cut->pdata[end + 1]);

      take_run (self, first, end, NULL, 0);
      for (guint i = n_words; is_open && i < self->words->len; i++)
        {
          g_array_index (self->words, DipGistWord, i).role = 0;
          g_array_index (self->words, DipGistWord, i).is_bare = FALSE;
        }
      return;
    }

  /* "after they are published": what joins the segment stays before it. */
  if (first < be && begins_segment (self->cut->pdata[first]) && is_bound (self->meaning, self->cut->pdata[first]))
    {
      take_run (self, first, first + 1, NULL, 0);
      first++;
    }
  while (by < end && strcmp (self->cut->pdata[by], "by") != 0)
    by++;
  by_end = MIN (by + 1, end);
  while (by_end < end && !is_in (self->meaning, "prepositions", self->cut->pdata[by_end]))
    by_end++;

  /* Who does it, what is done, to what, and the rest. */
  take_run (self, MIN (by + 1, end), by_end, NULL, DIP_GIST_DOER);
  for (guint from = be; from < verbs_end; from = verb + 1, verb += 2)
    {
      if (strcmp (self->cut->pdata[from], "and") == 0)
        from++;
      take_run (self, from, verb + 1, "with", 0);
      if (self->words->len > 0)
        {
          g_array_index (self->words, DipGistWord, self->words->len - 1).is_bare = TRUE;
          g_array_index (self->words, DipGistWord, self->words->len - 1).is_said = from == be;
        }
    }
  self->part = 1;
  take_run (self, first, be, NULL, DIP_GIST_OBJECT);
  self->part = 2;
  take_run (self, verbs_end, MIN (by, end), "with", 0);
  take_run (self, by_end, end, "with", 0);
  self->part = 0;
}

/* A segment of one word belongs to the next one, at the end of a sentence to the one before:
 * "logs, backups and images are kept". */
static void
join_single (Cutter *self,
             guint   first)
{
  for (guint i = first; i < self->words->len; )
    {
      guint segment = dip_gist_word (self->words, i)->segment;
      guint n_words = 0;
      guint end = i;
      gboolean is_tied = FALSE;

      for (; end < self->words->len && dip_gist_word (self->words, end)->segment == segment; end++)
        {
          n_words += dip_gist_word (self->words, end)->kind == DIP_GIST_WORD;
          is_tied = is_tied || dip_gist_word (self->words, end)->kind != DIP_GIST_WORD;
        }
      /* "All servers, which are ours, are watched": the segment goes on behind another one, and what "all" is
       * tied to with it. */
      for (guint k = end; is_tied && k < self->words->len; k++)
        n_words += dip_gist_word (self->words, k)->segment == segment;
      for (guint k = i; n_words < 2 && k < end; k++)
        {
          DipGistWord *word = &g_array_index (self->words, DipGistWord, k);

          if (end < self->words->len)
            word->segment = dip_gist_word (self->words, end)->segment;
          else if (i > first)
            word->segment = dip_gist_word (self->words, i - 1)->segment;
        }
      i = end;
    }
}

/* Adds what the words of a sentence as it stands say; @is_rebuilt is set where it fits a pattern of @forms. */
gboolean
_dip_gist_cut_english (const DipMeaning *meaning,
                       const GPtrArray  *printed,
                       guint             sentence,
                       DipForms          forms,
                       GArray           *words,
                       gboolean         *is_rebuilt)
{
  g_autoptr (GPtrArray) cut = _dip_shape_words (meaning, printed, DIP_FORMS_PLAIN | forms, is_rebuilt);
  Cutter self = { .meaning = meaning, .cut = cut, .words = words, .sentence = sentence };
  guint first = 0;
  guint open = 0;
  guint first_open = 0;
  guint n_open = 0;
  guint first_word = words->len;

  if (words->len > DIP_GIST_MAX_WORDS)
    return FALSE;
  _dip_gist_cut_finer (meaning, cut);
  for (guint i = 0; i < cut->len; i++)
    self.is_denied = self.is_denied || is_in (meaning, "negation", cut->pdata[i]);

  for (guint i = 0; i < cut->len; i++)
    {
      if (is_beyond (meaning, cut->pdata[i]))
        return FALSE;
    }

  if (words->len > 0)
    self.segment = dip_gist_word (words, words->len - 1)->segment + 1;
  for (guint i = 1; i <= cut->len; i++)
    {
      if (i < cut->len && (!begins_segment (cut->pdata[i]) || is_within_verbs (&self, first, i)))
        continue;
      /* "visitors, who …, are accompanied": whoever was left open is spoken of again. */
      if (n_open > 0 && strcmp (cut->pdata[first], ",") == 0
          && !(first + 1 < cut->len && is_link (cut->pdata[first + 1])))
        {
          for (guint k = open; k < open + n_open; k++)
            g_array_index (words, DipGistWord, k).segment = self.segment;
          n_open = 0;
        }
      open = words->len;
      take_segment (&self, first, i);
      for (guint k = open; k < words->len; k++)
        g_array_index (words, DipGistWord, k).is_relative = is_link (cut->pdata[first]);
      if (i + 1 < cut->len && is_link (cut->pdata[i + 1]) && strcmp (cut->pdata[i], ",") == 0)
        {
          n_open = words->len - open;
          first_open = open;
        }
      open = first_open;
      self.segment++;
      first = i;
    }
  join_single (&self, first_word);

  return words->len <= DIP_GIST_MAX_WORDS;
}
