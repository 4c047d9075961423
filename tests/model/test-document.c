/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "model/dip-document.h"
#include "model/dip-layout.h"

static DipEdition *
full_edition (void)
{
  DipEdition *edition = dip_edition_new ();

  edition->id = 7;
  edition->provider = g_strdup ("Shiosai Networks");
  edition->service = g_strdup ("Shiosai Storage");
  edition->title = g_strdup ("Security whitepaper");
  edition->kind = DIP_KIND_WHITEPAPER;
  edition->language = g_strdup ("en");
  edition->version = g_strdup ("2.0");
  edition->version_origin = DIP_ORIGIN_PRINTED;
  edition->issued = g_strdup ("2026-04-01");
  edition->framework = g_strdup ("iso27017-2015");
  edition->source_name = g_strdup ("shiosai.txt");
  edition->media_type = g_strdup ("text/plain");
  edition->sha256 = g_strnfill (64, 'a');
  edition->n_bytes = 1234;
  edition->imported = g_strdup ("2026-05-01T12:00:00Z");
  edition->n_clauses = 40;
  edition->n_warnings = 2;

  return edition;
}

static void
test_edition_label (void)
{
  g_autoptr (DipEdition) edition = dip_edition_new ();
  g_autofree char *nothing = NULL;
  g_autofree char *file = NULL;
  g_autofree char *title = NULL;
  g_autofree char *service = NULL;
  g_autofree char *version = NULL;

  nothing = dip_edition_dup_label (edition);
  g_assert_cmpstr (nothing, ==, "");

  edition->source_name = g_strdup ("paper.txt");
  file = dip_edition_dup_label (edition);
  g_assert_cmpstr (file, ==, "paper.txt");

  edition->title = g_strdup ("Security whitepaper");
  title = dip_edition_dup_label (edition);
  g_assert_cmpstr (title, ==, "Security whitepaper");

  edition->service = g_strdup ("Shiosai Storage");
  service = dip_edition_dup_label (edition);
  g_assert_cmpstr (service, ==, "Shiosai Storage");

  edition->version = g_strdup ("1.2");
  version = dip_edition_dup_label (edition);
  g_assert_cmpstr (version, ==, "Shiosai Storage 1.2");
}

static void
test_edition_copy (void)
{
  DipEdition *edition = full_edition ();
  g_autoptr (DipEdition) copy = dip_edition_copy (edition);

  /* The copy owns its strings: it outlives what it was made from. */
  g_assert_finalize_object (edition);

  g_assert_cmpint (copy->id, ==, 7);
  g_assert_cmpstr (copy->provider, ==, "Shiosai Networks");
  g_assert_cmpstr (copy->service, ==, "Shiosai Storage");
  g_assert_cmpstr (copy->title, ==, "Security whitepaper");
  g_assert_cmpint (copy->kind, ==, DIP_KIND_WHITEPAPER);
  g_assert_cmpstr (copy->language, ==, "en");
  g_assert_cmpstr (copy->version, ==, "2.0");
  g_assert_cmpint (copy->version_origin, ==, DIP_ORIGIN_PRINTED);
  g_assert_cmpstr (copy->issued, ==, "2026-04-01");
  g_assert_cmpstr (copy->framework, ==, "iso27017-2015");
  g_assert_cmpstr (copy->source_name, ==, "shiosai.txt");
  g_assert_cmpstr (copy->media_type, ==, "text/plain");
  g_assert_cmpuint (strlen (copy->sha256), ==, 64);
  g_assert_cmpint (copy->n_bytes, ==, 1234);
  g_assert_cmpstr (copy->imported, ==, "2026-05-01T12:00:00Z");
  g_assert_cmpuint (copy->n_clauses, ==, 40);
  g_assert_cmpuint (copy->n_warnings, ==, 2);
}

static void
add_clause (DipDocument *document,
            const char  *id,
            const char  *title)
{
  DipClause *clause = dip_clause_new ();

  clause->id = g_strdup (id);
  clause->title = g_strdup (title);
  g_ptr_array_add (document->clauses, clause);
}

static DipEdition *
corrected (const char *provider,
           const char *title,
           const char *version,
           DipOrigin   origin)
{
  DipEdition *self = dip_edition_new ();

  self->provider = g_strdup (provider);
  self->title = g_strdup (title);
  self->version = g_strdup (version);
  self->version_origin = origin;
  self->kind = DIP_KIND_WHITEPAPER;

  return self;
}

