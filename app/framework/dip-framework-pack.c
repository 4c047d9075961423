/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "framework/dip-framework-pack.h"

/* id, label, title, title_ja, theme, theme_ja, guidance */
#define CONTROL_TYPE   "(sssmssmsb)"
/* id, title, title_ja, controls */
#define FRAMEWORK_TYPE "(ssmsa" CONTROL_TYPE ")"
/* both ends, relation, confidence, provenance */
#define LINK_TYPE      "(sssssdms)"
#define PACK_TYPE      "(a" FRAMEWORK_TYPE "a" LINK_TYPE ")"

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
  g_autoptr (GVariant) value = NULL;
  GVariantBuilder builder;

  g_return_val_if_fail (frameworks != NULL, NULL);
  g_return_val_if_fail (links != NULL, NULL);

  g_variant_builder_init (&builder, G_VARIANT_TYPE (PACK_TYPE));

  g_variant_builder_open (&builder, G_VARIANT_TYPE ("a" FRAMEWORK_TYPE));
  for (guint i = 0; i < frameworks->len; i++)
    {
      const DipFramework *framework = g_ptr_array_index (frameworks, i);
      GVariantBuilder controls;

      g_variant_builder_init (&controls, G_VARIANT_TYPE ("a" CONTROL_TYPE));
      for (guint j = 0; j < framework->controls->len; j++)
        {
          const DipFrameworkControl *control = g_ptr_array_index (framework->controls, j);

          g_variant_builder_add (&controls, CONTROL_TYPE, control->id, control->label, control->title,
                                 control->title_ja, control->theme, control->theme_ja, control->guidance);
        }
      g_variant_builder_add (&builder, "(ssms@a" CONTROL_TYPE ")", framework->id, framework->title,
                             framework->title_ja, g_variant_builder_end (&controls));
    }
  g_variant_builder_close (&builder);

  g_variant_builder_open (&builder, G_VARIANT_TYPE ("a" LINK_TYPE));
  for (guint i = 0; i < links->len; i++)
    {
      const DipLink *link = g_ptr_array_index (links, i);

      g_variant_builder_add (&builder, LINK_TYPE, link->source_framework, link->source, link->target_framework,
                             link->target, link->relation, link->confidence, link->provenance);
    }
  g_variant_builder_close (&builder);

  value = g_variant_ref_sink (g_variant_builder_end (&builder));

  return g_variant_get_data_as_bytes (value);
}

static DipFramework *
unpack_framework (GVariant *value)
{
  DipFramework *framework = g_new0 (DipFramework, 1);
  g_autoptr (GVariantIter) controls = NULL;
  DipFrameworkControl control;

  framework->controls = g_ptr_array_new_with_free_func ((GDestroyNotify) dip_framework_control_free);
  framework->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  g_variant_get (value, "(ssmsa" CONTROL_TYPE ")", &framework->id, &framework->title, &framework->title_ja,
                 &controls);

  while (g_variant_iter_next (controls, CONTROL_TYPE, &control.id, &control.label, &control.title,
                              &control.title_ja, &control.theme, &control.theme_ja, &control.guidance))
    {
      DipFrameworkControl *kept = g_memdup2 (&control, sizeof control);

      g_ptr_array_add (framework->controls, kept);
      g_hash_table_insert (framework->by_id, kept->id, kept);
    }

  return framework;
}

/**
 * dip_framework_unpack:
 * @bytes: what dip_framework_pack() made
 * @frameworks: (out) (transfer full) (element-type DipFramework): the catalogues
 * @links: (out) (transfer full) (element-type DipLink): the links
 *
 * Returns: whether the bytes hold catalogues
 */
gboolean
dip_framework_unpack (GBytes     *bytes,
                      GPtrArray **frameworks,
                      GPtrArray **links)
{
  g_autoptr (GVariant) value = NULL;
  g_autoptr (GVariant) all = NULL;
  g_autoptr (GVariantIter) iter = NULL;
  DipLink link;

  g_return_val_if_fail (bytes != NULL, FALSE);
  g_return_val_if_fail (frameworks != NULL && links != NULL, FALSE);

  value = g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE (PACK_TYPE), bytes, TRUE));
  *frameworks = g_ptr_array_new_with_free_func ((GDestroyNotify) dip_framework_free);
  *links = g_ptr_array_new_with_free_func ((GDestroyNotify) dip_link_free);

  g_variant_get (value, "(@a" FRAMEWORK_TYPE "a" LINK_TYPE ")", &all, &iter);
  for (gsize i = 0; i < g_variant_n_children (all); i++)
    {
      g_autoptr (GVariant) framework = g_variant_get_child_value (all, i);

      g_ptr_array_add (*frameworks, unpack_framework (framework));
    }

  while (g_variant_iter_next (iter, LINK_TYPE, &link.source_framework, &link.source, &link.target_framework,
                              &link.target, &link.relation, &link.confidence, &link.provenance))
    g_ptr_array_add (*links, g_memdup2 (&link, sizeof link));

  return (*frameworks)->len > 0;
}
