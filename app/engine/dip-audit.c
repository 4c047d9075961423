/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/dip-audit-private.h"

#include "text/dip-characters.h"

#include <string.h>

/*
 * What the new edition's revision table declares against what changed. An item
 * of the table declares a clause when it names its number, its printed control
 * or its title; it declares kinds of change when it has one of the words of the
 * list "declares" (組織再編, domain, typo), and the changes that it speaks of. Rows of the old edition itself, and the row
 * of a first issue, declare nothing between the two.
 */

/* Bytes of items that are read for all clauses together: some 70 items beside 20,000 clauses, 4,000 beside
 * 300. It holds a table of revisions that goes on without end to seconds. */
#define MAX_READ 200000000u

/* Bytes that an item costs beside its length: what it is asked of a clause whatever it says. */
#define ITEM_COST 100u

static gboolean
same_revision (const DipRevision *a,
               const DipRevision *b)
{
  return g_strcmp0 (a->version, b->version) == 0 && g_strcmp0 (a->date, b->date) == 0
    && (a->version != NULL || g_strcmp0 (a->summary, b->summary) == 0);
}

static gboolean
is_new (DipContext        *context,
        const DipRevision *revision)
{
  const GPtrArray *old = context->comparison->old_document->revisions;

  for (guint i = 0; i < old->len; i++)
    {
      if (same_revision (old->pdata[i], revision))
        return FALSE;
    }

  return TRUE;
}

/* Compares "1.2" and "1.10" number by number; what is not there counts as 0.
 * Returns: whether @version is @limit or older; %FALSE where one is no number. */
static gboolean
is_not_after (const char *version,
              const char *limit)
{
  const char *a = version;
  const char *b = limit;

  if (a == NULL || b == NULL || !g_ascii_isdigit (*a) || !g_ascii_isdigit (*b)
      || a[strspn (a, "0123456789.")] != '\0' || b[strspn (b, "0123456789.")] != '\0')
    return FALSE;

  while (*a != '\0' || *b != '\0')
    {
      char *a_end;
      char *b_end;
      guint64 x = g_ascii_strtoull (a, &a_end, 10);
      guint64 y = g_ascii_strtoull (b, &b_end, 10);

      if (x != y)
        return x < y;
      a = *a_end == '.' ? a_end + 1 : a_end;
      b = *b_end == '.' ? b_end + 1 : b_end;
      if (a == a_end && b == b_end && (*a != '\0' || *b != '\0'))
        return FALSE;
    }

  return TRUE;
}

/* "初版発行", "Initial release." and no more. */
static gboolean
says_first_issue (DipContext        *context,
                  const DipRevision *revision)
{
  const char *const *words = dip_lexicon_get_words (context->lexicon, "revision-first");
  g_autofree char *folded = NULL;
  gsize length;

  if (revision->summary == NULL)
    return FALSE;

  folded = dip_fold_to_string (revision->summary, DIP_ENGINE_FOLD | DIP_FOLD_ALL_SPACE, context->lexicon);
  length = strlen (folded);
  while (length > 0)
    {
      const char *last = g_utf8_prev_char (folded + length);

      if (!g_unichar_ispunct (g_utf8_get_char (last)))
        break;
      length = (gsize) (last - folded);
    }

  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autofree char *word = dip_fold_to_string (words[i], DIP_ENGINE_FOLD | DIP_FOLD_ALL_SPACE, context->lexicon);

      if (strlen (word) == length && memcmp (word, folded, length) == 0)
        return TRUE;
    }

  return FALSE;
}

static gboolean
is_one_edition (const DipEdition *a,
                const DipEdition *b)
{
  return a == b || (a->sha256 != NULL && g_strcmp0 (a->sha256, b->sha256) == 0);
}

/* Whether the column beside the summary holds clauses; elsewhere it holds pages. The head of the
 * revision table is among the paper's properties. */
static gboolean
has_places (DipContext *context)
{
  const GPtrArray *properties = context->comparison->new_document->properties;
  const char *const *words = dip_lexicon_get_words (context->lexicon, "revision-places");

  for (guint i = 0; i < properties->len; i++)
    {
      const DipProperty *property = properties->pdata[i];
      const char *end = property->value != NULL ? strchr (property->value, '\n') : NULL;
      g_autofree char *head = NULL;

      if (end == NULL)
        continue;
      head = g_strndup (property->value, end - property->value);
      if (dip_has_one_of (head, words))
        return TRUE;
    }

  return FALSE;
}

static DipTags
tags_of (const DipPair *pair,
         DipClass       least)
{
  DipTags tags = 0;

  for (guint i = 0; i < pair->changes->len; i++)
    {
      const DipChange *change = pair->changes->pdata[i];

      if (change->class_ >= least)
        tags |= change->tags;
    }

  return tags;
}