/* A correction is taken back, and what somebody else has corrected since stays. */
static void
test_edition_turn (void)
{
  g_autoptr (DipEdition) before = corrected ("A", "T", "1", DIP_ORIGIN_PRINTED);
  g_autoptr (DipEdition) after = corrected (NULL, "U", "2", DIP_ORIGIN_USER);
  g_autoptr (DipEdition) now = dip_edition_copy (after);

  after->issued = g_strdup ("2025-01-01");
  after->kind = DIP_KIND_CHECKSHEET;
  now->kind = DIP_KIND_CHECKSHEET;
  now->service = g_strdup ("S");
  now->issued = g_strdup ("2025-02-02");
  g_free (now->title);
  now->title = g_strdup ("V");

  dip_edition_turn (now, after, before);
  g_assert_cmpstr (now->provider, ==, "A");
  g_assert_cmpstr (now->service, ==, "S");
  g_assert_cmpstr (now->title, ==, "V");
  g_assert_cmpstr (now->version, ==, "1");
  g_assert_cmpint (now->version_origin, ==, DIP_ORIGIN_PRINTED);
  g_assert_cmpint (now->kind, ==, DIP_KIND_WHITEPAPER);
  g_assert_cmpstr (now->issued, ==, "2025-02-02");

  /* Once more, and a version that is another one by now. */
  dip_edition_turn (now, before, after);
  g_assert_null (now->provider);
  g_assert_cmpstr (now->version, ==, "2");
  g_free (now->version);
  now->version = g_strdup ("3");
  now->version_origin = DIP_ORIGIN_INFERRED;
  dip_edition_turn (now, after, before);
  g_assert_cmpstr (now->version, ==, "3");
  g_assert_cmpint (now->version_origin, ==, DIP_ORIGIN_INFERRED);
}

static void
test_find_clause (void)
{
  g_autoptr (DipDocument) document = dip_document_new ();

  g_assert_null (dip_document_find_clause (document, "1"));

  add_clause (document, "1", "Scope");
  add_clause (document, "1.1", "Terms");
  add_clause (document, "1.1~2", "Terms again");
  add_clause (document, "CLD.6.3.1", "Shared roles");

  g_assert_cmpstr (dip_document_find_clause (document, "1")->title, ==, "Scope");
  g_assert_cmpstr (dip_document_find_clause (document, "1.1")->title, ==, "Terms");
  g_assert_cmpstr (dip_document_find_clause (document, "1.1~2")->title, ==, "Terms again");
  g_assert_cmpstr (dip_document_find_clause (document, "CLD.6.3.1")->title, ==, "Shared roles");

  /* An id is found whole or not at all. */
  g_assert_null (dip_document_find_clause (document, "1."));
  g_assert_null (dip_document_find_clause (document, "cld.6.3.1"));
  g_assert_null (dip_document_find_clause (document, ""));
}

static void
test_clause_label (void)
{
  g_autoptr (DipClause) clause = dip_clause_new ();
  g_autofree char *id = NULL;
  g_autofree char *title = NULL;
  g_autofree char *both = NULL;
  g_autofree char *number = NULL;

  clause->id = g_strdup ("F2");
  clause->title = g_strdup ("");
  id = dip_clause_dup_label (clause);
  g_assert_cmpstr (id, ==, "F2");

  g_free (clause->title);
  clause->title = g_strdup ("Backup");
  title = dip_clause_dup_label (clause);
  g_assert_cmpstr (title, ==, "Backup");

  clause->number = g_strdup ("26");
  both = dip_clause_dup_label (clause);
  g_assert_cmpstr (both, ==, "26 Backup");

  g_free (clause->title);
  clause->title = g_strdup ("");
  number = dip_clause_dup_label (clause);
  g_assert_cmpstr (number, ==, "26");
}

