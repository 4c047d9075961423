/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "store-fixture.h"

#include "store/dip-database-private.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define NOBODY 65534

void
fixture_set_up_empty (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  fixture->dir = g_dir_make_tmp ("diptych-store-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = g_build_filename (fixture->dir, "library.diptych", NULL);
}

void
fixture_set_up (Fixture       *fixture,
                gconstpointer  data)
{
  fixture_set_up_empty (fixture, data);
  fixture_reopen (fixture);
}

void
fixture_close (Fixture *fixture)
{
  if (fixture->store != NULL)
    g_assert_finalize_object (g_steal_pointer (&fixture->store));
}

void
fixture_reopen (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  fixture_close (fixture);
  fixture->store = dip_store_open (fixture->path, &error);
  g_assert_no_error (error);
  g_assert_nonnull (fixture->store);
}

void
fixture_tear_down (Fixture       *fixture,
                   gconstpointer  data)
{
  fixture_close (fixture);

  /* The last connection has taken the -wal and -shm files with it. */
  g_unlink (fixture->path);
  g_assert_cmpint (g_rmdir (fixture->dir), ==, 0);
  g_free (fixture->path);
  g_free (fixture->dir);
}

static const char *const pieces[] = {
  "バックアップ", "は30日間保管します。", "当社", "（以下、", "backup", " ", "  ", "", "\"", "'", "''", "%s",
  "‹ポイント>", "※", "９９．９％", "\xf0\x9f\x94\x92", "; DROP TABLE clause; --", "\r",
  "か\xe3\x82\x99", "\xef\x80\xac", "A.12.3.1", "https://example.invalid/?a=1&b=2", "\\",
  "\x7f", "\xc2\xa0", "\xe3\x80\x80", "\xf3\xa0\x84\x80",
};

static char *
random_text (GRand *rand)
{
  GString *text = g_string_new (NULL);
  gint32 n = g_rand_int_range (rand, 0, g_rand_int_range (rand, 1, 12));

  for (gint32 i = 0; i < n; i++)
    g_string_append (text, pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))]);

  return g_string_free (text, FALSE);
}

/* Never blank, and without white space at its ends, which a name does not keep. */
static char *
random_name (GRand *rand)
{
  g_autofree char *text = random_text (rand);

  return g_strdup_printf ("<%s>", text);
}

static char *
random_text_or_null (GRand *rand)
{
  return g_rand_boolean (rand) ? random_text (rand) : NULL;
}

static char *
random_table (GRand *rand)
{
  static const char *const joints[] = { "\t", "\t", "\t", "\n", "\n", "\t\t", "\n\n", "" };
  GString *text = g_string_new (NULL);
  gint32 n = g_rand_int_range (rand, 0, 20);

  for (gint32 i = 0; i < n; i++)
    {
      g_autofree char *cell = random_text (rand);

      g_string_append (text, cell);
      g_string_append (text, joints[g_rand_int_range (rand, 0, G_N_ELEMENTS (joints))]);
    }

  return g_string_free (text, FALSE);
}

static guint
random_uint (GRand *rand)
{
  static const guint values[] = { 0, 0, 1, 2, 3, 1000, G_MAXINT, G_MAXUINT };

  return values[g_rand_int_range (rand, 0, G_N_ELEMENTS (values))];
}

static int
random_below (GRand *rand,
              int    n)
{
  return n > 0 ? g_rand_int_range (rand, 0, n) : 0;
}

static GStrv
random_words (GRand *rand)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  int n = random_below (rand, 6);

  for (int i = 0; i < n; i++)
    {
      g_autofree char *word = random_text (rand);

      g_strv_builder_add (builder, word);
    }

  return g_strv_builder_end (builder);
}

static void
set_words (GStrv *words,
           GStrv  new_words)
{
  g_strfreev (*words);
  *words = new_words;
}

static char *
random_clause_id (GRand       *rand,
                  DipDocument *document)
{
  DipClause *clause;

  if (document->clauses->len == 0 || g_rand_boolean (rand))
    return NULL;

  clause = g_ptr_array_index (document->clauses, random_below (rand, (int) document->clauses->len));

  return g_strdup (clause->id);
}

