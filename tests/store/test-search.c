/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/dip-error.h"
#include "store-fixture.h"
#include "store/dip-store-search.h"
#include "text/dip-index-words.h"

#include <glib/gstdio.h>
#include <string.h>

/* A paper of clauses that are told as "title", "text", "title", "text" … */
static gint64
add_paper (DipStore          *store,
           const char        *provider,
           const char        *version,
           const char *const *clauses)
{
  g_autofree char *bytes = g_strdup_printf ("%s %s", provider, version);
  g_autoptr (GBytes) source = g_bytes_new (bytes, strlen (bytes));
  g_autoptr (DipDocument) document = dip_document_new ();
  g_autoptr (GError) error = NULL;
  gint64 id;

  document->edition->provider = g_strdup (provider);
  document->edition->service = g_strdup_printf ("%sドライブ", provider);
  document->edition->version = g_strdup (version);
  document->edition->kind = DIP_KIND_WHITEPAPER;
  document->edition->sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, source);

  for (guint i = 0; clauses[i] != NULL; i += 2)
    {
      DipClause *clause = dip_clause_new ();

      clause->id = g_strdup_printf ("%u", i / 2 + 1);
      clause->number = g_strdup (clause->id);
      clause->level = 1;
      set_text (&clause->title, clauses[i]);
      g_ptr_array_add (clause->blocks, dip_block_new (DIP_BLOCK_PARAGRAPH, NULL, clauses[i + 1]));
      g_ptr_array_add (document->clauses, clause);
    }

  id = dip_store_add_document (store, document, source, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (id, >, 0);

  return id;
}

static void
add_hit (const DipStoreHit *hit,
         gpointer           user_data)
{
  GString *hits = user_data;

  g_string_append_printf (hits, "%s%" G_GINT64_FORMAT ":%s", hits->len > 0 ? " " : "", hit->edition_id, hit->clause);
}

/* What is found, as "2:1 1:3": edition and clause, best first. */
static char *
search_with (DipStore       *store,
             const char     *text,
             DipStoreSearch *search)
{
  g_autoptr (DipSearchQuery) query = dip_search_query_new (text, FALSE, dip_lexicon_get_default (),
                                                           dip_spellings_get_default ());
  GString *hits = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  if (!dip_store_search (store, query, search, add_hit, hits, NULL, &error))
    g_test_message ("%s", text);
  g_assert_no_error (error);

  return g_string_free (hits, FALSE);
}

static void
assert_found (DipStore   *store,
              const char *text,
              const char *wanted)
{
  DipStoreSearch search = { .limit = 100 };
  g_autofree char *found = search_with (store, text, &search);

  g_test_message ("%s", text);
  g_assert_cmpstr (found, ==, wanted);
}

static guint
count_found (DipStore   *store,
             const char *text)
{
  DipStoreSearch search = { .limit = 1 };
  g_autofree char *found = search_with (store, text, &search);

  return search.n_total;
}

static void
test_language (Fixture       *fixture,
               gconstpointer  data)
{
  static const char *const clauses[] = {
    "暗号化", "保管するデータを AES256 で暗号化します。",
    "鍵の管理", "暗号鍵はお客様が管理します。",
    "Access control", "Access is controlled by roles, and reviewed.",
    "バックアップ", "サーバーの取扱いは、平等に行います。",
    NULL
  };

  add_paper (fixture->store, "しおさい", "1", clauses);

  assert_found (fixture->store, "暗号", "1:1 1:2");
  assert_found (fixture->store, "鍵", "1:2");
  assert_found (fixture->store, "暗号鍵", "1:2");
  assert_found (fixture->store, "暗号 鍵", "1:2");
  assert_found (fixture->store, "\"暗号鍵はお客様\"", "1:2");
  assert_found (fixture->store, "暗号 -鍵", "1:1");
  assert_found (fixture->store, "-暗号 -title:バックアップ", "1:3");
  assert_found (fixture->store, "title:暗号", "1:1");
  assert_found (fixture->store, "ＡＥＳ", "1:1");
  assert_found (fixture->store, "aes 256", "1:1");
  assert_found (fixture->store, "\"access control\"", "1:3");
  assert_found (fixture->store, "control", "1:3");
  assert_found (fixture->store, "controlle", "");
  assert_found (fixture->store, "controlle*", "1:3");
  assert_found (fixture->store, "サーバ", "1:4");
  assert_found (fixture->store, "取り扱い", "1:4");
  assert_found (fixture->store, "など", "");
  assert_found (fixture->store, "等", "1:4");
  assert_found (fixture->store, "ﾊﾞｯｸｱｯﾌﾟ", "1:4");
  assert_found (fixture->store, "backup", "");
  assert_found (fixture->store, "", "");
}

