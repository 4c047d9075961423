/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include <gio/gio.h>
#include <glib/gstdio.h>

#include "base/dip-error.h"
#include "framework/dip-framework.h"

#define CATALOG_OPEN \
  "<catalog xmlns='http://csrc.nist.gov/ns/oscal/1.0' uuid='0'><metadata><title>House rules</title>" \
  "<prop name='framework-id' value='house'/></metadata>"

static gboolean
add (DipFrameworks  *frameworks,
     const char     *xml,
     const char     *name,
     GError        **error)
{
  g_autoptr(GBytes) bytes = g_bytes_new (xml, strlen (xml));

  return dip_frameworks_add (frameworks, bytes, name, error);
}

static void
test_counts (void)
{
  static const struct { const char *id; guint n; gboolean japanese; } wanted[] = {
    { "iso27002-2013", 114, TRUE },
    { "iso27017-2015", 121, TRUE },
    { "iso27002-2022", 93, TRUE },
    { "meti-2013", 133, TRUE },
    { "meti-sla-2010", 49, TRUE },
    { "csa-ccm-4", 197, FALSE },
  };
  const DipFrameworks *frameworks = dip_frameworks_get_default ();

  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++)
    {
      const DipFramework *framework = dip_frameworks_find (frameworks, wanted[i].id);

      g_assert_nonnull (framework);
      g_assert_cmpuint (framework->controls->len, ==, wanted[i].n);
      for (guint j = 0; j < framework->controls->len; j++)
        {
          const DipFrameworkControl *control = g_ptr_array_index (framework->controls, j);

          g_assert_cmpstr (control->title, !=, "");
          g_assert_true ((control->title_ja != NULL) == wanted[i].japanese);
          g_assert_cmpstr (control->theme, !=, "");
          g_assert_true (dip_framework_find_control (framework, control->id) == control);
        }
    }
}

static void
test_guidance (void)
{
  const DipFramework *framework = dip_frameworks_find (dip_frameworks_get_default (), "iso27017-2015");
  guint n_guided = 0;

  for (guint i = 0; i < framework->controls->len; i++)
    n_guided += ((const DipFrameworkControl *) g_ptr_array_index (framework->controls, i))->guidance;

  g_assert_cmpuint (n_guided, ==, 37 + 7);
  g_assert_true (dip_framework_find_control (framework, "CLD.9.5.1")->guidance);
  g_assert_false (dip_framework_find_control (framework, "A.8.1.2")->guidance);
}

static void
test_scoped (void)
{
  const DipFrameworks *frameworks = dip_frameworks_get_default ();

  g_assert_null (dip_frameworks_find_control (frameworks, "meti-2013", "A.5.1.1"));
  g_assert_null (dip_frameworks_find_control (frameworks, "iso27002-2013", "METI.5.1.1"));
  g_assert_null (dip_frameworks_find_control (frameworks, "iso27002-2013", "CLD.6.3.1"));
  g_assert_null (dip_frameworks_find_control (frameworks, "iso27002-2013", "A.6.3.1"));
  g_assert_null (dip_frameworks_find_control (frameworks, "iso27002-2013", NULL));
  g_assert_null (dip_frameworks_find (frameworks, "no-such-framework"));
}

/* Levels of service are part of what a control asks for, never the same; what no control asks for stays without. */
static void
test_service_levels (void)
{
  static const struct { const char *item; const char *control; } wanted[] = {
    { "METI-SLA.28", "A.12.3.1" },
    { "METI-SLA.44", "CLD.9.5.1" },
    { "METI-SLA.1", NULL },
    { "METI-SLA.23", NULL },
  };
  const DipFrameworks *frameworks = dip_frameworks_get_default ();
  const DipFrameworkControl *hours = dip_frameworks_find_control (frameworks, "meti-sla-2010", "METI-SLA.1");

  g_assert_nonnull (hours);
  g_assert_cmpstr (hours->title_ja, ==, "サービス時間");
  g_assert_cmpstr (hours->label, ==, "1");
  g_assert_cmpstr (hours->theme_ja, ==, "アプリケーション運用（可用性）");
  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++)
    {
      g_autoptr(GPtrArray) ways = dip_frameworks_follow (frameworks, "meti-sla-2010", wanted[i].item, "iso27017-2015");
      const DipCrosslink *way;

      g_assert_cmpuint (ways->len > 0, ==, wanted[i].control != NULL);
      if (wanted[i].control == NULL)
        continue;
      way = g_ptr_array_index (ways, 0);
      g_assert_cmpstr (way->target, ==, wanted[i].control);
      g_assert_cmpstr (way->relation, ==, "intersects-with");
      g_assert_cmpfloat (way->confidence, <, 1.0);
      g_assert_nonnull (way->provenance);
    }
}

