/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "text/dip-characters.h"
#include "text/dip-index-words.h"
#include "text/dip-search-marks.h"

#include <string.h>

static int
join_word (const char *word,
           gsize       length,
           gsize       start,
           gsize       end,
           gpointer    user_data)
{
  GString *words = user_data;

  g_string_append_printf (words, "%s%.*s", words->len > 0 ? "|" : "", (int) length, word);

  return 0;
}

static void
assert_words (const char *text,
              const char *wanted)
{
  g_autoptr (DipFolded) folded = dip_fold (text, DIP_INDEX_FOLDING, NULL);
  g_autoptr (GString) words = g_string_new (NULL);

  g_assert_cmpint (dip_index_words_foreach (folded->text, folded->length, join_word, words), ==, 0);
  g_assert_cmpstr (words->str, ==, wanted);
}

static void
test_words (void)
{
  assert_words ("暗号鍵", "暗号|号鍵|鍵");
  assert_words ("鍵", "鍵");
  assert_words ("暗号、鍵", "暗号|号|鍵");
  assert_words ("暗 号\n鍵", "暗号|号鍵|鍵");
  assert_words ("暗号\036鍵", "暗号|号|鍵");
  assert_words ("ＡＥＳ２５６で", "aes|256|で");
  assert_words ("TLS 1.2", "tls|1|2");
  assert_words ("TLS1.2", "tls|1|2");
  assert_words ("Access Control", "access|control");
  assert_words ("end-to-end", "end|to|end");
  assert_words ("ﾊﾞｯｸ", "バッ|ック|ク");
  assert_words ("サーバー", "サー|ーバ|バー|ー");
  assert_words ("人々の", "人々|々の|の");
  assert_words ("café", "café");
  assert_words ("𠮷野家", "𠮷野|野家|家");
  assert_words ("○×△ ※", "");
  assert_words ("", "");
}

/* What an index file holds. A change of this number is a change of the file: DIP_INDEX_VERSION
 * and a step of the schema belong to it. */
static int
sum_word (const char *word,
          gsize       length,
          gsize       start,
          gsize       end,
          gpointer    user_data)
{
  g_checksum_update (user_data, (const guchar *) word, (gssize) length);
  g_checksum_update (user_data, (const guchar *) "|", 1);

  return 0;
}

static void
test_words_are_frozen (void)
{
  /* Long assigned, so that no version of ICU has other folds for them. */
  static const struct { gunichar first; gunichar last; } ranges[] = {
    { 0x20, 0x17F }, { 0x391, 0x3C9 }, { 0x410, 0x44F }, { 0x2010, 0x203A }, { 0x2160, 0x217F },
    { 0x2460, 0x24FF }, { 0x2E9B, 0x2EF2 }, { 0x2F00, 0x2FD5 }, { 0x3001, 0x30FF }, { 0x3220, 0x33FE },
    { 0x4E00, 0x9FA5 }, { 0xF900, 0xFA2D }, { 0xFF01, 0xFF9F },
  };
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);

  for (guint i = 0; i < G_N_ELEMENTS (ranges); i++)
    {
      for (gunichar c = ranges[i].first; c <= ranges[i].last; c++)
        {
          g_autoptr (GString) text = g_string_new ("a ");
          g_autoptr (DipFolded) folded = NULL;

          g_string_append_unichar (text, c);
          g_string_append (text, "1鍵");
          g_string_append_unichar (text, c);
          g_string_append (text, " b");
          folded = dip_fold (text->str, DIP_INDEX_FOLDING, NULL);
          dip_index_words_foreach (folded->text, folded->length, sum_word, checksum);
        }
    }

  g_assert_cmpstr (DIP_INDEX_VERSION, ==, "1");
  g_assert_cmpstr (g_checksum_get_string (checksum), ==,
                   "d1ded475b6de77b2e8812aa1b8ef162651cbb616691d14ed32e332b62ba15b35");
}

