/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/dip-gist-private.h"

#include "text/dip-characters.h"

#include <string.h>

/*
 * The words of a Japanese sentence for dip-gist.c: runs of kanji and katakana, Latin words,
 * numbers with what they count, and the kana that limit, deny or permit. The particle behind a
 * word tells its role, を and が turned where the verb that follows is passive. A segment ends
 * behind each verb that a comma or the end follows.
 */

static gboolean
is_compound (gunichar c)
{
  return dip_is_kanji (c) || dip_is_katakana (c);
}

static gboolean
is_latin (gunichar c)
{
  return c < 0x80 && c != 0 && (g_ascii_isalnum ((char) c) || strchr ("._-/%+:@", (int) c) != NULL);
}

/* 受け, 設け, 用い: whether kana behind one kanji make a verb of it that is not passive; 設けられ is. */
static gboolean
is_native_verb (const char *at)
{
  static const char *const stems[] = { "け", "い", "め", "え", "り", "み", "び", "ち", "げ" };

  for (guint i = 0; i < G_N_ELEMENTS (stems); i++)
    {
      const char *behind = at + strlen (stems[i]);

      if (g_str_has_prefix (at, stems[i]))
        return g_str_has_prefix (behind, "、") || g_str_has_prefix (behind, "て") || g_str_has_prefix (behind, "た")
          || g_str_has_prefix (behind, "ま") || g_str_has_prefix (behind, "る");
    }

  return FALSE;
}

/* Whether the first verb behind @at is passive: された, られます. */
static gboolean
is_passive_next (const char *at)
{
  static const char *const forms[] = { "され", "られ", "われ", NULL };
  static const char *const there[] = { "がない", "がなく", "がなかった", "がある", "があり", "があった", NULL };

  /* 操作がない場合は、画面がロックされます: another word's. */
  if (dip_begins_with_one_of (at, there))
    return FALSE;

  while (*at != '\0')
    {
      gsize run = _dip_run_length (at, is_compound);

      if (run == 0 && (dip_begins_with (at, "なかった") || dip_begins_with (at, "ない")))
        return FALSE;

      if (run == 0)
        {
          at = g_utf8_next_char (at);
          continue;
        }
      at += run;
      if (dip_begins_with_one_of (at, forms))
        return TRUE;
      if (dip_begins_with (at, "し") || dip_begins_with (at, "す") || dip_begins_with (at, "でき"))
        return FALSE;
      if (is_native_verb (at))
        return FALSE;
    }

  return FALSE;
}

/* Whether the next word is a verb of kanji that somebody does: 保有する, not 保有されて. */
static gboolean
begins_with_deed (const char *at)
{
  gsize run = _dip_run_length (at, is_compound);

  return run > 0 && (dip_begins_with (at + run, "する") || dip_begins_with (at + run, "し"));
}

/* What the particle at @at makes of the word before it. */
static DipGistRole
read_role (const char *at,
           gboolean    is_party,
           gboolean    is_customer)
{
  static const struct { const char *particle; DipGistRole role; } particles[] = {
    { "にて", 0 }, { "において", 0 }, { "により", DIP_GIST_DOER }, { "に対し", DIP_GIST_TARGET },
    { "には", DIP_GIST_TARGET }, { "に", DIP_GIST_TARGET }, { "へは", DIP_GIST_TARGET }, { "への", DIP_GIST_OWNER },
    { "へ", DIP_GIST_TARGET }, { "から", DIP_GIST_SOURCE }, { "より", DIP_GIST_SOURCE }, { "を", DIP_GIST_OBJECT },
    { "の", DIP_GIST_OWNER },
  };

  if (dip_begins_with (at, "は") || dip_begins_with (at, "が") || dip_begins_with (at, "も"))
    {
      /* お客様が登録された is what the customer did, politely. */
      if (is_passive_next (at))
        return is_customer && dip_begins_with (at, "が") ? DIP_GIST_DOER : DIP_GIST_OBJECT;
      return dip_begins_with (at, "が") || is_party ? DIP_GIST_DOER : 0;
    }

  /* 管理者に実施していただきます: whoever is asked does it. */
  if (is_party && dip_begins_with (at, "に") && strstr (at, "いただきます") != NULL)
    return DIP_GIST_DOER;
  /* お客様への通知 */
  if (is_party && dip_begins_with (at, "への"))
    return DIP_GIST_TARGET;
  /* 当社の保有するデータ */
  if (is_party && dip_begins_with (at, "の") && begins_with_deed (at + strlen ("の")))
    return DIP_GIST_DOER;

  for (guint i = 0; i < G_N_ELEMENTS (particles); i++)
    {
      /* What is done to a thing and where it is are told by verbs that nobody lists. */
      if (dip_begins_with (at, particles[i].particle))
        return is_party || particles[i].role == DIP_GIST_OBJECT || particles[i].role == DIP_GIST_SOURCE
          ? particles[i].role : 0;
    }

  return 0;
}

