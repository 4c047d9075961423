/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "dip-window.h"

#include "dip-comparison-view.h"
#include "dip-history-view.h"
#include "dip-library-sidebar.h"
#include "dip-matrix-view.h"
#include "dip-narrow-bin.h"
#include "dip-reading-view.h"
#include "dip-search-view.h"
#include "dip-title.h"
#include "session/dip-import-job.h"
#include "session/dip-library-undo.h"

G_BEGIN_DECLS

/* Whether the library has samples. */
typedef enum {
  DIP_SAMPLES_UNKNOWN,
  DIP_SAMPLES_NONE,
  DIP_SAMPLES_SOME,
} DipSamplesState;

struct _DipWindow
{
  AdwApplicationWindow  parent_instance;

  AdwToastOverlay      *toasts;
  DipNarrowBin         *bin;
  GtkPaned             *paned;
  GtkWidget            *sidebar_box;
  GtkWidget            *content_box;
  AdwHeaderBar         *sidebar_header;
  AdwHeaderBar         *content_header;
  AdwWindowTitle       *library_title;
  GMenu                *recent_libraries;
  DipLibrarySidebar    *sidebar;
  DipTitle             *title;
  GtkWidget            *back_button;
  GtkWidget            *return_button;
  GtkWidget            *sidebar_button;
  GtkMenuButton        *sidebar_menu_button;
  GtkMenuButton        *menu_button;
  GtkMenuButton        *compare_button;
  GtkWidget            *page_button;
  GtkStack             *stack;
  DipReadingView       *reading;       /* (nullable): these five until they are first needed */
  DipComparisonView    *comparison;
  DipMatrixView        *matrix;
  DipHistoryView       *history;
  DipSearchView        *search;
  AdwStatusPage        *error_page;
  GtkLabel             *error_detail;
  GtkRevealer          *import_revealer;
  GtkLabel             *import_label;
  GtkLabel             *import_count;
  GtkProgressBar       *import_bar;

  DipLibrary           *library;       /* (nullable): none could be opened */
  char                 *library_path;  /* the file that was to be opened */
  gboolean              library_is_known;  /* it was open before, so it is not made where it is gone */
  GCancellable         *cancellable;   /* (nullable): of the page that is being loaded */
  GCancellable         *import_cancel; /* (nullable): of the import under way */
  DipImportJob         *import_job;    /* (nullable) */
  GPtrArray            *import_results; /* (nullable) (element-type DipImportResult): of the last one */
  GListStore           *import_queue;  /* (element-type GFile): waits for the import under way */
  GHashTable           *passing;       /* DipEdition → DipDocument: read from files, in no library */
  GHashTable           *passing_paths; /* DipEdition → the path of its file */
  GQueue                undo;          /* what can be taken back, the last thing first */
  GQueue                redo;          /* what was taken back, the last thing first */
  GQueue                changes;       /* what is to be done to the library, one after the other */
  GCancellable         *turn_cancel;   /* (nullable): of the change that a thread makes, or waits for */
  GtkWidget            *closing;       /* (nullable): the dialog that waits for the changes before the window closes */
  gboolean              drops_changes; /* the window closes, whatever waits */
  guint                 pulse_id;      /* the bar moves while that lasts */
  AdwToast             *undo_toast;    /* (nullable): that offers it */
  AdwToast             *toast;         /* (nullable): the notice that is shown */
  gint64                toast_shown;   /* since when, in ms */
  guint                 toast_id;      /* when it goes, if it was not to go before it has come */
  AdwToast             *next_toast;    /* (nullable): the notice that comes in its place then */
  GtkCssProvider       *zoom_provider;
  double                zoom;
  gint64                wanted_id;     /* edition that is being loaded, 0 for none */
  char                 *wanted_clause; /* (nullable): id of the clause to show in it */
  gint64                original_id;   /* edition whose original is beside its text, 0 for none */
  char                 *wanted_state;  /* (nullable): how its page was left, in the words of its view */
  GQueue                places_back;   /* what was shown before, the last first; dip-window-places.c */
  GQueue                places_forward;
  gboolean              travelling;    /* on the way to one of these */
  gboolean              matrix_is_fresh; /* the library has not changed since it was made */
  guint                 keep_id;       /* keeps the place soon */
  guint                 busy_id;
  guint                 prepare_id;    /* makes the views that are likely to be needed next */
  DipSamplesState       samples;       /* as far as it is known */
  gboolean              on_library;    /* in a narrow window: which of the two is seen */
};

