/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/dip-engine-private.h"
#include "text/dip-characters.h"
#include "text/dip-polite.h"

#include <string.h>

/*
 * One form for what the same Japanese sentence ends in, and for what stands inside of it in
 * several forms:
 *
 *   義務付ける。 義務付けている。        義務付けます。     plain as polite, what is being done as what is done
 *   診断を実施。 締結済み。              診断を実施します。 締結済みです。
 *   共用することを禁止                   共用を禁止
 *   責任者の承認を得た                   責任者が承認した
 *   消去するか、裁断                     消去し、または裁断
 *   責任者による点検を                   責任者が点検を
 *   事業者の提供する鍵                   事業者が提供する鍵
 *   ご登録いただいた宛先                 お客様が登録した宛先
 *   削除は、管理者が行います             管理者が削除を行います
 *   削除できるのは管理者のみです         管理者のみが削除できます
 *   受けて審査                           受け、審査
 *   TLS 1.2                              TLS1.2
 *
 * Asked of whole sentences only: what a change cuts out of one may go on.
 */

/* Bytes of a sentence that is looked at; what is longer is no sentence. */
#define MAX_BYTES 4096u

/* Bytes of a character of kana, and of nearly all kanji. */
#define LETTER 3u

/* Whether a noun may be written with a letter: kanji, katakana, Latin letters and digits. */
gboolean
_dip_is_of_noun (gunichar c)
{
  return dip_is_kanji (c) || dip_is_katakana (c) || (c < 0x80 && g_ascii_isalnum ((char) c));
}

static gunichar
letter_before (const char *text,
               gsize       at)
{
  return at == 0 ? 0 : g_utf8_get_char (g_utf8_prev_char (text + at));
}

static gboolean
has_at (const GString *text,
        gsize          at,
        const char    *what)
{
  return dip_begins_with (text->str + at, what);
}

static gboolean
ends_with (const GString *text,
           const char    *what)
{
  return g_str_has_suffix (text->str, what);
}

/* Whether one of several words stands at @at. */
static gboolean
has_one_of (const GString     *text,
            gsize              at,
            const char *const *words,
            guint              n_words)
{
  for (guint i = 0; i < n_words; i++)
    {
      if (has_at (text, at, words[i]))
        return TRUE;
    }

  return FALSE;
}

/* TLS 1.2, AES 256 */
static void
join_versions (GString *text)
{
  for (gsize i = 1; i + 1 < text->len; i++)
    {
      if (text->str[i] == ' ' && g_ascii_isalpha (text->str[i - 1]) && g_ascii_isdigit (text->str[i + 1]))
        g_string_erase (text, (gssize) i, 1);
    }
}

/* 共用することを禁止: the noun of the verb; することができます is another matter. */
static void
drop_doing (GString *text)
{
  static const char doing[] = "すること";
  static const char *const particles[] = { "は", "を", "が", "も" };
  static const char *const others[] = { "でき", "出来", "可能", "あり", "ある", "ござい", "な", "必要", "困難" };

  for (const char *found = strstr (text->str, doing); found != NULL; )
    {
      gsize at = (gsize) (found - text->str);
      gsize behind = at + strlen (doing);

      if (dip_is_kanji (letter_before (text->str, at)) && has_one_of (text, behind, particles, G_N_ELEMENTS (particles))
          && !has_one_of (text, behind + LETTER, others, G_N_ELEMENTS (others)))
        g_string_erase (text, (gssize) at, strlen (doing));
      else
        at = behind;
      found = strstr (text->str + at, doing);
    }
}

/* Whether somebody else is said to do something since the last comma before @at. */
static gboolean
has_doer_before (const GString *text,
                 gsize          at)
{
  while (at >= LETTER && !has_at (text, at - LETTER, "、"))
    {
      at = (gsize) (g_utf8_prev_char (text->str + at) - text->str);
      if (has_at (text, at, "が"))
        return TRUE;
    }

  return FALSE;
}