static void
test_fields (Fixture       *fixture,
             gconstpointer  data)
{
  static const char *const clauses[] = { "暗号化", "暗号化します。", NULL };
  gint64 other;

  add_plain (fixture->store, "みどり通信", "みどりドライブ", "1.0", "2031-04-01");
  add_plain (fixture->store, "みどり通信", "みどりドライブ", "1.1", "2032-04-01");
  other = add_paper (fixture->store, "しおさい", "1", clauses);
  g_assert_cmpint (other, ==, 3);

  assert_found (fixture->store, "provider:しおさい", "3:1");
  assert_found (fixture->store, "provider:潮 暗号", "");
  assert_found (fixture->store, "service:ﾄﾞﾗｲﾌﾞ 暗号", "3:1");
  assert_found (fixture->store, "-provider:みどり", "3:1");
  assert_found (fixture->store, "provider:みどり バックアップ", "2:4.1 1:4.1");
  assert_found (fixture->store, "control:A.12.3.1 title:運用", "2:4 1:4");
  assert_found (fixture->store, "control:A.12 title:運用", "2:4 1:4");
  assert_found (fixture->store, "control:12.3 title:運用", "2:4 1:4");
  assert_found (fixture->store, "control:A.1", "");
  assert_found (fixture->store, "control:2.3", "");
  assert_found (fixture->store, "-control:A.12", "3:1");
  assert_found (fixture->store, "stance:informational 暗号", "3:1");
  assert_found (fixture->store, "stance:customer", "");
  assert_found (fixture->store, "stance:nonsense", "");
  assert_found (fixture->store, "s:informational", "");
  assert_found (fixture->store, "\037s:informational", "");
}

static void
test_scope (Fixture       *fixture,
            gconstpointer  data)
{
  DipStoreSearch search = { .limit = 100 };
  g_autofree char *found = NULL;

  add_plain (fixture->store, "みどり通信", "みどりドライブ", "1.1", "2032-04-01");
  add_plain (fixture->store, "みどり通信", "みどりドライブ", "1.0", "2031-04-01");
  add_plain (fixture->store, "しおさい", "しおさい保管庫", "1.0", NULL);

  search.newest_only = TRUE;
  found = search_with (fixture->store, "title:バックアップ", &search);
  g_assert_cmpstr (found, ==, "3:4.1 1:4.1");
  g_assert_cmpuint (search.n_total, ==, 2);

  g_free (found);
  search.newest_only = FALSE;
  search.edition_id = 2;
  found = search_with (fixture->store, "保管", &search);
  g_assert_cmpstr (found, ==, "2:4.1 2:4");

  g_free (found);
  search.edition_id = 99;
  found = search_with (fixture->store, "保管", &search);
  g_assert_cmpstr (found, ==, "");
  g_assert_cmpuint (search.n_total, ==, 0);

  g_free (found);
  search.edition_id = 0;
  search.limit = 2;
  found = search_with (fixture->store, "title:バックアップ", &search);
  g_assert_cmpstr (found, ==, "3:4.1 1:4.1");
  g_assert_cmpuint (search.n_total, ==, 3);
  g_assert_false (search.is_more);
}

/* What an old edition says best the newest one still says before it; it stays found. */
static void
test_superseded (Fixture       *fixture,
                 gconstpointer  data)
{
  static const char *const then[] = { "多要素認証", "多要素認証を、管理者の多要素認証として提供します。", "暗号", "暗号化します。", NULL };
  static const char *const now[] = { "認証", "パスワードのほかに、多要素認証を選べます。", "通信", "暗号化しません。", NULL };
  static const char *const other[] = { "概要", "当社のサービスの概要を述べ、多要素認証も述べます。", NULL };

  add_paper (fixture->store, "しおさい", "1", then);
  add_paper (fixture->store, "しおさい", "2", now);
  add_paper (fixture->store, "みどり", "1", other);

  assert_found (fixture->store, "多要素認証", "2:1 3:1 1:1");
  assert_found (fixture->store, "暗号", "2:2 1:2");
  /* What no newer edition says is said by the old one. */
  assert_found (fixture->store, "管理者の", "1:1");
}