/* A department that is called otherwise, or another one. */
static gboolean
is_other_department (DipContext      *context,
                     const DipChange *change)
{
  g_autofree char *a = dip_fold_to_string (change->old_text, DIP_ENGINE_FOLD, context->lexicon);
  g_autofree char *b = dip_fold_to_string (change->new_text, DIP_ENGINE_FOLD, context->lexicon);

  return _dip_meaning_ends_with (context->meaning, "departments", a)
    && _dip_meaning_ends_with (context->meaning, "departments", b);
}

/* Whether each substantive change of the pair is of a kind that was declared, or is spoken of (@told). */
static gboolean
kinds_cover (DipContext     *context,
             const DipPair  *pair,
             DipCovers       covers,
             const gboolean *told)
{
  if (covers & COVERS_ALL)
    return TRUE;

  for (guint i = 0; i < pair->changes->len; i++)
    {
      const DipChange *change = pair->changes->pdata[i];
      gboolean covered;

      if (change->class_ < DIP_CLASS_SUBSTANTIVE)
        continue;
      covered = told[i] || ((change->tags & DIP_TAG_NAME) && (covers & COVERS_NAME))
        || ((change->tags & DIP_TAG_ADDRESS) && (covers & COVERS_ADDRESS))
        || ((change->tags & DIP_TAG_URL) && (covers & COVERS_URL))
        || ((covers & COVERS_DEPARTMENT) && is_other_department (context, change));
      if (!covered)
        return FALSE;
    }

  return TRUE;
}

static gboolean
kinds_answered (const DipPair *pair,
                DipCovers         covers)
{
  DipTags tags = tags_of (pair, DIP_CLASS_LAYOUT);

  return pair->class_ > DIP_CLASS_NONE
    && ((covers & (COVERS_ALL | ANSWERED_BY_ANY))
        || ((covers & COVERS_NAME) && (tags & DIP_TAG_NAME))
        || ((covers & COVERS_ADDRESS) && (tags & DIP_TAG_ADDRESS))
        || ((covers & COVERS_URL) && (tags & DIP_TAG_URL))
        || ((covers & COVERS_DEPARTMENT) && pair->class_ == DIP_CLASS_SUBSTANTIVE)
        || ((covers & COVERS_WORDING) && pair->class_ >= DIP_CLASS_ORTHOGRAPHIC)
        || ((covers & COVERS_LAYOUT) && pair->class_ >= DIP_CLASS_LAYOUT));
}

static gboolean
has_text (const DipClause *clause,
          const char      *text)
{
  if (clause == NULL)
    return FALSE;
  for (guint i = 0; i < clause->blocks->len; i++)
    {
      const DipBlock *block = clause->blocks->pdata[i];

      if (block->text != NULL && strstr (block->text, text) != NULL)
        return TRUE;
    }

  return (clause->heading != NULL && strstr (clause->heading, text) != NULL)
    || (clause->title != NULL && strstr (clause->title, text) != NULL);
}

/* An item that quotes something speaks of clauses that have it. */
static gboolean
may_be_meant (const DipAuditItem *item,
              const DipPair      *pair)
{
  return item->quoted == NULL || has_text (pair->old_clause, item->quoted) || has_text (pair->new_clause, item->quoted);
}

/* The table speaks in the numbers of its own edition, unless a clause is gone. */
static gboolean
item_names_pair (DipContext         *context,
                 const DipAuditItem *item,
                 const DipPair      *pair)
{
  return _dip_audit_names_clause (context, item, pair->new_clause != NULL ? pair->new_clause : pair->old_clause)
    || _dip_audit_names_former (item, pair->old_clause);
}

/* The chapter that a clause of the new edition stands in, NULL for none. */
static const DipClause *
find_parent (GHashTable    *by_id,
             const DipPair *pair)
{
  const char *id = pair->new_clause == NULL ? NULL : pair->new_clause->parent;

  return id == NULL ? NULL : g_hash_table_lookup (by_id, id);
}

static void
add_entry (GPtrArray         *entries,
           const DipPair     *pair,
           const DipRevision *revision,
           const char        *summary,
           const char        *why)
{
  DipAuditEntry *entry = g_new0 (DipAuditEntry, 1);

  if (pair != NULL)
    {
      const DipClause *clause = pair->new_clause != NULL ? pair->new_clause : pair->old_clause;

      entry->clause = g_strdup (clause->id);
      entry->title = g_strdup (clause->title);
      entry->removed = pair->new_clause == NULL;
    }
  if (revision != NULL)
    {
      entry->version = g_strdup (revision->version);
      entry->date = g_strdup (revision->date);
    }
  entry->summary = g_strdup (summary);
  entry->why = g_strdup (why);
  g_ptr_array_add (entries, entry);
}

