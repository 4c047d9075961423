/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "report/dip-report-private.h"
#include "words/dip-engine-words.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  GString            *out;
  const DipTextStyle *style;
  DipParagraph       *paragraph;
} Writer;

static void
flush (Writer     *writer,
       const char *first,
       const char *rest)
{
  _dip_paragraph_write (writer->paragraph, writer->out, writer->style, first, rest);
}

static void
write_section (Writer     *writer,
               const char *title)
{
  g_string_append_c (writer->out, '\n');
  _dip_paragraph_add (writer->paragraph, DIP_FACE_BOLD, title);
  flush (writer, "", "");
}

static void
add_pair_label (Writer        *writer,
                const DipPair *pair)
{
  const DipClause *clause = pair->new_clause != NULL ? pair->new_clause : pair->old_clause;
  g_autofree char *label = dip_clause_dup_label (clause);

  if (pair->old_clause != NULL && pair->new_clause != NULL &&
      g_strcmp0 (pair->old_clause->id, pair->new_clause->id) != 0)
    _dip_paragraph_printf (writer->paragraph, DIP_FACE_DIM, "%s → ", pair->old_clause->id);

  _dip_paragraph_add (writer->paragraph, DIP_FACE_BOLD, label);
}

static void
add_stances (Writer        *writer,
             const DipPair *pair,
             DipFace        face)
{
  if (pair->old_clause != NULL)
    _dip_paragraph_add (writer->paragraph, face, _dip_word_of_stance (pair->old_clause->stance));
  if (pair->old_clause != NULL && pair->new_clause != NULL &&
      pair->old_clause->stance == pair->new_clause->stance)
    return;

  _dip_paragraph_add (writer->paragraph, face, " → ");
  _dip_paragraph_add (writer->paragraph, face,
                      pair->new_clause != NULL ? _dip_word_of_stance (pair->new_clause->stance)
                                               : _("removed"));
}

static void
write_head (Writer        *writer,
            DipComparison *comparison)
{
  _dip_paragraph_add (writer->paragraph, DIP_FACE_DIM, "− ");
  _dip_text_add_edition (writer->paragraph, comparison->old_document->edition);
  flush (writer, "", "  ");
  _dip_paragraph_add (writer->paragraph, DIP_FACE_DIM, "+ ");
  _dip_text_add_edition (writer->paragraph, comparison->new_document->edition);
  flush (writer, "", "  ");
}

static void
write_counts (Writer        *writer,
              DipComparison *comparison)
{
  DipParagraph *paragraph = writer->paragraph;

  g_string_append_c (writer->out, '\n');
  _dip_paragraph_printf (paragraph, DIP_FACE_BOLD,
                         g_dngettext (GETTEXT_PACKAGE, "%u clause: ", "%u clauses: ",
                                      comparison->pairs->len),
                         comparison->pairs->len);

  for (int class_ = DIP_CLASS_SUBSTANTIVE; class_ >= DIP_CLASS_NONE; class_--)
    {
      guint n = comparison->n_by_class[class_];

      if (n == 0)
        continue;

      _dip_paragraph_printf (paragraph,
                             class_ == DIP_CLASS_SUBSTANTIVE ? DIP_FACE_BOLD : DIP_FACE_PLAIN,
                             "%u %s  ", n, _dip_word_of_class ((DipClass) class_));
    }

  if (comparison->n_flips > 0)
    _dip_paragraph_printf (paragraph, DIP_FACE_BOLD | DIP_FACE_YELLOW,
                           g_dngettext (GETTEXT_PACKAGE, "%u flip", "%u flips", comparison->n_flips),
                           comparison->n_flips);

  flush (writer, "", "  ");
}

/* What an edition says of a flip, as it prints it. */
static void
write_sentence (Writer     *writer,
                const char *mark,
                DipFace     face,
                const char *sentence,
                const char *missing)
{
  _dip_paragraph_add (writer->paragraph, DIP_FACE_DIM, mark);
  if (sentence != NULL)
    _dip_paragraph_add (writer->paragraph, face, sentence);
  else
    _dip_paragraph_add (writer->paragraph, DIP_FACE_DIM, missing);
  flush (writer, "    ", "      ");
}

