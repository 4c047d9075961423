/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "report-fixture.h"

#include "engine/dip-engine-private.h"

#include <string.h>

static void
set (char       **field,
     const char  *value)
{
  g_free (*field);
  *field = g_strdup (value);
}

static DipClause *
add_clause (DipDocument *document,
            const char  *id,
            const char  *title)
{
  DipClause *clause = dip_clause_new ();

  set (&clause->id, id);
  set (&clause->number, id);
  set (&clause->title, title);
  clause->heading = g_strdup_printf ("%s. %s", id, title);
  g_ptr_array_add (document->clauses, clause);

  return clause;
}

DipDocument *
fixture_document (const char *version)
{
  DipDocument *document = dip_document_new ();
  DipEdition *edition = document->edition;
  DipRevision *revision = dip_revision_new ();
  DipClause *clause;
  DipBlock *block;

  edition->id = 3;
  set (&edition->provider, "Shiosai Networks");
  set (&edition->service, "Shiosai Storage");
  set (&edition->title, "セキュリティ説明書");
  edition->kind = DIP_KIND_WHITEPAPER;
  set (&edition->language, "ja");
  set (&edition->version, version);
  edition->version_origin = DIP_ORIGIN_PRINTED;
  set (&edition->source_name, "shiosai.txt");
  set (&edition->media_type, "text/plain");
  edition->sha256 = g_strnfill (64, '0');
  edition->n_bytes = 512;
  edition->n_clauses = 2;

  g_ptr_array_add (document->properties, dip_property_new ("製品名", "Shiosai Storage"));
  g_ptr_array_add (document->variants, dip_variant_new ("private", "Private"));
  g_ptr_array_add (document->terms, dip_term_new ("SLA", "サービスレベル合意", "1"));
  set (&revision->version, version);
  set (&revision->summary, "初版発行");
  set (&revision->date, "2026-04-01");
  g_ptr_array_add (document->revisions, revision);

  clause = add_clause (document, "1", "バックアップ");
  clause->stance = DIP_STANCE_PROVIDED;
  g_ptr_array_add (clause->controls, dip_control_new ("A.12.3.1", "iso27017-2015", DIP_ORIGIN_PRINTED, 1.));
  g_ptr_array_add (clause->facts, dip_fact_new ("duration", "30 d", "30日間", 0));
  g_ptr_array_add (clause->blocks, dip_block_new (DIP_BLOCK_PARAGRAPH, NULL, "バックアップを30日間保管します。"));
  block = dip_block_new (DIP_BLOCK_NOTE, "※", "専用環境に限ります。");
  set (&block->variant, "private");
  block->page = 2;
  g_ptr_array_add (clause->blocks, block);

  clause = add_clause (document, "2", "ログ");
  g_ptr_array_add (clause->blocks, dip_block_new (DIP_BLOCK_TABLE, NULL, "種類\t期間\n操作\t1年"));
  g_ptr_array_add (document->warnings, g_strdup ("The reference to 9 leads nowhere."));

  return document;
}

static DipClauseText *
text_of (const char *title,
         const char *body)
{
  DipClauseText *self = g_new0 (DipClauseText, 1);
  DipPart part = { DIP_PART_TITLE, -1, 0, (guint) strlen (title) };

  self->text = g_strconcat (title, "\n", body, NULL);
  self->parts = g_array_new (FALSE, FALSE, sizeof (DipPart));
  g_array_append_val (self->parts, part);
  part = (DipPart) { DIP_PART_BLOCK, 0, part.length + 1, (guint) strlen (body) };
  g_array_append_val (self->parts, part);

  return self;
}

static DipPair *
add_pair (DipComparison *comparison,
          DipClause     *old_clause,
          DipClause     *new_clause,
          DipClauseText *old_text,
          DipClauseText *new_text)
{
  DipPair *pair = _dip_pair_new (old_clause, new_clause);

  pair->old_text = old_text;
  pair->new_text = new_text;
  pair->similarity = 1.;
  g_ptr_array_add (comparison->pairs, pair);

  return pair;
}