/* 責任者の承認を得た: the responsible one approved; 利用者が責任者の承認を得た names both. */
static void
turn_consents (const DipMeaning *meaning,
               GString          *text)
{
  const GPtrArray *rows = dip_lexicon_get_rows (_dip_meaning_get_lexicon (meaning), "consent-forms");

  for (guint i = 0; i < rows->len; i++)
    {
      char **row = rows->pdata[i];
      const char *from = row[0];

      for (const char *found = strstr (text->str, from); row[1] != NULL && found != NULL; )
        {
          gsize at = (gsize) (found - text->str);

          if (!has_doer_before (text, at))
            {
              g_string_erase (text, (gssize) at, (gssize) strlen (from));
              g_string_insert (text, (gssize) at, row[1]);
            }
          found = strstr (text->str + at + LETTER, from);
        }
    }
}

/* 消去するか、裁断する, 消去するか、又は裁断する: 消去し、または裁断する. */
static void
name_choice (const DipMeaning *meaning,
             GString          *text)
{
  const char *const *choices = dip_lexicon_get_words (_dip_meaning_get_lexicon (meaning), "choice-forms");

  for (guint i = 0; choices[i] != NULL; i++)
    g_string_replace (text, choices[i], "し、または", 0);
}

/* Whether somebody is named right before @at: 責任者, 委託会社, お客様, 認証機関. */
static gboolean
follows_party (const DipMeaning *meaning,
               const GString    *text,
               gsize             at)
{
  return _dip_meaning_stands_before (meaning, "party-endings", text->str, text->str + at);
}

/* Length of the noun of what is done that stands at @at, 0 for none. */
static gsize
match_deed (const DipMeaning *meaning,
            const GString    *text,
            gsize             at)
{
  return _dip_meaning_match_at (meaning, "verbal-nouns", text->str + at);
}

/* 責任者による点検を, 事業者の提供する: who does it. */
static void
name_doers (const DipMeaning *meaning,
            GString          *text)
{
  static const char *const ties[] = { "による", "の" };
  static const char *const verbs[] = { "する", "した", "している" };

  for (guint i = 0; i < G_N_ELEMENTS (ties); i++)
    {
      gsize n = strlen (ties[i]);
      gsize from = 0;

      for (const char *found = strstr (text->str, ties[i]); found != NULL; found = strstr (text->str + from, ties[i]))
        {
          gsize at = (gsize) (found - text->str);
          gsize deed = match_deed (meaning, text, at + n);
          gsize behind = at + n + deed;
          gboolean is_doer = deed > 0 && follows_party (meaning, text, at)
            && (i == 0 ? has_at (text, behind, "を") && !has_at (text, behind, "を受")
                : has_one_of (text, behind, verbs, G_N_ELEMENTS (verbs)));

          from = at + n;
          if (!is_doer)
            continue;
          g_string_erase (text, (gssize) at, (gssize) n);
          g_string_insert (text, (gssize) at, "が");
          from = at + LETTER;
        }
    }
}

/* Whether the customer is who does something in the sentence before @end. */
static gboolean
names_customer (const GString *text,
                gsize          end)
{
  static const char *const customers[] = { "お客様は", "お客様が", "お客さまは", "お客さまが" };

  for (guint i = 0; i < G_N_ELEMENTS (customers); i++)
    {
      if (g_strstr_len (text->str, (gssize) end, customers[i]) != NULL)
        return TRUE;
    }

  return FALSE;
}

/* The verb [begin, at) whose polite ending has @length bytes, as the customer's. Returns where to go on. */
static gsize
name_customer (const DipMeaning *meaning,
               GString          *text,
               gsize             begin,
               gsize             at,
               gsize             length)
{
  gboolean is_of_person = has_at (text, at + length, "方");

  /* ご承認いただいたお客様: approved are others, 承認されたお客様. */
  if (_dip_meaning_match_at (meaning, "polite-readers", text->str + at + length) > 0)
    return at + length;

  g_string_erase (text, (gssize) at, (gssize) length);
  g_string_insert (text, (gssize) at, "した");
  if (begin >= LETTER && (has_at (text, begin - LETTER, "ご") || has_at (text, begin - LETTER, "お")))
    g_string_erase (text, (gssize) (begin -= LETTER), LETTER);
  /* ご報告いただいた方: whoever stands behind it. */
  if (!is_of_person && !names_customer (text, begin))
    g_string_insert (text, (gssize) begin, "お客様が");

  return begin;
}

