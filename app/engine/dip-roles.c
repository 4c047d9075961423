/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/dip-engine-private.h"

#include <string.h>

/*
 * Who does what to what, in a Japanese sentence. The particle after a phrase
 * tells its part, so phrases of one verb may change places, and the passive
 * says the same as the active:
 *
 *   当社がデータを暗号化します = データは当社によって暗号化されます
 *   毎日、ログを担当者が確認します = 担当者が毎日ログを確認します
 *
 * A phrase is a word (kanji, katakana, letters, digits) with the kana after it.
 * Phrases up to one that ends in no particle, the verb, are a group; what
 * belongs to one verb is never compared with what belongs to another. の binds a
 * phrase to the next one, と and または bind the phrases that they join. Where a
 * group has two phrases of one kind, their order counts.
 */

/* Phrases of a sentence; what is longer is no sentence. */
#define MAX_PHRASES 200u

typedef enum {
  ROLE_BARE,      /* an adverb, a number: no particle */
  ROLE_TOPIC,
  ROLE_AGENT,
  ROLE_OBJECT,
  ROLE_OF,
  ROLE_JOINED,
  ROLE_OTHER,     /* any other particle, which stays as it is */
  ROLE_VERB,
} Role;

typedef struct
{
  GString    *stem;
  GString    *tail;
  const char *particle;  /* (nullable) (unowned): in its first form */
  Role        role;
  gboolean    counted;   /* ends in a number with its unit */
  gboolean    closed;    /* a bracket follows, so that nothing is bound across it */
} Phrase;

static Phrase *
phrase_new (void)
{
  Phrase *self = g_new0 (Phrase, 1);

  self->stem = g_string_new (NULL);
  self->tail = g_string_new (NULL);

  return self;
}

static void
phrase_free (gpointer data)
{
  Phrase *self = data;

  g_string_free (self->stem, TRUE);
  g_string_free (self->tail, TRUE);
  g_free (self);
}

static gboolean
is_filler (const DipMeaning *meaning,
           const Phrase     *phrase)
{
  return phrase->stem->len == 0 && _dip_meaning_is_filled (meaning, phrase->tail->str);
}

static void
close_phrase (const DipMeaning  *meaning,
              GPtrArray         *phrases,
              Phrase           **open)
{
  Phrase *phrase = *open;

  if (phrase->stem->len + phrase->tail->len == 0)
    return;

  if (!is_filler (meaning, phrase))
    g_ptr_array_add (phrases, phrase);
  else
    phrase_free (phrase);
  *open = phrase_new ();
}

/* "毎日" of "毎日確認": an adverb that stands before its verb without a particle. */
static gsize
adverb_length (const DipMeaning *meaning,
               const char       *text,
               gsize             length)
{
  gsize found = _dip_meaning_match (meaning, "adverbs", text, length);

  return found < length ? found : 0;
}

static gboolean
is_counted (DipTokenKind before,
            DipTokenKind kind)
{
  return (before == DIP_TOKEN_NUMBER || before == DIP_TOKEN_DATE)
    && (kind == DIP_TOKEN_KANJI || kind == DIP_TOKEN_KATAKANA || kind == DIP_TOKEN_LATIN);
}

static void
add_word (const DipMeaning  *meaning,
          GPtrArray         *phrases,
          Phrase           **open,
          const char        *text,
          gsize              length,
          DipTokenKind       kind,
          DipTokenKind       before)
{
  gsize adverb;

  if ((*open)->tail->len > 0 || ((*open)->stem->len > 0 && is_counted (before, kind)))
    close_phrase (meaning, phrases, open);

  adverb = kind == DIP_TOKEN_KANJI && (*open)->stem->len == 0 ? adverb_length (meaning, text, length) : 0;
  if (adverb > 0)
    {
      g_string_append_len ((*open)->stem, text, adverb);
      close_phrase (meaning, phrases, open);
    }
  if (kind == DIP_TOKEN_LATIN && before == DIP_TOKEN_SPACE && (*open)->stem->len > 0)
    g_string_append_c ((*open)->stem, ' ');
  g_string_append_len ((*open)->stem, text + adverb, length - adverb);
  (*open)->counted = kind == DIP_TOKEN_NUMBER;
}

