/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "framework/dip-framework-pack.h"

#include <string.h>

/*
 * The packed form, for the machine that made it: MAGIC, then how many catalogues
 * there are and each with its controls, then how many links and each of them. A
 * number is a guint32, a string is its bytes with the NUL, a byte of 1 alone is
 * no string, a confidence is a double. A generic format takes six times as long
 * to read, and this is read at every start.
 */
#define MAGIC "diptych frameworks 1"

/* What stands for a string that is not there; no text begins with it. */
#define NOTHING 1

/* Reads on; after the first thing that does not fit all is 0 and empty. */
typedef struct
{
  const char *at;
  const char *end;
  gboolean    broken;
} Reader;

static void
put_number (GByteArray *out,
            guint32     number)
{
  g_byte_array_append (out, (const guint8 *) &number, sizeof number);
}

static void
put_string (GByteArray *out,
            const char *string)
{
  static const guint8 nothing = NOTHING;

  if (string == NULL)
    g_byte_array_append (out, &nothing, 1);
  else
    g_byte_array_append (out, (const guint8 *) string, (guint) strlen (string) + 1);
}

static void
put_framework (GByteArray         *out,
               const DipFramework *framework)
{
  put_string (out, framework->id);
  put_string (out, framework->title);
  put_string (out, framework->title_ja);
  put_number (out, framework->controls->len);
  for (guint i = 0; i < framework->controls->len; i++)
    {
      const DipFrameworkControl *control = g_ptr_array_index (framework->controls, i);

      put_string (out, control->id);
      put_string (out, control->label);
      put_string (out, control->title);
      put_string (out, control->title_ja);
      put_string (out, control->theme);
      put_string (out, control->theme_ja);
      put_number (out, (guint32) control->guidance);
    }
}

static void
put_link (GByteArray    *out,
          const DipLink *link)
{
  put_string (out, link->source_framework);
  put_string (out, link->source);
  put_string (out, link->target_framework);
  put_string (out, link->target);
  put_string (out, link->relation);
  g_byte_array_append (out, (const guint8 *) &link->confidence, sizeof link->confidence);
  put_string (out, link->provenance);
}

/**
 * dip_framework_pack:
 * @frameworks: (element-type DipFramework): catalogues
 * @links: (element-type DipLink): of all crosswalks
 *
 * Returns: (transfer full): their bytes, for this kind of machine
 */
GBytes *
dip_framework_pack (GPtrArray *frameworks,
                    GPtrArray *links)
{
  GByteArray *out;

  g_return_val_if_fail (frameworks != NULL, NULL);
  g_return_val_if_fail (links != NULL, NULL);

  out = g_byte_array_new ();
  put_string (out, MAGIC);
  put_number (out, frameworks->len);
  for (guint i = 0; i < frameworks->len; i++)
    put_framework (out, g_ptr_array_index (frameworks, i));
  put_number (out, links->len);
  for (guint i = 0; i < links->len; i++)
    put_link (out, g_ptr_array_index (links, i));

  return g_byte_array_free_to_bytes (out);
}

static void
take (Reader *self,
      void   *into,
      gsize   length)
{
  if (self->broken || (gsize) (self->end - self->at) < length)
    {
      self->broken = TRUE;
      memset (into, 0, length);
      return;
    }

  memcpy (into, self->at, length);
  self->at += length;
}

static guint32
take_number (Reader *self)
{
  guint32 number;

  take (self, &number, sizeof number);

  return number;
}

/* A string that may be missing. */
static char *
take_optional (Reader *self)
{
  const char *nul;
  char *string;

  if (!self->broken && self->at < self->end && *self->at == NOTHING)
    {
      self->at++;
      return NULL;
    }

  nul = self->broken ? NULL : memchr (self->at, 0, (gsize) (self->end - self->at));
  if (nul == NULL)
    {
      self->broken = TRUE;
      return NULL;
    }
  string = g_memdup2 (self->at, (gsize) (nul - self->at) + 1);
  self->at = nul + 1;

  return string;
}

static char *
take_string (Reader *self)
{
  char *string = take_optional (self);

  self->broken = self->broken || string == NULL;

  return string != NULL ? string : g_strdup ("");
}

static DipFramework *
take_framework (Reader *self)
{
  DipFramework *framework = g_new0 (DipFramework, 1);
  guint32 n;

  framework->controls = g_ptr_array_new_with_free_func ((GDestroyNotify) dip_framework_control_free);
  framework->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  framework->id = take_string (self);
  framework->title = take_string (self);
  framework->title_ja = take_optional (self);

  n = take_number (self);
  for (guint32 i = 0; i < n && !self->broken; i++)
    {
      DipFrameworkControl *control = g_new0 (DipFrameworkControl, 1);

      control->id = take_string (self);
      control->label = take_string (self);
      control->title = take_string (self);
      control->title_ja = take_optional (self);
      control->theme = take_string (self);
      control->theme_ja = take_optional (self);
      control->guidance = take_number (self) != 0;
      g_ptr_array_add (framework->controls, control);
      g_hash_table_insert (framework->by_id, control->id, control);
    }

  return framework;
}

static DipLink *
take_link (Reader *self)
{
  DipLink *link = g_new0 (DipLink, 1);

  link->source_framework = take_string (self);
  link->source = take_string (self);
  link->target_framework = take_string (self);
  link->target = take_string (self);
  link->relation = take_string (self);
  take (self, &link->confidence, sizeof link->confidence);
  link->provenance = take_optional (self);

  return link;
}

/**
 * dip_framework_unpack:
 * @bytes: what dip_framework_pack() made
 * @frameworks: (out) (transfer full) (element-type DipFramework): the catalogues
 * @links: (out) (transfer full) (element-type DipLink): the links
 *
 * Returns: whether the bytes hold catalogues, whole
 */
gboolean
dip_framework_unpack (GBytes     *bytes,
                      GPtrArray **frameworks,
                      GPtrArray **links)
{
  g_autofree char *magic = NULL;
  Reader self = { NULL };
  gsize size;
  guint32 n;

  g_return_val_if_fail (bytes != NULL, FALSE);
  g_return_val_if_fail (frameworks != NULL && links != NULL, FALSE);

  self.at = g_bytes_get_data (bytes, &size);
  self.end = self.at + size;
  *frameworks = g_ptr_array_new_with_free_func ((GDestroyNotify) dip_framework_free);
  *links = g_ptr_array_new_with_free_func ((GDestroyNotify) dip_link_free);

  magic = take_string (&self);
  if (strcmp (magic, MAGIC) != 0)
    return FALSE;

  n = take_number (&self);
  for (guint32 i = 0; i < n && !self.broken; i++)
    g_ptr_array_add (*frameworks, take_framework (&self));
  n = take_number (&self);
  for (guint32 i = 0; i < n && !self.broken; i++)
    g_ptr_array_add (*links, take_link (&self));

  return (*frameworks)->len > 0 && !self.broken;
}
