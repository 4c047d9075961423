/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <stdlib.h>
#include <string.h>

#include <glib.h>

#include "framework/dip-framework.h"
#include "recognise/dip-draft.h"
#include "recognise/dip-recognise.h"
#include "text/dip-fold.h"

/*
 * What is said in clauses, sentence by sentence. Each table in semantics/ has a
 * line for a case; lines that begin with # explain.
 */

typedef struct
{
  DipDraft   draft;
  DipLayout *layout;
} Paper;

typedef void (*Check) (GStrv fields);

static void
paper_init (Paper *paper)
{
  paper->layout = dip_layout_new ("paper.txt", "text/plain");
  paper->draft.layout = paper->layout;
  paper->draft.lexicon = dip_lexicon_get_default ();
  paper->draft.document = dip_document_new ();
  paper->draft.cover = g_ptr_array_new ();
  paper->draft.tail = g_ptr_array_new ();
  paper->draft.running = g_ptr_array_new ();
  paper->draft.mappings = NULL;
  paper->draft.passages = NULL;
}

static void
paper_clear (Paper *paper)
{
  g_clear_pointer (&paper->draft.mappings, g_hash_table_unref);
  g_clear_pointer (&paper->draft.passages, g_hash_table_unref);
  g_ptr_array_unref (paper->draft.running);
  g_ptr_array_unref (paper->draft.tail);
  g_ptr_array_unref (paper->draft.cover);
  g_object_unref (paper->draft.document);
  dip_layout_free (paper->layout);
}

static DipClause *
paper_add (Paper      *paper,
           const char *number,
           const char *title,
           const char *text)
{
  DipClause *clause = dip_clause_new ();

  g_free (clause->id);
  clause->id = g_strdup (number);
  clause->number = g_strdup (number);
  g_free (clause->title);
  clause->title = g_strdup (title);
  g_free (clause->heading);
  clause->heading = g_strconcat (number, " ", title, NULL);
  clause->level = 1;
  if (text != NULL)
    {
      g_auto(GStrv) blocks = g_strsplit (text, "|", -1);

      for (guint i = 0; blocks[i] != NULL; i++)
        g_ptr_array_add (clause->blocks, dip_block_new (DIP_BLOCK_PARAGRAPH, NULL, blocks[i]));
    }
  g_ptr_array_add (paper->draft.document->clauses, clause);

  return clause;
}

static void
run_table (gconstpointer data)
{
  const struct { const char *name; Check check; guint min_fields; } *table = data;
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "recognise", "semantics", table->name, NULL);
  g_autofree char *contents = NULL;
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) lines = NULL;
  guint n_cases = 0;

  g_file_get_contents (path, &contents, NULL, &error);
  g_assert_no_error (error);
  lines = g_strsplit (contents, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto(GStrv) fields = NULL;

      if (*lines[i] == '\0' || *lines[i] == '#')
        continue;
      fields = g_strsplit (lines[i], "\t", -1);
      g_assert_cmpuint (g_strv_length (fields), >=, table->min_fields);
      g_test_message ("%s", lines[i]);
      table->check (fields);
      n_cases++;
    }
  g_assert_cmpuint (n_cases, >, 5);
}

static const char *
stance_name (DipStance stance)
{
  static const char *const names[] = { "informational", "provided", "not_provided", "customer", "shared", "partial" };

  return names[stance];
}

static void
check_stance (GStrv fields)
{
  Paper paper;
  DipClause *clause;

  paper_init (&paper);
  clause = paper_add (&paper, "5", "Example", fields[1]);
  dip_recognise_stances (&paper.draft);
  g_assert_cmpstr (stance_name (clause->stance), ==, fields[0]);
  if (clause->stance != DIP_STANCE_INFORMATIONAL)
    g_assert_nonnull (clause->stance_reason);
  paper_clear (&paper);
}