/* An abbreviation finds what it is short for, in either language, and the other way round. */
static void
test_synonyms (Fixture       *fixture,
               gconstpointer  data)
{
  static const char *const clauses[] = {
    "認証", "管理者に多要素認証を求めます。",
    "Sign-in", "Multi-factor authentication is required.",
    "ログイン", "MFA を利用できます。",
    "継続", "事業継続計画を毎年見直します。",
    "Recovery", "Our disaster recovery plan is tested; its address is known.",
    "認証の要素", "要素の一つはパスワードです。",
    "端末", "2要素認証を設定できます。",
    "画面", "二段階の承認をします。",
    NULL
  };

  add_paper (fixture->store, "しおさい", "1", clauses);

  assert_found (fixture->store, "MFA", "1:2 1:3 1:7 1:1");
  assert_found (fixture->store, "多要素認証", "1:2 1:3 1:7 1:1");
  assert_found (fixture->store, "\"multi-factor authentication\"", "1:2 1:3 1:7 1:1");
  assert_found (fixture->store, "2要素認証", "1:2 1:3 1:7 1:1");
  assert_found (fixture->store, "BCP", "1:4");
  assert_found (fixture->store, "災害復旧", "1:5");
  assert_found (fixture->store, "dr", "1:5");
  /* Only as a word of its own, and only all of it. */
  assert_found (fixture->store, "mf", "");
  assert_found (fixture->store, "認証 -MFA", "1:6");
  assert_found (fixture->store, "sla", "");
}

/* What everybody expects of an order. */
static void
test_order (Fixture       *fixture,
            gconstpointer  data)
{
  static const char *const clauses[] = {
    "概要", "当社は鍵を、鍵を、鍵を管理します。暗号も使います。",
    "暗号", "ここに述べるのは別の事です。",
    "運用", "暗号は、数ある対策のうちの一つとして、長い文の中で一度だけ述べられるに過ぎません。",
    "監査", "暗号と鍵と証跡。",
    NULL
  };

  add_paper (fixture->store, "しおさい", "1", clauses);

  /* The title first, then the short text, then the long ones. */
  assert_found (fixture->store, "暗号", "1:2 1:4 1:1 1:3");

  /* The rare word counts for more than the frequent one. */
  assert_found (fixture->store, "証跡", "1:4");
  assert_found (fixture->store, "鍵", "1:1 1:4");
}

/* Of very many the titles still come first, and they are counted as far as that is quick, or asked for. */
static void
test_very_many (Fixture       *fixture,
                gconstpointer  data)
{
  static const char *const first[] = { "暗号", "はじめ。", "余談", "暗号。", NULL };
  g_autoptr (GPtrArray) clauses = g_ptr_array_new ();
  DipStoreSearch search = { .limit = 3 };
  g_autofree char *found = NULL;

  add_paper (fixture->store, "しおさい", "1", first);
  for (guint i = 0; i < 1100; i++)
    {
      g_ptr_array_add (clauses, (gpointer) "運用");
      g_ptr_array_add (clauses, (gpointer) (i < 250 ? "暗号と鍵" : "暗号と印"));
    }
  g_ptr_array_add (clauses, NULL);
  add_paper (fixture->store, "みどり", "1", (const char *const *) clauses->pdata);

  found = search_with (fixture->store, "暗号", &search);
  g_assert_true (g_str_has_prefix (found, "1:1 "));
  g_assert_cmpuint (search.n_total, ==, 300);
  g_assert_true (search.is_more);

  g_free (found);
  found = search_with (fixture->store, "鍵", &search);
  g_assert_cmpuint (search.n_total, ==, 250);
  g_assert_false (search.is_more);

  g_free (found);
  found = search_with (fixture->store, "暗号 provider:しおさい", &search);
  g_assert_cmpstr (found, ==, "1:1 1:2");
  g_assert_cmpuint (search.n_total, ==, 2);

  search.limit = 2000;
  g_free (found);
  found = search_with (fixture->store, "暗号", &search);
  g_assert_cmpuint (search.n_total, ==, 1102);
  g_assert_false (search.is_more);

  g_free (found);
  found = search_with (fixture->store, "-印", &search);
  g_assert_cmpuint (search.n_total, ==, 252);
}

