/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * DipReadError:
 * @DIP_READ_ERROR_FAILED: the file could not be read for a reason without its own code.
 * @DIP_READ_ERROR_NOT_A_FILE: a directory, a device or a socket stands there.
 * @DIP_READ_ERROR_EMPTY: the file has no bytes, or no text in them.
 * @DIP_READ_ERROR_UNKNOWN_FORMAT: the bytes belong to no format that can be read.
 * @DIP_READ_ERROR_ENCODING: text, but in an encoding that nobody can tell.
 * @DIP_READ_ERROR_TOO_LARGE: larger than the limit; the message names both sizes.
 * @DIP_READ_ERROR_DAMAGED: of a known format, but broken or cut short.
 * @DIP_READ_ERROR_PROTECTED: protected by a password.
 * @DIP_READ_ERROR_PICTURE: a photo or a drawing; text recognition has to come first.
 * @DIP_READ_ERROR_NO_TEXT: pages that are pictures only; text recognition has to come first.
 * @DIP_READ_ERROR_LIMIT: reading took more time, memory, depth or entries than a paper needs.
 * @DIP_READ_ERROR_NO_CLAUSES: text, but not of a paper; only what stands in a folder is refused for this.
 *
 * Why a file did not become a layout.
 *
 * The messages are whole sentences without the name of the file, which the
 * caller knows: what is wrong, where, and what to do.
 */
typedef enum {
  DIP_READ_ERROR_FAILED,
  DIP_READ_ERROR_NOT_A_FILE,
  DIP_READ_ERROR_EMPTY,
  DIP_READ_ERROR_UNKNOWN_FORMAT,
  DIP_READ_ERROR_ENCODING,
  DIP_READ_ERROR_TOO_LARGE,
  DIP_READ_ERROR_DAMAGED,
  DIP_READ_ERROR_PROTECTED,
  DIP_READ_ERROR_PICTURE,
  DIP_READ_ERROR_NO_TEXT,
  DIP_READ_ERROR_LIMIT,
  DIP_READ_ERROR_NO_CLAUSES,
} DipReadError;

#define DIP_READ_ERROR (dip_read_error_quark ())
GQuark dip_read_error_quark (void);

/**
 * DipStoreError:
 * @DIP_STORE_ERROR_FAILED: SQLite refused for a reason without its own code.
 * @DIP_STORE_ERROR_BUSY: another process holds the library; a retry can work.
 * @DIP_STORE_ERROR_CONSTRAINT: a row would break a rule of the schema.
 * @DIP_STORE_ERROR_CORRUPT: the library is damaged.
 * @DIP_STORE_ERROR_NO_SPACE: the disk is full.
 * @DIP_STORE_ERROR_READ_ONLY: the file or its folder may not be written.
 * @DIP_STORE_ERROR_CANNOT_OPEN: no permission, or not a file.
 * @DIP_STORE_ERROR_NOT_A_LIBRARY: the file is something else; it was not touched.
 * @DIP_STORE_ERROR_TOO_NEW: a newer Diptych wrote the library; it was not touched.
 * @DIP_STORE_ERROR_NOT_FOUND: the library has no such edition, or no such clause.
 * @DIP_STORE_ERROR_NOT_THERE: no such file, or no such folder, or not any more.
 * @DIP_STORE_ERROR_NEEDS_WRITING: it cannot be written, but would have to be before it can be read.
 * @DIP_STORE_ERROR_SAME_FILE: both files are the same one.
 * @DIP_STORE_ERROR_EXISTS: a file stands where a new one should go; it was not touched.
 * @DIP_STORE_ERROR_LOST: so damaged that nothing can be saved of it.
 *
 * What can go wrong between the program and its library. An error may name the file
 * that it is about, see dip_store_error_get_path(); its message does not.
 */
typedef enum {
  DIP_STORE_ERROR_FAILED,
  DIP_STORE_ERROR_BUSY,
  DIP_STORE_ERROR_CONSTRAINT,
  DIP_STORE_ERROR_CORRUPT,
  DIP_STORE_ERROR_NO_SPACE,
  DIP_STORE_ERROR_READ_ONLY,
  DIP_STORE_ERROR_CANNOT_OPEN,
  DIP_STORE_ERROR_NOT_A_LIBRARY,
  DIP_STORE_ERROR_TOO_NEW,
  DIP_STORE_ERROR_NOT_FOUND,
  DIP_STORE_ERROR_NOT_THERE,
  DIP_STORE_ERROR_NEEDS_WRITING,
  DIP_STORE_ERROR_SAME_FILE,
  DIP_STORE_ERROR_EXISTS,
  DIP_STORE_ERROR_LOST,
} DipStoreError;

#define DIP_STORE_ERROR (dip_store_error_quark ())
GQuark dip_store_error_quark (void);

const char *dip_store_error_get_path (const GError  *error);
void        dip_store_error_set_path (GError       **error,
                                      const char    *path);

/**
 * DipFrameworkError:
 * @DIP_FRAMEWORK_ERROR_FAILED: the file could not be read.
 * @DIP_FRAMEWORK_ERROR_INVALID: not a catalogue or mapping collection of OSCAL, or one that contradicts itself.
 *
 * Why a catalogue or crosswalk was refused.
 */
typedef enum {
  DIP_FRAMEWORK_ERROR_FAILED,
  DIP_FRAMEWORK_ERROR_INVALID,
} DipFrameworkError;

#define DIP_FRAMEWORK_ERROR (dip_framework_error_quark ())
GQuark dip_framework_error_quark (void);

G_END_DECLS