static void
check_facts (GStrv fields)
{
  Paper paper;
  DipClause *clause;
  g_autoptr(GString) found = g_string_new (NULL);
  g_autofree char *wanted = g_strjoinv ("\n", fields + 1);

  paper_init (&paper);
  clause = paper_add (&paper, "5", "Example", fields[0]);
  dip_recognise_facts (&paper.draft);
  for (guint i = 0; i < clause->facts->len; i++)
    {
      const DipFact *fact = g_ptr_array_index (clause->facts, i);

      g_string_append_printf (found, "%s%s = %s", i > 0 ? "\n" : "", fact->what, fact->value);
      g_assert_cmpint (fact->block, ==, 0);
      g_assert_nonnull (strstr (fields[0], fact->quote));
    }
  g_assert_cmpstr (found->str, ==, wanted);
  paper_clear (&paper);
}

static void
check_terms (GStrv fields)
{
  Paper paper;
  g_autoptr(GString) found = g_string_new (NULL);
  g_autofree char *wanted = g_strjoinv ("\n", fields + 1);
  const GPtrArray *terms;

  paper_init (&paper);
  paper_add (&paper, "5", "Example", fields[0]);
  dip_recognise_terms (&paper.draft);
  terms = paper.draft.document->terms;
  for (guint i = 0; i < terms->len; i++)
    {
      const DipTerm *term = g_ptr_array_index (terms, i);

      g_string_append_printf (found, "%s%s = %s", i > 0 ? "\n" : "", term->term, term->meaning);
      g_assert_cmpstr (term->clause, ==, "5");
    }
  g_assert_cmpstr (found->str, ==, wanted);
  paper_clear (&paper);
}

static void
check_controls (GStrv fields)
{
  Paper paper;
  DipClause *clause;
  g_autoptr(GString) found = g_string_new (NULL);
  g_autofree char *wanted = g_strjoinv (" ", fields + 3);

  paper_init (&paper);
  clause = paper_add (&paper, fields[1], fields[2], "本文です。");
  g_free (clause->heading);
  clause->heading = g_strdup (fields[0]);
  dip_recognise_controls (&paper.draft);
  for (guint i = 0; i < clause->controls->len; i++)
    {
      const DipControl *control = g_ptr_array_index (clause->controls, i);

      g_string_append_printf (found, "%s%s %s", i > 0 ? " " : "", control->id,
                              control->origin == DIP_ORIGIN_PRINTED ? "p" : "i");
      g_assert_cmpfloat (control->confidence, >, 0.0);
      g_assert_cmpfloat (control->confidence, <=, 1.0);
    }
  g_assert_cmpstr (found->str, ==, wanted);
  paper_clear (&paper);
}

/* Controls or "-" for none, a title, a text with "|" between blocks: what neither prints a number. */
static void
check_cued (GStrv fields)
{
  Paper paper;
  DipClause *clause;
  g_auto (GStrv) blocks = g_strsplit (fields[2], " | ", -1);
  g_autoptr (GString) found = g_string_new (NULL);

  paper_init (&paper);
  clause = paper_add (&paper, "5", fields[1], NULL);
  for (guint i = 0; blocks[i] != NULL; i++)
    g_ptr_array_add (clause->blocks, dip_block_new (DIP_BLOCK_PARAGRAPH, NULL, blocks[i]));
  dip_recognise_controls (&paper.draft);
  for (guint i = 0; i < clause->controls->len; i++)
    {
      const DipControl *control = g_ptr_array_index (clause->controls, i);

      g_string_append_printf (found, "%s%s", i > 0 ? " " : "", control->id);
      g_assert_cmpint (control->origin, ==, DIP_ORIGIN_INFERRED);
      g_assert_cmpfloat (control->confidence, <, 1.0);
    }
  g_assert_cmpstr (found->len > 0 ? found->str : "-", ==, fields[0]);
  paper_clear (&paper);
}