static void
assert_phrase (const char *text,
               const char *wanted)
{
  g_autofree char *folded = dip_fold_to_string (text, DIP_INDEX_FOLDING, NULL);
  g_autoptr (GPtrArray) words = NULL;
  g_autofree char *found = NULL;
  gboolean is_open;

  words = dip_index_words_cut_phrase (folded, &is_open);
  g_ptr_array_add (words, NULL);
  found = g_strjoinv ("|", (char **) words->pdata);
  if (is_open)
    {
      char *with_star = g_strconcat (found, "*", NULL);

      g_free (found);
      found = with_star;
    }
  g_assert_cmpstr (found, ==, wanted);
}

static void
test_phrases (void)
{
  assert_phrase ("暗号", "暗号");
  assert_phrase ("暗号鍵", "暗号|号鍵");
  assert_phrase ("鍵", "鍵*");
  assert_phrase ("暗号、鍵", "暗号|号|鍵*");
  assert_phrase ("暗号。", "暗号");
  assert_phrase ("号、号", "号|号*");
  assert_phrase ("AES", "aes");
  assert_phrase ("AESの", "aes|の*");
  assert_phrase ("暗号AES", "暗号|号|aes");
  assert_phrase ("…！", "");
}

static void
assert_forms (const char *text,
              const char *wanted)
{
  g_autofree char *folded = dip_fold_to_string (text, DIP_INDEX_FOLDING, NULL);
  g_autoptr (GPtrArray) forms = dip_spellings_list_forms (dip_spellings_get_default (), folded);
  g_autofree char *found = NULL;

  g_ptr_array_add (forms, NULL);
  found = g_strjoinv ("|", (char **) forms->pdata);
  g_assert_cmpstr (found, ==, wanted);
}

static void
test_spellings (void)
{
  assert_forms ("暗号", "暗号");
  assert_forms ("改竄", "改竄|改ざん|改さん");
  assert_forms ("モニター", "モニタ");
  assert_forms ("エラー", "エラー");
  assert_forms ("モニター室", "モニター室|モニタ室");
  assert_forms ("モニタ室", "モニター室|モニタ室");
  assert_forms ("ユーザアカウント", "ユーザアカウント|ユーザーアカウント");
  assert_forms ("organisation", "organisation|organization");
  assert_forms ("reorganisation", "reorganisation|reorganization");
  assert_forms ("disorganisation", "disorganisation");

  /* 等 alone would be found in 平等; behind another word it is meant. */
  assert_forms ("など", "など");
  assert_forms ("等", "等|など");
  assert_forms ("暗号など", "暗号など|暗号等");
  assert_forms ("平等", "平等");
}

/* However long a phrase is and however many spellings it could have. */
static void
test_spellings_are_bounded (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GPtrArray) forms = NULL;

  for (guint i = 0; i < 100; i++)
    g_string_append (text, "問合せ及びサーバー又は");
  forms = dip_spellings_list_forms (dip_spellings_get_default (), text->str);
  g_assert_cmpuint (forms->len, >, 1);
  g_assert_cmpuint (forms->len, <=, DIP_SPELLINGS_MAX_FORMS);
  g_assert_cmpstr (g_ptr_array_index (forms, 0), ==, text->str);
}

static DipSearchQuery *
understand (const char *text)
{
  return dip_search_query_new (text, FALSE, dip_lexicon_get_default (), dip_spellings_get_default ());
}

/* A query as it was understood: -title:[a b], with a slash between spellings and a star for open. */
static char *
describe (const DipSearchQuery *query)
{
  static const char *const fields[] = { "", "title:", "provider:", "service:", "control:", "stance:" };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < query->terms->len; i++)
    {
      DipSearchTerm *term = g_ptr_array_index (query->terms, i);

      g_string_append_printf (text, "%s%s%s[", i > 0 ? " " : "", term->is_excluded ? "-" : "", fields[term->field]);
      for (guint k = 0; k < term->forms->len; k++)
        {
          DipSearchForm *form = g_ptr_array_index (term->forms, k);

          for (guint n = 0; n < form->words->len; n++)
            g_string_append_printf (text, "%s%s", n > 0 ? " " : k > 0 ? "/" : "",
                                    (char *) g_ptr_array_index (form->words, n));
          g_string_append (text, form->is_open ? "*" : "");
        }
      g_string_append_printf (text, "%s]", term->forms->len == 0 ? term->text : "");
    }

  return g_string_free (text, FALSE);
}