static void
test_new_values_are_empty (void)
{
  g_autoptr (DipDocument) document = dip_document_new ();
  g_autoptr (DipClause) clause = dip_clause_new ();
  g_autoptr (DipRevision) revision = dip_revision_new ();
  g_autoptr (DipVariant) variant = dip_variant_new ("private", "Private");

  g_assert_nonnull (document->edition);
  g_assert_cmpuint (document->properties->len, ==, 0);
  g_assert_cmpuint (document->variants->len, ==, 0);
  g_assert_cmpuint (document->terms->len, ==, 0);
  g_assert_cmpuint (document->revisions->len, ==, 0);
  g_assert_cmpuint (document->clauses->len, ==, 0);
  g_assert_cmpuint (document->warnings->len, ==, 0);

  g_assert_cmpuint (clause->level, ==, 1);
  g_assert_cmpuint (clause->controls->len, ==, 0);
  g_assert_cmpuint (clause->facts->len, ==, 0);
  g_assert_cmpuint (clause->blocks->len, ==, 0);
  g_assert_cmpuint (g_strv_length (clause->refers_to), ==, 0);
  g_assert_cmpuint (g_strv_length (revision->items), ==, 0);
  g_assert_cmpuint (g_strv_length (variant->aliases), ==, 0);
}

/* Everything that a document can hold is freed with it; the leak checker of
 * the sanitized build is the judge. */
static void
test_document_owns_all (void)
{
  DipDocument *document = dip_document_new ();
  DipClause *clause = dip_clause_new ();
  DipRevision *revision = dip_revision_new ();
  DipBlock *block = dip_block_new (DIP_BLOCK_LIST, "a)", "Item");

  g_clear_object (&document->edition);
  document->edition = full_edition ();

  block->variant = g_strdup ("private");
  clause->id = g_strdup ("1");
  clause->question = g_strdup ("Is it kept?");
  clause->answer = g_strdup ("Yes");
  clause->implemented_text = g_strdup ("○");
  clause->stance_reason = g_strdup ("We keep it.");
  g_ptr_array_add (clause->blocks, block);
  g_ptr_array_add (clause->controls,
                   dip_control_new ("A.12.3.1", "iso27017-2015", DIP_ORIGIN_PRINTED, 1.0));
  g_ptr_array_add (clause->facts, dip_fact_new ("duration", "30 d", "30 days", 0));

  revision->summary = g_strdup ("New");
  g_ptr_array_add (document->properties, dip_property_new ("Product", "Storage"));
  g_ptr_array_add (document->variants, dip_variant_new ("private", "Private"));
  g_ptr_array_add (document->terms, dip_term_new ("SLA", "Service level agreement", "1"));
  g_ptr_array_add (document->revisions, revision);
  g_ptr_array_add (document->clauses, clause);
  g_ptr_array_add (document->warnings, g_strdup ("A number is printed twice."));

  g_assert_finalize_object (document);

  /* What is freed may be nothing. */
  dip_property_free (NULL);
  dip_variant_free (NULL);
  dip_term_free (NULL);
  dip_revision_free (NULL);
  dip_control_free (NULL);
  dip_fact_free (NULL);
  dip_block_free (NULL);
  dip_clause_free (NULL);
  dip_line_free (NULL);
  dip_layout_free (NULL);
}

static void
test_layout (void)
{
  g_autoptr (DipLayout) layout = dip_layout_new ("paper.txt", "text/plain");
  DipLine *line = dip_line_new (DIP_LINE_TEXT, "1. Scope");

  line->sheet = g_strdup ("Sheet1");
  line->marker = g_strdup ("-");
  line->cells = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (line->cells, g_strdup ("cell"));
  g_ptr_array_add (layout->lines, line);

  g_assert_cmpstr (layout->name, ==, "paper.txt");
  g_assert_cmpstr (layout->media_type, ==, "text/plain");
  g_assert_null (layout->encoding);
  g_assert_cmpuint (layout->n_pages, ==, 0);
  g_assert_cmpuint (layout->warnings->len, ==, 0);
  g_assert_cmpstr (line->text, ==, "1. Scope");
  g_assert_cmpint (line->kind, ==, DIP_LINE_TEXT);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/edition/label", test_edition_label);
  g_test_add_func ("/model/edition/copy", test_edition_copy);
  g_test_add_func ("/model/edition/turn", test_edition_turn);
  g_test_add_func ("/model/document/find-clause", test_find_clause);
  g_test_add_func ("/model/document/owns-all", test_document_owns_all);
  g_test_add_func ("/model/clause/label", test_clause_label);
  g_test_add_func ("/model/empty", test_new_values_are_empty);
  g_test_add_func ("/model/layout", test_layout);

  return g_test_run ();
}