/* Three numbers of METI mean in 2013 what they meant in 2005; all others that exist in both do not. */
static void
test_collisions (void)
{
  const DipFrameworks *frameworks = dip_frameworks_get_default ();
  const DipFramework *meti = dip_frameworks_find (frameworks, "meti-2013");
  const DipFramework *iso = dip_frameworks_find (frameworks, "iso27002-2013");
  guint n_shared = 0, n_same = 0;

  for (guint i = 0; i < meti->controls->len; i++)
    {
      const DipFrameworkControl *control = g_ptr_array_index (meti->controls, i);
      g_autofree char *number = g_strconcat ("A.", control->label, NULL);
      static const char *const targets[] = { "iso27002-2013", "iso27017-2015" };

      if (dip_framework_find_control (iso, number) == NULL)
        continue;
      n_shared++;
      for (guint j = 0; j < G_N_ELEMENTS (targets); j++)
        {
          g_autoptr(GPtrArray) ways = dip_frameworks_follow (frameworks, "meti-2013", control->id, targets[j]);

          for (guint k = 0; k < ways->len; k++)
            {
              const DipCrosslink *way = g_ptr_array_index (ways, k);

              g_assert_cmpfloat (way->confidence, <, 1.0);
              if (strcmp (way->target, number) != 0)
                continue;
              n_same++;
              g_assert_true (g_str_equal (number, "A.5.1.1") || g_str_equal (number, "A.5.1.2") ||
                             g_str_equal (number, "A.12.6.1"));
            }
        }
    }
  g_assert_cmpuint (n_shared, ==, 58);
  g_assert_cmpuint (n_same, ==, 6);
}

static void
test_follow (void)
{
  const DipFrameworks *frameworks = dip_frameworks_get_default ();
  g_autoptr(GPtrArray) split = dip_frameworks_follow (frameworks, "iso27002-2013", "A.18.2.3", "iso27002-2022");
  g_autoptr(GPtrArray) back = dip_frameworks_follow (frameworks, "iso27002-2022", "A.8.17", "iso27002-2013");
  g_autoptr(GPtrArray) chain = dip_frameworks_follow (frameworks, "meti-2013", "METI.10.5.1", "iso27002-2022");
  g_autoptr(GPtrArray) none = dip_frameworks_follow (frameworks, "meti-2013", "METI.6.1.2", "iso27002-2013");
  const DipCrosslink *way;

  g_assert_cmpuint (split->len, ==, 2);

  g_assert_cmpuint (back->len, ==, 1);
  way = g_ptr_array_index (back, 0);
  g_assert_cmpstr (way->target, ==, "A.12.4.4");
  g_assert_cmpstr (way->target_framework, ==, "iso27002-2013");
  g_assert_null (way->via);

  g_assert_cmpuint (chain->len, ==, 1);
  way = g_ptr_array_index (chain, 0);
  g_assert_cmpstr (way->target, ==, "A.8.13");
  g_assert_cmpstr (way->via, !=, NULL);
  g_assert_cmpfloat (way->confidence, <, 1.0);
  g_assert_nonnull (way->provenance);

  g_assert_cmpuint (none->len, ==, 0);
}

/* Every link's two ends exist, and its words are those that OSCAL allows. */
static void
test_links_resolve (void)
{
  static const char *const relations[] = { "equal-to", "equivalent-to", "subset-of", "superset-of",
                                           "intersects-with", NULL };
  const DipFrameworks *frameworks = dip_frameworks_get_default ();
  const GPtrArray *all = dip_frameworks_list (frameworks);
  guint n_links = 0;

  for (guint i = 0; i < all->len; i++)
    for (guint j = 0; j < all->len; j++)
      {
        const DipFramework *from = g_ptr_array_index (all, i);
        const DipFramework *to = g_ptr_array_index (all, j);

        for (guint k = 0; i != j && k < from->controls->len; k++)
          {
            const DipFrameworkControl *control = g_ptr_array_index (from->controls, k);
            g_autoptr(GPtrArray) ways = dip_frameworks_follow (frameworks, from->id, control->id, to->id);

            for (guint l = 0; l < ways->len; l++)
              {
                const DipCrosslink *way = g_ptr_array_index (ways, l);

                g_assert_nonnull (dip_framework_find_control (to, way->target));
                g_assert_true (g_strv_contains (relations, way->relation));
                g_assert_cmpfloat (way->confidence, >, 0.0);
                g_assert_cmpfloat (way->confidence, <=, 1.0);
                n_links++;
              }
          }
      }
  g_assert_cmpuint (n_links, >, 700);
}