/* A bracket stands for itself, in its place. */
static void
add_bracket (const DipMeaning  *meaning,
             GPtrArray         *phrases,
             Phrase           **open,
             const char        *text,
             gsize              length)
{
  close_phrase (meaning, phrases, open);
  if (phrases->len > 0)
    ((Phrase *) phrases->pdata[phrases->len - 1])->closed = TRUE;
  g_string_append_len ((*open)->stem, text, length);
  (*open)->closed = TRUE;
  close_phrase (meaning, phrases, open);
}

/* に対して, を用いて: a particle of several words. Returns how many more tokens
 * it takes than the first one. */
static guint
add_long_particle (const DipMeaning *meaning,
                   Phrase           *phrase,
                   const char       *text,
                   const GArray     *tokens,
                   guint             index)
{
  const DipToken *token = &g_array_index (tokens, DipToken, index);
  gsize found = _dip_meaning_match (meaning, "particles", text + token->start, strlen (text + token->start));
  guint next = index + 1;

  if (phrase->stem->len == 0 || phrase->tail->len > 0 || found <= token->length)
    return 0;

  while (next < tokens->len && g_array_index (tokens, DipToken, next).start < token->start + found)
    next++;
  if (next < tokens->len && g_array_index (tokens, DipToken, next).start != token->start + found)
    return 0;
  g_string_append_len (phrase->tail, text + token->start, (gssize) found);

  return next - index - 1;
}

static GPtrArray *
cut_phrases (const DipMeaning *meaning,
             const char       *text)
{
  g_autoptr (GArray) tokens = _dip_cut_words (meaning, text);
  GPtrArray *phrases = g_ptr_array_new_with_free_func (phrase_free);
  Phrase *open = phrase_new ();
  DipTokenKind before = DIP_TOKEN_SPACE;
  guint more;

  for (guint i = 0; i < tokens->len && phrases->len < MAX_PHRASES; i++)
    {
      const DipToken *token = &g_array_index (tokens, DipToken, i);
      const char *at = text + token->start;

      switch (token->kind)
        {
        case DIP_TOKEN_SPACE:
        case DIP_TOKEN_BULLET:
          break;

        case DIP_TOKEN_HIRAGANA:
          more = add_long_particle (meaning, open, text, tokens, i);
          i += more;
          if (more > 0)
            break;
          if (open->tail->len > 0)
            close_phrase (meaning, phrases, &open);
          g_string_append_len (open->tail, at, token->length);
          break;

        case DIP_TOKEN_PUNCTUATION:
          if (strchr ("()[]<>", at[0]) != NULL)
            add_bracket (meaning, phrases, &open, at, token->length);
          else if (!_dip_meaning_is_silent (g_utf8_get_char (at)))
            g_string_append_len (open->stem, at, token->length);
          else if (g_utf8_strchr ("、,;:。", -1, g_utf8_get_char (at)) != NULL)
            close_phrase (meaning, phrases, &open);
          break;

        default:
          add_word (meaning, phrases, &open, at, token->length, token->kind, before);
          break;
        }
      before = token->kind;
    }

  close_phrase (meaning, phrases, &open);
  phrase_free (open);

  return phrases;
}

/* "年1回します", "継続的にします": the verb is only します, what stands before it is
 * an adverb. */
static void
split_light_verb (const DipMeaning *meaning,
                  GPtrArray        *phrases,
                  guint             index)
{
  Phrase *phrase = phrases->pdata[index];
  gsize particle = _dip_meaning_match (meaning, "particles", phrase->tail->str, phrase->tail->len);
  Phrase *verb;

  if (phrase->stem->len == 0 || !g_str_has_prefix (phrase->tail->str + particle, "し")
      || (particle == 0 && !phrase->counted))
    return;

  verb = phrase_new ();
  g_string_append (verb->tail, phrase->tail->str + particle);
  g_string_truncate (phrase->tail, particle);
  verb->closed = phrase->closed;
  phrase->closed = FALSE;
  g_ptr_array_insert (phrases, (int) index + 1, verb);
}

