/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "dip-message.h"

#include <gio/gio.h>
#include <glib/gi18n.h>

#include "base/dip-error.h"
#include "dip-words.h"
#include "session/dip-trouble.h"

static DipMessage
message (const char *title,
         const char *advice)
{
  DipMessage result = { title, advice };

  return result;
}

static DipMessage
for_read_error (const GError *error)
{
  DipTrouble trouble = dip_trouble_for_read_error (error);

  return message (trouble.title, trouble.advice);
}

static DipMessage
for_store_error (const GError *error)
{
  DipTrouble trouble = dip_trouble_for_store_error (error);

  return message (trouble.title, trouble.advice);
}

static DipMessage
for_io_error (GIOErrorEnum code)
{
  switch ((int) code)
    {
    case G_IO_ERROR_NOT_FOUND:
      return message (_("There is no such file"),
                      _("It may have been moved or removed."));
    case G_IO_ERROR_PERMISSION_DENIED:
      return message (_("You may not read this file"),
                      _("Ask its owner, or copy it to a place of your own."));
    case G_IO_ERROR_IS_DIRECTORY:
    case G_IO_ERROR_NOT_REGULAR_FILE:
      return message (_("This is not a file"),
                      _("Choose the papers themselves, not what holds them."));
    case G_IO_ERROR_NOT_SUPPORTED:
      return message (_("This is not a file of this computer"),
                      _("Save it here first, then import what you saved."));
    case G_IO_ERROR_NO_SPACE:
      return message (_("The disk is full"),
                      _("Make room, then try again. The library is as it was before."));
    case G_IO_ERROR_CANCELLED:
      return message (_("Cancelled"), NULL);
    default:
      return message (_("The file could not be read"), NULL);
    }
}

/**
 * dip_message_for_error:
 * @error: any error of the program
 *
 * Says in the user's language what an error means for them and what to do. The
 * error's own message is the detail beneath.
 *
 * Returns: the sentences
 */
DipMessage
dip_message_for_error (const GError *error)
{
  g_return_val_if_fail (error != NULL, message ("", NULL));

  if (error->domain == DIP_READ_ERROR)
    return for_read_error (error);
  if (error->domain == DIP_STORE_ERROR)
    return for_store_error (error);
  if (error->domain == G_IO_ERROR)
    return for_io_error (error->code);

  return message (_("Something went wrong"), NULL);
}

/* The name of the file that an error is about, where there is more than one that it could be. */
static char *
dup_name (const GError *error)
{
  const char *path = dip_store_error_get_path (error);

  return path != NULL ? g_filename_display_basename (path) : NULL;
}

/**
 * dip_message_dup_line:
 * @error: any error of the program
 *
 * Says in a line what an error means, with the name of the file that it is about.
 *
 * Returns: (transfer full): the line, without full stop
 */
char *
dip_message_dup_line (const GError *error)
{
  const char *title = dip_message_for_error (error).title;
  g_autofree char *name = dup_name (error);

  if (name == NULL)
    return g_strdup (title);

  /* Translators: the name of a file, and what is wrong with it */
  return g_strdup_printf (_("“%s”: %s"), name, title);
}

/**
 * dip_message_dup_detail:
 * @error: any error of the program
 *
 * Returns: (transfer full): the error's own words, in the user's language where they
 *   are known, with the file that it is about
 */
char *
dip_message_dup_detail (const GError *error)
{
  const char *path = dip_store_error_get_path (error);
  g_autofree char *shown = path != NULL ? g_filename_display_name (path) : NULL;

  g_autofree char *exact = dip_words_dup_trouble (error->message);

  return shown != NULL ? g_strconcat (shown, "\n", exact, NULL) : g_steal_pointer (&exact);
}
