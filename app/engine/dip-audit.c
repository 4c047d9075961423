/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/dip-engine-private.h"

#include <string.h>

/*
 * What the new edition's revision table declares against what changed. An item
 * of the table declares a clause when it names its number, its printed control
 * or its title; it declares kinds of change when it has one of the words of the
 * list "declares" (組織再編, domain, typo). Rows of the old edition itself, and the row
 * of a first issue, declare nothing between the two.
 */

typedef enum {
  COVERS_ALL     = 1 << 0,
  COVERS_NAME    = 1 << 1,
  COVERS_ADDRESS = 1 << 2,
  COVERS_URL     = 1 << 3,
  COVERS_WORDING = 1 << 4,
  COVERS_LAYOUT  = 1 << 5,
  ANSWERED_BY_ANY = 1 << 6,
} Covers;

static const struct { const char *word; Covers covers; } kinds[] = {
  { "all", COVERS_ALL }, { "name", COVERS_NAME }, { "address", COVERS_ADDRESS },
  { "url", COVERS_URL }, { "wording", COVERS_WORDING }, { "layout", COVERS_LAYOUT }, { "any", ANSWERED_BY_ANY },
};

static const char *const range_marks[] = { "~", "-", "～", "〜", "–", "—", "から" };

typedef struct
{
  char     *folded;       /* the item */
  char     *plain;        /* the same with its blanks, where numbers are looked for: "section 9.4. The" */
  char     *printed;
  gboolean  is_places;    /* nothing but numbers of clauses: "1～6、9、11～14" */
  Covers    covers;
  gboolean  answered;     /* a change answers to it */
  gboolean  named_exists; /* a clause that it names is in one of the editions */
} Item;

static void
item_free (gpointer data)
{
  Item *self = data;

  g_free (self->folded);
  g_free (self->plain);
  g_free (self->printed);
  g_free (self);
}

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

static Covers
covers_of (DipContext *context,
           const char *folded)
{
  const GPtrArray *rows = dip_lexicon_get_rows (context->lexicon, "declares");
  Covers covers = 0;

  for (guint i = 0; i < rows->len; i++)
    {
      char **row = rows->pdata[i];
      g_autofree char *word = dip_fold_to_string (row[0], DIP_ENGINE_FOLD, context->lexicon);

      if (strstr (folded, word) == NULL)
        continue;
      for (guint k = 1; row[k] != NULL; k++)
        {
          for (guint n = 0; n < G_N_ELEMENTS (kinds); n++)
            covers |= strcmp (row[k], kinds[n].word) == 0 ? kinds[n].covers : 0;
        }
    }

  return covers;
}

/* "2、3 の更新", "15.1.3 を改訂": numbers, then what was done to them. */
static gboolean
begins_with_places (DipContext *context,
                    const char *plain)
{
  static const char *const between[] = { "、", ",", " ", "・", "~", "-", "および", "と" };
  const GPtrArray *rows = dip_lexicon_get_rows (context->lexicon, "declares");
  const char *at = plain;

  if (!g_ascii_isdigit (*at))
    return FALSE;

  for (gsize step = 1; step > 0; at += step)
    {
      step = strspn (at, "0123456789.");
      for (guint i = 0; step == 0 && i < G_N_ELEMENTS (between); i++)
        step = g_str_has_prefix (at, between[i]) ? strlen (between[i]) : 0;
    }
  if (g_str_has_prefix (at, "の") || g_str_has_prefix (at, "を"))
    at += strlen ("の");

  for (guint i = 0; i < rows->len; i++)
    {
      g_autofree char *word = dip_fold_to_string (((char **) rows->pdata[i])[0], DIP_ENGINE_FOLD, context->lexicon);

      if (g_str_has_prefix (at, word))
        return TRUE;
    }

  return FALSE;
}

static Item *
add_item (DipContext *context,
          GPtrArray  *items,
          const char *printed)
{
  Item *item;

  if (printed == NULL || printed[0] == '\0')
    return NULL;

  item = g_new0 (Item, 1);
  item->printed = g_strdup (printed);
  item->folded = dip_fold_to_string (printed, DIP_ENGINE_FOLD, context->lexicon);
  item->plain = dip_fold_to_string (printed, DIP_ENGINE_FOLD & ~DIP_FOLD_SPACE, context->lexicon);
  item->is_places = begins_with_places (context, item->plain);
  item->covers = covers_of (context, item->folded);
  g_ptr_array_add (items, item);

  return item;
}