/*
 * The law: what stands in a text is found and nothing else. It is told here in characters,
 * without a word of the index: a phrase stands where its letters do, if punctuation is or is
 * not between the same ones, and a Latin word or a number is not torn.
 */
typedef enum { NONE, LETTER, DIGIT, PAIR } Sort;

typedef struct
{
  gunichar c;
  Sort     sort;
  gboolean is_apart;   /* from the letter before it */
} Letter;

static GArray *
spell (const char *text)
{
  g_autofree char *folded = dip_fold_to_string (text, DIP_INDEX_FOLDING, NULL);
  GArray *letters = g_array_new (TRUE, TRUE, sizeof (Letter));
  gboolean is_apart = TRUE;

  for (const char *at = folded; *at != '\0'; at = g_utf8_next_char (at))
    {
      Letter letter = { g_utf8_get_char (at), NONE, is_apart };

      if (g_unichar_isalnum (letter.c) || g_unichar_ismark (letter.c))
        letter.sort = letter.c >= 0x250 ? PAIR : letter.c >= '0' && letter.c <= '9' ? DIGIT : LETTER;

      is_apart = letter.sort == NONE;
      if (letter.sort != NONE)
        g_array_append_val (letters, letter);
    }

  return letters;
}

static gboolean
stands_at (const GArray *text,
           guint         at,
           const GArray *phrase)
{
  const Letter *first = &g_array_index (text, Letter, at);
  const Letter *behind = &g_array_index (text, Letter, at + phrase->len);

  for (guint i = 0; i < phrase->len; i++)
    {
      const Letter *a = &g_array_index (text, Letter, at + i);
      const Letter *b = &g_array_index (phrase, Letter, i);

      if (a->c != b->c || (i > 0 && a->sort == a[-1].sort && a->is_apart != b->is_apart))
        return FALSE;
    }

  if (first->sort != PAIR && at > 0 && first[-1].sort == first->sort && !first->is_apart)
    return FALSE;

  return behind[-1].sort == PAIR || behind->sort != behind[-1].sort || behind->is_apart;
}

static gboolean
stands_in (const char *text,
           const char *phrase)
{
  g_autoptr (GArray) letters = spell (text);
  g_autoptr (GArray) wanted = spell (phrase);

  for (guint i = 0; i + wanted->len <= letters->len; i++)
    {
      if (stands_at (letters, i, wanted))
        return TRUE;
    }

  return FALSE;
}

/* Few, so that pieces of one text stand in others too; no spelling of the lexicon. */
static const char *const pieces[] = {
  "暗", "号", "鍵", "暗号", "号鍵", "の", "を", "カ", "ギ", "ｶﾞ", "、", "。", "・", " ", "　", "\n", "a", "b", "ab",
  "Ａ", "1", "12", "-", "(", ")", "1a", "é", "か\xe3\x82\x99", "\xe2\x80\x8b", "①", "㈱", "𠮷",
};

static char *
make_text (gint32 n)
{
  GString *text = g_string_new (NULL);

  for (gint32 i = 0; i < n; i++)
    g_string_append (text, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);

  return g_string_free (text, FALSE);
}

