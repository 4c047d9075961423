/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "dip-search-provider.h"

#include <string.h>

#include "dip-settings.h"
#include "session/dip-library.h"
#include "session/dip-search.h"

/* So many clauses are offered; the overview shows some five of them. */
#define MAX_HITS 10

/* What was found is remembered until so many are, since the shell asks for it later. */
#define MAX_REMEMBERED 500

/**
 * DipSearchProvider:
 *
 * `org.gnome.Shell.SearchProvider2`: clauses of the newest editions in the user's
 * library, the one that was open last. A library that is not there is not made.
 * Searches in a worker; the program stays as long as one is under way.
 */
struct _DipSearchProvider
{
  GObject       parent_instance;

  GApplication *application;   /* (unowned) */
  GDBusConnection *connection; /* (nullable) */
  guint         registration;
  DipLibrary   *library;       /* (nullable) */
  GCancellable *cancellable;   /* (nullable): of the search under way */
  GHashTable   *hits;          /* id → DipSearchHit */
};

enum {
  OPEN,
  SEARCH,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (DipSearchProvider, dip_search_provider, G_TYPE_OBJECT)

static guint signals[N_SIGNALS];

static const char interface[] =
  "<node>"
  "  <interface name='org.gnome.Shell.SearchProvider2'>"
  "    <method name='GetInitialResultSet'>"
  "      <arg type='as' direction='in'/><arg type='as' direction='out'/>"
  "    </method>"
  "    <method name='GetSubsearchResultSet'>"
  "      <arg type='as' direction='in'/><arg type='as' direction='in'/><arg type='as' direction='out'/>"
  "    </method>"
  "    <method name='GetResultMetas'>"
  "      <arg type='as' direction='in'/><arg type='aa{sv}' direction='out'/>"
  "    </method>"
  "    <method name='ActivateResult'>"
  "      <arg type='s' direction='in'/><arg type='as' direction='in'/><arg type='u' direction='in'/>"
  "    </method>"
  "    <method name='LaunchSearch'>"
  "      <arg type='as' direction='in'/><arg type='u' direction='in'/>"
  "    </method>"
  "  </interface>"
  "</node>";

/* (nullable): the library that was open last. */
static DipLibrary *
get_library (DipSearchProvider *self)
{
  g_autofree char *chosen = dip_settings_dup_string ("library-path", "");
  g_autofree char *path = *chosen != '\0' ? g_steal_pointer (&chosen) : dip_library_dup_default_path ();

  if (self->library != NULL && g_strcmp0 (dip_library_get_path (self->library), path) != 0)
    g_clear_object (&self->library);
  if (self->library == NULL && g_file_test (path, G_FILE_TEST_IS_REGULAR))
    self->library = dip_library_open (path, NULL);

  return self->library;
}

static void
searched_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GDBusMethodInvocation) invocation = user_data;
  DipSearchProvider *self = g_dbus_method_invocation_get_user_data (invocation);
  g_autoptr (DipSearchResult) found = dip_library_search_finish (DIP_LIBRARY (object), result, NULL);
  g_auto (GVariantBuilder) ids = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_STRING_ARRAY);

  if (g_hash_table_size (self->hits) > MAX_REMEMBERED)
    g_hash_table_remove_all (self->hits);

  for (guint i = 0; found != NULL && i < found->hits->len; i++)
    {
      DipSearchHit *hit = g_ptr_array_index (found->hits, i);
      char *id = g_strdup_printf ("%" G_GINT64_FORMAT ":%s", hit->edition_id, hit->clause);

      g_variant_builder_add (&ids, "s", id);
      g_hash_table_replace (self->hits, id, g_object_ref (hit));
    }

  g_dbus_method_invocation_return_value (g_steal_pointer (&invocation), g_variant_new ("(as)", &ids));
  g_application_release (self->application);
}

static void
search (DipSearchProvider     *self,
        const char *const     *terms,
        GDBusMethodInvocation *invocation)
{
  const DipSearchOptions options = { .limit = MAX_HITS, .newest_only = TRUE, .is_being_typed = TRUE };
  g_autofree char *query = g_strjoinv (" ", (char **) terms);
  DipLibrary *library = get_library (self);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (library == NULL)
    {
      g_dbus_method_invocation_return_value (invocation, g_variant_new ("(as)", NULL));
      return;
    }

  self->cancellable = g_cancellable_new ();
  g_application_hold (self->application);
  dip_library_search_async (library, query, &options, self->cancellable, searched_cb, invocation);
}