static void
add_random_blocks (GRand       *rand,
                   DipDocument *document,
                   DipClause   *clause)
{
  int n = random_below (rand, 6);

  for (int i = 0; i < n; i++)
    {
      DipBlock *block = dip_block_new (random_below (rand, DIP_BLOCK_CAPTION + 1), NULL, NULL);

      block->marker = random_text_or_null (rand);
      block->text = block->kind == DIP_BLOCK_TABLE ? random_table (rand) : random_text (rand);
      block->depth = random_uint (rand);
      block->page = random_uint (rand);
      block->line = random_uint (rand);
      if (document->variants->len > 0 && g_rand_boolean (rand))
        {
          int place = random_below (rand, (int) document->variants->len);
          DipVariant *variant = g_ptr_array_index (document->variants, place);

          block->variant = g_strdup (variant->key);
        }

      g_ptr_array_add (clause->blocks, block);
    }
}

static void
add_random_controls_and_facts (GRand     *rand,
                               DipClause *clause)
{
  static const char *const frameworks[] = { "iso27017-2015", "meti-2013", "フレーム" };
  int n = random_below (rand, 4);

  for (int i = 0; i < n; i++)
    {
      g_autofree char *id = g_strdup_printf ("A.%d.%d", random_below (rand, 5),
                                             random_below (rand, 9));

      g_ptr_array_add (clause->controls,
                       dip_control_new (id, frameworks[random_below (rand, 3)],
                                        random_below (rand, DIP_ORIGIN_USER + 1),
                                        g_rand_boolean (rand) ? 1.0 : g_rand_double (rand)));
    }

  n = random_below (rand, 4);
  for (int i = 0; i < n; i++)
    {
      g_autofree char *what = random_text (rand);
      g_autofree char *value = random_text (rand);
      g_autofree char *quote = random_text (rand);
      int block = random_below (rand, (int) clause->blocks->len + 1) - 1;

      g_ptr_array_add (clause->facts, dip_fact_new (what, value, quote, block));
    }
}

static DipClause *
random_clause (GRand       *rand,
               DipDocument *document)
{
  DipClause *clause = dip_clause_new ();

  clause->id = g_strdup_printf ("%u~%d", document->clauses->len, random_below (rand, 10));
  clause->number = random_text_or_null (rand);
  clause->title = random_text (rand);
  clause->heading = random_text (rand);
  clause->level = 1 + random_uint (rand) % 9;
  clause->parent = random_clause_id (rand, document);
  clause->kind = random_below (rand, DIP_CLAUSE_ITEM + 1);
  clause->variant_dependent = g_rand_boolean (rand);
  clause->stance = random_below (rand, DIP_STANCE_PARTIAL + 1);
  clause->stance_reason = random_text_or_null (rand);
  clause->question = random_text_or_null (rand);
  clause->implemented = random_below (rand, DIP_IMPLEMENTED_NA + 1);
  clause->implemented_text = random_text_or_null (rand);
  clause->answer = random_text_or_null (rand);
  clause->page = random_uint (rand);
  clause->line = random_uint (rand);

  add_random_blocks (rand, document, clause);
  add_random_controls_and_facts (rand, clause);

  return clause;
}

/* Each other clause with the same chance, itself too, and each once. */
static void
add_random_references (GRand       *rand,
                       DipDocument *document)
{
  for (guint i = 0; i < document->clauses->len; i++)
    {
      DipClause *clause = g_ptr_array_index (document->clauses, i);
      g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
      guint start = (guint) random_below (rand, (int) document->clauses->len);
      int n = random_below (rand, MIN (6, (int) document->clauses->len + 1));

      for (int j = 0; j < n; j++)
        {
          DipClause *target = g_ptr_array_index (document->clauses,
                                                 (start + (guint) j) % document->clauses->len);

          g_strv_builder_add (builder, target->id);
        }

      set_words (&clause->refers_to, g_strv_builder_end (builder));
    }
}

static void
fill_lists (GRand       *rand,
            DipDocument *document)
{
  int n;

  n = random_below (rand, 5);
  for (int i = 0; i < n; i++)
    {
      g_autofree char *name = random_text (rand);
      g_autofree char *value = random_text (rand);

      g_ptr_array_add (document->properties, dip_property_new (name, value));
    }

  n = random_below (rand, 5);
  for (int i = 0; i < n; i++)
    {
      g_autofree char *term = random_text (rand);
      g_autofree char *meaning = random_text (rand);
      g_autofree char *clause = random_clause_id (rand, document);

      g_ptr_array_add (document->terms, dip_term_new (term, meaning, clause));
    }

  n = random_below (rand, 5);
  for (int i = 0; i < n; i++)
    {
      DipRevision *revision = dip_revision_new ();

      revision->version = random_text_or_null (rand);
      revision->label = random_text_or_null (rand);
      revision->kind = random_text_or_null (rand);
      revision->summary = random_text_or_null (rand);
      revision->pages = random_text_or_null (rand);
      revision->date = random_text_or_null (rand);
      set_words (&revision->items, random_words (rand));
      g_ptr_array_add (document->revisions, revision);
    }

  n = random_below (rand, 5);
  for (int i = 0; i < n; i++)
    g_ptr_array_add (document->warnings, random_text (rand));
}