/* Whether a piece of an item says what was done: "社名変更に伴う修正", "ログの保管期間の見直し". */
static gboolean
ends_with_deed (DipContext *context,
                const char *piece,
                gsize       length)
{
  const GPtrArray *rows = dip_lexicon_get_rows (context->lexicon, "declares");
  g_autofree char *printed = g_strndup (piece, length);
  g_autofree char *folded = dip_fold_to_string (printed, DIP_ENGINE_FOLD, context->lexicon);

  for (guint i = 0; i < rows->len; i++)
    {
      char **row = rows->pdata[i];
      g_autofree char *word = NULL;

      if (g_strcmp0 (row[1], "any") != 0)
        continue;
      word = dip_fold_to_string (row[0], DIP_ENGINE_FOLD, context->lexicon);
      if (g_str_has_suffix (folded, word))
        return TRUE;
    }

  return FALSE;
}

/* "社名変更に伴う修正、3.4 の更新" is two items: the second one names a clause, the first
 * one none. Where a piece says nothing of what was done, it goes on. */
static void
add_items (DipContext *context,
           GPtrArray  *items,
           const char *printed)
{
  static const char *const separators[] = { "、", "，", "；", "。", "　・", " ・", "　-", "　●", ",", ";" };
  const char *start = printed;

  for (const char *at = printed; at != NULL && *at != '\0'; at = g_utf8_next_char (at))
    {
      for (guint i = 0; i < G_N_ELEMENTS (separators); i++)
        {
          g_autofree char *piece = NULL;

          if (!g_str_has_prefix (at, separators[i]) || at[strlen (separators[i])] == '\0'
              || (*at != ';' && !ends_with_deed (context, start, (gsize) (at - start))))
            continue;

          piece = g_strndup (start, (gsize) (at - start));
          add_item (context, items, g_strstrip (piece));
          start = at + strlen (separators[i]);
          start += strspn (start, " ");
          break;
        }
    }

  add_item (context, items, start);
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
      for (guint k = 0; words[k] != NULL; k++)
        {
          if (strstr (head, words[k]) != NULL)
            return TRUE;
        }
    }

  return FALSE;
}

/* One of the numbers, one below it, or one within "11～14". */
static gboolean
places_name (const char *places,
             const char *number)
{
  const char *at = places;

  if (number == NULL || number[0] == '\0')
    return FALSE;

  while (*at != '\0')
    {
      gsize length = strspn (at, "0123456789.");
      gsize mark = 0;

      if (length == 0)
        {
          at = g_utf8_next_char (at);
          continue;
        }
      if (strncmp (number, at, length) == 0 && (number[length] == '\0' || number[length] == '.'))
        return TRUE;

      for (guint i = 0; i < G_N_ELEMENTS (range_marks); i++)
        mark = MAX (mark, g_str_has_prefix (at + length, range_marks[i]) ? strlen (range_marks[i]) : 0);
      if (mark > 0 && g_ascii_isdigit (at[length + mark]) && g_ascii_isdigit (number[0]))
        {
          guint64 chapter = g_ascii_strtoull (number, NULL, 10);

          if (chapter >= g_ascii_strtoull (at, NULL, 10) && chapter <= g_ascii_strtoull (at + length + mark, NULL, 10))
            return TRUE;
        }
      at += length;
    }

  return FALSE;
}

static gboolean
is_number_character (char c)
{
  return g_ascii_isalnum (c) || c == '.' || c == '-';
}

/* Whether a number stands in a text as a whole: "5.1" not in "15.1" or "5.1.2". */
static gboolean
names_number (const char *folded,
              const char *number)
{
  g_autofree char *lower = g_ascii_strdown (number, -1);
  gsize length = strlen (lower);

  for (const char *at = strstr (folded, lower); at != NULL; at = strstr (at + 1, lower))
    {
      char after = at[length];

      if (at > folded && is_number_character (at[-1]))
        continue;
      if (g_ascii_isalnum (after) || ((after == '.' || after == '-') && g_ascii_isalnum (at[length + 1])))
        continue;
      return TRUE;
    }

  return FALSE;
}

/* The word that a heading counts by, "章" of 第3章, which does not speak of 第3条; NULL for none. */
static const char *
find_counter (const char *heading)
{
  static const char *const words[] = { "章", "節", "条", "項", "部", "編" };

  if (heading == NULL || !g_str_has_prefix (heading, "第"))
    return NULL;

  for (const char *at = heading; *at != '\0' && at - heading < 30; at = g_utf8_next_char (at))
    {
      for (guint i = 0; i < G_N_ELEMENTS (words); i++)
        {
          if (g_str_has_prefix (at, words[i]))
            return words[i];
        }
    }

  return NULL;
}