static void
add_row (DipPair  *pair,
         int       old_part,
         int       new_part,
         DipClass  class_)
{
  DipRow row = { old_part, new_part, class_ };

  g_array_append_val (pair->rows, row);
}

DipComparison *
fixture_comparison (void)
{
  static const char old_body[] = "バックアップを30日間保管します。";
  static const char new_body[] = "バックアップを7日間保管します。";
  g_autoptr (DipDocument) old_document = fixture_document ("1.0");
  g_autoptr (DipDocument) new_document = fixture_document ("1.1");
  DipComparison *self = _dip_comparison_new (old_document, new_document);
  DipChange *change = _dip_change_new (DIP_OP_REPLACE);
  DipGroup *group = g_new0 (DipGroup, 1);
  DipFactChange *fact = g_new0 (DipFactChange, 1);
  DipAuditEntry *entry = g_new0 (DipAuditEntry, 1);
  DipPair *pair;

  pair = add_pair (self, old_document->clauses->pdata[0], new_document->clauses->pdata[0],
                   text_of ("バックアップ", old_body), text_of ("バックアップ", new_body));
  pair->relation = DIP_RELATION_CHANGED;
  pair->class_ = DIP_CLASS_SUBSTANTIVE;
  pair->similarity = 0.71;
  pair->flip = TRUE;
  pair->flip_reason = g_strdup ("Backups are kept for a shorter time.");
  pair->flip_old = g_strdup ("Backups are kept for 30 days.");
  add_row (pair, 0, 0, DIP_CLASS_NONE);
  add_row (pair, 1, 1, DIP_CLASS_SUBSTANTIVE);

  change->class_ = DIP_CLASS_SUBSTANTIVE;
  change->tags = DIP_TAG_NUMBER | DIP_TAG_DURATION;
  change->old_text = g_strdup ("30日");
  change->new_text = g_strdup ("7日");
  change->old_start = (guint) (strstr (pair->old_text->text, "30日") - pair->old_text->text);
  change->new_start = (guint) (strstr (pair->new_text->text, "7日") - pair->new_text->text);
  change->old_part = 1;
  change->new_part = 1;
  change->group = 1;
  change->rule = g_strdup ("a number changed");
  g_ptr_array_add (pair->changes, change);

  pair = add_pair (self, old_document->clauses->pdata[1], NULL,
                   text_of ("ログ", "一年保管します。"), NULL);
  pair->relation = DIP_RELATION_REMOVED;
  pair->class_ = DIP_CLASS_SUBSTANTIVE;
  add_row (pair, 0, -1, DIP_CLASS_SUBSTANTIVE);
  add_row (pair, 1, -1, DIP_CLASS_SUBSTANTIVE);

  group->id = 1;
  group->old_text = g_strdup ("30日");
  group->new_text = g_strdup ("7日");
  group->class_ = DIP_CLASS_SUBSTANTIVE;
  group->clauses = g_strsplit ("1 2", " ", -1);
  group->count = 2;
  g_ptr_array_add (self->groups, group);

  fact->control = g_strdup ("A.12.3.1");
  fact->what = g_strdup ("duration");
  fact->old_value = g_strdup ("30 d");
  fact->clause = g_strdup ("1");
  g_ptr_array_add (self->facts, fact);

  entry->clause = g_strdup ("1");
  entry->why = g_strdup ("No row of the revision table speaks of it.");
  g_ptr_array_add (self->undeclared, entry);

  self->n_by_class[DIP_CLASS_SUBSTANTIVE] = 2;
  self->n_flips = 1;

  return self;
}

/* Takes @json. */
JsonNode *
fixture_reread (char *json)
{
  g_autofree char *text = json;
  g_autoptr (GError) error = NULL;
  JsonNode *again = json_from_string (text, &error);

  g_assert_no_error (error);
  g_assert_nonnull (again);

  return again;
}