static char *
reason_for (const DipPair *pair,
            gboolean       contradicted)
{
  if (pair->flip)
    return g_strdup (pair->flip_reason);
  if (contradicted)
    return g_strdup ("A revision mentions it, but the number went the other way.");
  if (pair->old_clause == NULL)
    return g_strdup ("The clause is new and no revision mentions it.");
  if (pair->new_clause == NULL)
    return g_strdup ("The clause was removed and no revision mentions it.");

  return g_strdup ("The clause changed in substance and no revision mentions it.");
}

/* Of which changes of a pair the items speak that name no clause. What is taken back is not declared by
 * a word in passing. */
static gboolean *
find_told (DipContext    *context,
           GPtrArray     *items,
           GHashTable    *ways,
           const DipWork *work)
{
  const DipPair *pair = work->pair;
  gboolean *told = g_new0 (gboolean, pair->changes->len + 1);

  for (guint i = 0; pair->class_ == DIP_CLASS_SUBSTANTIVE && i < pair->changes->len; i++)
    {
      const DipChange *change = pair->changes->pdata[i];
      g_autoptr (DipAuditPlace) place = NULL;

      for (guint k = 0; change->class_ == DIP_CLASS_SUBSTANTIVE && k < items->len; k++)
        {
          DipAuditItem *item = items->pdata[k];

          if (item->topic == NULL)
            continue;
          if (place == NULL)
            place = _dip_audit_place_new (context, work, change);
          if (!_dip_audit_is_contradicted (ways, pair, item)
              && _dip_audit_is_about (context, item->topic, place))
            {
              item->answered = TRUE;
              told[i] = !pair->flip;
            }
        }
    }

  return told;
}

/* A clause that is only there after (+) or before (-), %NULL where @pair has both. */
static char *
dup_side_key (const DipPair *pair,
              const char    *id)
{
  if (id == NULL || (pair->old_clause != NULL && pair->new_clause != NULL))
    return NULL;

  return g_strconcat (pair->new_clause != NULL ? "+" : "-", id, NULL);
}

/* Notes the chapter that a clause came or went with. */
static void
note_chapter (GHashTable    *chapters,
              const DipPair *pair)
{
  char *key = dup_side_key (pair, (pair->new_clause != NULL ? pair->new_clause : pair->old_clause)->parent);

  if (key != NULL)
    g_hash_table_add (chapters, key);
}

/* A chapter without text of its own that came or went with clauses, all of which a revision mentions. */
static gboolean
stands_for_its_clauses (GHashTable    *told_of,
                        GHashTable    *silent,
                        const DipPair *pair)
{
  const DipClause *clause = pair->new_clause != NULL ? pair->new_clause : pair->old_clause;
  g_autofree char *key = clause->blocks->len == 0 ? dup_side_key (pair, clause->id) : NULL;

  return key != NULL && g_hash_table_contains (told_of, key) && !g_hash_table_contains (silent, key);
}

static void
check_pairs (DipContext *context,
             GPtrArray  *items)
{
  const GPtrArray *clauses = context->comparison->new_document->clauses;
  g_autoptr (GHashTable) by_id = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) told_of = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) silent = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char **reasons = g_new0 (char *, context->comparison->pairs->len + 1);
  g_autoptr (GHashTable) ways = _dip_audit_find_ways (context);

  for (guint i = 0; i < clauses->len; i++)
    g_hash_table_insert (by_id, ((DipClause *) clauses->pdata[i])->id, clauses->pdata[i]);

  for (guint i = 0; i < context->comparison->pairs->len; i++)
    {
      const DipPair *pair = context->comparison->pairs->pdata[i];
      const DipClause *parent = find_parent (by_id, pair);
      g_autofree gboolean *told = find_told (context, items, ways, context->works->pdata[i]);
      gboolean declared = FALSE;
      gboolean contradicted = FALSE;
      DipCovers covers = 0;

      for (guint k = 0; k < items->len; k++)
        {
          DipAuditItem *item = items->pdata[k];

          if (item_names_pair (context, item, pair))
            {
              /* Another number is what other clauses did to it. */
              item->answered = item->answered || pair->class_ > DIP_CLASS_NONE
                || (pair->relation != DIP_RELATION_SAME && pair->relation != DIP_RELATION_RENUMBERED);
              if (_dip_audit_is_contradicted (ways, pair, item))
                contradicted = TRUE;
              else
                declared = TRUE;
            }
          else if (parent != NULL && pair->class_ > DIP_CLASS_NONE && _dip_audit_names_clause (context, item, parent))
            {
              /* What stands in a chapter answers for it; what is new came with it. */
              item->answered = TRUE;
              declared = declared || pair->old_clause == NULL || _dip_audit_names_chapter (context, item, parent);
            }
        }

      /* "15.1.3 の更新" declares 15.1.3, not an update of everything. */
      for (guint k = 0; k < items->len; k++)
        {
          DipAuditItem *item = items->pdata[k];

          if (item->named_exists || item->is_places)
            continue;
          covers |= item->covers;
          item->answered = item->answered || (kinds_answered (pair, item->covers) && may_be_meant (item, pair));
        }

      if (pair->class_ != DIP_CLASS_SUBSTANTIVE)
        continue;
      if (!declared && !kinds_cover (context, pair, covers, told))
        {
          reasons[i] = reason_for (pair, contradicted);
          note_chapter (silent, pair);
        }
      else
        {
          note_chapter (told_of, pair);
        }
    }

  for (guint i = 0; i < context->comparison->pairs->len; i++)
    {
      const DipPair *pair = context->comparison->pairs->pdata[i];

      if (reasons[i] != NULL && !stands_for_its_clauses (told_of, silent, pair))
        add_entry (context->comparison->undeclared, pair, NULL, NULL, reasons[i]);
      g_free (reasons[i]);
    }
}

