/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "dip-comparison-view.h"

#include "dip-narrow-bin.h"
#include "dip-overview-strip.h"
#include "dip-tag-filter.h"

G_BEGIN_DECLS

struct _DipComparisonView
{
  GtkWidget           parent_instance;

  DipNarrowBin       *bin;
  DipNarrowBin       *filter_bin;
  GtkDropDown        *old_drop;
  GtkDropDown        *new_drop;
  GtkBox             *filters;
  DipTagFilter       *tag_filter;
  GtkWidget          *filter_button;
  GtkToggleButton    *search_button;
  GtkSearchBar       *search_bar;
  GtkSearchEntry     *search_entry;
  GtkRevealer        *group_revealer;
  GtkLabel           *group_label;
  GtkStack           *stack;
  GtkScrolledWindow  *scroller;
  GtkListView        *list;
  DipOverviewStrip   *strip;
  GtkLabel           *position;
  GtkLabel           *progress;
  GtkLabel           *reason;
  GtkMenuButton      *why_button;
  GtkWidget          *move_button;   /* where a passage has moved */

  GSimpleActionGroup *actions;
  GListStore         *choices;      /* (element-type GListModel): passing editions, the library's */
  GListStore         *passing;      /* (element-type DipEdition): of files that are in no library */
  GListModel         *editions;     /* all of them */
  DipComparisonModel *model;        /* (nullable) */
  GtkSliceListModel  *shown;        /* the model, a little more of it with every frame */
  GtkSingleSelection *selection;
  GPtrArray          *cells;        /* (element-type DipComparisonCell): the places that show a row */
  GPtrArray          *spare;        /* (element-type DipComparisonCell): those that the list has let go */
  GtkLabel           *counts[DIP_N_CLASSES];
  guint               classes;
  DipTags             tags;         /* 0 shows all */
  guint               jump_to;      /* position that is being scrolled to */
  guint               jump_frames;  /* how often it is still corrected */
  guint               jump_tries;   /* how often it is still told to the list */
  gboolean            jump_focuses; /* it has still to get the focus */
  guint               tick_id;
  guint               chosen_id;
  gboolean            stacked;      /* the new text stands below the old one in a wide window too */
  gboolean            choosing;     /* the drop-downs are being set by the program */
};

/* dip-comparison-view.c */
void     _dip_comparison_view_update_position  (DipComparisonView *self);

/* dip-comparison-choices.c */
void     _dip_comparison_view_set_up_choices   (DipComparisonView *self);
void     _dip_comparison_view_show_names       (DipComparisonView *self);
void     _dip_comparison_view_choose           (DipComparisonView *self,
                                                DipEdition        *old_edition,
                                                DipEdition        *new_edition);

/* dip-comparison-list.c */
void     _dip_comparison_view_set_up_list      (DipComparisonView *self);
void     _dip_comparison_view_follow_focus     (DipComparisonView *self,
                                                gboolean           follow);
void     _dip_comparison_view_restyle          (DipComparisonView *self);
void     _dip_comparison_view_jump             (DipComparisonView *self,
                                                guint              position);

/* dip-comparison-filter.c */
void     _dip_comparison_view_set_up_filter    (DipComparisonView *self);
void     _dip_comparison_view_update_page      (DipComparisonView *self);
void     _dip_comparison_view_apply_filter     (DipComparisonView *self);
void     _dip_comparison_view_update_counts    (DipComparisonView *self);

G_END_DECLS