static void
assert_query (const char *text,
              const char *wanted)
{
  g_autoptr (DipSearchQuery) query = understand (text);
  g_autofree char *found = describe (query);

  g_assert_cmpstr (found, ==, wanted);
}

static void
test_queries (void)
{
  assert_query ("暗号", "[暗号]");
  assert_query ("  暗号　鍵 ", "[暗号] [鍵*]");
  assert_query ("access control", "[access] [control]");
  assert_query ("\"access control\"", "[access control]");
  assert_query ("“Access Control”", "[access control]");
  assert_query ("「暗号 鍵」", "[暗号 号鍵]");
  assert_query ("\"access control", "[access control]");
  assert_query ("keys -tape", "[keys] -[tape]");
  assert_query ("暗号　－鍵", "[暗号] -[鍵*]");
  assert_query ("-\"a b\" c", "-[a b] [c]");
  assert_query ("encrypt*", "[encrypt*]");
  assert_query ("ｅｎｃｒｙｐｔ＊", "[encrypt*]");
  assert_query ("\"access cont\"*", "[access cont*]");
  assert_query ("暗号*", "[暗号]");
  assert_query ("title:ログ", "title:[ログ]");
  assert_query ("タイトル：ログ", "title:[ログ]");
  assert_query ("-title:\"a b\"", "-title:[a b]");
  assert_query ("provider:Acme 暗号", "provider:[acme] [暗号]");
  assert_query ("provider:\"Acme Cloud\"", "provider:[acmecloud]");
  assert_query ("サービス:ドライブ", "service:[ドライブ]");
  assert_query ("control:A.12.3", "control:[a.12.3.]");
  assert_query ("管理策：ＣＬＤ.６.3*", "control:[cld.6.3.]");
  assert_query ("stance:customer", "stance:[customer]");
  assert_query ("stance:未提供", "stance:[not_provided]");
  assert_query ("stance:\"not provided\"", "stance:[not_provided]");
  assert_query ("改竄", "[改竄/改ざ ざん/改さ さん]");

  /* A spelling that is found with a shorter one is not asked for. */
  assert_query ("手続き", "[手続/てつ つづ づき]");
}

