/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "store/dip-store-check.h"

#include "base/dip-error.h"

/*
 * How a check tells what it finds.
 */

void
_dip_checker_report (DipChecker *self,
                     const char *format,
                     ...)
{
  g_autofree char *problem = NULL;
  va_list arguments;

  va_start (arguments, format);
  problem = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  /* Where a page cannot be read one question after the other says so. */
  if (!g_ptr_array_find_with_equal_func (self->problems, problem, g_str_equal, NULL))
    g_ptr_array_add (self->problems, g_steal_pointer (&problem));
}

/* A library that is too damaged for a question is a problem found, not a check that failed. */
gboolean
_dip_checker_report_error (DipChecker  *self,
                           GError      *local_error,
                           GError     **error)
{
  if (local_error->domain == DIP_STORE_ERROR && local_error->code != DIP_STORE_ERROR_BUSY)
    {
      _dip_checker_report (self, "%s.", local_error->message);
      g_error_free (local_error);
      return TRUE;
    }

  g_propagate_error (error, local_error);

  return FALSE;
}

/* One sentence for each row of @sql. */
gboolean
_dip_checker_check_rows (DipChecker   *self,
                         const char   *sql,
                         DipDescribe   describe,
                         GError      **error)
{
  g_autoptr (DipQuery) query = NULL;
  GError *local_error = NULL;
  guint n_problems = 0;
  DipStep step;

  query = dip_database_query (self->database, sql, DIP_CHECK_ACTION, &local_error);
  if (query == NULL)
    return _dip_checker_report_error (self, local_error, error);

  while ((step = dip_query_step (query, self->cancellable, &local_error)) == DIP_STEP_ROW)
    {
      char *sentence;

      if (n_problems++ == DIP_CHECK_N_PROBLEMS)
        {
          _dip_checker_report (self, "There are more problems of this sort.");
          return TRUE;
        }

      sentence = describe (query);
      if (sentence != NULL)
        g_ptr_array_add (self->problems, sentence);
      else
        n_problems--;
    }

  return step == DIP_STEP_DONE || _dip_checker_report_error (self, local_error, error);
}