/* A bare "3" in a sentence is a count as often as a clause; with a full stop in
 * it, or with a word like 章 beside it, it is a clause. */
static gboolean
names_clause_number (const char *folded,
                     const char *number,
                     const char *counter)
{
  g_autofree char *counted = NULL;
  g_autofree char *chapter = NULL;
  g_autofree char *section = NULL;
  g_autofree char *english = NULL;

  if (number == NULL || number[0] == '\0')
    return FALSE;
  if (strchr (number, '.') != NULL)
    return names_number (folded, number);
  if (counter != NULL)
    {
      counted = g_strdup_printf ("%s%s", number, counter);
      return names_number (folded, counted);
    }

  chapter = g_strdup_printf ("%s章", number);
  section = g_strdup_printf ("%s項", number);
  english = g_strdup_printf ("%s.", number);

  return names_number (folded, chapter) || names_number (folded, section)
    || (names_number (folded, number)
        && (strstr (folded, "chapter") != NULL || strstr (folded, "section") != NULL
            || strstr (folded, "clause") != NULL || g_str_has_prefix (folded, english)));
}

/* Whoever declares "section 2" declares 2.1 as well. */
static gboolean
names_number_or_above (const char *text,
                       const char *number,
                       const char *counter)
{
  g_autofree char *above = g_strdup (number);

  while (above != NULL && above[0] != '\0')
    {
      char *dot;

      if (names_clause_number (text, above, counter))
        return TRUE;
      dot = strrchr (above, '.');
      if (dot == NULL)
        return FALSE;
      *dot = '\0';
    }

  return FALSE;
}

/* A short title is a word like any other, unless its number stands before it or it is
 * between brackets: "2. 鍵", 「鍵」. */
static gboolean
names_title (const char *folded,
             const char *title,
             const char *number)
{
  static const char *const openings[] = { "「", "『", "【", "[", "\"", "“", "<", "'" };
  gsize n = number == NULL ? 0 : strlen (number);

  if (title[0] == '\0')
    return FALSE;
  if (g_utf8_strlen (title, -1) >= 4)
    return strstr (folded, title) != NULL;

  for (const char *at = strstr (folded, title); at != NULL; at = strstr (at + 1, title))
    {
      const char *before = at;

      for (guint i = 0; i < G_N_ELEMENTS (openings); i++)
        {
          gsize length = strlen (openings[i]);

          if ((gsize) (at - folded) >= length && strncmp (at - length, openings[i], length) == 0)
            return TRUE;
        }
      while (before > folded && strchr (" .", before[-1]) != NULL)
        before--;
      if (n > 0 && (gsize) (before - folded) >= n && g_ascii_strncasecmp (before - n, number, n) == 0
          && ((gsize) (before - folded) == n || !is_number_character (before[-1 - (gssize) n])))
        return TRUE;
    }

  return FALSE;
}