/* ご登録いただいた is what the customer did, politely; 同意をいただいた is what we were given. */
static void
name_customers (const DipMeaning *meaning,
                GString          *text)
{
  static const char *const polite[] = { "していただいた", "いただいた", "してくださった", "くださった" };
  static const char twice[] = "お客様は、お客様が";

  for (guint i = 0; i < G_N_ELEMENTS (polite); i++)
    {
      gsize length = strlen (polite[i]);

      for (const char *found = strstr (text->str, polite[i]); found != NULL; )
        {
          gsize at = (gsize) (found - text->str);
          gsize begin = at;
          gsize next;

          while (begin > 0 && _dip_is_of_noun (letter_before (text->str, begin)))
            begin = (gsize) (g_utf8_prev_char (text->str + begin) - text->str);
          next = begin == at ? at + length : name_customer (meaning, text, begin, at, length);
          found = strstr (text->str + next, polite[i]);
        }
    }

  if (dip_begins_with (text->str, twice))
    g_string_erase (text, (gssize) strlen ("お客様は、"), (gssize) strlen ("お客様が"));
}

/* 従業員を対象に実施する is done for them. */
static void
turn_audience (const DipMeaning *meaning,
               GString          *text)
{
  static const char audience[] = "を対象に";

  for (const char *found = strstr (text->str, audience); found != NULL; )
    {
      gsize at = (gsize) (found - text->str);

      if (follows_party (meaning, text, at))
        {
          g_string_erase (text, (gssize) at, strlen (audience));
          g_string_insert (text, (gssize) at, "に対して");
        }
      found = strstr (text->str + at + LETTER, audience);
    }
}

/* 他システム is 他のシステム, of which the folded form is ほかの. */
static void
part_others (GString *text)
{
  static const char others[] = "ほかの";

  for (const char *found = strstr (text->str, "他"); found != NULL; )
    {
      gsize at = (gsize) (found - text->str);
      gunichar behind = g_utf8_get_char (found + LETTER);

      if (behind >= 0x30A1 && behind <= 0x30FA && !dip_is_kanji (letter_before (text->str, at)))
        {
          g_string_erase (text, (gssize) at, LETTER);
          g_string_insert (text, (gssize) at, others);
        }
      found = strstr (text->str + at + LETTER, "他");
    }
}

/* 追加できるのは管理者のみです: only they can. */
static void
straighten_cleft (GString *text)
{
  static const char cleft[] = "できるのは";
  static const char *const only[] = { "のみです", "だけです" };
  const char *found = strstr (text->str, cleft);
  gsize at = found == NULL ? 0 : (gsize) (found - text->str);
  gsize behind = at + strlen (cleft);

  for (guint i = 0; at > 0 && i < G_N_ELEMENTS (only); i++)
    {
      g_autofree char *deed = NULL;
      g_autofree char *who = NULL;

      if (!ends_with (text, only[i]) || text->len < behind + strlen (only[i]))
        continue;
      behind += has_at (text, behind, "、") ? LETTER : 0;
      deed = g_strndup (text->str, at);
      who = g_strndup (text->str + behind, text->len - strlen (only[i]) - behind);
      g_string_printf (text, "%sのみが%sできます", who, deed);
      return;
    }
}

/* 解約されたお客様 and ご解約いただいたお客様 left, politely; 承認されたお客様 did nothing. */
static void
cut_polite_passive (const DipMeaning *meaning,
                    GString          *text)
{
  const char *const *deeds;
  static const char *const endings[] = { "されたお客様", "いただいたお客様", "していただいたお客様" };

  if (strstr (text->str, "たお客様") == NULL)
    return;

  deeds = dip_lexicon_get_words (_dip_meaning_get_lexicon (meaning), "polite-deeds");
  for (guint i = 0; deeds[i] != NULL; i++)
    {
      g_autofree char *to = g_strconcat (deeds[i], "したお客様", NULL);

      for (guint k = 0; k < G_N_ELEMENTS (endings); k++)
        {
          g_autofree char *from = g_strconcat (deeds[i], endings[k], NULL);
          g_autofree char *polite = g_strconcat ("ご", from, NULL);

          g_string_replace (text, polite, to, 0);
          g_string_replace (text, from, to, 0);
        }
    }
}