/* dip-window.c */
void _dip_window_update_layout   (DipWindow   *self);
void _dip_window_need_page       (DipWindow   *self,
                                  const char  *name);
DipDocument   *_dip_window_get_document   (DipWindow *self);
DipComparison *_dip_window_get_comparison (DipWindow *self);
void _dip_window_show_page       (DipWindow   *self,
                                  const char  *name);
void _dip_window_show_error      (DipWindow   *self,
                                  const GError *error);
void _dip_window_show_nothing    (DipWindow   *self);
AdwToast *_dip_window_toast_new (DipWindow *self, const char *text) G_GNUC_WARN_UNUSED_RESULT;
void _dip_window_toast_add_button (DipWindow  *self,
                                  AdwToast    *toast,
                                  const char  *label,
                                  const char  *action,
                                  GVariant    *target);
void _dip_window_add_toast       (DipWindow   *self,
                                  AdwToast    *toast);
void _dip_window_dismiss_toast   (DipWindow   *self,
                                  AdwToast    *toast);
void _dip_window_clear_toasts    (DipWindow   *self);
void _dip_window_leave_toast     (DipWindow   *self);
void _dip_window_toast           (DipWindow   *self,
                                  const char  *text);
void _dip_window_toast_error     (DipWindow    *self,
                                  const GError *error);
void _dip_window_set_zoom        (DipWindow   *self,
                                  double       zoom);

/* dip-window-pages.c */
void _dip_window_read            (DipWindow   *self,
                                  gint64       edition_id);
void _dip_window_compare         (DipWindow   *self,
                                  DipEdition  *old_edition,
                                  DipEdition  *new_edition);
void _dip_window_compare_variants (DipWindow *self);
void _dip_window_compare_files   (DipWindow   *self,
                                  DipEdition  *const editions[2],
                                  const char  *const paths[2],
                                  const char  *clause);
void _dip_window_read_clause     (DipWindow   *self,
                                  gint64       edition_id,
                                  const char  *clause);
void _dip_window_load_matrix     (DipWindow   *self,
                                  GArray      *edition_ids,
                                  const char  *framework);
void _dip_window_update_original (DipWindow   *self);
void _dip_window_show_matrix     (DipWindow   *self);
void _dip_window_show_history    (DipWindow   *self,
                                  gint64       edition_id);
void _dip_window_compare_at      (DipWindow   *self,
                                  DipEdition  *old_edition,
                                  DipEdition  *new_edition,
                                  const char  *clause);
DipEdition *_dip_window_find_edition  (DipWindow  *self,
                                       gint64      edition_id);
DipEdition *_dip_window_find_by_digest (DipWindow *self,
                                        const char *sha256);
DipEdition *_dip_window_find_previous (DipWindow  *self,
                                       DipEdition *edition);

/* dip-window-places.c */
void _dip_window_init_places     (DipWindow   *self);
void _dip_window_leave_place     (DipWindow   *self);
char *_dip_window_dup_state      (DipWindow   *self) G_GNUC_WARN_UNUSED_RESULT;
gboolean _dip_window_return      (DipWindow   *self);
void _dip_window_leave_gone      (DipWindow   *self);
void _dip_window_go_forward      (DipWindow   *self);
void _dip_window_clear_places    (DipWindow   *self);
void _dip_window_keep_place      (DipWindow   *self);
void _dip_window_keep_place_later (DipWindow  *self);
void _dip_window_keep_size      (DipWindow   *self);

/* dip-window-actions.c */
void _dip_window_install_actions (DipWindow   *self);
void _dip_window_update_actions  (DipWindow   *self);
void _dip_window_reopen_library  (DipWindow   *self);

/* dip-window-undo.c */

/* Takes back one thing that was done to the library of @self, or does it again, by turns. */
typedef gboolean (* DipWindowUndoFunc) (DipWindow  *self,
                                        gpointer    data,
                                        GError    **error);