static void
fill_edition (GRand      *rand,
              DipEdition *edition,
              GBytes     *source)
{
  edition->provider = g_rand_boolean (rand) ? random_name (rand) : NULL;
  edition->service = g_rand_boolean (rand) ? random_name (rand) : NULL;
  edition->title = random_text_or_null (rand);
  edition->kind = random_below (rand, DIP_KIND_CHECKSHEET + 1);
  edition->language = random_text_or_null (rand);
  edition->version = random_text_or_null (rand);
  edition->version_origin = edition->version != NULL ? random_below (rand, DIP_ORIGIN_USER + 1)
                                                     : DIP_ORIGIN_NONE;
  edition->issued = random_text_or_null (rand);
  edition->framework = g_rand_boolean (rand) ? random_name (rand) : NULL;
  edition->source_name = random_text (rand);
  edition->media_type = random_text (rand);
  edition->sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, source);
  edition->n_bytes = (gint64) g_bytes_get_size (source);
  edition->imported = g_strdup ("2031-02-03T04:05:06Z");
}

DipDocument *
random_document (GRand   *rand,
                 guint    size,
                 GBytes **source)
{
  DipDocument *document = dip_document_new ();
  guint32 bytes[8];
  int n;

  for (guint i = 0; i < G_N_ELEMENTS (bytes); i++)
    bytes[i] = g_rand_int (rand);
  *source = g_bytes_new (bytes, sizeof bytes - (gsize) random_below (rand, 4));

  n = random_below (rand, 4);
  for (int i = 0; i < n; i++)
    {
      g_autofree char *key = g_strdup_printf ("variant-%d", i);
      g_autofree char *label = random_text (rand);
      DipVariant *variant = dip_variant_new (key, label);

      set_words (&variant->aliases, random_words (rand));
      g_ptr_array_add (document->variants, variant);
    }

  n = size > 0 ? random_below (rand, 2 * (int) size) : 0;
  for (int i = 0; i < n; i++)
    g_ptr_array_add (document->clauses, random_clause (rand, document));
  if (n > 0)
    add_random_references (rand, document);

  for (guint i = 0; i < document->variants->len; i++)
    {
      DipVariant *variant = g_ptr_array_index (document->variants, i);

      variant->clause = random_clause_id (rand, document);
    }

  fill_lists (rand, document);
  fill_edition (rand, document->edition, *source);
  document->edition->n_clauses = document->clauses->len;
  document->edition->n_warnings = document->warnings->len;

  return document;
}

DipDocument *
numbered_document (guint32   number,
                   guint     size,
                   GBytes  **source)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (number);

  return random_document (rand, size, source);
}

gint64
add_numbered (DipStore  *store,
              guint32    number,
              guint      size,
              GError   **error)
{
  g_autoptr (GBytes) source = NULL;
  g_autoptr (DipDocument) document = numbered_document (number, size, &source);

  return dip_store_add_document (store, document, source, NULL, error);
}