static void
test_law (Fixture       *fixture,
          gconstpointer  data)
{
  enum { N_TEXTS = 60 };
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) clauses = g_ptr_array_new ();
  guint n_found = 0;

  for (guint i = 0; i < N_TEXTS; i++)
    {
      g_ptr_array_add (texts, make_text (g_test_rand_int_range (1, 40)));
      g_ptr_array_add (clauses, (gpointer) "");
      g_ptr_array_add (clauses, texts->pdata[i]);
    }
  g_ptr_array_add (clauses, NULL);
  add_paper (fixture->store, "しおさい", "1", (const char *const *) clauses->pdata);

  for (guint i = 0; i < 4000; i++)
    {
      g_autofree char *phrase = make_text (g_test_rand_int_range (1, 7));
      g_autofree char *quoted = g_strdup_printf ("「%s」", phrase);
      g_autoptr (GArray) letters = spell (phrase);
      guint n_wanted = 0;

      if (letters->len == 0)
        continue;

      /* The number of each clause is text of it too. */
      for (guint k = 0; k < N_TEXTS; k++)
        {
          g_autofree char *number = g_strdup_printf ("%u", k + 1);

          n_wanted += stands_in (texts->pdata[k], phrase) || stands_in (number, phrase);
        }

      g_test_message ("%s", phrase);
      g_assert_cmpuint (count_found (fixture->store, quoted), ==, n_wanted);
      n_found += n_wanted;
    }

  /* Else the texts would prove nothing. */
  g_assert_cmpuint (n_found, >, 2000);
}

/* Every spelling of a word finds every other one. */
static void
test_spellings (Fixture       *fixture,
                gconstpointer  data)
{
  const GPtrArray *rows = dip_lexicon_get_rows (dip_lexicon_get_default (), "spelling");
  g_autoptr (GPtrArray) clauses = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < rows->len; i++)
    {
      char **row = rows->pdata[i];

      for (guint k = 0; row[k] != NULL; k++)
        {
          g_ptr_array_add (clauses, g_strdup (""));
          g_ptr_array_add (clauses, g_strdup_printf ("※ %s ※", row[k]));
        }
    }
  g_ptr_array_add (clauses, NULL);
  add_paper (fixture->store, "しおさい", "1", (const char *const *) clauses->pdata);

  for (guint i = 0; i < rows->len; i++)
    {
      char **row = rows->pdata[i];

      for (guint k = 0; row[k] != NULL; k++)
        {
          g_autofree char *quoted = g_strdup_printf ("\"%s\"", row[k]);
          guint n_wanted = 0;

          /* What no reader could tell from a part of another word is asked for as it is. */
          for (guint n = 0; row[n] != NULL; n++)
            n_wanted += n == k || g_utf8_strlen (row[n], -1) > 1;
          g_test_message ("%s", row[k]);
          g_assert_cmpuint (count_found (fixture->store, quoted), >=, n_wanted);
        }
    }
}

/* Pieces of real sentences, as they stand and with all that folding makes the same. */
static void
test_samples (Fixture       *fixture,
              gconstpointer  data)
{
  static const char *const sentences[] = {
    "当社は、お客様からお預かりしたデータを、ＡＥＳ（鍵長２５６ビット）により暗号化し、取扱いの手順に従って保管しています。",
    "サーバー及びネットワーク機器のログは、改竄を防止するため、別のデータセンターに転送のうえ、１年間保管しております。",
    "お客様の管理者は、多要素認証の有無をユーザーごとに設定することができます。なお、既定では無効です。",
    "バックアップの取得状況は、コントロールパネルからご確認いただけます（過去３０日分）。",
    "インシデントが発生した場合、当社は速やかにお客様の窓口へ連絡し、対応状況をポータルサイトに掲載します。",
  };
  g_autoptr (GPtrArray) clauses = g_ptr_array_new ();

  for (guint i = 0; i < G_N_ELEMENTS (sentences); i++)
    {
      g_ptr_array_add (clauses, (gpointer) "");
      g_ptr_array_add (clauses, (gpointer) sentences[i]);
    }
  g_ptr_array_add (clauses, NULL);
  add_paper (fixture->store, "しおさい", "1", (const char *const *) clauses->pdata);

  for (guint i = 0; i < 1500; i++)
    {
      const char *sentence = sentences[g_test_rand_int_range (0, G_N_ELEMENTS (sentences))];
      glong length = g_utf8_strlen (sentence, -1);
      glong n = g_test_rand_int_range (2, 12);
      glong first = g_test_rand_int_range (0, (gint32) (length - n));
      g_autofree char *piece = g_utf8_substring (sentence, first, first + n);
      g_autofree char *quoted = g_strdup_printf ("「%s」", piece);
      g_autofree char *folded = dip_fold_to_string (piece, DIP_INDEX_FOLDING | DIP_FOLD_SPELLING,
                                                    dip_lexicon_get_default ());
      g_autofree char *quoted_folded = g_strdup_printf ("「%s」", folded);

      if (!stands_in (sentence, piece) || strpbrk (piece, "\"") != NULL)
        continue;

      g_test_message ("%s", piece);
      g_assert_cmpuint (count_found (fixture->store, quoted), >=, 1);
      g_assert_cmpuint (count_found (fixture->store, quoted_folded), >=, 1);
    }
}

