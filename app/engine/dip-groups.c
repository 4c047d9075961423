/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/dip-engine-private.h"

#include <string.h>

/*
 * One and the same replacement made in two clauses or more is looked at once.
 * Replacements are the same when they fold to the same words, a change of print
 * when it looks the same. Addresses that stand in one clause each and whose host became
 * the same other one are a group too, whatever page they lead to. White space is
 * none: nobody wants to look at it.
 */

typedef struct
{
  DipClass   class_;
  GPtrArray *changes;  /* (element-type DipChange) (unowned) */
  GPtrArray *clauses;  /* (element-type utf8) (unowned): each once */
  guint      first;    /* place of the first one, for the order */
} Bucket;

static void
bucket_free (gpointer data)
{
  Bucket *self = data;

  g_ptr_array_unref (self->changes);
  g_ptr_array_unref (self->clauses);
  g_free (self);
}

/* Where the host of an address begins and how long it is, 0 where there is none:
 * behind "://" or "@", else at the beginning. */
static gsize
find_host (const char *address,
           gsize      *start)
{
  const char *scheme = strstr (address, "://");
  const char *at = strrchr (address, '@');
  const char *host = scheme != NULL ? scheme + strlen ("://") : at != NULL ? at + 1 : address;
  gsize length = 0;

  while (g_ascii_isalnum (host[length]) || host[length] == '-' || host[length] == '.')
    length++;
  *start = host - address;

  return memchr (host, '.', length) == NULL ? 0 : length;
}

/* Of two addresses that differ in their hosts only, these, without the names
 * below them that are equal: help.a.example and help.b.example are a.example and b.example. */
static gboolean
hosts_of (const DipChange *change,
          char           **old_host,
          char           **new_host)
{
  const char *a = change->old_text;
  const char *b = change->new_text;
  gsize a_start;
  gsize b_start;
  gsize a_length = find_host (a, &a_start);
  gsize b_length = find_host (b, &b_start);
  gsize common = 0;

  if ((change->tags & DIP_TAG_URL) == 0 || a_length == 0 || b_length == 0 || a_start != b_start
      || strncmp (a, b, a_start) != 0 || strcmp (a + a_start + a_length, b + b_start + b_length) != 0)
    return FALSE;

  for (gsize i = 0; i < MIN (a_length, b_length) && a[a_start + i] == b[b_start + i]; i++)
    {
      if (a[a_start + i] == '.')
        common = i + 1;
    }
  if (memchr (a + a_start + common, '.', a_length - common) == NULL
      || memchr (b + b_start + common, '.', b_length - common) == NULL)
    common = 0;

  *old_host = g_strndup (a + a_start + common, a_length - common);
  *new_host = g_strndup (b + b_start + common, b_length - common);

  return TRUE;
}

/* "Lantern's" became "Beacon's" where "Lantern" became "Beacon". */
#define POSSESSIVE "'s"

static char *
key_of (DipContext      *context,
        const DipChange *change)
{
  gboolean printed_only = change->class_ <= DIP_CLASS_ORTHOGRAPHIC;
  DipFoldFlags flags = printed_only ? DIP_FOLD_ALL_SPACE : DIP_ENGINE_FOLD;
  g_autofree char *old_text = dip_fold_to_string (change->old_text, flags, context->lexicon);
  g_autofree char *new_text = dip_fold_to_string (change->new_text, flags, context->lexicon);

  if (old_text[0] == '\0' && new_text[0] == '\0')
    return NULL;
  if (!printed_only && g_str_has_suffix (old_text, POSSESSIVE) && g_str_has_suffix (new_text, POSSESSIVE))
    {
      old_text[strlen (old_text) - strlen (POSSESSIVE)] = '\0';
      new_text[strlen (new_text) - strlen (POSSESSIVE)] = '\0';
    }

  return g_strdup_printf ("%d\n%s\n%s", change->op == DIP_OP_MOVE, old_text, new_text);
}

static const char *
id_of (const DipPair *pair)
{
  return pair->new_clause != NULL ? pair->new_clause->id : pair->old_clause->id;
}