/* While it is typed, the last word may go on. */
static void
test_queries_being_typed (void)
{
  static const struct {
    const char *typed;
    const char *wanted;
  } cases[] = {
    { "encr", "[encr*]" },
    { "access contr", "[access] [contr*]" },
    { "access ", "[access]" },
    { "\"access contr", "[access contr]" },
    { "-ta", "-[ta*]" },
    { "title:enc", "title:[enc*]" },
    { "暗号", "[暗号]" },
    { "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (DipSearchQuery) query = NULL;
      g_autofree char *found = NULL;

      query = dip_search_query_new (cases[i].typed, TRUE, dip_lexicon_get_default (), dip_spellings_get_default ());
      found = describe (query);
      g_assert_cmpstr (found, ==, cases[i].wanted);
    }
}

static void
test_odd_queries (void)
{
  assert_query ("", "");
  assert_query ("   ", "");
  assert_query ("-", "");
  assert_query ("- -", "");
  assert_query ("\"", "");
  assert_query ("\"\"", "");
  assert_query ("*", "");
  assert_query (":", "");
  assert_query ("title:", "[title]");
  assert_query ("title: 鍵", "[title] [鍵*]");
  assert_query ("title:!!", "");
  assert_query ("stance:", "[stance]");
  assert_query ("provider:\"\"", "");
  assert_query ("control:...", "control:[.]");
  assert_query ("http://example.invalid/a", "[http example invalid a]");
  assert_query ("12:30", "[12 30]");
  assert_query ("--x", "-[x]");
  assert_query ("x-y", "[x y]");
  assert_query ("a\"b c\"d", "[a b] [c d]");
  assert_query ("AND OR NOT NEAR(a,b)", "[and] [or] [not] [near a b]");
  assert_query ("\xff\xfe暗号\xc3", "[暗号]");
  assert_query ("\037s:provided", "[s provided]");
}

static void
test_queries_are_bounded (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (DipSearchQuery) many = NULL;
  g_autoptr (DipSearchQuery) one = NULL;
  guint n_words = 0;

  for (guint i = 0; i < 100000; i++)
    g_string_append (text, "鍵 ");
  many = understand (text->str);
  g_assert_cmpuint (many->terms->len, ==, 4);

  g_string_truncate (text, 0);
  for (guint i = 0; i < 100000; i++)
    g_string_append (text, "暗号 ");
  dip_search_query_free (many);
  many = understand (text->str);
  g_assert_cmpuint (many->terms->len, ==, DIP_SEARCH_QUERY_MAX_TERMS);

  g_string_truncate (text, 0);
  for (guint i = 0; i < 100000; i++)
    g_string_append (text, "及びサーバ");
  one = understand (text->str);
  g_assert_cmpuint (one->terms->len, ==, 1);
  for (guint i = 0; i < ((DipSearchTerm *) one->terms->pdata[0])->forms->len; i++)
    n_words += ((DipSearchForm *) ((DipSearchTerm *) one->terms->pdata[0])->forms->pdata[i])->words->len;
  g_assert_cmpuint (n_words, <, 2 * DIP_SEARCH_QUERY_MAX_BYTES);
}

static char *
mark (const char *text,
      GArray     *spans)
{
  GString *marked = g_string_new (NULL);
  guint at = 0;

  for (guint i = 0; i < spans->len; i++)
    {
      DipTextSpan *span = &g_array_index (spans, DipTextSpan, i);

      g_assert_cmpuint (span->start, <, span->end);
      g_assert_true (i == 0 ? at <= span->start : at < span->start);
      g_string_append_printf (marked, "%.*s[%.*s]", (int) (span->start - at), text + at,
                              (int) (span->end - span->start), text + span->start);
      at = span->end;
    }
  g_string_append (marked, text + at);

  return g_string_free (marked, FALSE);
}

static void
assert_marks (const char *query,
              const char *text,
              const char *wanted)
{
  g_autoptr (DipSearchQuery) understood = understand (query);
  g_autoptr (GArray) spans = dip_search_query_find (understood, text, TRUE);
  g_autofree char *found = mark (text, spans);

  g_assert_cmpstr (found, ==, wanted);
}

static void
test_marks (void)
{
  assert_marks ("暗号", "データの暗号化と暗号鍵", "データの[暗号]化と[暗号]鍵");
  assert_marks ("号", "暗号化", "暗[号]化");
  assert_marks ("ばっくあっぷ", "バックアップ", "バックアップ");
  assert_marks ("バックアップ", "ﾊﾞｯｸｱｯﾌﾟは毎日", "[ﾊﾞｯｸｱｯﾌﾟ]は毎日");
  assert_marks ("バックアップ", "バック\n  アップを取る", "[バック\n  アップ]を取る");
  assert_marks ("サーバ", "サーバー室", "[サーバ]ー室");
  assert_marks ("取り扱い", "取扱いの手順、取扱の", "[取扱]いの手順、[取扱]の");
  assert_marks ("aes", "AES と Caesar と ＡＥＳ２５６", "[AES] と Caesar と [ＡＥＳ]２５６");
  assert_marks ("encrypt*", "Encryption of encrypted data", "[Encryption] of [encrypted] data");
  assert_marks ("\"access control\"", "Access  control, access to control", "[Access  control], access to control");
  assert_marks ("暗号 鍵", "暗号鍵", "[暗号鍵]");
  assert_marks ("暗号 -鍵", "暗号鍵", "[暗号]鍵");
  assert_marks ("株式", "㍿しおさい", "[㍿]しおさい");
  assert_marks ("が行", "か\xe3\x82\x99行", "[か\xe3\x82\x99行]");
  assert_marks ("鍵", "", "");
  assert_marks ("", "鍵", "鍵");
}

static void
assert_excerpt (const char *query,
                const char *text,
                const char *wanted)
{
  g_autoptr (DipSearchQuery) understood = understand (query);
  g_autoptr (GArray) spans = NULL;
  g_autofree char *excerpt = dip_search_query_excerpt (understood, text, &spans);
  g_autofree char *found = mark (excerpt, spans);

  g_assert_cmpstr (found, ==, wanted);
}

#define LONG "当社は運用の記録を残し、担当者が毎月それを点検したうえで、その結果をまとめて責任者に届け、責任者はそれを年に一度見直して次の年の計画に入れる"

static void
test_excerpts (void)
{
  assert_excerpt ("暗号", "データを暗号化します。", "データを[暗号]化します。");
  assert_excerpt ("暗号", "一行目\n\t暗号\036次の段落", "一行目 [暗号] 次の段落");
  assert_excerpt ("鍵", "\036\036\036鍵", "[鍵]");
  assert_excerpt ("鍵", "", "");
  assert_excerpt ("鍵", "何もない。", "何もない。");
  assert_excerpt ("暗号鍵", LONG "。暗号鍵は別に置く。", "…[暗号鍵]は別に置く。");
  assert_excerpt ("暗号鍵", LONG "暗号鍵は別に置く。", "…一度見直して次の年の計画に入れる[暗号鍵]は別に置く。");

  /* The piece that holds both, not the first that holds one. */
  assert_excerpt ("暗号 鍵", "暗号。" LONG LONG "。暗号と鍵。", "…[暗号]と[鍵]。");

  /* Words of Latin letters stay whole. */
  assert_excerpt ("key", "Every single person who has been given responsibility keeps a key in a vault",
                  "…responsibility keeps a [key] in a vault");
}

/* Whatever the texts are: marks lie within, at characters, and the excerpt is one short line. */
static void
test_excerpts_of_anything (void)
{
  static const char *const pieces[] = {
    "暗号", "鍵", "。", " ", "\n", "\036", "AES", "256", "か\xe3\x82\x99", "ﾊﾞ", "\xe2\x80\x8b", "㍿", "サーバー", "…",
    "\xf0\x9f\x94\x92", "e\xcc\x81", "\t", "　", "、", "取扱い", ".", "-", "ー", "\xef\xb8\x8f",
  };

  for (guint i = 0; i < 3000; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (GString) typed = g_string_new (NULL);
      g_autoptr (DipSearchQuery) query = NULL;
      g_autoptr (GArray) marks = NULL;
      g_autofree char *excerpt = NULL;
      gint32 n = g_test_rand_int_range (0, 200);

      for (gint32 k = 0; k < n; k++)
        g_string_append (text, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
      for (gint32 k = 0; k < 4; k++)
        g_string_append (typed, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);

      query = understand (typed->str);
      excerpt = dip_search_query_excerpt (query, text->str, &marks);
      g_assert_true (g_utf8_validate (excerpt, -1, NULL));
      g_assert_null (strpbrk (excerpt, "\t\n\036"));
      g_assert_cmpint (g_utf8_strlen (excerpt, -1), <=, 160);
      for (guint k = 0; k < marks->len; k++)
        {
          DipTextSpan *span = &g_array_index (marks, DipTextSpan, k);
          const char *first = excerpt + span->start;

          g_assert_cmpuint (span->start, <, span->end);
          g_assert_cmpuint (span->end, <=, strlen (excerpt));
          g_assert_true (g_utf8_validate (first, span->end - span->start, NULL));
          g_assert_false (dip_is_space (g_utf8_get_char (first)));
          if (k > 0)
            g_assert_cmpuint (span->start, >, g_array_index (marks, DipTextSpan, k - 1).end);
        }
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/text/search/words", test_words);
  g_test_add_func ("/text/search/words-are-frozen", test_words_are_frozen);
  g_test_add_func ("/text/search/phrases", test_phrases);
  g_test_add_func ("/text/search/spellings", test_spellings);
  g_test_add_func ("/text/search/spellings-are-bounded", test_spellings_are_bounded);
  g_test_add_func ("/text/search/queries", test_queries);
  g_test_add_func ("/text/search/queries-being-typed", test_queries_being_typed);
  g_test_add_func ("/text/search/odd-queries", test_odd_queries);
  g_test_add_func ("/text/search/queries-are-bounded", test_queries_are_bounded);
  g_test_add_func ("/text/search/marks", test_marks);
  g_test_add_func ("/text/search/excerpts", test_excerpts);
  g_test_add_func ("/text/search/excerpts-of-anything", test_excerpts_of_anything);

  return g_test_run ();
}