DipDocument *
plain_document (const char  *provider,
                const char  *service,
                const char  *version,
                const char  *issued,
                GBytes     **source)
{
  DipDocument *document = dip_document_new ();
  DipEdition *edition = document->edition;
  char *text = g_strdup_printf ("%s\n%s\n%s\n%s\n", provider, service, version, issued);

  *source = g_bytes_new_take (text, strlen (text));

  edition->provider = g_strdup (provider);
  edition->service = g_strdup (service);
  edition->title = g_strdup ("セキュリティホワイトペーパー");
  edition->kind = DIP_KIND_WHITEPAPER;
  edition->language = g_strdup ("ja");
  edition->version = g_strdup (version);
  edition->version_origin = version != NULL ? DIP_ORIGIN_PRINTED : DIP_ORIGIN_NONE;
  edition->issued = g_strdup (issued);
  edition->framework = g_strdup ("iso27017-2015");
  edition->source_name = g_strdup ("paper.txt");
  edition->media_type = g_strdup ("text/plain");
  edition->sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, *source);
  edition->n_bytes = (gint64) g_bytes_get_size (*source);

  g_ptr_array_add (document->properties, dip_property_new ("製品名", "ドライブ"));
  g_ptr_array_add (document->variants, dip_variant_new ("private", "Private"));
  set_words (&((DipVariant *) g_ptr_array_index (document->variants, 0))->aliases,
             g_strsplit ("シングルテナント,専用", ",", -1));
  g_ptr_array_add (document->warnings, g_strdup ("第5章は題名がありません。"));

  for (int i = 0; i < 2; i++)
    {
      DipClause *clause = dip_clause_new ();
      DipBlock *block;

      clause->id = g_strdup (i == 0 ? "4" : "4.1");
      clause->number = g_strdup (clause->id);
      clause->title = g_strdup (i == 0 ? "運用" : "バックアップ");
      clause->heading = g_strdup_printf ("%s %s", clause->id, clause->title);
      clause->level = (guint) i + 1;
      clause->parent = i == 0 ? NULL : g_strdup ("4");
      block = dip_block_new (DIP_BLOCK_PARAGRAPH, NULL, "毎日取得し、30日間保管します。");
      block->variant = g_strdup ("private");
      g_ptr_array_add (clause->blocks, block);
      g_ptr_array_add (clause->blocks, dip_block_new (DIP_BLOCK_TABLE, NULL, "項目\t値\n保管\t30日"));
      g_ptr_array_add (clause->controls,
                       dip_control_new ("A.12.3.1", "iso27017-2015", DIP_ORIGIN_PRINTED, 1.0));
      g_ptr_array_add (clause->facts, dip_fact_new ("duration", "30 d", "30日間", 0));
      set_words (&clause->refers_to, g_strsplit (i == 0 ? "4.1" : "4", ",", -1));
      g_ptr_array_add (document->clauses, clause);
    }

  g_ptr_array_add (document->terms, dip_term_new ("SLA", "サービス水準の合意", "4.1"));
  {
    DipRevision *revision = dip_revision_new ();

    revision->version = g_strdup (version);
    revision->summary = g_strdup ("初版発行・誤記の修正");
    set_words (&revision->items, g_strsplit ("初版発行,誤記の修正", ",", -1));
    g_ptr_array_add (document->revisions, revision);
  }

  return document;
}

