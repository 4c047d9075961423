/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/dip-audit-private.h"

#include <string.h>

/*
 * The rows of a revision table as items, each of which says one thing.
 */

static const struct { const char *word; DipCovers covers; } kinds[] = {
  { "all", COVERS_ALL }, { "throughout", COVERS_THROUGHOUT }, { "name", COVERS_NAME }, { "address", COVERS_ADDRESS },
  { "url", COVERS_URL }, { "wording", COVERS_WORDING }, { "layout", COVERS_LAYOUT }, { "any", ANSWERED_BY_ANY },
  { "department", COVERS_DEPARTMENT },
};

void
_dip_audit_item_free (gpointer data)
{
  DipAuditItem *self = data;

  g_free (self->folded);
  g_free (self->plain);
  g_free (self->former);
  g_free (self->printed);
  g_free (self->quoted);
  g_clear_pointer (&self->topic, g_ptr_array_unref);
  g_free (self);
}

/* The words of the list "declares" as items are folded, in its order; made when the first item asks for them. */
static const GPtrArray *
get_deeds (DipContext *context)
{
  const GPtrArray *rows = dip_lexicon_get_rows (context->lexicon, "declares");

  if (context->deeds != NULL)
    return context->deeds;

  context->deeds = g_ptr_array_new_full (rows->len, g_free);
  for (guint i = 0; i < rows->len; i++)
    g_ptr_array_add (context->deeds,
                     dip_fold_to_string (((char **) rows->pdata[i])[0], DIP_ENGINE_FOLD, context->lexicon));

  return context->deeds;
}

static DipCovers
covers_of (DipContext *context,
           const char *folded)
{
  const GPtrArray *rows = dip_lexicon_get_rows (context->lexicon, "declares");
  const GPtrArray *deeds = get_deeds (context);
  DipCovers covers = 0;

  for (guint i = 0; i < rows->len; i++)
    {
      char **row = rows->pdata[i];

      if (strstr (folded, deeds->pdata[i]) == NULL)
        continue;
      for (guint k = 1; row[k] != NULL; k++)
        {
          for (guint n = 0; n < G_N_ELEMENTS (kinds); n++)
            covers |= strcmp (row[k], kinds[n].word) == 0 ? kinds[n].covers : 0;
        }
    }

  /* 全体の表現の見直し is about wording, throughout. */
  if ((covers & COVERS_THROUGHOUT) && !(covers & ~(COVERS_THROUGHOUT | ANSWERED_BY_ANY)))
    covers |= COVERS_ALL;

  return covers;
}

/* "2、3 の更新", "15.1.3 を改訂": numbers, then what was done to them. */
static gboolean
begins_with_places (DipContext *context,
                    const char *plain)
{
  static const char *const between[] = { "、", ",", " ", "・", "~", "-", "および", "と" };
  const GPtrArray *deeds = get_deeds (context);
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

  for (guint i = 0; i < deeds->len; i++)
    {
      if (g_str_has_prefix (at, deeds->pdata[i]))
        return TRUE;
    }

  return FALSE;
}