/* します without a word before it; すみやかに and あらかじめ are adverbs. */
static gboolean
tail_is_verb (const DipMeaning *meaning,
              const char       *tail)
{
  return !g_str_has_suffix (tail, "に") && !g_str_has_suffix (tail, "く")
    && _dip_meaning_whole (meaning, "joining", tail) == NULL;
}

static void
find_role (const DipMeaning *meaning,
           Phrase           *phrase)
{
  const char *tail = phrase->tail->str;

  if (tail[0] == '\0')
    phrase->role = ROLE_BARE;
  else if (_dip_meaning_match (meaning, "joining-particles", tail, strlen (tail)) == strlen (tail))
    phrase->role = ROLE_JOINED;
  else if ((phrase->particle = _dip_meaning_whole (meaning, "particles", tail)) == NULL)
    phrase->role = phrase->stem->len > 0 || tail_is_verb (meaning, tail) ? ROLE_VERB : ROLE_BARE;
  else if (strcmp (phrase->particle, "は") == 0)
    phrase->role = ROLE_TOPIC;
  else if (strcmp (phrase->particle, "が") == 0)
    phrase->role = ROLE_AGENT;
  else if (strcmp (phrase->particle, "を") == 0)
    phrase->role = ROLE_OBJECT;
  else if (strcmp (phrase->particle, "の") == 0)
    phrase->role = ROLE_OF;
  else
    phrase->role = ROLE_OTHER;
}