gint64
add_plain (DipStore   *store,
           const char *provider,
           const char *service,
           const char *version,
           const char *issued)
{
  g_autoptr (GBytes) source = NULL;
  g_autoptr (DipDocument) document = plain_document (provider, service, version, issued, &source);
  g_autoptr (GError) error = NULL;
  gint64 id = dip_store_add_document (store, document, source, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpint (id, >, 0);

  return id;
}

#define ASSERT_TEXT(a, b, field) g_assert_cmpstr ((a)->field, ==, (b)->field)
#define ASSERT_INT(a, b, field)  g_assert_cmpint ((a)->field, ==, (b)->field)
#define ASSERT_WORDS(a, b, field) g_assert_cmpstrv ((a)->field, (b)->field)

static void
assert_equal_blocks (GPtrArray *found,
                     GPtrArray *wanted)
{
  g_assert_cmpuint (found->len, ==, wanted->len);

  for (guint i = 0; i < found->len; i++)
    {
      DipBlock *a = g_ptr_array_index (found, i);
      DipBlock *b = g_ptr_array_index (wanted, i);

      ASSERT_INT (a, b, kind);
      ASSERT_TEXT (a, b, marker);
      ASSERT_TEXT (a, b, text);
      ASSERT_TEXT (a, b, variant);
      ASSERT_INT (a, b, depth);
      ASSERT_INT (a, b, page);
      ASSERT_INT (a, b, line);
    }
}

static void
assert_equal_clauses (DipClause *a,
                      DipClause *b)
{
  ASSERT_TEXT (a, b, id);
  ASSERT_TEXT (a, b, number);
  ASSERT_TEXT (a, b, title);
  ASSERT_TEXT (a, b, heading);
  ASSERT_INT (a, b, level);
  ASSERT_TEXT (a, b, parent);
  ASSERT_INT (a, b, kind);
  ASSERT_INT (a, b, variant_dependent);
  ASSERT_WORDS (a, b, refers_to);
  ASSERT_INT (a, b, stance);
  ASSERT_TEXT (a, b, stance_reason);
  ASSERT_TEXT (a, b, question);
  ASSERT_INT (a, b, implemented);
  ASSERT_TEXT (a, b, implemented_text);
  ASSERT_TEXT (a, b, answer);
  ASSERT_INT (a, b, page);
  ASSERT_INT (a, b, line);
  assert_equal_blocks (a->blocks, b->blocks);

  g_assert_cmpuint (a->controls->len, ==, b->controls->len);
  for (guint i = 0; i < a->controls->len; i++)
    {
      DipControl *c = g_ptr_array_index (a->controls, i);
      DipControl *d = g_ptr_array_index (b->controls, i);

      ASSERT_TEXT (c, d, id);
      ASSERT_TEXT (c, d, framework);
      ASSERT_INT (c, d, origin);
      g_assert_true (c->confidence == d->confidence);
    }

  g_assert_cmpuint (a->facts->len, ==, b->facts->len);
  for (guint i = 0; i < a->facts->len; i++)
    {
      DipFact *c = g_ptr_array_index (a->facts, i);
      DipFact *d = g_ptr_array_index (b->facts, i);

      ASSERT_TEXT (c, d, what);
      ASSERT_TEXT (c, d, value);
      ASSERT_TEXT (c, d, quote);
      ASSERT_INT (c, d, block);
    }
}

static void
assert_equal_lists (DipDocument *found,
                    DipDocument *wanted)
{
  g_assert_cmpuint (found->properties->len, ==, wanted->properties->len);
  for (guint i = 0; i < found->properties->len; i++)
    {
      DipProperty *a = g_ptr_array_index (found->properties, i);
      DipProperty *b = g_ptr_array_index (wanted->properties, i);

      ASSERT_TEXT (a, b, name);
      ASSERT_TEXT (a, b, value);
    }

  g_assert_cmpuint (found->variants->len, ==, wanted->variants->len);
  for (guint i = 0; i < found->variants->len; i++)
    {
      DipVariant *a = g_ptr_array_index (found->variants, i);
      DipVariant *b = g_ptr_array_index (wanted->variants, i);

      ASSERT_TEXT (a, b, key);
      ASSERT_TEXT (a, b, label);
      ASSERT_WORDS (a, b, aliases);
      ASSERT_TEXT (a, b, clause);
    }

  g_assert_cmpuint (found->terms->len, ==, wanted->terms->len);
  for (guint i = 0; i < found->terms->len; i++)
    {
      DipTerm *a = g_ptr_array_index (found->terms, i);
      DipTerm *b = g_ptr_array_index (wanted->terms, i);

      ASSERT_TEXT (a, b, term);
      ASSERT_TEXT (a, b, meaning);
      ASSERT_TEXT (a, b, clause);
    }

  g_assert_cmpuint (found->revisions->len, ==, wanted->revisions->len);
  for (guint i = 0; i < found->revisions->len; i++)
    {
      DipRevision *a = g_ptr_array_index (found->revisions, i);
      DipRevision *b = g_ptr_array_index (wanted->revisions, i);

      ASSERT_TEXT (a, b, version);
      ASSERT_TEXT (a, b, label);
      ASSERT_TEXT (a, b, kind);
      ASSERT_TEXT (a, b, summary);
      ASSERT_WORDS (a, b, items);
      ASSERT_TEXT (a, b, pages);
      ASSERT_TEXT (a, b, date);
    }

  g_assert_cmpuint (found->warnings->len, ==, wanted->warnings->len);
  for (guint i = 0; i < found->warnings->len; i++)
    g_assert_cmpstr (g_ptr_array_index (found->warnings, i), ==,
                     g_ptr_array_index (wanted->warnings, i));
}

void
assert_equal (DipDocument *found,
              DipDocument *wanted)
{
  DipEdition *a = found->edition;
  DipEdition *b = wanted->edition;

  ASSERT_TEXT (a, b, provider);
  ASSERT_TEXT (a, b, service);
  ASSERT_TEXT (a, b, title);
  ASSERT_INT (a, b, kind);
  ASSERT_TEXT (a, b, language);
  ASSERT_TEXT (a, b, version);
  ASSERT_INT (a, b, version_origin);
  ASSERT_TEXT (a, b, issued);
  ASSERT_TEXT (a, b, framework);
  ASSERT_TEXT (a, b, source_name);
  ASSERT_TEXT (a, b, media_type);
  ASSERT_TEXT (a, b, sha256);
  ASSERT_INT (a, b, n_bytes);
  if (b->imported != NULL)
    ASSERT_TEXT (a, b, imported);
  g_assert_nonnull (a->imported);
  g_assert_cmpuint (a->n_clauses, ==, wanted->clauses->len);
  g_assert_cmpuint (a->n_warnings, ==, wanted->warnings->len);

  assert_equal_lists (found, wanted);

  g_assert_cmpuint (found->clauses->len, ==, wanted->clauses->len);
  for (guint i = 0; i < found->clauses->len; i++)
    assert_equal_clauses (g_ptr_array_index (found->clauses, i),
                          g_ptr_array_index (wanted->clauses, i));
}

void
assert_sound (DipStore *store)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;

  g_assert_true (dip_store_check (store, problems, NULL, &error));
  g_assert_no_error (error);
  for (guint i = 0; i < problems->len; i++)
    g_test_message ("%s", (char *) g_ptr_array_index (problems, i));
  g_assert_cmpuint (problems->len, ==, 0);
}