/* What stands between the first quotation marks. */
static char *
find_quoted (const char *printed)
{
  static const struct { const char *opening; const char *closing; } marks[] = {
    { "「", "」" }, { "『", "』" }, { "“", "”" }, { "\"", "\"" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    {
      const char *start = strstr (printed, marks[i].opening);
      const char *end;

      if (start == NULL)
        continue;
      start += strlen (marks[i].opening);
      end = strstr (start, marks[i].closing);
      if (end != NULL && end > start)
        return g_strndup (start, (gsize) (end - start));
    }

  return NULL;
}

DipAuditItem *
_dip_audit_add_item (DipContext *context,
                     GPtrArray  *items,
                     const char *printed)
{
  g_autofree char *plain = NULL;
  DipAuditItem *item;

  if (printed == NULL || printed[0] == '\0')
    return NULL;

  item = g_new0 (DipAuditItem, 1);
  item->printed = g_strdup (printed);
  item->quoted = find_quoted (printed);
  item->folded = dip_fold_to_string (printed, DIP_ENGINE_FOLD, context->lexicon);
  plain = dip_fold_to_string (printed, DIP_ENGINE_FOLD & ~DIP_FOLD_SPACE, context->lexicon);
  item->plain = _dip_audit_split_former (context, plain, &item->former);
  item->is_places = begins_with_places (context, item->plain);
  item->topic = item->is_places ? NULL : _dip_audit_find_topic (context, item->plain);
  item->covers = covers_of (context, item->folded);
  item->direction = _dip_audit_find_direction (context, item->plain);
  item->says_better = _dip_audit_says_better (context, item->plain);
  g_ptr_array_add (items, item);

  return item;
}

/* Bytes at the end of a piece in which its deed stands: what has no deed grows from comma to comma. */
#define MAX_DEED 256u

/* Whether a row of the deeds is one that is done to something: 修正, "updated"; "renamed" stands for a name as well. */
static gboolean
is_done (char *const *row)
{
  return g_strcmp0 (row[1], "any") == 0 || (g_ascii_isalpha (row[0][0]) && g_str_has_suffix (row[0], "ed"));
}

/* "Product renamed to …": whether a piece tells behind its deed what became of it. */
static gboolean
goes_on_with_to (const char *spaced,
                 const char *deed)
{
  g_autofree char *to = g_strconcat (" ", deed, " to ", NULL);

  return g_ascii_isalpha (*deed) && strstr (spaced, to) != NULL;
}

/* Whether a piece of an item says what was done: "社名変更に伴う修正", "ログの保管期間の見直し". */
static gboolean
says_deed (DipContext *context,
           const char *piece,
           gsize       length)
{
  const GPtrArray *rows = dip_lexicon_get_rows (context->lexicon, "declares");
  const GPtrArray *deeds = get_deeds (context);
  const char *start = length > MAX_DEED ? g_utf8_find_next_char (piece + length - MAX_DEED, NULL) : piece;
  g_autofree char *printed = g_strndup (start, (gsize) (piece + length - start));
  g_autofree char *folded = dip_fold_to_string (printed, DIP_ENGINE_FOLD, context->lexicon);
  g_autofree char *spaced = g_ascii_strdown (printed, -1);

  for (guint i = 0; i < rows->len; i++)
    {
      char **row = rows->pdata[i];

      if (is_done (row) && (g_str_has_suffix (folded, deeds->pdata[i]) || goes_on_with_to (spaced, row[0])))
        return TRUE;
    }

  return FALSE;
}

/* "Data center in Dublin. Test data removed." */
static gboolean
ends_sentence (const char *start,
               const char *at)
{
  return at - start > 3 && at[0] == '.' && at[1] == ' ' && g_ascii_isupper (at[2]) && g_ascii_isalnum (at[-1]) &&
         g_ascii_isalnum (at[-2]) && g_ascii_isalnum (at[-3]);
}

/* "社名変更に伴う修正、3.4 の更新" is two items: the second one names a clause, the first
 * one none. Where a piece says nothing of what was done, it goes on to the end of its sentence. */
void
_dip_audit_add_items (DipContext *context,
                      GPtrArray  *items,
                      const char *printed)
{
  static const char *const separators[] = { "、", "，", "；", "。", "　・", " ・", "　-", "　●", ",", ";", "." };
  const char *start = printed;

  for (const char *at = printed; at != NULL && *at != '\0'; at = g_utf8_next_char (at))
    {
      for (guint i = 0; i < G_N_ELEMENTS (separators); i++)
        {
          g_autofree char *piece = NULL;

          if (!g_str_has_prefix (at, separators[i]) || at[strlen (separators[i])] == '\0'
              || (*at == '.' && !ends_sentence (start, at))
              || (*at != ';' && *at != '.' && !says_deed (context, start, (gsize) (at - start))))
            continue;

          piece = g_strndup (start, (gsize) (at - start));
          _dip_audit_add_item (context, items, g_strstrip (piece));
          start = at + strlen (separators[i]);
          start += strspn (start, " ");
          break;
        }
    }

  _dip_audit_add_item (context, items, start);
}