/* A word that folding changes would never be found; a control that nobody knows would never be named. */
static void
test_list_of_cues (void)
{
  const DipLexicon *lexicon = dip_lexicon_get_default ();
  const GPtrArray *rows = dip_lexicon_get_rows (lexicon, "control-cues");
  g_autoptr (GHashTable) words = g_hash_table_new (g_str_hash, g_str_equal);

  g_assert_cmpuint (rows->len, >, 0);
  for (guint i = 0; i < rows->len; i++)
    {
      char **fields = g_ptr_array_index (rows, i);
      g_autofree char *folded = dip_fold_to_string (fields[0], DIP_FOLD_WIDTH | DIP_FOLD_SPACE | DIP_FOLD_CASE |
                                                    DIP_FOLD_SPELLING, lexicon);

      g_assert_cmpstr (fields[0], ==, folded);
      g_assert_true (g_hash_table_add (words, fields[0]));
      g_assert_nonnull (fields[1]);
      for (guint j = 1; fields[j] != NULL; j++)
        {
          g_auto (GStrv) parts = g_strsplit (fields[j], " ", -1);

          g_assert_cmpuint (g_strv_length (parts), ==, 2);
          g_assert_nonnull (dip_frameworks_find_control (dip_frameworks_get_default (), "iso27017-2015", parts[0]));
          g_assert_cmpint (atoi (parts[1]), >, 0);
          g_assert_cmpint (atoi (parts[1]), <, 10);
        }
    }
}

/* "table" or "line", the text with "¦" between cells and "‖" between rows, then the controls. */
static void
check_labelled (GStrv fields)
{
  Paper paper;
  DipClause *clause;
  gboolean is_table = strcmp (fields[0], "table") == 0;
  g_autoptr(GString) text = g_string_new (fields[1]);
  g_autoptr(GString) found = g_string_new (NULL);
  g_autofree char *wanted = g_strjoinv (" ", fields + 2);

  g_string_replace (text, "¦", "\t", 0);
  g_string_replace (text, "‖", "\n", 0);
  paper_init (&paper);
  clause = paper_add (&paper, "4", "当社の沿革", NULL);
  g_ptr_array_add (clause->blocks, dip_block_new (is_table ? DIP_BLOCK_TABLE : DIP_BLOCK_PARAGRAPH, NULL, text->str));
  dip_recognise_controls (&paper.draft);
  for (guint i = 0; i < clause->controls->len; i++)
    {
      const DipControl *control = g_ptr_array_index (clause->controls, i);

      g_assert_cmpint (control->origin, ==, DIP_ORIGIN_PRINTED);
      g_string_append_printf (found, "%s%s", i > 0 ? " " : "", control->id);
    }
  g_assert_cmpstr (found->str, ==, wanted);
  paper_clear (&paper);
}