static int
compare_strings (gconstpointer a,
                 gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* A の B is one phrase, unless B is a verb: 設定の確認をします is 設定を確認します. */
static void
bind_of (GPtrArray *phrases)
{
  for (guint i = 0; i + 1 < phrases->len; )
    {
      Phrase *phrase = phrases->pdata[i];
      Phrase *next = phrases->pdata[i + 1];

      /* サービスを変更時は is サービスの変更時は */
      if (phrase->role == ROLE_OBJECT && next->role != ROLE_VERB && g_str_has_suffix (next->stem->str, "時"))
        phrase->role = ROLE_OF;
      if (phrase->role != ROLE_OF || phrase->closed || next->stem->len == 0)
        {
          i++;
          continue;
        }
      if (next->role == ROLE_VERB)
        {
          phrase->role = ROLE_OBJECT;
          i++;
          continue;
        }
      g_string_prepend_len (next->stem, phrase->stem->str, phrase->stem->len);
      g_ptr_array_remove_index (phrases, i);
      i = i > 0 ? i - 1 : 0;
    }
}

/* What is joined may stand in any order: 開発環境と本番環境. */
static void
bind_joined (GPtrArray *phrases)
{
  for (guint i = 0; i < phrases->len; i++)
    {
      g_autoptr (GPtrArray) stems = g_ptr_array_new ();
      g_autofree char *joiner = g_strdup (((Phrase *) phrases->pdata[i])->tail->str);
      g_autoptr (GString) joined = g_string_new (NULL);
      Phrase *last;
      guint end = i;

      while (end + 1 < phrases->len && ((Phrase *) phrases->pdata[end])->role == ROLE_JOINED
             && !((Phrase *) phrases->pdata[end])->closed
             && strcmp (((Phrase *) phrases->pdata[end])->tail->str, joiner) == 0)
        end++;
      last = phrases->pdata[end];
      if (end == i || last->stem->len == 0 || last->role == ROLE_BARE || last->role == ROLE_JOINED
          || (last->role == ROLE_VERB && !g_str_has_prefix (last->tail->str, "で")))
        continue;

      for (guint k = i; k <= end; k++)
        g_ptr_array_add (stems, ((Phrase *) phrases->pdata[k])->stem->str);
      g_ptr_array_sort (stems, compare_strings);
      for (guint k = 0; k < stems->len; k++)
        g_string_append_printf (joined, "%s%s", k == 0 ? "" : joiner, (const char *) stems->pdata[k]);
      g_string_assign (last->stem, joined->str);
      g_ptr_array_remove_range (phrases, i, end - i);
    }
}

static gboolean
is_actor (const DipMeaning *meaning,
          const Phrase     *phrase)
{
  g_autofree char *polite = g_strconcat ("お", phrase->stem->str, NULL);

  return _dip_meaning_ends_with (meaning, "responsibility", phrase->stem->str)
    || _dip_meaning_ends_with (meaning, "responsibility", polite);
}

/* する for される: the passive of the verb at the end of a group. */
static gboolean
make_active (Phrase *verb)
{
  static const char *const forms[][2] = {
    { "されます", "します" }, { "されました", "しました" }, { "された", "しました" }, { "されて", "し" },
    { "される", "します" }, { "され", "し" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      if (g_str_has_prefix (verb->tail->str, forms[i][0]))
        {
          g_string_erase (verb->tail, 0, strlen (forms[i][0]));
          g_string_prepend (verb->tail, forms[i][1]);
          return TRUE;
        }
    }

  return FALSE;
}

/* し for して and しており: the verb goes on to the next one. */
static void
shorten_verb (Phrase *verb)
{
  static const char *const forms[] = { "して", "しており", "していて" };

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      if (strcmp (verb->tail->str, forms[i]) == 0)
        g_string_assign (verb->tail, "し");
    }
}

/* The part of each phrase of a group [first, end) whose last one is the verb. */
static void
find_parts (const DipMeaning *meaning,
            GPtrArray        *phrases,
            guint             first,
            guint             end)
{
  Phrase *verb = phrases->pdata[end - 1];
  gboolean passive = verb->role == ROLE_VERB && make_active (verb);
  gboolean has_object = FALSE;

  if (verb->role == ROLE_VERB)
    shorten_verb (verb);
  for (guint i = first; i < end; i++)
    has_object = has_object || ((Phrase *) phrases->pdata[i])->role == ROLE_OBJECT;

  for (guint i = first; i < end; i++)
    {
      Phrase *phrase = phrases->pdata[i];

      if (passive && phrase->role == ROLE_OTHER && is_actor (meaning, phrase)
          && (strcmp (phrase->particle, "により") == 0 || strcmp (phrase->particle, "に") == 0))
        phrase->role = ROLE_AGENT;
      else if (phrase->role == ROLE_TOPIC || phrase->role == ROLE_AGENT)
        {
          if (passive)
            phrase->role = has_object ? ROLE_AGENT : ROLE_OBJECT;
          else
            phrase->role = has_object || is_actor (meaning, phrase) ? ROLE_AGENT : ROLE_OBJECT;
        }
    }
}

typedef struct
{
  GPtrArray *phrases;
  GArray    *ends;      /* (element-type guint): of each group */
} Sentence;

static void
sentence_clear (Sentence *self)
{
  g_ptr_array_unref (self->phrases);
  g_array_unref (self->ends);
}

/* In a list of things, "A、B" without a verb, the last group has none. */
static Sentence
read_sentence (const DipMeaning *meaning,
               const char       *folded)
{
  g_autofree char *values = _dip_normalise_values (folded);
  g_autofree char *replaced = _dip_meaning_replace (meaning, values);
  Sentence self = { cut_phrases (meaning, replaced), g_array_new (FALSE, FALSE, sizeof (guint)) };
  guint first = 0;

  for (guint i = 0; i < self.phrases->len; i++)
    {
      split_light_verb (meaning, self.phrases, i);
      find_role (meaning, self.phrases->pdata[i]);
    }
  bind_of (self.phrases);
  bind_joined (self.phrases);

  for (guint i = 0; i < self.phrases->len; i++)
    {
      const Phrase *phrase = self.phrases->pdata[i];
      guint end = i + 1;

      if (phrase->role != ROLE_VERB && !phrase->closed && end < self.phrases->len)
        continue;
      find_parts (meaning, self.phrases, first, end);
      g_array_append_val (self.ends, end);
      first = end;
    }

  return self;
}

/* Whoever writes the paper need not be named. */
static gboolean
goes_without_saying (const DipMeaning *meaning,
                     const Phrase     *phrase)
{
  return phrase->role == ROLE_AGENT && _dip_meaning_whole (meaning, "providers", phrase->stem->str) != NULL;
}

static const char *
role_mark (const Phrase *phrase)
{
  switch (phrase->role)
    {
    case ROLE_AGENT:
      return "が";
    case ROLE_OBJECT:
      return "を";
    case ROLE_OTHER:
      /* By whom was an agent; what is left is by which means. */
      return strcmp (phrase->particle, "により") == 0 ? "で" : phrase->particle;
    case ROLE_TOPIC:
    case ROLE_BARE:
    case ROLE_OF:
    case ROLE_JOINED:
    case ROLE_VERB:
    default:
      return phrase->tail->str;
    }
}

static void
append_group (const DipMeaning *meaning,
              GString          *key,
              GPtrArray        *phrases,
              guint             first,
              guint             end)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) marks = g_hash_table_new (g_str_hash, g_str_equal);
  const Phrase *verb = phrases->pdata[end - 1];
  const Phrase *object = NULL;
  gboolean sorted = TRUE;
  guint last = verb->role == ROLE_VERB ? end - 1 : end;

  for (guint i = first; i < last; i++)
    {
      const Phrase *phrase = phrases->pdata[i];
      const char *mark = role_mark (phrase);

      if (goes_without_saying (meaning, phrase))
        continue;
      if (!g_hash_table_add (marks, (gpointer) mark))
        sorted = FALSE;
      if (phrase->role == ROLE_OBJECT)
        object = phrase;
    }
  if (!sorted)
    object = NULL;

  for (guint i = first; i < last; i++)
    {
      const Phrase *phrase = phrases->pdata[i];

      if (phrase != object && !goes_without_saying (meaning, phrase))
        g_ptr_array_add (parts, g_strconcat (phrase->stem->str, role_mark (phrase), NULL));
    }
  if (sorted)
    g_ptr_array_sort (parts, compare_strings);

  for (guint i = 0; i < parts->len; i++)
    g_string_append_printf (key, "%s|", (const char *) parts->pdata[i]);
  if (object != NULL)
    g_string_append (key, object->stem->str);
  if (last < end)
    g_string_append_printf (key, "%s%s", verb->stem->str, verb->tail->str);
  g_string_append_c (key, ';');
}