static void
test_in_step (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  g_autoptr (GPtrArray) documents = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) sources = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (DipEdition) edition = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 12; i++)
    {
      GBytes *source;
      DipDocument *document = random_document (rand, 20, &source);
      gint64 id = dip_store_add_document (fixture->store, document, source, NULL, &error);

      g_assert_no_error (error);
      g_ptr_array_add (documents, document);
      g_ptr_array_add (sources, source);
      g_array_append_val (ids, id);
    }
  add_plain (fixture->store, "みどり通信", "みどりドライブ", "1.0", NULL);
  assert_sound (fixture->store);
  assert_found (fixture->store, "毎日取得し", "13:4.1 13:4");

  /* Removed from the middle; corrected; put back; the same bytes again. */
  for (guint i = 1; i < 12; i += 2)
    g_assert_true (dip_store_remove_edition (fixture->store, g_array_index (ids, gint64, i), NULL, &error));
  assert_sound (fixture->store);

  edition = dip_store_find_edition (fixture->store, 13, NULL, &error);
  set_text (&edition->provider, "しおさい");
  g_assert_true (dip_store_update_edition (fixture->store, edition, NULL, &error));
  assert_sound (fixture->store);
  assert_found (fixture->store, "provider:しおさい title:運用", "13:4");
  assert_found (fixture->store, "provider:みどり title:運用", "");

  for (guint i = 0; i < 12; i++)
    {
      dip_store_add_document (fixture->store, documents->pdata[i], sources->pdata[i], NULL, &error);
      g_assert_no_error (error);
    }
  assert_sound (fixture->store);

  g_assert_true (dip_store_remove_edition (fixture->store, 13, NULL, &error));
  assert_found (fixture->store, "毎日取得し", "");
  for (gint64 id = 1; id < 40; id++)
    {
      g_clear_error (&error);
      dip_store_remove_edition (fixture->store, id, NULL, &error);
    }
  g_clear_error (&error);
  assert_sound (fixture->store);
  g_assert_cmpuint (count_found (fixture->store, "-x"), ==, 0);
}

/* An import that fails in its middle leaves no word. */
static void
test_refused (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (GBytes) source = NULL;
  g_autoptr (DipDocument) document = plain_document ("A", "B", "1", NULL, &source);
  g_autoptr (GError) error = NULL;
  DipClause *last = g_ptr_array_index (document->clauses, 1);

  last->facts = g_ptr_array_ref (last->facts);
  ((DipFact *) g_ptr_array_index (last->facts, 0))->block = 99;
  g_assert_cmpint (dip_store_add_document (fixture->store, document, source, NULL, &error), <, 0);
  g_assert_error (error, DIP_STORE_ERROR, DIP_STORE_ERROR_CONSTRAINT);
  g_ptr_array_unref (last->facts);

  assert_sound (fixture->store);
  assert_found (fixture->store, "運用", "");
}

/* A library of the first version is indexed when it is opened. */
static void
test_migrated (Fixture       *fixture,
               gconstpointer  data)
{
  g_autofree char *old = g_test_build_filename (G_TEST_DIST, "store", "versions", "001.db", NULL);
  g_autofree char *kept = g_strconcat (fixture->path, ".before-v" G_STRINGIFY (DIP_STORE_SCHEMA_VERSION), NULL);
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  g_file_get_contents (old, &contents, &length, &error);
  g_assert_no_error (error);
  g_file_set_contents (fixture->path, contents, (gssize) length, &error);
  g_assert_no_error (error);

  fixture_reopen (fixture);
  assert_sound (fixture->store);
  assert_found (fixture->store, "title:バックアップ", "3:4.1 2:4.1 1:4.1");
  assert_found (fixture->store, "title:バックアップ provider:Example", "3:4.1");

  /* And made anew it is the same. */
  g_assert_true (dip_store_reindex (fixture->store, NULL, &error));
  g_assert_no_error (error);
  assert_sound (fixture->store);
  assert_found (fixture->store, "title:バックアップ", "3:4.1 2:4.1 1:4.1");
  g_assert_cmpint (g_unlink (kept), ==, 0);
}