typedef struct
{
  const DipMeaning *meaning;
  GArray           *words;
  guint             sentence;
  guint             segment;
  GString          *kana;        /* hiragana that no list has explained so far */
  gboolean          is_reading;  /* it begins right behind a kanji */
} Cutter;

static DipGistWord *
add_word (Cutter      *self,
          const char  *text,
          gsize        length,
          DipGistKind  kind)
{
  DipGistWord word = { .kind = kind, .segment = self->segment, .sentence = self->sentence };
  g_autofree char *copy = g_strndup (text, length);
  const char *same = _dip_meaning_whole (self->meaning, "gist-same", copy);

  word.text = same != NULL ? g_strdup (same) : g_steal_pointer (&copy);
  g_array_append_val (self->words, word);

  return &g_array_index (self->words, DipGistWord, self->words->len - 1);
}

/* Two kana or more that are neither particle nor ending are a word, unless they tell how the
 * kanji before them is read. */
static void
finish_kana (Cutter *self)
{
  if (self->kana->len > strlen ("あ") && !self->is_reading)
    add_word (self, self->kana->str, self->kana->len, DIP_GIST_WORD);
  g_string_truncate (self->kana, 0);
  self->is_reading = FALSE;
}

/* "30日間", "99.9%以上", "3回": the number, what it counts, and how it limits. */
static gsize
take_number (Cutter     *self,
             const char *at)
{
  g_autoptr (GString) text = g_string_new (NULL);
  gsize length = strspn (at, "0123456789.,:/-%");
  const char *unit = NULL;
  gsize found;

  while (length > 0 && strchr (".,:/-", at[length - 1]) != NULL)
    length--;
  g_string_append_len (text, at, length);

  found = _dip_meaning_match_first (self->meaning, "gist-units", at + length, &unit);
  if (found > 0)
    g_string_append (text, unit);
  length += found;
  found = _dip_meaning_match_first (self->meaning, "gist-bounds", at + length, &unit);
  if (found > 0)
    g_string_append (text, unit);
  length += found;
  add_word (self, text->str, text->len, DIP_GIST_VALUE);

  return length;
}

/* 異動や退職の際, 異動・退職時: whether one of two occasions is enough, as または says. */
static gboolean
joins_occasions (const char *text,
                 const char *at)
{
  static const char *const joiners[] = { "や", "・" };
  static const char *const occasions[] = { "時", "の際", "のとき", "の場合", "した際", "したとき", "した場合", "があった" };
  gsize run = 0;

  for (guint i = 0; i < G_N_ELEMENTS (joiners); i++)
    {
      if (g_str_has_prefix (at, joiners[i]) && at > text && is_compound (g_utf8_get_char (g_utf8_prev_char (at))))
        {
          at += strlen (joiners[i]);
          run = _dip_run_length (at, is_compound);
        }
    }
  if (run == 0)
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (occasions); i++)
    {
      gsize n = strlen (occasions[i]);

      if (g_str_has_prefix (at + run, occasions[i])
          || (i == 0 && run > n && strncmp (at + run - n, occasions[i], n) == 0))
        return TRUE;
    }

  return FALSE;
}

/* Whether a verb is made of the word before @at. */
static gboolean
is_deed (const char *at,
         gboolean   *is_passive)
{
  static const char *const endings[] = { "し", "され", "させ", "す", "せ", "でき", "られ" };

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      if (dip_begins_with (at, endings[i]))
        {
          *is_passive = dip_begins_with (at, "され") || dip_begins_with (at, "られ");
          return TRUE;
        }
    }

  return FALSE;
}

/* Whether a customer does what is said in the passive, politely. */
static gboolean
is_polite (Cutter *self)
{
  for (guint i = self->words->len; i > 0; i--)
    {
      const DipGistWord *word = dip_gist_word (self->words, i - 1);

      if (word->segment != self->segment || word->sentence != self->sentence)
        return FALSE;
      if (word->role == DIP_GIST_DOER && _dip_meaning_whole (self->meaning, "customers", word->text) != NULL)
        return TRUE;
    }

  return FALSE;
}