/* 削除は、管理者が行います: what is done stands before its light verb. */
static void
gather_deed (const DipMeaning *meaning,
             GString          *text)
{
  const char *const *verbs = dip_lexicon_get_words (_dip_meaning_get_lexicon (meaning), "light-endings");
  static const char *const others[] = { "は", "を", "し、" };
  const char *topic = strstr (text->str, "は");
  gsize at = topic == NULL ? 0 : (gsize) (topic - text->str);
  gsize behind = at + LETTER;
  gsize n_verb = 0;
  g_autofree char *rest = NULL;
  g_autofree char *deed = NULL;
  g_autofree char *verb = NULL;

  for (guint i = 0; verbs[i] != NULL; i++)
    {
      if (ends_with (text, verbs[i]))
        n_verb = strlen (verbs[i]);
    }
  /* 削除いたします is a verb of its own. */
  if (n_verb > 0 && _dip_is_of_noun (letter_before (text->str, text->len - n_verb)))
    return;
  if (at == 0 || n_verb == 0 || text->len < behind + n_verb || memchr (text->str, ',', at) != NULL
      || !_dip_is_of_noun (letter_before (text->str, at)) || follows_party (meaning, text, at))
    return;

  behind += has_at (text, behind, "、") ? LETTER : 0;
  rest = g_strndup (text->str + behind, text->len - n_verb - behind);
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      if (strstr (rest, others[i]) != NULL)
        return;
    }
  if (rest[0] == '\0' || g_utf8_strchr (text->str, (gssize) at, 0x3001) != NULL)
    return;

  deed = g_strndup (text->str, at);
  verb = g_strdup (text->str + text->len - n_verb);
  g_string_printf (text, "%s%sを%s", rest, deed, verb);
}

/* 受けて審査: what is done first, in the form that it has before a comma. */
static void
cut_te (GString *text)
{
  static const char *const rows[] = { "え", "け", "せ", "ね", "め", "れ", "げ" };

  for (gsize i = LETTER; i + LETTER < text->len; i++)
    {
      if (!has_at (text, i, "て") || !dip_is_kanji (g_utf8_get_char (text->str + i + LETTER))
          || !has_one_of (text, i - LETTER, rows, G_N_ELEMENTS (rows)))
        continue;
      g_string_overwrite (text, i, "、");
      i += LETTER - 1;
    }
}

/* Whether a noun at the end of a sentence is what is done: …を実施, 日次で取得, 7日間保持. */
static gboolean
is_done (const DipMeaning *meaning,
         const GString    *text)
{
  static const char *const before[] = { "を", "で", "て", "に", "へ", "、", "間", "回", "日", "時", "度", "り" };
  const char *noun = text->str + text->len;
  gsize at;

  for (guint n = 0; n < 5 && noun > text->str; n++)
    {
      noun = g_utf8_prev_char (noun);
      at = (gsize) (noun - text->str);
      if (at >= LETTER && has_one_of (text, at - LETTER, before, G_N_ELEMENTS (before))
          && _dip_meaning_whole (meaning, "verbal-nouns", noun) != NULL)
        return TRUE;
    }

  return FALSE;
}

/* 付けています, 付けております: 付けます. */
static void
cut_lasting (GString *text)
{
  static const char *const lasting[] = { "ています", "ております" };
  static const char *const rows[] = { "え", "け", "せ", "ね", "め", "れ", "げ", "べ" };

  for (guint i = 0; i < G_N_ELEMENTS (lasting); i++)
    {
      gsize n = strlen (lasting[i]);

      if (!ends_with (text, lasting[i]) || text->len < n + LETTER
          || !has_one_of (text, text->len - n - LETTER, rows, G_N_ELEMENTS (rows)))
        continue;
      g_string_truncate (text, text->len - n);
      g_string_append (text, "ます");
      return;
    }
}