static void
test_own (void)
{
  g_autoptr(DipFrameworks) frameworks = dip_frameworks_new ();
  g_autoptr(GPtrArray) ways = NULL;
  g_autoptr(GError) error = NULL;
  const DipFrameworkControl *control;

  g_assert_true (add (frameworks, CATALOG_OPEN "<group><title>Doors</title><control id='H-1'><title>Lock &amp; key"
                      "</title><prop name='label' value='1'/><part name='statement'><title>no title</title>"
                      "<p>prose</p></part></control></group></catalog>", "any.xml", &error));
  g_assert_no_error (error);
  g_assert_true (add (frameworks, "<o:catalog xmlns:o='http://csrc.nist.gov/ns/oscal/1.0'><o:control id='x'>"
                      "<o:title>X</o:title></o:control></o:catalog>", "other-1.xml", &error));
  g_assert_no_error (error);
  g_assert_true (add (frameworks, "<mapping-collection><mapping><source-resource type='catalog' href='../house.xml'/>"
                      "<target-resource type='catalog' href='other-1.xml#a'/><map><relationship>superset-of"
                      "</relationship><source id-ref='H-1'/><target id-ref='x'/><confidence-score><category>low"
                      "</category></confidence-score></map></mapping></mapping-collection>", "m.xml", &error));
  g_assert_no_error (error);

  control = dip_frameworks_find_control (frameworks, "house", "H-1");
  g_assert_nonnull (control);
  g_assert_cmpstr (control->title, ==, "Lock & key");
  g_assert_cmpstr (control->label, ==, "1");
  g_assert_cmpstr (control->theme, ==, "Doors");
  g_assert_cmpstr (dip_frameworks_find_control (frameworks, "other-1", "x")->title, ==, "X");

  ways = dip_frameworks_follow (frameworks, "other-1", "x", "house");
  g_assert_cmpuint (ways->len, ==, 1);
  g_assert_cmpstr (((DipCrosslink *) g_ptr_array_index (ways, 0))->relation, ==, "subset-of");
  g_assert_cmpfloat (((DipCrosslink *) g_ptr_array_index (ways, 0))->confidence, ==, 0.4);
}

static void
test_refused (void)
{
  static const char *const broken[] = {
    "not XML at all",
    "<html><body/></html>",
    CATALOG_OPEN "</catalog>",
    "<catalog><a b=\"\xe3",
    "<mapping-collection><map><source id-ref='a'/><target id-ref='b'/></map></mapping-collection>",
    CATALOG_OPEN "<control id='a'/></catalog><catalog><control id='b'/></catalog>",
    CATALOG_OPEN "<control><title>no id</title></control></catalog>",
    CATALOG_OPEN "<control id='a'/><control id='a'/></catalog>",
    CATALOG_OPEN "<control id='a'>",
    "<!DOCTYPE catalog [<!ENTITY x SYSTEM 'file:///etc/hostname'>]>" CATALOG_OPEN
      "<control id='a'><title>&x;</title></control></catalog>",
  };

  for (guint i = 0; i < G_N_ELEMENTS (broken); i++)
    {
      g_autoptr(DipFrameworks) frameworks = dip_frameworks_new ();
      g_autoptr(GError) error = NULL;

      g_assert_false (add (frameworks, broken[i], "broken.xml", &error));
      g_assert_error (error, DIP_FRAMEWORK_ERROR, DIP_FRAMEWORK_ERROR_INVALID);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      g_assert_cmpuint (dip_frameworks_list (frameworks)->len, ==, 0);
    }
}

static void
test_deep (void)
{
  g_autoptr(DipFrameworks) frameworks = dip_frameworks_new ();
  g_autoptr(GString) xml = g_string_new ("<catalog>");
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < 100000; i++)
    g_string_append (xml, "<group>");

  g_assert_false (add (frameworks, xml->str, "deep.xml", &error));
  g_assert_error (error, DIP_FRAMEWORK_ERROR, DIP_FRAMEWORK_ERROR_INVALID);
}

static void
test_directory (void)
{
  g_autofree char *path = g_dir_make_tmp ("dip-frameworks-XXXXXX", NULL);
  g_autofree char *good = g_build_filename (path, "good.xml", NULL);
  g_autofree char *bad = g_build_filename (path, "bad.xml", NULL);
  g_autoptr(DipFrameworks) frameworks = dip_frameworks_new ();

  g_assert_true (g_file_set_contents (good, CATALOG_OPEN "<control id='a'/></catalog>", -1, NULL));
  g_assert_true (g_file_set_contents (bad, "<catalog>", -1, NULL));
  g_assert_cmpuint (dip_frameworks_add_directory (frameworks, path), ==, 1);
  g_assert_cmpuint (dip_frameworks_list (frameworks)->len, ==, 1);

  g_remove (good);
  g_remove (bad);
  g_assert_cmpint (g_rmdir (path), ==, 0);
  g_assert_cmpuint (dip_frameworks_add_directory (frameworks, path), ==, 0);
}