/* Whether the reason says no more than the sentences do. */
static gboolean
is_quotation (const char *reason)
{
  static const char *const quoting[] = {
    "Only the ", "The answer was ", "The clause was removed. It said: ", "What was ",
  };

  for (guint i = 0; i < G_N_ELEMENTS (quoting); i++)
    if (g_str_has_prefix (reason, quoting[i]))
      return TRUE;

  return FALSE;
}

static void
write_flips (Writer    *writer,
             GPtrArray *pairs)
{
  gboolean is_first = TRUE;

  for (guint i = 0; i < pairs->len; i++)
    {
      const DipPair *pair = g_ptr_array_index (pairs, i);

      if (!pair->flip)
        continue;

      if (is_first)
        write_section (writer, _("What a buyer must know"));
      is_first = FALSE;

      add_pair_label (writer, pair);
      _dip_paragraph_add (writer->paragraph, DIP_FACE_PLAIN, "  ");
      add_stances (writer, pair, DIP_FACE_YELLOW | DIP_FACE_BOLD);
      flush (writer, "  ! ", "    ");
      if ((pair->flip_old == NULL && pair->flip_new == NULL) || !is_quotation (pair->flip_reason))
        {
          g_autofree char *reason = dip_words_dup_flip (pair);

          _dip_paragraph_add (writer->paragraph, DIP_FACE_PLAIN, reason);
          flush (writer, "    ", "    ");
        }
      if (pair->flip_old == NULL && pair->flip_new == NULL)
        continue;
      /* Translators: in place of a sentence that one of two editions does not have */
      write_sentence (writer, "− ", DIP_FACE_RED, pair->flip_old, _("(nothing of the kind)"));
      write_sentence (writer, "+ ", DIP_FACE_GREEN, pair->flip_new, _("(nothing in its place)"));
    }
}

static DipTags
collect_tags (const DipPair *pair)
{
  DipTags tags = 0;

  for (guint i = 0; i < pair->changes->len; i++)
    {
      const DipChange *change = g_ptr_array_index (pair->changes, i);

      if (change->class_ == DIP_CLASS_SUBSTANTIVE)
        tags |= change->tags;
    }

  return tags;
}

static void
write_substantive (Writer    *writer,
                   GPtrArray *pairs)
{
  gboolean is_first = TRUE;

  for (guint i = 0; i < pairs->len; i++)
    {
      const DipPair *pair = g_ptr_array_index (pairs, i);
      DipTags tags;

      if (pair->class_ != DIP_CLASS_SUBSTANTIVE)
        continue;

      if (is_first)
        write_section (writer, _("Substantive changes"));
      is_first = FALSE;

      add_pair_label (writer, pair);
      if (pair->relation == DIP_RELATION_ADDED || pair->relation == DIP_RELATION_REMOVED)
        _dip_paragraph_printf (writer->paragraph, DIP_FACE_CYAN, "  %s",
                               _dip_word_of_relation (pair->relation));

      tags = collect_tags (pair);
      for (guint j = 0; j < DIP_N_TAGS; j++)
        {
          if ((tags & (1u << j)) != 0)
            _dip_paragraph_printf (writer->paragraph, DIP_FACE_DIM, "  %s",
                                   _dip_word_of_tag ((DipTags) (1u << j)));
        }
      flush (writer, "  ", "      ");
    }
}

static void
write_groups (Writer    *writer,
              GPtrArray *groups)
{
  guint n_form = 0;
  guint n_said = 0;

  for (guint i = 0; i < groups->len; i++)
    n_said += ((const DipGroup *) g_ptr_array_index (groups, i))->class_ >= DIP_CLASS_REFERENCE;
  if (n_said == 0)
    return;

  write_section (writer, _("The same change in several clauses"));
  for (guint i = 0; i < groups->len; i++)
    {
      const DipGroup *group = g_ptr_array_index (groups, i);
      g_autofree char *clauses = g_strjoinv (", ", group->clauses);

      /* The rest of the text shows them; nobody has to look at them. */
      if (group->class_ < DIP_CLASS_REFERENCE)
        {
          n_form++;
          continue;
        }

      _dip_text_add_replacement (writer->paragraph, writer->style, group->old_text, group->new_text);
      flush (writer, "  ", "    ");
      _dip_paragraph_printf (writer->paragraph, DIP_FACE_DIM,
                             /* Translators: how often, class of change, numbers of clauses */
                             _("%u×, %s, in %s"), group->count, _dip_word_of_class (group->class_),
                             clauses);
      flush (writer, "      ", "      ");
    }

  if (n_form > 0)
    {
      _dip_paragraph_printf (writer->paragraph, DIP_FACE_DIM,
                             g_dngettext (GETTEXT_PACKAGE, "%u of spelling or layout", "%u of spelling or layout",
                                          n_form),
                             n_form);
      flush (writer, "  ", "  ");
    }
}