#define TIDY_FOUND "3:4.1 2:4.1 1:4.1"

/* Of the index, in which imports leave one each. */
static guint
count_pieces (Fixture *fixture)
{
  g_autofree char *n = NULL;

  fixture_close (fixture);
  n = read_raw_value (fixture->path, "SELECT count (DISTINCT segid) FROM search_idx");
  fixture_reopen (fixture);

  return (guint) g_ascii_strtoull (n, NULL, 10);
}

/* The pieces of an index become one, and it finds the same. */
static void
test_tidy (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  for (guint i = 1; i <= 3; i++)
    {
      g_autofree char *version = g_strdup_printf ("%u", i);

      add_plain (fixture->store, "みどり通信", "みどりドライブ", version, NULL);
    }
  assert_found (fixture->store, "title:バックアップ", TIDY_FOUND);
  g_assert_cmpuint (count_pieces (fixture), >, 1);

  /* So small a library is left as it is. */
  g_assert_true (dip_store_tidy_index (fixture->store, 3, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_pieces (fixture), >, 1);

  g_assert_true (dip_store_tidy_index (fixture->store, G_MAXUINT, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_pieces (fixture), ==, 1);
  assert_sound (fixture->store);
  assert_found (fixture->store, "title:バックアップ", TIDY_FOUND);

  g_assert_true (dip_store_tidy_index (fixture->store, G_MAXUINT, NULL, &error));
  g_assert_true (dip_store_remove_edition (fixture->store, 2, NULL, &error));
  g_assert_no_error (error);
  assert_sound (fixture->store);
}

static guint
count_problems (Fixture *fixture)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;

  g_assert_true (dip_store_check (fixture->store, problems, NULL, &error));
  g_assert_no_error (error);
  for (guint i = 0; i < problems->len; i++)
    g_test_message ("%s", (char *) problems->pdata[i]);

  return problems->len;
}

/* Whatever is out of step is seen, names its edition where there is one, and can be mended. */
static void
test_out_of_step (Fixture       *fixture,
                  gconstpointer  data)
{
  static const char *const changes[] = {
    "UPDATE clause SET title = '運営', heading = '4 運営' WHERE edition_id = 2 AND ordinal = 0",
    "UPDATE block SET text = '毎日取得し、31日間保管します。' WHERE edition_id = 1 AND clause = 0 AND ordinal = 0",
    "UPDATE cell SET text = '項且' WHERE text = '項目' AND edition_id = 1",
    "UPDATE clause SET stance = 'customer' WHERE edition_id = 2",
    "UPDATE control SET code = 'A.12.3.2'",
    "DELETE FROM search_docsize WHERE id = (2 << 24) + 1",
    "INSERT INTO search_docsize VALUES ((2 << 24) + 7, x'000000')",
    "UPDATE search_docsize SET sz = x'010101' WHERE id = 2 << 24",
    "DELETE FROM search_data WHERE id > 10",
    "UPDATE search_data SET block = zeroblob (length (block)) WHERE id > 10",
  };

  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autoptr (GError) error = NULL;

      fixture_reopen (fixture);
      add_plain (fixture->store, "みどり通信", "みどりドライブ", "1.0", NULL);
      add_plain (fixture->store, "みどり通信", "みどりドライブ", "1.1", NULL);
      g_assert_cmpuint (count_problems (fixture), ==, 0);
      fixture_close (fixture);

      run_raw_sql (fixture->path, changes[i]);
      g_test_message ("%s", changes[i]);
      fixture_reopen (fixture);
      g_assert_cmpuint (count_problems (fixture), >, 0);
      g_assert_true (dip_store_reindex (fixture->store, NULL, &error));
      g_assert_no_error (error);
      g_assert_cmpuint (count_problems (fixture), ==, 0);
      fixture_close (fixture);
      g_assert_cmpint (g_unlink (fixture->path), ==, 0);
    }
}