static void
check_metadata (GStrv fields)
{
  Paper paper;
  const DipEdition *edition;
  g_autofree char *cover = g_strjoinv ("\t", fields + 2);
  char *text = strstr (cover, "||");
  g_auto(GStrv) lines = NULL;
  const char *found = NULL;

  paper_init (&paper);
  if (text != NULL)
    {
      *text = '\0';
      text += 2;
    }
  lines = g_strsplit (cover, "|", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (*lines[i] != '\0')
      {
        gboolean heads = g_str_has_prefix (lines[i], "# ");
        DipLine *line = dip_line_new (heads ? DIP_LINE_HEADING : DIP_LINE_TEXT, lines[i] + (heads ? 2 : 0));

        line->level = heads;
        if (heads)
          {
            g_free (paper.layout->media_type);
            paper.layout->media_type = g_strdup ("text/markdown");
          }
        g_ptr_array_add (paper.layout->lines, line);
        g_ptr_array_add (paper.draft.cover, line);
      }
  if (text != NULL)
    {
      g_auto(GStrv) blocks = g_strsplit (text, "|", -1);

      paper_add (&paper, "1", "Scope", text);
      for (guint i = 0; blocks[i] != NULL; i++)
        g_ptr_array_add (paper.layout->lines, dip_line_new (DIP_LINE_TEXT, blocks[i]));
    }
  dip_recognise_metadata (&paper.draft);

  edition = paper.draft.document->edition;
  if (strcmp (fields[0], "title") == 0)
    found = edition->title;
  else if (strcmp (fields[0], "provider") == 0)
    found = edition->provider;
  else if (strcmp (fields[0], "service") == 0)
    found = edition->service;
  else if (strcmp (fields[0], "version") == 0)
    {
      found = edition->version;
      g_assert_cmpint (edition->version_origin, ==, found != NULL ? DIP_ORIGIN_PRINTED : DIP_ORIGIN_NONE);
    }
  else if (strcmp (fields[0], "issued") == 0)
    found = edition->issued;
  else if (strcmp (fields[0], "framework") == 0)
    found = edition->framework;
  else if (strcmp (fields[0], "language") == 0)
    found = edition->language;
  else
    g_assert_not_reached ();
  g_assert_cmpstr (found != NULL ? found : "NULL", ==, fields[1]);
  paper_clear (&paper);
}

static void
check_references (GStrv fields)
{
  Paper paper;
  DipClause *clause;
  g_autofree char *found = NULL;

  paper_init (&paper);
  paper_add (&paper, "1", "Scope", "本文です。");
  paper_add (&paper, "2", "責任分界点について", "本文です。");
  paper_add (&paper, "3.1", "Backup", "本文です。");
  paper_add (&paper, "3.2", "情報のバックアップ", "本文です。");
  paper_add (&paper, "4", "監視", "本文です。");
  clause = paper_add (&paper, "9", "Example", fields[0]);
  dip_recognise_references (&paper.draft);
  found = g_strjoinv (" ", clause->refers_to);
  g_assert_cmpstr (found, ==, fields[1]);
  g_assert_cmpuint (paper.draft.document->warnings->len, ==, (guint) g_ascii_strtoull (fields[2], NULL, 10));
  paper_clear (&paper);
}

/* A version that only the file's name tells is never taken for printed. */
static void
test_version_of_name (void)
{
  static const struct { const char *name; const char *version; } cases[] = {
    { "sample-1.2.txt", "1.2" }, { "sample_v3.pdf", "3" }, { "sample.txt", NULL },
    { "sample-2024.txt", NULL }, { "27017.txt", NULL }, { "sample-2024.12.txt", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Paper paper;

      paper_init (&paper);
      g_free (paper.layout->name);
      paper.layout->name = g_strdup (cases[i].name);
      dip_recognise_metadata (&paper.draft);
      g_assert_cmpstr (paper.draft.document->edition->version, ==, cases[i].version);
      g_assert_cmpint (paper.draft.document->edition->version_origin, ==,
                       cases[i].version != NULL ? DIP_ORIGIN_INFERRED : DIP_ORIGIN_NONE);
      paper_clear (&paper);
    }
}

static void
test_revision_tells_version (void)
{
  Paper paper;
  static const char *const rows[][2] = { { "1.0", "2023-04-01" }, { "1.2", "2025-04-01" }, { "1.1", "2024-04-01" } };

  paper_init (&paper);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      DipRevision *revision = dip_revision_new ();

      revision->version = g_strdup (rows[i][0]);
      revision->date = g_strdup (rows[i][1]);
      g_ptr_array_add (paper.draft.document->revisions, revision);
    }
  dip_recognise_metadata (&paper.draft);
  g_assert_cmpstr (paper.draft.document->edition->version, ==, "1.2");
  g_assert_cmpint (paper.draft.document->edition->version_origin, ==, DIP_ORIGIN_PRINTED);
  g_assert_cmpstr (paper.draft.document->edition->issued, ==, "2025-04-01");
  paper_clear (&paper);
}

static void
test_variants (void)
{
  Paper paper;
  const DipDocument *document;
  DipClause *scope;
  DipClause *differs;
  DipClause *same;

  paper_init (&paper);
  scope = paper_add (&paper, "2", "提供形態",
                     "形態には次の差異があります。|シングルテナント形式（以下、「Private」）|専用の環境です。|"
                     "マルチテナント形式（以下、「Public」）|共用の環境です。");
  differs = paper_add (&paper, "3", "利用者登録", "「Private」と「Public」で差異があります。");
  same = paper_add (&paper, "4", "監視", "監視しています。");
  dip_recognise_terms (&paper.draft);
  dip_recognise_variants (&paper.draft);

  document = paper.draft.document;
  g_assert_cmpuint (document->variants->len, ==, 2);
  g_assert_cmpstr (((DipVariant *) g_ptr_array_index (document->variants, 0))->key, ==, "private");
  g_assert_cmpstr (((DipVariant *) g_ptr_array_index (document->variants, 0))->label, ==, "Private");
  g_assert_cmpstr (((DipVariant *) g_ptr_array_index (document->variants, 0))->clause, ==, "2");
  g_assert_cmpstr (((DipVariant *) g_ptr_array_index (document->variants, 1))->key, ==, "public");
  g_assert_true (differs->variant_dependent);
  g_assert_false (same->variant_dependent);
  g_assert_cmpstr (((DipBlock *) g_ptr_array_index (scope->blocks, 0))->variant, ==, NULL);
  g_assert_cmpstr (((DipBlock *) g_ptr_array_index (scope->blocks, 2))->variant, ==, "private");
  g_assert_cmpstr (((DipBlock *) g_ptr_array_index (scope->blocks, 4))->variant, ==, "public");
  paper_clear (&paper);
}

/* "Sample Shared runs in a multi-tenant environment": what a sentence says of a name. */
static void
test_variants_by_what_they_are (void)
{
  Paper paper;
  const DipVariant *variant;
  DipClause *differs;

  paper_init (&paper);
  paper_add (&paper, "2", "Tiers",
             "Sample Shared runs in a multi-tenant environment; Sample Sovereign is deployed in a dedicated account.|"
             "The service is a shared environment. Storage is dedicated.");
  differs = paper_add (&paper, "3", "Restores", "Restores on request are available for Sample Sovereign only.");
  dip_recognise_variants (&paper.draft);
  g_assert_cmpuint (paper.draft.document->variants->len, ==, 2);
  variant = g_ptr_array_index (paper.draft.document->variants, 0);
  g_assert_cmpstr (variant->key, ==, "public");
  g_assert_cmpstr (variant->label, ==, "Sample Shared");
  variant = g_ptr_array_index (paper.draft.document->variants, 1);
  g_assert_cmpstr (variant->key, ==, "private");
  g_assert_cmpstr (variant->label, ==, "Sample Sovereign");
  g_assert_true (differs->variant_dependent);
  paper_clear (&paper);
}

static void
test_one_variant_is_none (void)
{
  Paper paper;
  DipClause *clause;

  paper_init (&paper);
  clause = paper_add (&paper, "2", "構成", "本サービスはマルチテナント構成（以下、「Public」）です。");
  dip_recognise_terms (&paper.draft);
  dip_recognise_variants (&paper.draft);
  g_assert_cmpuint (paper.draft.document->variants->len, ==, 0);
  g_assert_false (clause->variant_dependent);
  paper_clear (&paper);
}

static void
test_plans (void)
{
  Paper paper;
  DipClause *differs;

  paper_init (&paper);
  paper_add (&paper, "1", "プラン", "スタンダードプランとプレミアムプランがあります。");
  differs = paper_add (&paper, "2", "監査ログ", "プレミアムプランのみ提供します。スタンダードプランでは提供しません。");
  dip_recognise_variants (&paper.draft);
  g_assert_cmpuint (paper.draft.document->variants->len, ==, 2);
  g_assert_true (differs->variant_dependent);
  paper_clear (&paper);
}

/* Names in a row that an ending behind or before them calls plans, in the order in which they are told. */
static void
test_listed_plans (void)
{
  static const struct { const char *text, *keys; } cases[] = {
    { "本サービスには「スタンダード」「エンタープライズ」の 2 つのプランがあり、内容が異なります。", "standard enterprise" },
    { "プランには「ベーシック」、「プロ」および「エンタープライズ」があり、内容が異なります。", "basic pro enterprise" },
    { "ライト、スタンダード、プレミアムの三種類のプランで、上限が異なります。", "lite standard premium" },
    { "エディションは「標準」と「プレミアム」で、保管する期間が異なります。", "standard premium" },
    { "共有サーバでご利用いただく「みほんシェア」と、専用サーバをご用意する「みほん個別」があります。", "public private" },
    { "1 台を複数の契約者で利用する「シェアード」と、1 台を専有する「マネージド」があります。", "public private" },
    { "みほんには Light、Business、Enterprise の三つのプランがあり、内容が異なります。", "light business enterprise" },
    { "プランは Light と Business の二つで、内容が異なります。", "light business" },
    { "上位のプランに AWS と Azure の接続が含まれ、内容が異なります。", "" },
    { "「規程」と「手順書」の 2 つの文書があり、部門によって異なります。", "" },
    { "「利用者」「管理者」の権限のプランはなく、権限は部署により異なります。", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GString) keys = g_string_new (NULL);
      Paper paper;

      paper_init (&paper);
      paper_add (&paper, "1", "対象", cases[i].text);
      dip_recognise_variants (&paper.draft);
      for (guint j = 0; j < paper.draft.document->variants->len; j++)
        {
          const DipVariant *variant = g_ptr_array_index (paper.draft.document->variants, j);

          g_string_append_printf (keys, "%s%s", j > 0 ? " " : "", variant->key);
          g_assert_cmpstr (variant->clause, ==, "1");
        }
      g_assert_cmpstr (keys->str, ==, cases[i].keys);
      paper_clear (&paper);
    }
}

/* Models of service are variants where clauses set them apart, not where they are only explained. */
static void
test_models (void)
{
  Paper paper;
  DipClause *differs;

  paper_init (&paper);
  paper_add (&paper, "1", "Models", "The service is offered as IaaS and as PaaS.");
  differs = paper_add (&paper, "2", "Hardening", "On PaaS, we patch the system. On IaaS, this is up to the customer.");
  paper_add (&paper, "3", "Backup", "On IaaS, backup can be ordered.");
  dip_recognise_variants (&paper.draft);
  g_assert_cmpuint (paper.draft.document->variants->len, ==, 2);
  g_assert_true (differs->variant_dependent);
  paper_clear (&paper);

  paper_init (&paper);
  paper_add (&paper, "1", "責任分界", "IaaS、PaaS、SaaSの責任の分かれ目を次の表に示します。");
  paper_add (&paper, "2", "対象", "本サービスはSaaS型のサービスです。");
  dip_recognise_variants (&paper.draft);
  g_assert_cmpuint (paper.draft.document->variants->len, ==, 0);
  paper_clear (&paper);
}

/* "No" to what nobody wants is good news. */
static void
test_unwelcome_item (void)
{
  static const struct { const char *question, *answer, *stance; } cases[] = {
    { "サーバを海外に設置しているか", "国内のみ", "provided" },
    { "診療情報を第三者に提供することがあるか", "提供することはありません", "provided" },
    { "Is customer data stored outside the EEA?", "", "provided" },
    { "操作ログを提供できるか", "", "not_provided" },
    { "第三者による監査を受けているか", "検討中です", "not_provided" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Paper paper;
      DipClause *clause;

      paper_init (&paper);
      clause = paper_add (&paper, "1", "質問", NULL);
      clause->kind = DIP_CLAUSE_ITEM;
      clause->question = g_strdup (cases[i].question);
      clause->answer = g_strdup (cases[i].answer);
      clause->implemented = DIP_IMPLEMENTED_NO;
      dip_recognise_stances (&paper.draft);
      g_assert_cmpstr (stance_name (clause->stance), ==, cases[i].stance);
      paper_clear (&paper);
    }
}

static void
test_doubts (void)
{
  Paper paper;

  paper_init (&paper);
  paper_add (&paper, "1", "A", "https://www.sample-cloud.example/a をご覧ください。");
  paper_add (&paper, "2", "B", "https://www.sample-clond.example/b をご覧ください（注。");
  dip_recognise_facts (&paper.draft);
  g_assert_cmpuint (paper.draft.document->warnings->len, ==, 2);
  g_assert_nonnull (strstr (g_ptr_array_index (paper.draft.document->warnings, 0), "sample-clond.example"));
  g_assert_nonnull (strstr (g_ptr_array_index (paper.draft.document->warnings, 1), "Clause 2"));
  paper_clear (&paper);
}

static guint
count_printed (const char *const *numbers,
               const char        *framework)
{
  Paper paper;
  guint n = 0;

  paper_init (&paper);
  paper.draft.document->edition->framework = g_strdup (framework);
  for (guint i = 0; numbers[i] != NULL; i += 2)
    paper_add (&paper, numbers[i], numbers[i + 1], "毎月確かめています。");
  dip_recognise_controls (&paper.draft);
  for (guint i = 0; i < paper.draft.document->clauses->len; i++)
    {
      const DipClause *clause = g_ptr_array_index (paper.draft.document->clauses, i);

      for (guint j = 0; j < clause->controls->len; j++)
        n += ((const DipControl *) g_ptr_array_index (clause->controls, j))->origin == DIP_ORIGIN_PRINTED;
    }
  paper_clear (&paper);

  return n;
}

/* A paper may number its clauses by the controls and give them titles of its own; its own count of clauses has no
 * holes, and other standards have numbers of the same shape. */
static void
test_numbered_by_controls (void)
{
  static const char *const by_controls[] = {
    "7.2.2", "学びの場", "8.1.1", "持ち物の台帳", "CLD.9.5.1", "隣との仕切り", "9.4.2", "入口の手順", "11.2.7", "手放すとき", NULL
  };
  static const char *const own_count[] = {
    "5.1.1", "学びの場", "5.1.2", "持ち物の台帳", "6.1.1", "隣との仕切り", "6.1.2", "入口の手順", "CLD.9.5.1", "手放すとき", NULL
  };
  static const char *const unknown[] = {
    "7.2.2", "学びの場", "8.1.9", "持ち物の台帳", "CLD.9.5.1", "隣との仕切り", "9.4.2", "入口の手順", "11.2.7", "手放すとき", NULL
  };

  g_assert_cmpuint (count_printed (by_controls, NULL), ==, 5);
  g_assert_cmpuint (count_printed (by_controls, "iso27017-2015"), ==, 5);
  g_assert_cmpuint (count_printed (by_controls, "meti-2013"), ==, 1);
  g_assert_cmpuint (count_printed (own_count, NULL), ==, 1);
  g_assert_cmpuint (count_printed (unknown, NULL), ==, 1);
}

static void
test_meti_item (void)
{
  Paper paper;
  DipClause *clause;
  gboolean crossed = FALSE;

  paper_init (&paper);
  paper.draft.document->edition->framework = g_strdup ("meti-2013");
  clause = paper_add (&paper, "6-8", "バックアップ", NULL);
  clause->kind = DIP_CLAUSE_ITEM;
  clause->question = g_strdup ("利用者のデータについてバックアップを取得し、検査すること。");
  clause->answer = g_strdup ("毎日取得しています。ただし、個別の復旧機能は提供していません。");
  clause->implemented = DIP_IMPLEMENTED_YES;
  dip_recognise_controls (&paper.draft);
  dip_recognise_stances (&paper.draft);
  g_assert_cmpuint (clause->controls->len, >=, 2);
  for (guint i = 0; i < clause->controls->len; i++)
    {
      const DipControl *control = g_ptr_array_index (clause->controls, i);

      g_assert_cmpint (control->origin, !=, DIP_ORIGIN_PRINTED);
      if (control->origin == DIP_ORIGIN_CROSSWALK)
        {
          g_assert_cmpstr (control->id, ==, "A.12.3.1");
          g_assert_cmpfloat (control->confidence, <, 1.0);
          crossed = TRUE;
        }
    }
  g_assert_true (crossed);
  g_assert_cmpstr (stance_name (clause->stance), ==, "partial");
  paper_clear (&paper);
}

/* Text that is no paper: bounded, and nothing is read beyond its end. */
static void
test_hostile (void)
{
  static const char *const pieces[] = {
    "(", "「", "(以下、「", "第", "1.", "A.9.2.1~", "27017:", "〒", "http://", "[", "。", "株式会社", "年1回", "\xEF\xBC\x88",
    "a@b.", "a.b.", "99:99", "TLS", "ISO/IEC ", "…プラン", "\"", "は、", "とは、", "1 2 3 ", "第9章",
  };
  g_autoptr(GRand) random = g_rand_new_with_seed (27017);

  for (guint round = 0; round < 200; round++)
    {
      Paper paper;
      g_autoptr(GString) text = g_string_new (NULL);
      guint n = round < 150 ? 1 + round % 40 : 3000;

      for (guint i = 0; i < n; i++)
        g_string_append (text, round % 3 == 0 ? pieces[round % G_N_ELEMENTS (pieces)]
                                              : pieces[g_rand_int_range (random, 0, G_N_ELEMENTS (pieces))]);
      paper_init (&paper);
      {
        DipLine *line = dip_line_new (DIP_LINE_TEXT, text->str);

        g_ptr_array_add (paper.layout->lines, line);
        g_ptr_array_add (paper.draft.cover, line);
      }
      paper_add (&paper, "1", text->len < 4000 ? text->str : "x", text->str);
      dip_recognise_metadata (&paper.draft);
      dip_recognise_controls (&paper.draft);
      dip_recognise_terms (&paper.draft);
      dip_recognise_variants (&paper.draft);
      dip_recognise_references (&paper.draft);
      dip_recognise_stances (&paper.draft);
      dip_recognise_facts (&paper.draft);
      paper_clear (&paper);
    }
}

int
main (int   argc,
      char *argv[])
{
  static const struct { const char *name; Check check; guint min_fields; } tables[] = {
    { "stances.spec", check_stance, 2 },
    { "facts.spec", check_facts, 1 },
    { "terms.spec", check_terms, 1 },
    { "controls.spec", check_controls, 3 },
    { "labelled.spec", check_labelled, 2 },
    { "cued.spec", check_cued, 3 },
    { "metadata.spec", check_metadata, 3 },
    { "references.spec", check_references, 3 },
  };

  g_test_init (&argc, &argv, NULL);
  /* all lines of a table are tried, also after one that fails */
  g_test_set_nonfatal_assertions ();

  g_test_add_data_func ("/recognise/semantics/stances", &tables[0], run_table);
  g_test_add_data_func ("/recognise/semantics/facts", &tables[1], run_table);
  g_test_add_data_func ("/recognise/semantics/terms", &tables[2], run_table);
  g_test_add_data_func ("/recognise/semantics/controls", &tables[3], run_table);
  g_test_add_data_func ("/recognise/semantics/labelled-controls", &tables[4], run_table);
  g_test_add_data_func ("/recognise/semantics/cued-controls", &tables[5], run_table);
  g_test_add_func ("/recognise/semantics/list-of-cues", test_list_of_cues);
  g_test_add_data_func ("/recognise/semantics/metadata", &tables[6], run_table);
  g_test_add_data_func ("/recognise/semantics/references", &tables[7], run_table);
  g_test_add_func ("/recognise/semantics/version-of-name", test_version_of_name);
  g_test_add_func ("/recognise/semantics/revision-tells-version", test_revision_tells_version);
  g_test_add_func ("/recognise/semantics/variants", test_variants);
  g_test_add_func ("/recognise/semantics/variants-by-model", test_models);
  g_test_add_func ("/recognise/semantics/unwelcome-item", test_unwelcome_item);
  g_test_add_func ("/recognise/semantics/variants-by-what-they-are", test_variants_by_what_they_are);
  g_test_add_func ("/recognise/semantics/one-variant-is-none", test_one_variant_is_none);
  g_test_add_func ("/recognise/semantics/plans", test_plans);
  g_test_add_func ("/recognise/semantics/listed-plans", test_listed_plans);
  g_test_add_func ("/recognise/semantics/doubts", test_doubts);
  g_test_add_func ("/recognise/semantics/numbered-by-controls", test_numbered_by_controls);
  g_test_add_func ("/recognise/semantics/meti-item", test_meti_item);
  g_test_add_func ("/recognise/semantics/hostile", test_hostile);

  return g_test_run ();
}
