/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "dip-settings.h"

/*
 * The program's settings, by key.
 *
 * A program that runs from its build folder may find no schema, or an older
 * one. GSettings ends the process in both cases, so each key is looked for
 * first, and what is missing has the caller's fallback and forgets what is set.
 */

static GSettings *
find_settings (const char         *key,
               const GVariantType *type)
{
  static GSettings *settings = NULL;
  static gsize looked = 0;
  static GSettingsSchema *schema = NULL;
  g_autoptr (GSettingsSchemaKey) schema_key = NULL;

  if (g_once_init_enter (&looked))
    {
      GSettingsSchemaSource *source = g_settings_schema_source_get_default ();

      if (source != NULL)
        schema = g_settings_schema_source_lookup (source, SETTINGS_ID, TRUE);
      if (schema != NULL)
        settings = g_settings_new_full (schema, NULL, NULL);
      g_once_init_leave (&looked, 1);
    }

  if (settings == NULL || !g_settings_schema_has_key (schema, key))
    return NULL;

  schema_key = g_settings_schema_get_key (schema, key);
  if (!g_variant_type_equal (g_settings_schema_key_get_value_type (schema_key), type))
    return NULL;

  return settings;
}

int
dip_settings_get_int (const char *key,
                      int         fallback)
{
  GSettings *settings = find_settings (key, G_VARIANT_TYPE_INT32);

  return settings != NULL ? g_settings_get_int (settings, key) : fallback;
}

void
dip_settings_set_int (const char *key,
                      int         value)
{
  GSettings *settings = find_settings (key, G_VARIANT_TYPE_INT32);

  if (settings != NULL)
    g_settings_set_int (settings, key, value);
}

gboolean
dip_settings_get_boolean (const char *key,
                          gboolean    fallback)
{
  GSettings *settings = find_settings (key, G_VARIANT_TYPE_BOOLEAN);

  return settings != NULL ? g_settings_get_boolean (settings, key) : fallback;
}

void
dip_settings_set_boolean (const char *key,
                          gboolean    value)
{
  GSettings *settings = find_settings (key, G_VARIANT_TYPE_BOOLEAN);

  if (settings != NULL)
    g_settings_set_boolean (settings, key, value);
}

double
dip_settings_get_double (const char *key,
                         double      fallback)
{
  GSettings *settings = find_settings (key, G_VARIANT_TYPE_DOUBLE);

  return settings != NULL ? g_settings_get_double (settings, key) : fallback;
}

void
dip_settings_set_double (const char *key,
                         double      value)
{
  GSettings *settings = find_settings (key, G_VARIANT_TYPE_DOUBLE);

  if (settings != NULL)
    g_settings_set_double (settings, key, value);
}

char *
dip_settings_dup_string (const char *key,
                         const char *fallback)
{
  GSettings *settings = find_settings (key, G_VARIANT_TYPE_STRING);

  return settings != NULL ? g_settings_get_string (settings, key) : g_strdup (fallback);
}

void
dip_settings_set_string (const char *key,
                         const char *value)
{
  GSettings *settings = find_settings (key, G_VARIANT_TYPE_STRING);

  if (settings != NULL)
    g_settings_set_string (settings, key, value);
}