/* Which items name a clause at all, before anything is concluded from them. */
static void
mark_named (DipContext *context,
            GPtrArray  *items)
{
  for (guint i = 0; i < context->comparison->pairs->len; i++)
    {
      const DipPair *pair = context->comparison->pairs->pdata[i];

      for (guint k = 0; k < items->len; k++)
        {
          DipAuditItem *item = items->pdata[k];

          item->named_exists = item->named_exists || item_names_pair (context, item, pair);
        }
    }
}

/* Why these two cannot be held against a revision table, %NULL where they can. A
 * new edition that is a first issue declares no change of anything. */
static const char *
reason_for_none (DipContext *context)
{
  const DipComparison *comparison = context->comparison;
  const DipEdition *edition = comparison->new_document->edition;
  const GPtrArray *revisions = comparison->new_document->revisions;
  gboolean first_issue = revisions->len > 0;

  if (comparison->old_document == comparison->new_document
      || is_one_edition (comparison->old_document->edition, edition))
    return "Both sides are the same edition.";
  if (revisions->len == 0)
    return "The paper has no revision table.";

  for (guint i = 0; i < revisions->len; i++)
    {
      const DipRevision *revision = revisions->pdata[i];

      first_issue = first_issue && is_new (context, revision) && says_first_issue (context, revision)
        && (revision->version == NULL || edition->version == NULL
            || is_not_after (edition->version, revision->version));
    }

  return first_issue ? "The paper says that it is a first issue." : NULL;
}

/* Leaves out the last items of a table of revisions that goes on without end. */
static void
bound_items (DipContext *context,
             GPtrArray  *items)
{
  guint64 n_read = 0;

  for (guint i = 0; i < items->len; i++)
    {
      const DipAuditItem *item = items->pdata[i];

      n_read += (ITEM_COST + strlen (item->plain)) * (guint64) context->comparison->pairs->len;
      if (n_read > MAX_READ)
        {
          g_ptr_array_set_size (items, (int) i);
          _dip_limit (context, "The revision table says so much that not all of it was held against the changes.");
          return;
        }
    }
}

/* Fills declared, undeclared, not_found and the note. */
void
_dip_audit (DipContext *context)
{
  const char *old_version = context->comparison->old_document->edition->version;
  const GPtrArray *revisions = context->comparison->new_document->revisions;
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (_dip_audit_item_free);
  gboolean with_places = has_places (context);

  context->comparison->audit_note = g_strdup (reason_for_none (context));
  if (context->comparison->audit_note != NULL)
    return;

  for (guint i = 0; i < revisions->len; i++)
    {
      const DipRevision *revision = revisions->pdata[i];

      if (!is_new (context, revision) || is_not_after (revision->version, old_version)
          || says_first_issue (context, revision))
        continue;

      add_entry (context->comparison->declared, NULL, revision, revision->summary, NULL);
      if (revision->items[0] == NULL)
        _dip_audit_add_items (context, items, revision->summary);
      for (guint k = 0; revision->items[k] != NULL; k++)
        _dip_audit_add_items (context, items, revision->items[k]);
      if (with_places)
        {
          DipAuditItem *item = _dip_audit_add_item (context, items, revision->pages);

          if (item != NULL)
            item->is_places = TRUE;
        }
    }

  bound_items (context, items);
  mark_named (context, items);
  check_pairs (context, items);

  for (guint k = 0; k < items->len; k++)
    {
      const DipAuditItem *item = items->pdata[k];

      if (item->answered)
        continue;
      if (item->named_exists)
        add_entry (context->comparison->not_found, NULL, NULL, item->printed,
                   "The clause that the revision names did not change.");
      else
        add_entry (context->comparison->not_found, NULL, NULL, item->printed,
                   "No change answers to this revision.");
    }
}
