/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "fuzz-target.h"

#include "base/dip-error.h"
#include "framework/dip-framework-pack.h"
#include "framework/dip-framework.h"

#include <string.h>

/*
 * What a user puts into the folder of catalogues: any bytes are a catalogue, a
 * crosswalk, or refused with one sentence. What is taken can be asked, and is
 * the same after it was packed as the built-in ones are.
 */

static void
check_text (const char *text)
{
  g_assert_true (text == NULL || g_utf8_validate (text, -1, NULL));
}

static void
check_links (const DipFrameworks *frameworks,
             const char          *framework,
             const char          *control)
{
  static const char *const others[] = { "iso27002-2013", "iso27017-2015", "a", "" };

  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autoptr (GPtrArray) links = dip_frameworks_follow (frameworks, framework, control, others[i]);

      for (guint j = 0; j < links->len; j++)
        {
          const DipCrosslink *link = links->pdata[j];

          check_text (link->target);
          check_text (link->relation);
          check_text (link->provenance);
          g_assert_cmpfloat (link->confidence, >=, 0.0);
          g_assert_cmpfloat (link->confidence, <=, 1.0);
        }
    }
}

static void
check_framework (const DipFrameworks *frameworks,
                 const DipFramework  *framework)
{
  g_assert_nonnull (framework->id);
  g_assert_nonnull (framework->title);
  g_assert_true (dip_frameworks_find (frameworks, framework->id) == framework);
  check_text (framework->id);
  check_text (framework->title);
  check_text (framework->title_ja);
  g_assert_cmpuint (framework->controls->len, >, 0);

  for (guint i = 0; i < framework->controls->len; i++)
    {
      const DipFrameworkControl *control = framework->controls->pdata[i];

      g_assert_cmpstr (control->id, !=, "");
      g_assert_nonnull (control->label);
      g_assert_nonnull (control->title);
      g_assert_nonnull (control->theme);
      check_text (control->id);
      check_text (control->label);
      check_text (control->title);
      check_text (control->title_ja);
      check_text (control->theme);
      check_text (control->theme_ja);
      g_assert_true (dip_framework_find_control (framework, control->id) == control);
      if (i < 8)
        check_links (frameworks, framework->id, control->id);
    }
}

/* The built-in catalogues come with their links, and hold no character that stands for no text. */
static void
check_packed (GBytes *bytes)
{
  g_autoptr (GPtrArray) frameworks = g_ptr_array_new_with_free_func ((GDestroyNotify) dip_framework_free);
  g_autoptr (GPtrArray) links = NULL;
  g_autoptr (GPtrArray) unpacked_frameworks = NULL;
  g_autoptr (GPtrArray) unpacked_links = NULL;
  g_autoptr (GBytes) packed = NULL;
  g_autoptr (GBytes) again = NULL;
  DipFramework *framework;

  g_assert_true (dip_framework_parse (bytes, "mine.xml", &framework, &links, NULL));
  g_assert_true ((framework != NULL) != (links != NULL));
  if (framework == NULL || memchr (g_bytes_get_data (bytes, NULL), 1, g_bytes_get_size (bytes)) != NULL)
    {
      g_clear_pointer (&framework, dip_framework_free);
      return;
    }
  g_ptr_array_add (frameworks, framework);
  links = g_ptr_array_new ();

  packed = dip_framework_pack (frameworks, links);
  g_assert_true (dip_framework_unpack (packed, &unpacked_frameworks, &unpacked_links));
  g_assert_cmpuint (unpacked_frameworks->len, ==, frameworks->len);
  g_assert_cmpuint (unpacked_links->len, ==, links->len);
  again = dip_framework_pack (unpacked_frameworks, unpacked_links);
  g_assert_true (g_bytes_equal (packed, again));
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (DipFrameworks) frameworks = dip_frameworks_new ();
  g_autoptr (GError) error = NULL;
  const GPtrArray *all;

  if (!dip_frameworks_add (frameworks, bytes, "mine.xml", &error))
    {
      g_assert_true (error->domain == DIP_FRAMEWORK_ERROR);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      return 0;
    }
  g_assert_no_error (error);

  all = dip_frameworks_list (frameworks);
  for (guint i = 0; i < all->len; i++)
    check_framework (frameworks, all->pdata[i]);
  check_links (frameworks, "iso27017-2015", "A.5.1.1");
  check_packed (bytes);

  return 0;
}