static void
end_politely (const DipMeaning *meaning,
              GString          *text)
{
  gunichar last = letter_before (text->str, text->len);
  g_autofree char *polite = NULL;

  if (is_done (meaning, text))
    g_string_append (text, "します");
  else if (_dip_is_of_noun (last) || ends_with (text, "済み"))
    g_string_append (text, "です");
  else if (!ends_with (text, "である"))
    polite = dip_polite (_dip_meaning_get_lexicon (meaning), text->str, text->len);

  if (polite != NULL)
    g_string_assign (text, polite);
  cut_lasting (text);
}

/* Where the clause begins that ends at @at. */
static gsize
clause_before (const char *text,
               gsize       at)
{
  static const char *const ends[] = { "。", "い、", "り、", "し、", "す、", "が、" };

  while (at > 0)
    {
      for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
        {
          gsize n = strlen (ends[i]);

          if (at >= n && strncmp (text + at - n, ends[i], n) == 0)
            return at;
        }
      at = (gsize) (g_utf8_prev_char (text + at) - text);
    }

  return 0;
}

/* 管理は当社の責任です is 当社は管理に責任を負います. */
static void
turn_responsibilities (const DipMeaning *meaning,
                       GString          *text)
{
  static const char *const mark = "の責任";
  static const struct { const char *copula; const char *verb; } ends[] = {
    { "であり", "に責任を負い" }, { "となり", "に責任を負い" }, { "とし", "に責任を負い" },
    { "です", "に責任を負います" }, { "である", "に責任を負います" }, { "となります", "に責任を負います" },
    { "とします", "に責任を負います" }, { "とする", "に責任を負います" },
  };

  for (const char *found = strstr (text->str, mark); found != NULL; )
    {
      gsize at = (gsize) (found - text->str);
      gsize party = at;
      gsize end = at + strlen (mark);
      gsize first;

      while (party > 0 && at - party < 12 * LETTER
             && strncmp (text->str + party - MIN (party, LETTER), "は", LETTER) != 0)
        party = (gsize) (g_utf8_prev_char (text->str + party) - text->str);
      if (g_str_has_prefix (text->str + end, "範囲"))
        end += strlen ("範囲");
      first = party > LETTER ? clause_before (text->str, party - LETTER) : party;
      found = strstr (text->str + end, mark);
      if (party <= LETTER || first + LETTER >= party
          || strncmp (text->str + party - LETTER, "は", LETTER) != 0
          || _dip_meaning_match (meaning, "responsibility", text->str + party, at - party) != at - party)
        continue;

      for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
        {
          g_autofree char *turned = NULL;

          if (!g_str_has_prefix (text->str + end, ends[i].copula))
            continue;
          turned = g_strdup_printf ("%.*sは%.*s%s", (int) (at - party), text->str + party,
                                    (int) (party - LETTER - first), text->str + first, ends[i].verb);
          g_string_erase (text, (gssize) first, (gssize) (end + strlen (ends[i].copula) - first));
          g_string_insert (text, (gssize) first, turned);
          found = strstr (text->str + first + strlen (turned), mark);
          break;
        }
    }
}

/**
 * _dip_unify_endings:
 * @meaning: the lists
 * @sentence: a folded sentence
 *
 * Returns: (transfer full): the sentence with one form for what is the same in several; any
 *   other language as it is
 */
char *
_dip_unify_endings (const DipMeaning *meaning,
                    const char       *sentence)
{
  GString *text = g_string_new (sentence);
  g_autofree char *tail = NULL;
  gsize end;

  if (text->len > MAX_BYTES || !dip_has_hiragana (sentence))
    return g_string_free (text, FALSE);

  join_versions (text);
  drop_doing (text);
  name_choice (meaning, text);
  turn_consents (meaning, text);
  cut_polite_passive (meaning, text);
  name_customers (meaning, text);
  name_doers (meaning, text);
  turn_audience (meaning, text);
  part_others (text);
  cut_te (text);
  turn_responsibilities (meaning, text);

  end = text->len;
  while (end > 0 && (letter_before (text->str, end) == 0x3002 || letter_before (text->str, end) == ' '))
    end = (gsize) (g_utf8_prev_char (text->str + end) - text->str);
  tail = g_strdup (text->str + end);
  g_string_truncate (text, end);
  end_politely (meaning, text);
  straighten_cleft (text);
  gather_deed (meaning, text);
  g_string_append (text, tail);

  return g_string_free (text, FALSE);
}