/* Links and mail addresses change by the dozen and promise nothing; the groups tell them. */
static gboolean
is_link (const DipFactChange *fact)
{
  return g_str_equal (fact->what, "url") || g_str_equal (fact->what, "mail") ||
         g_str_equal (fact->what, "host");
}

/* (element-type utf8 DipPair): by the ids of the new edition's clauses, or of those that were removed. */
static GHashTable *
index_pairs (GPtrArray *pairs,
             gboolean   removed)
{
  GHashTable *index = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < pairs->len; i++)
    {
      const DipPair *pair = g_ptr_array_index (pairs, i);
      const DipClause *clause = pair->new_clause != NULL ? pair->new_clause : pair->old_clause;

      if ((pair->new_clause == NULL) == removed && clause->id != NULL)
        g_hash_table_insert (index, clause->id, (gpointer) pair);
    }

  return index;
}

static void
write_facts (Writer              *writer,
             const DipComparison *comparison)
{
  GPtrArray *facts = comparison->facts;
  g_autoptr (GHashTable) pairs = NULL;
  g_autoptr (GHashTable) removed = NULL;
  guint n_links = 0;

  if (facts->len == 0)
    return;

  pairs = index_pairs (comparison->pairs, FALSE);
  removed = index_pairs (comparison->pairs, TRUE);
  write_section (writer, _("Facts"));
  for (guint i = 0; i < facts->len; i++)
    {
      const DipFactChange *fact = g_ptr_array_index (facts, i);
      const DipPair *pair = fact->clause == NULL ? NULL
        : g_hash_table_lookup (fact->removed ? removed : pairs, fact->clause);
      g_autofree char *old_value = NULL;
      g_autofree char *new_value = NULL;

      if (is_link (fact))
        {
          n_links++;
          continue;
        }

      old_value = dip_words_dup_fact_value (fact->what, fact->old_value, pair != NULL ? pair->old_clause : NULL);
      new_value = dip_words_dup_fact_value (fact->what, fact->new_value, pair != NULL ? pair->new_clause : NULL);
      _dip_paragraph_add (writer->paragraph, DIP_FACE_BOLD, fact->clause);
      if (fact->removed)
        _dip_paragraph_printf (writer->paragraph, DIP_FACE_DIM, " (%s)", _("removed"));
      if (fact->control != NULL)
        _dip_paragraph_printf (writer->paragraph, DIP_FACE_DIM, " (%s)", fact->control);
      _dip_paragraph_printf (writer->paragraph, DIP_FACE_DIM, "  %s  ", dip_words_get_fact_inline (fact->what));
      _dip_text_add_replacement (writer->paragraph, writer->style,
                                 old_value != NULL ? old_value : "",
                                 new_value != NULL ? new_value : "");
      flush (writer, "  ", "      ");
    }

  if (n_links > 0)
    {
      _dip_paragraph_printf (writer->paragraph, DIP_FACE_DIM,
                             g_dngettext (GETTEXT_PACKAGE, "%u link or address",
                                          "%u links and addresses", n_links),
                             n_links);
      flush (writer, "  ", "  ");
    }
}

static void
write_audit_entries (Writer     *writer,
                     const char *title,
                     GPtrArray  *entries)
{
  if (entries->len == 0)
    return;

  _dip_paragraph_add (writer->paragraph, DIP_FACE_PLAIN, title);
  flush (writer, "  ", "  ");

  for (guint i = 0; i < entries->len; i++)
    {
      const DipAuditEntry *entry = g_ptr_array_index (entries, i);
      const char *const fields[] = { entry->clause, entry->version, entry->date, entry->summary };
      g_autofree char *why = dip_words_dup_reason (entry->why);

      for (guint j = 0; j < G_N_ELEMENTS (fields); j++)
        {
          if (fields[j] != NULL)
            _dip_paragraph_printf (writer->paragraph, j == 0 ? DIP_FACE_BOLD : DIP_FACE_PLAIN,
                                   "%s  ", fields[j]);
        }
      _dip_paragraph_add (writer->paragraph, DIP_FACE_DIM, why);
      flush (writer, "    ", "      ");
    }
}