guint
count_editions (DipStore *store)
{
  g_autoptr (GPtrArray) editions = NULL;
  g_autoptr (GError) error = NULL;

  editions = dip_store_list_editions (store, NULL, &error);
  g_assert_no_error (error);

  return editions->len;
}

static int
compare_strings (gconstpointer a,
                 gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

char *
describe_folder (const char *dir)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) folder = g_dir_open (dir, 0, NULL);
  const char *name;

  g_assert_nonnull (folder);
  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (dir, name, NULL);
      g_autofree char *digest = NULL;
      g_autofree char *contents = NULL;
      gsize length = 0;

      if (g_file_test (path, G_FILE_TEST_IS_REGULAR) &&
          g_file_get_contents (path, &contents, &length, NULL))
        digest = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (guchar *) contents, length);
      g_ptr_array_add (lines, g_strdup_printf ("%s %" G_GSIZE_FORMAT " %s", name, length,
                                               digest != NULL ? digest : "-"));
    }

  g_ptr_array_sort (lines, compare_strings);
  g_ptr_array_add (lines, NULL);

  return g_strjoinv ("\n", (char **) lines->pdata);
}

gboolean
run_unprivileged (Fixture   *fixture,
                  ChildFunc  function)
{
  int status = 0;
  pid_t child = fork ();

  g_assert_cmpint (child, >=, 0);

  if (child == 0)
    {
      if (geteuid () == 0 && (setgid (NOBODY) != 0 || setuid (NOBODY) != 0))
        _exit (77);

      function (fixture);
      _exit (0);
    }

  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFEXITED (status));
  if (WEXITSTATUS (status) == 77)
    return FALSE;

  g_assert_cmpint (WEXITSTATUS (status), ==, 0);

  return TRUE;
}

static sqlite3 *
open_raw (const char *path)
{
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READWRITE, NULL), ==, SQLITE_OK);

  return db;
}

void
run_raw_sql (const char *path,
             const char *sql)
{
  sqlite3 *db = open_raw (path);
  char *message = NULL;

  sqlite3_exec (db, "PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON;"
                    "PRAGMA writable_schema = ON;", NULL, NULL, NULL);
  sqlite3_exec (db, sql, NULL, NULL, &message);
  g_assert_cmpstr (message, ==, NULL);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
}

/* What a check by SQLite says. From version 3.44 on it looks into the full-text
 * index as well, and only the program knows how that cuts words. */
static char *
read_integrity (const char *path,
                const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DipDatabase) database = NULL;
  g_autoptr (DipQuery) query = NULL;
  guint version;

  database = _dip_database_open_as_it_is (path, G_MAXINT, &version, &error);
  g_assert_no_error (error);
  query = dip_database_query (database, sql, "check a library", &error);
  g_assert_no_error (error);
  g_assert_cmpint (dip_query_step (query, NULL, &error), ==, DIP_STEP_ROW);

  return dip_query_dup_text (query, 0);
}

char *
read_raw_value (const char *path,
                const char *sql)
{
  sqlite3 *db;
  sqlite3_stmt *stmt = NULL;
  char *value = NULL;

  if (g_str_has_prefix (sql, "PRAGMA integrity_check"))
    return read_integrity (path, sql);

  db = open_raw (path);

  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &stmt, NULL), ==, SQLITE_OK);
  if (sqlite3_step (stmt) == SQLITE_ROW)
    value = g_strdup ((const char *) sqlite3_column_text (stmt, 0));
  sqlite3_finalize (stmt);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);

  return value;
}

void
set_text (char       **text,
          const char  *new_text)
{
  g_free (*text);
  *text = g_strdup (new_text);
}
