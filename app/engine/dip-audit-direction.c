/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/dip-audit-private.h"

#include <string.h>

/*
 * Which way a revision table says that a number went, and which way it did:
 * "backup retention extended" declares no backup that is kept for a shorter time, and
 * "backups improved" none that is no longer made.
 */

/* Units of facts, in minutes; a number without one of them only compares with its own kind. */
static const struct { const char *unit; double minutes; } units[] = {
  { "min", 1 }, { "h", 60 }, { "d", 1440 }, { "business day", 1440 }, { "week", 10080 }, { "w", 10080 },
  { "month", 43200 }, { "mo", 43200 }, { "year", 525600 }, { "y", 525600 },
};

static gboolean
says (DipContext *context,
      const char *list,
      const char *plain)
{
  const char *const *words = dip_lexicon_get_words (context->lexicon, list);

  for (guint i = 0; words[i] != NULL; i++)
    {
      const char *at = strstr (plain, words[i]);

      if (at != NULL && (!g_ascii_isalpha (*words[i]) || at == plain || !g_ascii_isalpha (at[-1])))
        return TRUE;
    }

  return FALSE;
}

/* 1 for more or longer, -1 for less or shorter, 0 where an item says neither, or both. */
int
_dip_audit_find_direction (DipContext *context,
                           const char *plain)
{
  return says (context, "declares-more", plain) - says (context, "declares-less", plain);
}

/* The number of a fact, and what it counts. */
static const char *
read_number (const char *value,
             double     *number)
{
  const char *digits = strpbrk (value, "0123456789");
  char *end;

  if (digits == NULL)
    return NULL;
  *number = g_ascii_strtod (digits, &end);
  end += strspn (end, " ");
  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    {
      gsize n = strlen (units[i].unit);

      if (strncmp (end, units[i].unit, n) == 0 && !g_ascii_islower (end[n + (end[n] == 's')]))
        {
          *number *= units[i].minutes;
          return "min";
        }
    }

  return end;
}

/* 1 for more, -1 for less, 0 where that cannot be told. */
static int
direction_of (const DipFactChange *change)
{
  double old_number, new_number;
  const char *old_unit, *new_unit;

  if (change->old_value == NULL || change->new_value == NULL)
    return 0;
  old_unit = read_number (change->old_value, &old_number);
  new_unit = read_number (change->new_value, &new_number);
  if (old_unit == NULL || g_strcmp0 (old_unit, new_unit) != 0)
    return 0;

  return (new_number > old_number) - (new_number < old_number);
}

/* A direction as a bit: the numbers of a clause may go both ways. */
static guint
way_of (int direction)
{
  return direction == 0 ? 0 : direction > 0 ? 1 : 2;
}

/* (element-type utf8 guint): by the ids of clauses, which ways their numbers went. */
GHashTable *
_dip_audit_find_ways (DipContext *context)
{
  const GPtrArray *facts = context->comparison->facts;
  GHashTable *ways = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < facts->len; i++)
    {
      const DipFactChange *change = facts->pdata[i];
      guint found = GPOINTER_TO_UINT (g_hash_table_lookup (ways, change->clause));

      g_hash_table_insert (ways, change->clause, GUINT_TO_POINTER (found | way_of (direction_of (change))));
    }

  return ways;
}

/* Whether an item says that something got better, and no more: 強化, "strengthened". */
gboolean
_dip_audit_says_better (DipContext *context,
                        const char *plain)
{
  return says (context, "declares-better", plain) && !says (context, "declares-less", plain);
}

/* Whether the numbers of a pair went the other way than an item says, and none that way, or a promise
 * was taken back where it says that there is more, or better. */
gboolean
_dip_audit_is_contradicted (GHashTable         *ways,
                            const DipPair      *pair,
                            const DipAuditItem *item)
{
  const char *id = pair->new_clause != NULL ? pair->new_clause->id : pair->old_clause->id;

  if (pair->flip && !pair->flip_gains && (item->direction > 0 || item->says_better))
    return TRUE;

  return item->direction != 0 && GPOINTER_TO_UINT (g_hash_table_lookup (ways, id)) == way_of (-item->direction);
}
