/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli/dip-cli.h"

#include "session/dip-library-hand.h"

#include <glib/gi18n.h>

/* As of diff(1): what a reader would find the same in both is the same. */
static gboolean
is_same (DipComparison *comparison)
{
  for (guint i = 0; i < comparison->pairs->len; i++)
    {
      const DipPair *pair = g_ptr_array_index (comparison->pairs, i);

      if (pair->relation != DIP_RELATION_SAME || pair->class_ != DIP_CLASS_NONE)
        return FALSE;
    }

  return TRUE;
}

static void
write_answer (DipCli        *cli,
              DipComparison *comparison,
              gboolean       json)
{
  g_autoptr (GString) text = NULL;
  DipTextStyle style;

  if (json)
    {
      g_autofree char *answer = dip_report_comparison (comparison);

      dip_cli_write_json (answer);
      return;
    }

  style = dip_cli_begin_text (cli, TRUE);
  text = g_string_new (NULL);
  dip_report_write_comparison (text, comparison, &style);
  dip_cli_write (text->str);
  dip_cli_end_text ();
}

/* Replaces a document by what holds for a variant. */
static gboolean
view_variant (DipDocument **document,
              const char   *name,
              const char   *key)
{
  g_autoptr (GError) error = NULL;
  DipDocument *view = dip_library_view_variant (*document, key, &error);

  if (view == NULL)
    {
      dip_cli_complain_of (name, error);
      return FALSE;
    }

  g_object_unref (*document);
  *document = view;

  return TRUE;
}

/* A variant that only one of two editions knows is still a view of both: the
 * other one is then shown whole. It must be known somewhere. */
static gboolean
view_variant_of_both (DipDocument **old_document,
                      DipDocument **new_document,
                      const char   *new_name,
                      const char   *key)
{
  DipDocument *view = dip_library_view_variant (*old_document, key, NULL);
  DipDocument *other;

  if (view == NULL)
    return view_variant (new_document, new_name, key);

  g_object_unref (*old_document);
  *old_document = view;

  other = dip_library_view_variant (*new_document, key, NULL);
  if (other != NULL)
    {
      g_object_unref (*new_document);
      *new_document = other;
    }

  return TRUE;
}

/* Makes the first two variants of a paper the two sides. */
static gboolean
take_variants (DipDocument **old_document,
               DipDocument **new_document,
               const char   *name)
{
  const DipVariant *first;
  const DipVariant *second;
  g_autofree char *second_key = NULL;

  if ((*old_document)->variants->len < 2)
    {
      dip_cli_complain (name, _("The paper does not know two variants."));
      return FALSE;
    }

  first = g_ptr_array_index ((*old_document)->variants, 0);
  second = g_ptr_array_index ((*old_document)->variants, 1);
  second_key = g_strdup (second->key);
  *new_document = g_object_ref (*old_document);

  return view_variant (old_document, name, first->key) &&
         view_variant (new_document, name, second_key);
}

/* "1.0 · Dedicated": tells two views of one edition apart in the text; JSON has the edition as it is. */
static void
name_side (DipDocument *document,
           guint        index)
{
  const DipVariant *variant = g_ptr_array_index (document->variants, index);
  char *version = document->edition->version != NULL
    ? g_strconcat (document->edition->version, " · ", variant->label, NULL) : g_strdup (variant->label);

  g_free (document->edition->version);
  document->edition->version = version;
}

int
dip_cli_compare (DipCli  *cli,
                 int      argc,
                 char   **argv)
{
  gboolean json = FALSE;
  gboolean variants = FALSE;
  g_autofree char *variant = NULL;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_("Print JSON"), NULL },
    { "variant", 0, 0, G_OPTION_ARG_STRING, &variant,
      N_("Compare what holds for one variant of the service"), N_("KEY") },
    { "variants", 0, 0, G_OPTION_ARG_NONE, &variants,
      N_("Compare the two variants of one edition"), NULL },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr (DipDocument) old_document = NULL;
  g_autoptr (DipDocument) new_document = NULL;
  g_autoptr (DipComparison) comparison = NULL;
  g_autoptr (GError) error = NULL;

  if (!dip_cli_parse (cli, entries, &argc, &argv))
    return DIP_CLI_TROUBLE;
  if (variants && variant != NULL)
    return dip_cli_usage ("compare", "%s", _("--variant and --variants exclude each other."));
  if (variants && argc != 2)
    return dip_cli_usage ("compare", "%s", _("Say one edition to compare its variants."));
  if (!variants && argc != 3)
    return dip_cli_usage ("compare", "%s", _("Say two editions."));

  if (variants)
    {
      old_document = dip_cli_load (cli, argv[1]);
      if (old_document == NULL || !take_variants (&old_document, &new_document, argv[1]))
        return DIP_CLI_TROUBLE;
    }
  else
    {
      if (!dip_cli_load_two (cli, argv[1], argv[2], &old_document, &new_document))
        return DIP_CLI_TROUBLE;
      if (old_document->edition->id == 0 && new_document->edition->id == 0)
        dip_library_infer_versions (old_document, new_document);
      if (variant != NULL &&
          !view_variant_of_both (&old_document, &new_document, argv[2], variant))
        return DIP_CLI_TROUBLE;
    }

  comparison = dip_library_compare_heeding (cli->library, old_document, new_document, NULL, &error);
  if (comparison == NULL)
    {
      dip_cli_complain_of (argv[1], error);
      return DIP_CLI_TROUBLE;
    }

  if (variants && !json)
    {
      name_side (comparison->old_document, 0);
      name_side (comparison->new_document, 1);
    }
  write_answer (cli, comparison, json);

  return is_same (comparison) ? DIP_CLI_OK : DIP_CLI_DIFFERENT;
}