/* Whether the word at @at stands behind a verb that tells of it, done by nobody else who is named. */
static gboolean
follows_deed (Cutter     *self,
              const char *text,
              const char *at)
{
  gboolean is_told = FALSE;

  if ((gsize) (at - text) < strlen ("した") || strncmp (at - strlen ("した"), "した", strlen ("した")) != 0)
    return FALSE;

  for (guint i = self->words->len - 1; i > 0; i--)
    {
      const DipGistWord *word = dip_gist_word (self->words, i - 1);

      if (word->segment != self->segment || word->sentence != self->sentence)
        break;
      if (word->role & (DIP_GIST_DOER | DIP_GIST_OBJECT))
        return FALSE;
      is_told = is_told || (word->is_deed && !word->is_passive);
    }

  return is_told;
}

static gsize
take_compound (Cutter     *self,
               const char *text,
               const char *at)
{
  gsize adverb = _dip_meaning_match_at (self->meaning, "adverbs", at);
  gsize party = _dip_meaning_match_at (self->meaning, "responsibility", at);
  gsize length = MAX (_dip_run_length (at, is_compound), party);
  DipGistWord *word;

  DipGistRole role = read_role (at + length, party >= length,
                                _dip_meaning_match (self->meaning, "customers", at, length) == length);
  gboolean is_provider;

  /* 端末とサービス間の通信 is that between them. */
  if (length > 2 * strlen ("間") && strncmp (at + length - strlen ("間"), "間", strlen ("間")) == 0
      && dip_is_katakana (g_utf8_get_char (g_utf8_prev_char (at + length - strlen ("間"))))
      && (dip_begins_with (at + length, "の") || dip_begins_with (at + length, "で")))
    {
      g_autofree char *between = g_strndup (at, length - strlen ("間"));

      return take_compound (self, between, between) + strlen ("間");
    }

  /* 毎日取得 is 毎日, then 取得; 全従業員 are すべての従業員. */
  if (dip_begins_with (at, "全") && _dip_meaning_match_at (self->meaning, "gist-wholes", at) == 0)
    adverb = strlen ("全");
  if (adverb > 0 && adverb <= length)
    {
      add_word (self, at, adverb, strncmp (at, "全", adverb) == 0 ? DIP_GIST_BOUND : DIP_GIST_VALUE);
      return adverb;
    }
  if (_dip_meaning_match (self->meaning, "gist-affixes", at, length) == length
      && at > text && !dip_begins_with (g_utf8_prev_char (at), "を"))
    return length;

  is_provider = _dip_meaning_match (self->meaning, "providers", at, length) == length;
  /* What the service does, the provider does. */
  if (is_provider && party < length && (role & ~(DIP_GIST_DOER | DIP_GIST_OWNER)) == 0)
    return length;

  word = add_word (self, at, length, DIP_GIST_WORD);
  word->is_party = party >= length || _dip_meaning_whole (self->meaning, "responsibility", word->text) != NULL;
  word->is_provider = is_provider;
  word->role = role;
  word->is_deed = is_deed (at + length, &word->is_passive);
  /* "者に限定し" is "者のみ" */
  if (strcmp (word->text, "限定") == 0 && word->is_deed)
    {
      g_free (word->text);
      word->text = g_strdup ("のみ");
      word->kind = DIP_GIST_BOUND;
      word->role = 0;
      word->is_deed = FALSE;
    }
  if (word->is_passive && is_polite (self))
    g_array_index (self->words, DipGistWord, self->words->len - 1).is_passive = FALSE;
  /* 退職した従業員 is who left. */
  if (word->is_party && !word->is_provider && (word->role & ~(guint) DIP_GIST_OWNER) == 0
      && follows_deed (self, text, at))
    word->role = DIP_GIST_DOER;
  word->is_topic = dip_begins_with (at + length, "は") || dip_begins_with (at + length, "については");

  return length;
}

/* Whether a verb has ended before the comma at @at. */
static gboolean
ends_segment (const char *text,
              const char *at)
{
  static const char *const ends[] = { "し", "て", "ず", "おり", "れ", "め", "え", "け", "せ", "み", "び", "ち", "き", "く",
                                      "い", "ば", "あり" };
  gsize length = (gsize) (at - text);

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      gsize n = strlen (ends[i]);

      if (length > n && strncmp (at - n, ends[i], n) == 0)
        return TRUE;
    }

  return FALSE;
}