/* (element-type utf8): what is told at the top. */
static GHashTable *
collect_told (GPtrArray *pairs)
{
  GHashTable *told = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < pairs->len; i++)
    {
      const DipPair *pair = g_ptr_array_index (pairs, i);

      if (pair->flip && pair->flip_reason != NULL)
        g_hash_table_add (told, pair->flip_reason);
    }

  return told;
}

/* What is told at the top already is not told again. */
static char *
dup_reason (GHashTable          *told,
            const DipAuditEntry *entry)
{
  if (entry->why == NULL)
    return g_strdup ("");
  if (g_hash_table_contains (told, entry->why))
    return g_strdup (_("A buyer must know, as told above, and no revision mentions it."));

  return dip_words_dup_reason (entry->why);
}

static void
write_undeclared_clause (Writer              *writer,
                         const DipAuditEntry *entry)
{
  if (entry->clause == NULL)
    return;

  _dip_paragraph_add (writer->paragraph, DIP_FACE_BOLD, entry->clause);
  if (entry->removed)
    _dip_paragraph_printf (writer->paragraph, DIP_FACE_DIM, " (%s)", _("removed"));
  if (entry->title != NULL && *entry->title != '\0')
    _dip_paragraph_printf (writer->paragraph, DIP_FACE_PLAIN, "  %s", entry->title);
  flush (writer, "      ", "        ");
}

/* Each reason once, and below it a line a clause: a paper that declares little has dozens of these. */
static void
write_undeclared (Writer        *writer,
                  DipComparison *comparison)
{
  GPtrArray *entries = comparison->undeclared;
  g_autoptr (GHashTable) told = collect_told (comparison->pairs);
  g_autoptr (GPtrArray) reasons = g_ptr_array_new ();
  g_autoptr (GHashTable) by_reason = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                                            (GDestroyNotify) g_ptr_array_unref);

  if (entries->len == 0)
    return;

  for (guint i = 0; i < entries->len; i++)
    {
      const DipAuditEntry *entry = g_ptr_array_index (entries, i);
      g_autofree char *reason = dup_reason (told, entry);
      GPtrArray *told_for = g_hash_table_lookup (by_reason, reason);

      if (told_for == NULL)
        {
          told_for = g_ptr_array_new ();
          g_ptr_array_add (reasons, reason);
          g_hash_table_insert (by_reason, g_steal_pointer (&reason), told_for);
        }
      g_ptr_array_add (told_for, (gpointer) entry);
    }

  _dip_paragraph_add (writer->paragraph, DIP_FACE_PLAIN, _("Changed, but not declared:"));
  flush (writer, "  ", "  ");

  for (guint i = 0; i < reasons->len; i++)
    {
      const char *reason = g_ptr_array_index (reasons, i);
      GPtrArray *told_for = g_hash_table_lookup (by_reason, reason);

      _dip_paragraph_add (writer->paragraph, DIP_FACE_DIM, reason);
      flush (writer, "    ", "      ");
      for (guint k = 0; k < told_for->len; k++)
        write_undeclared_clause (writer, g_ptr_array_index (told_for, k));
    }
}

static void
write_audit (Writer        *writer,
             DipComparison *comparison)
{
  if (comparison->audit_note == NULL
      && comparison->declared->len + comparison->undeclared->len + comparison->not_found->len == 0)
    return;

  write_section (writer, _("What the paper declares itself"));
  if (comparison->audit_note != NULL)
    {
      _dip_paragraph_add (writer->paragraph, DIP_FACE_DIM, dip_words_get_reason (comparison->audit_note));
      flush (writer, "  ", "  ");
    }
  write_audit_entries (writer, _("Declared:"), comparison->declared);
  write_undeclared (writer, comparison);
  write_audit_entries (writer, _("Declared, but not found:"), comparison->not_found);
}