static void
add_meta (GVariantBuilder *metas,
          const char      *id,
          DipSearchHit    *hit)
{
  const char *service = hit->service != NULL ? hit->service : hit->edition_title != NULL ? hit->edition_title : "";
  const char *version = hit->version != NULL ? hit->version : "";
  g_autofree char *name = g_strdup_printf ("%s %s", hit->number != NULL ? hit->number : "", hit->title);
  g_autofree char *description = g_strdup_printf ("%s %s — %s", service, version, hit->snippet);

  g_variant_builder_open (metas, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (metas, "{sv}", "id", g_variant_new_string (id));
  g_variant_builder_add (metas, "{sv}", "name", g_variant_new_string (g_strstrip (name)));
  g_variant_builder_add (metas, "{sv}", "description", g_variant_new_string (g_strstrip (description)));
  g_variant_builder_add (metas, "{sv}", "clipboardText", g_variant_new_string (hit->snippet));
  g_variant_builder_close (metas);
}

static void
method_call_cb (GDBusConnection       *connection,
                const char            *sender,
                const char            *path,
                const char            *interface_name,
                const char            *method,
                GVariant              *parameters,
                GDBusMethodInvocation *invocation,
                gpointer               user_data)
{
  DipSearchProvider *self = user_data;
  const char *library = get_library (self) != NULL ? dip_library_get_path (self->library) : NULL;
  g_autofree const char **words = NULL;

  if (strcmp (method, "GetInitialResultSet") == 0 || strcmp (method, "GetSubsearchResultSet") == 0)
    {
      /* The earlier results do not help: the index is quicker than a look at each. */
      g_variant_get_child (parameters, g_variant_n_children (parameters) - 1, "^a&s", &words);
      search (self, words, invocation);
      return;
    }

  if (strcmp (method, "GetResultMetas") == 0)
    {
      g_auto (GVariantBuilder) metas = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("aa{sv}"));

      g_variant_get (parameters, "(^a&s)", &words);
      for (guint i = 0; words[i] != NULL; i++)
        {
          DipSearchHit *hit = g_hash_table_lookup (self->hits, words[i]);

          if (hit != NULL)
            add_meta (&metas, words[i], hit);
        }
      g_dbus_method_invocation_return_value (invocation, g_variant_new ("(aa{sv})", &metas));
      return;
    }

  if (strcmp (method, "ActivateResult") == 0)
    {
      const char *id;
      char *end;
      gint64 edition;

      g_variant_get (parameters, "(&s^a&su)", &id, &words, NULL);
      edition = g_ascii_strtoll (id, &end, 10);
      if (edition > 0 && *end == ':')
        g_signal_emit (self, signals[OPEN], 0, library, edition, end + 1);
    }
  else
    {
      g_autofree char *query = NULL;

      g_variant_get (parameters, "(^a&su)", &words, NULL);
      query = g_strjoinv (" ", (char **) words);
      g_signal_emit (self, signals[SEARCH], 0, library, query);
    }
  g_dbus_method_invocation_return_value (invocation, NULL);
}

static void
dip_search_provider_dispose (GObject *object)
{
  DipSearchProvider *self = DIP_SEARCH_PROVIDER (object);

  dip_search_provider_unexport (self);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->library);
  g_clear_pointer (&self->hits, g_hash_table_unref);

  G_OBJECT_CLASS (dip_search_provider_parent_class)->dispose (object);
}

static void
dip_search_provider_class_init (DipSearchProviderClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dip_search_provider_dispose;

  /* A clause, by library, edition and id, is to be shown. */
  signals[OPEN] = g_signal_new ("open", DIP_TYPE_SEARCH_PROVIDER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 3, G_TYPE_STRING, G_TYPE_INT64, G_TYPE_STRING);
  /* The search is to go on in the window. */
  signals[SEARCH] = g_signal_new ("search", DIP_TYPE_SEARCH_PROVIDER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
}

static void
dip_search_provider_init (DipSearchProvider *self)
{
  self->hits = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
}

DipSearchProvider *
dip_search_provider_new (GApplication *application)
{
  DipSearchProvider *self = g_object_new (DIP_TYPE_SEARCH_PROVIDER, NULL);

  self->application = application;

  return self;
}

gboolean
dip_search_provider_export (DipSearchProvider *self,
                            GDBusConnection   *connection,
                            const char        *path,
                            GError           **error)
{
  static const GDBusInterfaceVTable vtable = { method_call_cb, NULL, NULL, { 0 } };
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (interface, error);

  g_return_val_if_fail (node != NULL, FALSE);

  self->connection = g_object_ref (connection);
  self->registration = g_dbus_connection_register_object (connection, path, node->interfaces[0], &vtable,
                                                          self, NULL, error);

  return self->registration != 0;
}

void
dip_search_provider_unexport (DipSearchProvider *self)
{
  if (self->registration != 0)
    g_dbus_connection_unregister_object (self->connection, self->registration);
  self->registration = 0;
  g_clear_object (&self->connection);
}