static GHashTable *
collect (DipContext *context,
         GPtrArray  *order)
{
  GHashTable *buckets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, bucket_free);
  GPtrArray *pairs = context->comparison->pairs;

  for (guint i = 0; i < pairs->len; i++)
    {
      DipPair *pair = pairs->pdata[i];
      const char *id = id_of (pair);

      for (guint k = 0; k < pair->changes->len; k++)
        {
          DipChange *change = pair->changes->pdata[k];
          g_autofree char *key = change->class_ == DIP_CLASS_NONE ? NULL : key_of (context, change);
          Bucket *bucket;

          if (key == NULL)
            continue;

          bucket = g_hash_table_lookup (buckets, key);
          if (bucket == NULL)
            {
              bucket = g_new0 (Bucket, 1);
              bucket->changes = g_ptr_array_new ();
              bucket->clauses = g_ptr_array_new ();
              bucket->first = order->len;
              g_ptr_array_add (order, bucket);
              g_hash_table_insert (buckets, g_steal_pointer (&key), bucket);
            }

          bucket->class_ = MAX (bucket->class_, change->class_);
          g_ptr_array_add (bucket->changes, change);
          if (bucket->clauses->len == 0 || strcmp (bucket->clauses->pdata[bucket->clauses->len - 1], id) != 0)
            g_ptr_array_add (bucket->clauses, (gpointer) id);
        }
    }

  return buckets;
}

static void
take_over (Bucket       *self,
           const Bucket *other)
{
  const char *id = other->clauses->pdata[0];

  self->class_ = MAX (self->class_, other->class_);
  for (guint i = 0; i < other->changes->len; i++)
    g_ptr_array_add (self->changes, other->changes->pdata[i]);
  if (strcmp (self->clauses->pdata[self->clauses->len - 1], id) != 0)
    g_ptr_array_add (self->clauses, (gpointer) id);
}

/* Joins what would be no group: the first bucket of a host takes over the others. */
static void
join_hosts (GPtrArray *order)
{
  g_autoptr (GHashTable) hosts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < order->len; i++)
    {
      Bucket *bucket = order->pdata[i];
      g_autofree char *old_host = NULL;
      g_autofree char *new_host = NULL;
      g_autofree char *key = NULL;
      Bucket *first;

      if (bucket->clauses->len > 1 || !hosts_of (bucket->changes->pdata[0], &old_host, &new_host))
        continue;

      key = g_strdup_printf ("%s\n%s", old_host, new_host);
      first = g_hash_table_lookup (hosts, key);
      if (first != NULL)
        take_over (first, bucket);
      else
        g_hash_table_insert (hosts, g_steal_pointer (&key), bucket);
    }
}

/* What matters most first, then what happened most often. */
static int
compare_buckets (gconstpointer a,
                 gconstpointer b)
{
  const Bucket *x = *(Bucket *const *) a;
  const Bucket *y = *(Bucket *const *) b;

  if (x->class_ != y->class_)
    return x->class_ > y->class_ ? -1 : 1;
  if (x->clauses->len != y->clauses->len)
    return x->clauses->len > y->clauses->len ? -1 : 1;

  return x->first < y->first ? -1 : x->first > y->first;
}

static gboolean
is_one_text (const Bucket *bucket)
{
  const DipChange *first = bucket->changes->pdata[0];

  for (guint i = 1; i < bucket->changes->len; i++)
    {
      const DipChange *change = bucket->changes->pdata[i];

      if (strcmp (change->old_text, first->old_text) != 0)
        return FALSE;
    }

  return TRUE;
}

static DipGroup *
make_group (const Bucket *bucket,
            int           id)
{
  const DipChange *first = bucket->changes->pdata[0];
  DipGroup *group = g_new0 (DipGroup, 1);
  g_autoptr (GStrvBuilder) clauses = g_strv_builder_new ();

  for (guint i = 0; i < bucket->clauses->len; i++)
    g_strv_builder_add (clauses, bucket->clauses->pdata[i]);

  group->id = id;
  if (is_one_text (bucket) || !hosts_of (first, &group->old_text, &group->new_text))
    {
      group->old_text = g_strdup (first->old_text);
      group->new_text = g_strdup (first->new_text);
    }
  g_strchomp (group->old_text);
  g_strchomp (group->new_text);
  group->class_ = bucket->class_;
  group->clauses = g_strv_builder_end (clauses);
  group->count = bucket->changes->len;

  return group;
}

/* Fills the groups and writes their ids into the changes. */
void
_dip_build_groups (DipContext *context)
{
  g_autoptr (GPtrArray) order = g_ptr_array_new ();
  g_autoptr (GHashTable) buckets = collect (context, order);
  int id = 0;

  join_hosts (order);
  g_ptr_array_sort (order, compare_buckets);
  for (guint i = 0; i < order->len; i++)
    {
      const Bucket *bucket = order->pdata[i];

      if (bucket->clauses->len < 2)
        continue;

      id++;
      for (guint k = 0; k < bucket->changes->len; k++)
        ((DipChange *) bucket->changes->pdata[k])->group = id;
      g_ptr_array_add (context->comparison->groups, make_group (bucket, id));
    }
}