static void
write_limits (Writer    *writer,
              GPtrArray *limits)
{
  if (limits->len == 0)
    return;

  write_section (writer, _("Where the comparison was cut short"));
  for (guint i = 0; i < limits->len; i++)
    {
      g_autofree char *limit = dip_words_dup_limit (g_ptr_array_index (limits, i));

      _dip_paragraph_add (writer->paragraph, DIP_FACE_YELLOW, limit);
      flush (writer, "  - ", "    ");
    }
}

static void
add_more (Writer     *writer,
          const char *format,
          GPtrArray  *clauses)
{
  g_autoptr (GString) ids = NULL;

  if (clauses->len == 0)
    return;

  ids = g_string_new (NULL);
  for (guint i = 0; i < clauses->len; i++)
    {
      const DipClause *clause = g_ptr_array_index (clauses, i);

      g_string_append_printf (ids, "%s%s", i > 0 ? ", " : "", clause->id);
    }

  _dip_paragraph_add (writer->paragraph, DIP_FACE_DIM, " · ");
  _dip_paragraph_printf (writer->paragraph, DIP_FACE_DIM, "%s %s", format, ids->str);
}

static void
write_pair (Writer        *writer,
            const DipPair *pair)
{
  if (pair->class_ == DIP_CLASS_NONE && pair->relation == DIP_RELATION_SAME &&
      pair->hand == DIP_HAND_NONE)
    return;

  g_string_append_c (writer->out, '\n');
  add_pair_label (writer, pair);
  flush (writer, "", "    ");

  if (pair->class_ != DIP_CLASS_NONE)
    _dip_paragraph_printf (writer->paragraph,
                           pair->class_ == DIP_CLASS_SUBSTANTIVE ? DIP_FACE_YELLOW : DIP_FACE_DIM,
                           "%s · ", _dip_word_of_class (pair->class_));
  _dip_paragraph_add (writer->paragraph, DIP_FACE_DIM, _dip_word_of_relation (pair->relation));
  add_more (writer, _("with"), pair->old_more);
  add_more (writer, _("into"), pair->new_more);
  if (pair->old_clause != NULL && pair->new_clause != NULL)
    {
      _dip_paragraph_add (writer->paragraph, DIP_FACE_DIM, " · ");
      add_stances (writer, pair, pair->flip ? DIP_FACE_YELLOW | DIP_FACE_BOLD : DIP_FACE_DIM);
    }
  if (pair->class_rule != NULL)
    _dip_paragraph_printf (writer->paragraph, DIP_FACE_DIM, " · %s", dip_words_get_reason (pair->class_rule));
  if (pair->hand != DIP_HAND_NONE)
    _dip_paragraph_printf (writer->paragraph, DIP_FACE_DIM, " · %s", _dip_word_of_hand (pair->hand));
  flush (writer, "  │ ", "  │ ");

  _dip_text_write_changes (writer->out, pair, writer->style);
}

/**
 * dip_report_write_comparison:
 * @out: where to
 * @comparison: two editions, compared
 * @style: colours and width
 *
 * Writes a comparison for reading, what matters most first: counts, flips,
 * substantive changes, replacements that were made in many places, facts, the
 * audit of the revision table; then clause by clause what changed.
 */
void
dip_report_write_comparison (GString            *out,
                             DipComparison      *comparison,
                             const DipTextStyle *style)
{
  g_autoptr (DipParagraph) paragraph = NULL;
  Writer writer;

  g_return_if_fail (out != NULL);
  g_return_if_fail (comparison != NULL);
  g_return_if_fail (style != NULL);

  paragraph = _dip_paragraph_new ();
  writer = (Writer) { out, style, paragraph };

  write_head (&writer, comparison);
  write_counts (&writer, comparison);
  write_flips (&writer, comparison->pairs);
  write_substantive (&writer, comparison->pairs);
  write_groups (&writer, comparison->groups);
  write_facts (&writer, comparison);
  write_audit (&writer, comparison);
  write_limits (&writer, comparison->limits);

  for (guint i = 0; i < comparison->pairs->len; i++)
    write_pair (&writer, g_ptr_array_index (comparison->pairs, i));
}