/* The particle で before a word that counts is no です: メールですみやかに. */
static gsize
match_ending (const DipMeaning *meaning,
              const char       *at)
{
  gsize particle = dip_begins_with (at, "で") ? strlen ("で") : 0;

  if (particle > 0 && _dip_meaning_match_at (meaning, "content-keeps", at + particle) > strlen ("ず"))
    return particle;

  return _dip_meaning_match_at (meaning, "content-endings", at);
}

static gsize
take_kana (Cutter     *self,
           const char *text,
           const char *at)
{
  gsize length = match_ending (self->meaning, at);

  if (length > 0)
    {
      finish_kana (self);
      return length;
    }

  if (self->kana->len == 0)
    self->is_reading = at > text && is_compound (g_utf8_get_char (g_utf8_prev_char (at)));
  length = (gsize) g_utf8_skip[(guint8) *at];
  g_string_append_len (self->kana, at, length);

  return length;
}

/* "from" that begins a span of time, as "after" does, or stands behind a verb: してから. */
static gboolean
is_begin_of_span (const char *text,
                  const char *at)
{
  const char *after = at + strlen ("から");

  if (dip_begins_with (after, "、"))
    after += strlen ("、");

  return dip_begins_with (at, "から")
    && (g_ascii_isdigit (*after) || (at > text && dip_begins_with (g_utf8_prev_char (at), "て"))
        || (at > text && dip_begins_with (g_utf8_prev_char (at), "後")));
}

/* "99%より高い" compares; a place or somebody it comes from. */
static gboolean
follows_number (const char *text,
                const char *at)
{
  gunichar before = at > text ? g_utf8_get_char (g_utf8_prev_char (at)) : 0;

  return !is_compound (before) && !(before < 0x80 && g_ascii_isalpha ((char) before));
}

/* "AをBから分離", "AとBを分離" */
static gboolean
parts_from (Cutter     *self,
            const char *at)
{
  if (!dip_begins_with (at, "から"))
    return FALSE;
  for (at += strlen ("から"); dip_begins_with (at, "は") || dip_begins_with (at, "、"); )
    at = g_utf8_next_char (at);
  if (dip_begins_with (at, "論理的に"))
    at += strlen ("論理的に");

  return _dip_meaning_match_at (self->meaning, "gist-partings", at) > 0;
}

/* もず電子 is a name; a verb that ends in ず is followed by a comma, a particle or the end. */
static gboolean
is_within_kana (const char *at)
{
  static const char *const behind[] = { "、", "。", "に", "と", "は", ",", NULL };

  if (!dip_begins_with (at, "ず"))
    return FALSE;

  at += strlen ("ず");
  if (dip_begins_with_one_of (at, behind))
    return FALSE;

  return *at != '\0';
}