/**
 * _dip_roles_key:
 * @self: the lists
 * @folded: a folded Japanese sentence
 *
 * Two sentences with the same key say the same in another order or voice.
 *
 * Returns: (transfer full): the key
 */
char *
_dip_roles_key (const DipMeaning *self,
                const char       *folded)
{
  Sentence sentence = read_sentence (self, folded);
  GString *key = g_string_new (NULL);
  guint first = 0;

  for (guint i = 0; i < sentence.ends->len; i++)
    {
      guint end = g_array_index (sentence.ends, guint, i);

      append_group (self, key, sentence.phrases, first, end);
      first = end;
    }
  sentence_clear (&sentence);

  return g_string_free (key, FALSE);
}

static const Phrase *
find_stem (GPtrArray    *phrases,
           const Phrase *wanted)
{
  for (guint i = 0; i < phrases->len; i++)
    {
      const Phrase *phrase = phrases->pdata[i];

      if (phrase->role != ROLE_VERB && strcmp (phrase->stem->str, wanted->stem->str) == 0)
        return phrase;
    }

  return NULL;
}

/**
 * _dip_roles_are_swapped:
 * @self: the lists
 * @a: a folded Japanese sentence
 * @b: another one
 *
 * Returns: whether two phrases or more of one sentence have another part in the
 *   other one: 当社が委託先を, 当社を委託先が
 */
gboolean
_dip_roles_are_swapped (const DipMeaning *self,
                        const char       *a,
                        const char       *b)
{
  Sentence x = read_sentence (self, a);
  Sentence y = read_sentence (self, b);
  guint n_changed = 0;

  for (guint i = 0; i < x.phrases->len; i++)
    {
      const Phrase *phrase = x.phrases->pdata[i];
      const Phrase *other = phrase->role == ROLE_VERB || phrase->stem->len == 0 ? NULL : find_stem (y.phrases, phrase);

      if (other != NULL && find_stem (x.phrases, phrase) == phrase
          && strcmp (role_mark (phrase), role_mark (other)) != 0)
        n_changed++;
    }
  sentence_clear (&x);
  sentence_clear (&y);

  return n_changed >= 2;
}