void _dip_window_do              (DipWindow   *self,
                                  const char  *text,
                                  DipWindowUndoFunc turn_func,
                                  gpointer     data,
                                  GDestroyNotify destroy);
void _dip_window_begin           (DipWindow   *self,
                                  DipWindowUndoFunc turn_func,
                                  gpointer     data,
                                  GDestroyNotify destroy);
void _dip_window_end_change      (DipWindow   *self,
                                  gboolean     is_made);
gboolean _dip_window_is_changing (DipWindow   *self);
gboolean _dip_window_waits_to_close (DipWindow *self);
void _dip_window_cancel_change   (DipWindow   *self);
void _dip_window_push_undo       (DipWindow   *self,
                                  const char  *text,
                                  DipWindowUndoFunc undo,
                                  gpointer     data,
                                  GDestroyNotify destroy);
void _dip_window_push_step       (DipWindow   *self,
                                  AdwToast    *toast,
                                  DipWindowUndoFunc turn,
                                  gpointer     data,
                                  GDestroyNotify destroy);
void _dip_window_return_step     (DipWindow   *self,
                                  gconstpointer data);
void _dip_window_drop_step       (DipWindow   *self,
                                  gconstpointer data);
void _dip_window_undo            (DipWindow   *self);
void _dip_window_redo            (DipWindow   *self);
void _dip_window_clear_undo      (DipWindow   *self);
void _dip_window_show_properties (DipWindow   *self,
                                  gint64       edition_id);

/* dip-window-removal.c */
void _dip_window_remove          (DipWindow   *self,
                                  gint64       edition_id);
void _dip_window_ask_to_remove   (DipWindow   *self,
                                  GArray      *ids);

/* dip-window-arrival.c */
void _dip_window_remove_editions (DipWindow   *self,
                                  GArray      *ids);
void _dip_window_push_arrival    (DipWindow   *self,
                                  AdwToast    *toast,
                                  DipLibrary  *library,
                                  DipArrival  *arrival);

/* dip-window-pairing.c */
void _dip_window_pair_with       (DipWindow   *self,
                                  const char  *side);
void _dip_window_part            (DipWindow   *self);
void _dip_window_forget_pairing  (DipWindow   *self);

DipComparison *_dip_window_get_remembered (DipWindow *self);

/* dip-window-review.c */
void _dip_window_load_reviews    (DipWindow   *self);
void _dip_window_reviewed_next   (DipWindow   *self);
void _dip_window_toggle_reviewed (DipWindow   *self);

/* dip-window-import.c */
void _dip_window_start_import    (DipWindow   *self);
void _dip_window_open_editions   (DipWindow   *self,
                                  GPtrArray   *editions);
void _dip_window_choose_files    (DipWindow   *self);
void _dip_window_cancel_import   (DipWindow   *self);
gboolean _dip_window_import_list (DipWindow   *self,
                                  const GValue *value);
void _dip_window_init_drop       (DipWindow   *self);
void _dip_window_choose_folder   (DipWindow   *self);
void _dip_window_show_passed_over (DipWindow  *self);

/* dip-window-paste.c */
void _dip_window_paste           (DipWindow   *self);
gboolean _dip_window_import_text (DipWindow   *self,
                                  const char  *text);
gboolean _dip_window_forget_pasted (GFile     *file);

/* dip-window-samples.c */
void _dip_window_import_samples  (DipWindow   *self);
gboolean _dip_window_show_samples (DipWindow  *self);
gboolean _dip_window_has_samples (DipWindow   *self);
void _dip_window_remove_samples  (DipWindow   *self);

/* dip-window-libraries.c */
void _dip_window_new_library     (DipWindow   *self);
void _dip_window_choose_library  (DipWindow   *self);
void _dip_window_own_library     (DipWindow   *self);
void _dip_window_list_recent     (DipWindow   *self);
void _dip_window_open_recent_library (DipWindow *self,
                                      const char *path);
void _dip_window_back_up         (DipWindow   *self);
void _dip_window_merge           (DipWindow   *self);
void _dip_window_add_library     (DipWindow   *self,
                                  const char  *path);

G_END_DECLS
