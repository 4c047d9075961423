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
