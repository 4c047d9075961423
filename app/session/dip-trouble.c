/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "session/dip-trouble.h"

#include "base/dip-error.h"

#include <glib/gi18n-lib.h>

/**
 * dip_trouble_for_store_error:
 * @error: a DipStoreError
 *
 * Says in the user's language what is wrong with a library and what to do. Which file
 * it is tells dip_store_error_get_path(); the error's own message is the detail.
 *
 * Returns: the sentences
 */
DipTrouble
dip_trouble_for_store_error (const GError *error)
{
  g_return_val_if_fail (error != NULL && error->domain == DIP_STORE_ERROR, ((DipTrouble) { "", NULL }));

  switch ((DipStoreError) error->code)
    {
    case DIP_STORE_ERROR_BUSY:
      return (DipTrouble) { _("Another program is using the library"),
                            _("Wait until it has finished, then try again.") };
    case DIP_STORE_ERROR_CORRUPT:
      /* Translators: the words in quotation marks are commands, and stay as they are */
      return (DipTrouble) { _("The library is damaged"),
                            _("“diptych-cli check --rescue NEW” saves what can be read into a new library, "
                              "“diptych-cli restore FILE” puts a backup in its place.") };
    case DIP_STORE_ERROR_LOST:
      /* Translators: the words in quotation marks are a command, and stay as they are */
      return (DipTrouble) { _("Nothing of the library can be read any more"),
                            _("Put a backup in its place with “diptych-cli restore FILE”, or move it away and "
                              "import the papers again.") };
    case DIP_STORE_ERROR_NO_SPACE:
      return (DipTrouble) { _("The disk is full"),
                            _("Make room, then try again. What was stored before is there.") };
    case DIP_STORE_ERROR_READ_ONLY:
      return (DipTrouble) { _("The file cannot be written"),
                            _("The file, its folder or its disk is protected. Change that, or choose another place.") };
    case DIP_STORE_ERROR_NEEDS_WRITING:
      return (DipTrouble) { _("The library cannot be written, and has to be before it can be read"),
                            _("Copy it to a folder of your own, with the files beside it whose names begin "
                              "like its name, and open the copy.") };
    case DIP_STORE_ERROR_CANNOT_OPEN:
      return (DipTrouble) { _("The file cannot be opened"),
                            _("Look whether it is a library, where it should be, and whether you may read it.") };
    case DIP_STORE_ERROR_NOT_THERE:
      return (DipTrouble) { _("There is no such file or folder"),
                            _("Look whether the name is right and whether its disk is connected.") };
    case DIP_STORE_ERROR_NOT_A_LIBRARY:
      return (DipTrouble) { _("This file is not a library"),
                            _("It belongs to another program and was not touched.") };
    case DIP_STORE_ERROR_TOO_NEW:
      return (DipTrouble) { _("A newer Diptych wrote this library"),
                            _("Update Diptych to open it. The file was not touched.") };
    case DIP_STORE_ERROR_SAME_FILE:
      return (DipTrouble) { _("This is the library itself"),
                            _("Choose another file. Nothing was changed.") };
    case DIP_STORE_ERROR_EXISTS:
      return (DipTrouble) { _("There is a file of this name already"),
                            _("Choose another name. The file was not touched.") };
    case DIP_STORE_ERROR_NOT_FOUND:
      return (DipTrouble) { _("The library has no such paper"),
                            _("It may have been removed in another window.") };
    case DIP_STORE_ERROR_CONSTRAINT:
    case DIP_STORE_ERROR_FAILED:
    default:
      return (DipTrouble) { _("The library could not do this"), NULL };
    }
}

/**
 * dip_trouble_for_read_error:
 * @error: a DipReadError
 *
 * Says in the user's language what is wrong with a paper and what to do. The error's own
 * message, in English, says the same of the very file.
 *
 * Returns: the sentences
 */
DipTrouble
dip_trouble_for_read_error (const GError *error)
{
  g_return_val_if_fail (error != NULL && error->domain == DIP_READ_ERROR, ((DipTrouble) { "", NULL }));

  switch ((DipReadError) error->code)
    {
    case DIP_READ_ERROR_NOT_A_FILE:
      return (DipTrouble) { _("This is not a file"),
                            _("Choose the papers themselves, not what holds them.") };
    case DIP_READ_ERROR_EMPTY:
      return (DipTrouble) { _("The file is empty"),
                            _("There is no text in it. Fetch the paper once more from the provider.") };
    case DIP_READ_ERROR_UNKNOWN_FORMAT:
      return (DipTrouble) { _("Diptych cannot read files of this kind"),
                            _("Save the paper as PDF or plain text and import that.") };
    case DIP_READ_ERROR_ENCODING:
      return (DipTrouble) { _("Nobody can tell how this text is encoded"),
                            _("Open it in a text editor and save it as UTF-8.") };
    case DIP_READ_ERROR_TOO_LARGE:
      return (DipTrouble) { _("The file is too large for a paper"),
                            _("Make sure that it is the right file.") };
    case DIP_READ_ERROR_DAMAGED:
      return (DipTrouble) { _("The file is damaged"),
                            _("It is broken or cut short. Fetch the paper once more from the provider.") };
    case DIP_READ_ERROR_PROTECTED:
      return (DipTrouble) { _("The file is protected by a password"),
                            _("Save a copy without a password and import that.") };
    case DIP_READ_ERROR_PICTURE:
      return (DipTrouble) { _("This is a picture"),
                            _("Let a program for text recognition make the text first.") };
    case DIP_READ_ERROR_NO_TEXT:
      return (DipTrouble) { _("The pages are pictures without text"),
                            _("Let a program for text recognition make the text first.") };
    case DIP_READ_ERROR_LIMIT:
      return (DipTrouble) { _("Reading the file took too much"),
                            _("It asks for more time or memory than a paper needs, so it was given up.") };
    case DIP_READ_ERROR_NO_CLAUSES:
      return (DipTrouble) { _("Passed over: it holds no clauses"),
                            _("Of a folder only papers are taken. Import the file by itself if it is one.") };
    case DIP_READ_ERROR_FAILED:
    default:
      return (DipTrouble) { _("The file could not be read"), NULL };
    }
}