static gboolean
names_clause (DipContext      *context,
              const Item      *item,
              const DipClause *clause)
{
  g_autofree char *title = NULL;

  if (item->is_places)
    return places_name (item->plain, clause->number);
  if (names_number_or_above (item->plain, clause->number, find_counter (clause->heading)))
    return TRUE;

  for (guint i = 0; i < clause->controls->len; i++)
    {
      const DipControl *control = clause->controls->pdata[i];

      if (control->origin == DIP_ORIGIN_PRINTED && names_number (item->plain, control->id))
        return TRUE;
    }

  title = dip_fold_to_string (clause->title, DIP_ENGINE_FOLD, context->lexicon);

  return names_title (item->folded, title, clause->number);
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

/* Whether each substantive change of the pair is of a kind that was declared. */
static gboolean
kinds_cover (const DipPair *pair,
             Covers         covers)
{
  if (covers & COVERS_ALL)
    return TRUE;

  for (guint i = 0; i < pair->changes->len; i++)
    {
      const DipChange *change = pair->changes->pdata[i];
      gboolean covered;

      if (change->class_ < DIP_CLASS_SUBSTANTIVE)
        continue;
      covered = ((change->tags & DIP_TAG_NAME) && (covers & COVERS_NAME))
        || ((change->tags & DIP_TAG_ADDRESS) && (covers & COVERS_ADDRESS))
        || ((change->tags & DIP_TAG_URL) && (covers & COVERS_URL));
      if (!covered)
        return FALSE;
    }

  return TRUE;
}

static gboolean
kinds_answered (const DipPair *pair,
                Covers         covers)
{
  DipTags tags = tags_of (pair, DIP_CLASS_LAYOUT);

  return pair->class_ > DIP_CLASS_NONE
    && ((covers & (COVERS_ALL | ANSWERED_BY_ANY))
        || ((covers & COVERS_NAME) && (tags & DIP_TAG_NAME))
        || ((covers & COVERS_ADDRESS) && (tags & DIP_TAG_ADDRESS))
        || ((covers & COVERS_URL) && (tags & DIP_TAG_URL))
        || ((covers & COVERS_WORDING) && pair->class_ >= DIP_CLASS_ORTHOGRAPHIC)
        || ((covers & COVERS_LAYOUT) && pair->class_ >= DIP_CLASS_LAYOUT));
}

/* The table speaks in the numbers of its own edition, unless a clause is gone. */
static gboolean
item_names_pair (DipContext    *context,
                 const Item    *item,
                 const DipPair *pair)
{
  return names_clause (context, item, pair->new_clause != NULL ? pair->new_clause : pair->old_clause);
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
           const char        *clause,
           const DipRevision *revision,
           const char        *summary,
           const char        *why)
{
  DipAuditEntry *entry = g_new0 (DipAuditEntry, 1);

  entry->clause = g_strdup (clause);
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
reason_for (const DipPair *pair)
{
  if (pair->flip)
    return g_strdup (pair->flip_reason);
  if (pair->old_clause == NULL)
    return g_strdup ("The clause is new and no revision mentions it.");
  if (pair->new_clause == NULL)
    return g_strdup ("The clause was removed and no revision mentions it.");

  return g_strdup ("The clause changed in substance and no revision mentions it.");
}

static void
check_pairs (DipContext *context,
             GPtrArray  *items)
{
  const GPtrArray *clauses = context->comparison->new_document->clauses;
  g_autoptr (GHashTable) by_id = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < clauses->len; i++)
    g_hash_table_insert (by_id, ((DipClause *) clauses->pdata[i])->id, clauses->pdata[i]);

  for (guint i = 0; i < context->comparison->pairs->len; i++)
    {
      const DipPair *pair = context->comparison->pairs->pdata[i];
      const DipClause *parent = find_parent (by_id, pair);
      gboolean declared = FALSE;
      Covers covers = 0;

      for (guint k = 0; k < items->len; k++)
        {
          Item *item = items->pdata[k];

          if (item_names_pair (context, item, pair))
            {
              item->answered = item->answered || pair->class_ > DIP_CLASS_NONE
                || pair->relation != DIP_RELATION_SAME;
              declared = TRUE;
            }
          else if (parent != NULL && pair->class_ > DIP_CLASS_NONE && names_clause (context, item, parent))
            {
              /* What stands in a chapter answers for it; what is new came with it. */
              item->answered = TRUE;
              declared = declared || pair->old_clause == NULL;
            }
        }

      /* "15.1.3 の更新" declares 15.1.3, not an update of everything. */
      for (guint k = 0; k < items->len; k++)
        {
          Item *item = items->pdata[k];

          if (item->named_exists || item->is_places)
            continue;
          covers |= item->covers;
          item->answered = item->answered || kinds_answered (pair, item->covers);
        }

      if (pair->class_ == DIP_CLASS_SUBSTANTIVE && !declared && !kinds_cover (pair, covers))
        {
          g_autofree char *why = reason_for (pair);

          add_entry (context->comparison->undeclared,
                     pair->new_clause != NULL ? pair->new_clause->id : pair->old_clause->id, NULL, NULL, why);
        }
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
          Item *item = items->pdata[k];

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

/* Fills declared, undeclared, not_found and the note. */
void
_dip_audit (DipContext *context)
{
  const char *old_version = context->comparison->old_document->edition->version;
  const GPtrArray *revisions = context->comparison->new_document->revisions;
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (item_free);
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
        add_items (context, items, revision->summary);
      for (guint k = 0; revision->items[k] != NULL; k++)
        add_items (context, items, revision->items[k]);
      if (with_places)
        {
          Item *item = add_item (context, items, revision->pages);

          if (item != NULL)
            item->is_places = TRUE;
        }
    }

  mark_named (context, items);
  check_pairs (context, items);

  for (guint k = 0; k < items->len; k++)
    {
      const Item *item = items->pdata[k];

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