/* Nothing that can be typed is an error. */
static void
test_hostile_queries (Fixture       *fixture,
                      gconstpointer  data)
{
  static const char *const odd[] = {
    "\"", "\"\"", "*", "**", "-", "--", "-\"", "(", ")", "(((", "a AND", "OR", "NOT x", "NEAR(a b)", "^a", "a + b", "{title} : a",
    "title:", "title:\"", "title:-x", "-title:", "a:b:c", ":", "search", "rowid", "rank:bm25", "x' OR 1=1 --", "'; DROP TABLE clause; --",
    "\\", "%", "_", "\037", "\036", "\001", "\xff", "\xf0\x9f", "\xed\xa0\x80", "\xef\xbf\xbf", "\xe2\x80\x8b", "\xcc\x81",
    "control:\"", "control:\037x", "control:*", "stance:\"", "provider:%", "provider:'", "-provider:", "service:\037",
    "facet:s", "\"\"\"", "\"a\"\"b\"", "a\"*", "*a", "-*", "－", "：", "「", "」", "「」", "“", "title：“", "\r\n", "\t-\t",
  };
  static const char *const parts[] = {
    "\"", "-", "*", ":", "(", ")", "title:", "control:", "stance:", "provider:", "暗号", "a", " ", "　", "AND", "NOT", "\037", "'", "^",
    "\\", "+", "{", "}", ",", "NEAR", "\xff", "㍿", "ー", "等", "及び", "A.12", "0", "\n", "「", "」", "﹡", "\xf0\x9f\x94\x92",
  };

  add_plain (fixture->store, "みどり通信", "みどりドライブ", "1.0", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (odd); i++)
    count_found (fixture->store, odd[i]);

  for (guint i = 0; i < 5000; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      gint32 n = g_test_rand_int_range (0, 25);

      for (gint32 k = 0; k < n; k++)
        g_string_append (text, parts[g_test_rand_int_range (0, G_N_ELEMENTS (parts))]);
      count_found (fixture->store, text->str);
    }

  for (guint i = 0; i < 50; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);

      for (guint k = 0; k < 3000; k++)
        g_string_append (text, i % 2 == 0 ? parts[g_test_rand_int_range (0, G_N_ELEMENTS (parts))] : "取扱及びサーバー");
      count_found (fixture->store, text->str);
    }
}

static void
test_cancelled (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (DipSearchQuery) query = dip_search_query_new ("運用", FALSE, dip_lexicon_get_default (),
                                                           dip_spellings_get_default ());
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GString) hits = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  DipStoreSearch search = { .limit = 10 };

  add_plain (fixture->store, "みどり通信", "みどりドライブ", "1.0", NULL);
  g_cancellable_cancel (cancellable);
  g_assert_false (dip_store_search (fixture->store, query, &search, add_hit, hits, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_found (fixture->store, "運用", "1:4");
}

#define ADD(path, func) \
  g_test_add (path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)
#define ADD_EMPTY(path, func) \
  g_test_add (path, Fixture, NULL, fixture_set_up_empty, func, fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/store/search/language", test_language);
  ADD ("/store/search/fields", test_fields);
  ADD ("/store/search/scope", test_scope);
  ADD ("/store/search/order", test_order);
  ADD ("/store/search/very-many", test_very_many);
  ADD ("/store/search/superseded", test_superseded);
  ADD ("/store/search/synonyms", test_synonyms);
  ADD ("/store/search/law", test_law);
  ADD ("/store/search/spellings", test_spellings);
  ADD ("/store/search/samples", test_samples);
  ADD ("/store/search/in-step", test_in_step);
  ADD ("/store/search/tidy", test_tidy);
  ADD ("/store/search/refused", test_refused);
  ADD_EMPTY ("/store/search/migrated", test_migrated);
  ADD_EMPTY ("/store/search/out-of-step", test_out_of_step);
  ADD ("/store/search/hostile-queries", test_hostile_queries);
  ADD ("/store/search/cancelled", test_cancelled);

  return g_test_run ();
}
