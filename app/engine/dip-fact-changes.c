/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/dip-engine-private.h"

#include <string.h>

/* Facts of a clause that are paired with those of its partner; a price list of
 * thousands of numbers is no clause. */
#define MAX_FACTS 400u

static GPtrArray *
facts_of (const DipClause *clause,
          const GPtrArray *more)
{
  GPtrArray *facts = g_ptr_array_new ();

  for (guint i = 0; i < clause->facts->len && facts->len < MAX_FACTS; i++)
    g_ptr_array_add (facts, clause->facts->pdata[i]);
  for (guint k = 0; k < more->len; k++)
    {
      const DipClause *other = more->pdata[k];

      for (guint i = 0; i < other->facts->len && facts->len < MAX_FACTS; i++)
        g_ptr_array_add (facts, other->facts->pdata[i]);
    }

  return facts;
}

/* "every year" has a number as well. */
static char *
value_of (const DipFact *fact)
{
  g_autofree char *counted = g_str_has_prefix (fact->value, "every ") && !g_ascii_isdigit (fact->value[6])
    ? g_strdup_printf ("every 1 %s", fact->value + 6) : g_strdup (fact->value);

  return _dip_normalise_spans (counted);
}

/* 12 months are a year. */
static gboolean
same_fact (const DipFact *a,
           const DipFact *b)
{
  g_autofree char *x = NULL;
  g_autofree char *y = NULL;

  if (g_strcmp0 (a->what, b->what) != 0)
    return FALSE;
  if (a->value == NULL || b->value == NULL || strcmp (a->value, b->value) == 0)
    return g_strcmp0 (a->value, b->value) == 0;

  x = value_of (a);
  y = value_of (b);

  return strcmp (x, y) == 0;
}

/* Facts that both sides have fall out, each as often as both have it. */
static void
drop_common (GPtrArray *old_facts,
             GPtrArray *new_facts)
{
  for (guint i = 0; i < old_facts->len; )
    {
      guint k = 0;

      while (k < new_facts->len && !same_fact (old_facts->pdata[i], new_facts->pdata[k]))
        k++;
      if (k == new_facts->len)
        i++;
      else
        {
          g_ptr_array_remove_index (old_facts, i);
          g_ptr_array_remove_index (new_facts, k);
        }
    }
}

static const char *
control_of (const DipClause *clause)
{
  return clause->controls->len == 0 ? NULL : ((const DipControl *) clause->controls->pdata[0])->id;
}

static void
add_fact_change (DipContext      *context,
                 const DipPair   *pair,
                 const char      *what,
                 const char      *old_value,
                 const char      *new_value)
{
  const DipClause *clause = pair->new_clause != NULL ? pair->new_clause : pair->old_clause;
  DipFactChange *change = g_new0 (DipFactChange, 1);

  change->control = g_strdup (control_of (clause));
  change->what = g_strdup (what);
  change->old_value = g_strdup (old_value);
  change->new_value = g_strdup (new_value);
  change->clause = g_strdup (clause->id);
  change->removed = pair->new_clause == NULL;
  g_ptr_array_add (context->comparison->facts, change);
}

static void
compare_pair (DipContext    *context,
              const DipPair *pair)
{
  g_autoptr (GPtrArray) old_facts = pair->old_clause == NULL ? g_ptr_array_new ()
    : facts_of (pair->old_clause, pair->old_more);
  g_autoptr (GPtrArray) new_facts = pair->new_clause == NULL ? g_ptr_array_new ()
    : facts_of (pair->new_clause, pair->new_more);

  drop_common (old_facts, new_facts);
  for (guint i = 0; i < old_facts->len; i++)
    {
      const DipFact *fact = old_facts->pdata[i];
      const char *new_value = NULL;

      for (guint k = 0; k < new_facts->len && new_value == NULL; k++)
        {
          const DipFact *other = new_facts->pdata[k];

          if (g_strcmp0 (fact->what, other->what) == 0)
            {
              new_value = other->value;
              g_ptr_array_remove_index (new_facts, k);
            }
        }
      add_fact_change (context, pair, fact->what, fact->value, new_value);
    }

  for (guint k = 0; k < new_facts->len; k++)
    {
      const DipFact *fact = new_facts->pdata[k];

      add_fact_change (context, pair, fact->what, NULL, fact->value);
    }
}

/* What became of the numbers, dates and places of each clause. */
void
_dip_compare_facts (DipContext *context)
{
  for (guint i = 0; i < context->comparison->pairs->len; i++)
    compare_pair (context, context->comparison->pairs->pdata[i]);
}