/* The files themselves, against the published schemas. */
static void
test_schema (void)
{
  const char *shared = g_getenv ("DIPTYCH_SHARED");
  g_autofree char *xmllint = g_find_program_in_path ("xmllint");
  g_autofree char *catalogs = g_build_filename (shared != NULL ? shared : "", "oscal/oscal_catalog_schema.xsd", NULL);
  g_autofree char *mappings = g_build_filename (shared != NULL ? shared : "", "oscal/oscal_mapping_schema.xsd", NULL);
  g_autofree char *folder = g_test_build_filename (G_TEST_DIST, "..", "data", "frameworks", NULL);
  g_autoptr(GDir) dir = NULL;
  const char *name;
  guint n_files = 0;

  if (xmllint == NULL || !g_file_test (catalogs, G_FILE_TEST_EXISTS))
    {
      g_test_skip ("xmllint or OSCAL's schemas are not here");
      return;
    }

  dir = g_dir_open (folder, 0, NULL);
  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      const char *argv[] = { xmllint, "--nonet", "--noout", "--schema",
                             strstr (name, "-to-") != NULL ? mappings : catalogs, path, NULL };
      g_autoptr(GSubprocess) process = NULL;

      if (!g_str_has_suffix (name, ".xml"))
        continue;
      process = g_subprocess_newv (argv, G_SUBPROCESS_FLAGS_STDERR_SILENCE, NULL);
      g_assert_nonnull (process);
      g_assert_true (g_subprocess_wait_check (process, NULL, NULL));
      n_files++;
    }
  g_assert_cmpuint (n_files, >=, 12);
}

/* What is compiled in is what the files say. */
static void
test_packed (void)
{
  g_autofree char *folder = g_test_build_filename (G_TEST_DIST, "..", "data", "frameworks", NULL);
  g_autoptr(DipFrameworks) read = dip_frameworks_new ();
  const DipFrameworks *packed = dip_frameworks_get_default ();
  const GPtrArray *frameworks = dip_frameworks_list (read);
  guint n_links = 0;

  g_assert_cmpuint (dip_frameworks_add_directory (read, folder), >=, 12);
  g_assert_cmpuint (dip_frameworks_list (packed)->len, ==, frameworks->len);

  for (guint i = 0; i < frameworks->len; i++)
    {
      const DipFramework *expected = g_ptr_array_index (frameworks, i);
      const DipFramework *found = dip_frameworks_find (packed, expected->id);

      g_assert_nonnull (found);
      g_assert_cmpstr (found->title, ==, expected->title);
      g_assert_cmpstr (found->title_ja, ==, expected->title_ja);
      g_assert_cmpuint (found->controls->len, ==, expected->controls->len);

      for (guint j = 0; j < expected->controls->len; j++)
        {
          const DipFrameworkControl *a = g_ptr_array_index (expected->controls, j);
          const DipFrameworkControl *b = g_ptr_array_index (found->controls, j);

          g_assert_cmpstr (b->id, ==, a->id);
          g_assert_cmpstr (b->label, ==, a->label);
          g_assert_cmpstr (b->title, ==, a->title);
          g_assert_cmpstr (b->title_ja, ==, a->title_ja);
          g_assert_cmpstr (b->theme, ==, a->theme);
          g_assert_cmpstr (b->theme_ja, ==, a->theme_ja);
          g_assert_cmpint (b->guidance, ==, a->guidance);
          g_assert_true (dip_framework_find_control (found, a->id) == b);

          for (guint k = 0; k < frameworks->len; k++)
            {
              const char *to = ((const DipFramework *) g_ptr_array_index (frameworks, k))->id;
              g_autoptr(GPtrArray) ways = dip_frameworks_follow (read, expected->id, a->id, to);
              g_autoptr(GPtrArray) same = dip_frameworks_follow (packed, expected->id, a->id, to);

              g_assert_cmpuint (same->len, ==, ways->len);
              n_links += ways->len;
            }
        }
    }

  g_assert_cmpuint (n_links, >, 1000);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/framework/catalogue/counts", test_counts);
  g_test_add_func ("/framework/catalogue/packed", test_packed);
  g_test_add_func ("/framework/catalogue/cloud-guidance", test_guidance);
  g_test_add_func ("/framework/catalogue/ids-are-scoped", test_scoped);
  g_test_add_func ("/framework/catalogue/schema", test_schema);
  g_test_add_func ("/framework/crosswalk/collisions", test_collisions);
  g_test_add_func ("/framework/crosswalk/follow", test_follow);
  g_test_add_func ("/framework/crosswalk/links-resolve", test_links_resolve);
  g_test_add_func ("/framework/crosswalk/service-levels", test_service_levels);
  g_test_add_func ("/framework/file/own", test_own);
  g_test_add_func ("/framework/file/refused", test_refused);
  g_test_add_func ("/framework/file/deep", test_deep);
  g_test_add_func ("/framework/file/directory", test_directory);

  return g_test_run ();
}