/* The form of what denies that stands for all: 操作がなかった, 操作がない; 取り出しはできない. */
static const char *
unify_denial (const char *bound)
{
  static const char *const rows[][2] = {
    { "ない", "なく" }, { "なかった", "なく" }, { "なし", "なく" }, { "できない", "できません" },
    { "ことができない", "できません" }, { "ことができません", "できません" }, { "ことはできません", "できません" },
    { "ことはできない", "できません" }, { "ことができます", "できます" }, { "ことができる", "できます" },
    { "できる", "できます" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      if (strcmp (rows[i][0], bound) == 0)
        return rows[i][1];
    }

  return bound;
}

static gsize
take (Cutter     *self,
      const char *text,
      const char *at)
{
  static const char *const kept[] = { "gist-keeps", "content-keeps", "content-ties" };
  static const char *const all[] = { "すべての", "すべて", "全ての", "全て" };
  gsize left = strlen (at);
  gunichar c = g_utf8_get_char (at);
  gsize length;

  length = _dip_meaning_match (self->meaning, "gist-drops", at, left);
  if (length > 0 && _dip_meaning_match (self->meaning, "gist-keeps", at, left) < length && !_dip_is_deed_of_use (at))
    {
      finish_kana (self);
      return length;
    }

  length = _dip_meaning_match (self->meaning, "gist-times", at, left);
  if (length > 0)
    {
      finish_kana (self);
      /* 年1回 is 毎年 */
      add_word (self, dip_begins_with (at, "年") ? "毎年" : "毎月", strlen ("毎年"), DIP_GIST_VALUE);
      return length;
    }

  if (joins_occasions (text, at))
    {
      finish_kana (self);
      add_word (self, "または", strlen ("または"), DIP_GIST_BOUND);
      return (gsize) g_utf8_skip[(guint8) *at];
    }

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    {
      if (dip_begins_with (at, all[i]))
        {
          finish_kana (self);
          add_word (self, "全", strlen ("全"), DIP_GIST_BOUND);
          return strlen (all[i]);
        }
    }

  for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
    {
      length = i == 0 || dip_is_hiragana (c) ? _dip_meaning_match (self->meaning, kept[i], at, left) : 0;
      if (length == 0 || is_within_kana (at))
        continue;
      finish_kana (self);
      if (dip_begins_with (at, "より") && !follows_number (text, at))
        add_word (self, "から", strlen ("から"), DIP_GIST_BOUND);
      else if (dip_begins_with (at, "いただ") && is_polite (self))
        return length;
      else if (dip_begins_with (at, "ず"))
        add_word (self, "なく", strlen ("なく"), DIP_GIST_BOUND);
      else if (!dip_begins_with (at, "へ") && !is_begin_of_span (text, at) && !parts_from (self, at))
        {
          g_autofree char *bound = g_strndup (at, length);
          const char *unified = unify_denial (bound);

          add_word (self, unified, strlen (unified), DIP_GIST_BOUND);
        }
      return length;
    }

  /* お客様 */
  if (dip_is_hiragana (c) && _dip_meaning_match (self->meaning, "responsibility", at, left) > 0)
    {
      finish_kana (self);
      return take_compound (self, text, at);
    }
  if (dip_is_hiragana (c))
    return take_kana (self, text, at);
  finish_kana (self);
  if (c == 0x3001 || c == ',')
    self->segment += ends_segment (text, at);
  if (g_ascii_isdigit (*at))
    return take_number (self, at);
  if (is_compound (c))
    return take_compound (self, text, at);
  if (is_latin (c) && g_ascii_isalnum (*at))
    {
      length = _dip_run_length (at, is_latin);
      while (length > 0 && !g_ascii_isalnum (at[length - 1]) && at[length - 1] != '%')
        length--;
      add_word (self, at, length, DIP_GIST_WORD);
      return length;
    }

  return (gsize) g_utf8_skip[(guint8) *at];
}

/* Whether something is learnt: 教育を受け, 研修を受講. */
static gboolean
is_lesson (Cutter *self,
           guint   index)
{
  const DipGistWord *word = dip_gist_word (self->words, index);
  const DipGistWord *before = index > 0 ? dip_gist_word (self->words, index - 1) : NULL;

  return word->kind == DIP_GIST_WORD && (strcmp (word->text, "受講") == 0 || strcmp (word->text, "受") == 0)
    && before != NULL && before->sentence == word->sentence
    && _dip_meaning_ends_with (self->meaning, "lessons", before->text);
}

/* Who is taught and who learns are one: 従業員は研修を受講しています, 従業員に研修を実施しています. */
static void
turn_lessons (Cutter *self,
              guint   first)
{
  for (guint i = self->words->len; i > first; i--)
    {
      guint segment = dip_gist_word (self->words, i - 1)->segment;

      if (!is_lesson (self, i - 1))
        continue;
      if (i < self->words->len && strcmp (dip_gist_word (self->words, i)->text, "させ") == 0)
        g_array_remove_index (self->words, i);
      g_array_remove_index (self->words, i - 1);
      for (guint k = first; k + 1 < i; k++)
        {
          DipGistWord *word = &g_array_index (self->words, DipGistWord, k);

          if (word->segment == segment && word->is_party && !word->is_provider && word->role == DIP_GIST_DOER)
            word->role = DIP_GIST_TARGET;
        }
    }
}

gboolean
_dip_gist_cut_japanese (const DipMeaning *meaning,
                        const char       *folded,
                        guint             sentence,
                        DipForms          forms,
                        GArray           *words)
{
  g_autofree char *values = _dip_normalise_values (folded);
  g_autofree char *replaced = _dip_meaning_replace (meaning, values);
  g_autoptr (GString) kana = g_string_new (NULL);
  Cutter self = { meaning, words, sentence, 0, kana, FALSE };
  guint first = words->len;

  if (words->len > 0)
    self.segment = dip_gist_word (words, words->len - 1)->segment + 1;
  for (const char *at = replaced; *at != '\0' && words->len <= DIP_GIST_MAX_WORDS; )
    at += take (&self, replaced, at);
  finish_kana (&self);
  turn_lessons (&self, first);

  return words->len <= DIP_GIST_MAX_WORDS;
}
