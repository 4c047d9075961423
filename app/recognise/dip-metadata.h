/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "recognise/dip-draft.h"
#include "recognise/dip-passage.h"

G_BEGIN_DECLS

/* What the files about metadata share. Private to app/recognise. */
typedef struct
{
  DipDraft *draft;
  char     *title_service;  /* (nullable): the service that the title names, while names are looked for */
} DipMetadata;

/* A name, and how much its source is worth. */
typedef struct
{
  char *name;
  guint weight;
} DipCandidate;

/* Of names whose signs are counted, the one that is worth most. */
typedef struct
{
  const char *name;  /* (nullable) (unowned) */
  guint       most;
  guint       next;  /* what the next one is worth */
} DipLead;

enum {
  DIP_WEIGHT_BRACKET = 15,
  DIP_WEIGHT_AUTHOR = 20,
  DIP_WEIGHT_MENTION = 30,
  DIP_WEIGHT_SUBTITLE = 35,
  DIP_WEIGHT_RUNNING = 40,
  DIP_WEIGHT_TAIL = 45,
  DIP_WEIGHT_TITLE = 48,
  DIP_WEIGHT_COVER_LINE = 50,
  DIP_WEIGHT_COVER = 70,
  DIP_WEIGHT_OFFERS = 75,
  DIP_WEIGHT_SCOPE = 80,
  DIP_WEIGHT_SELF = 90,
  DIP_WEIGHT_PROPERTY = 100,
};

/* Provider, service and title. */
void        dip_metadata_find_names (DipMetadata       *self);

void        dip_metadata_read_parts        (DipMetadata      *self,
                                            const char       *line,
                                            DipCandidate     *service);
void        dip_metadata_find_title         (DipMetadata       *self,
                                             DipCandidate      *service);
char       *dip_metadata_service_in_title   (DipMetadata       *self,
                                             const char        *title) G_GNUC_WARN_UNUSED_RESULT;
char       *dip_metadata_service_above      (DipMetadata       *self,
                                             const char        *above) G_GNUC_WARN_UNUSED_RESULT;
char       *dip_metadata_clean_name         (DipMetadata       *self,
                                             const char        *text,
                                             gsize              length) G_GNUC_WARN_UNUSED_RESULT;
gboolean    dip_metadata_is_known_name      (DipMetadata       *self,
                                             const char        *name);
void        dip_metadata_find_title_in_text (DipMetadata       *self,
                                             const GPtrArray   *passages);
void        dip_metadata_read_service       (DipMetadata       *self,
                                             const DipPassage  *passage,
                                             DipCandidate      *service);

gboolean    dip_metadata_is_on_cover        (DipMetadata       *self,
                                             const char        *name);
gboolean    dip_metadata_is_in_title        (const DipMetadata *self,
                                             const char        *name);
void        dip_metadata_read_english       (DipMetadata       *self,
                                             const DipPassage  *passage,
                                             DipCandidate      *service);
const char *dip_metadata_capitals_before    (const char        *text,
                                             const char        *end);

void        dip_metadata_read_speaker       (DipMetadata       *self,
                                             const DipPassage  *passage,
                                             DipCandidate      *provider);
const char *dip_metadata_name_end           (const char        *at);

/* dip-metadata-signs.c: "xSample", and where "sample", "sample.io" ends; @at where it is no such name. */
gboolean    dip_metadata_is_camel_case      (const char        *word);
const char *dip_metadata_small_name_end     (const char        *at);
void        dip_metadata_count_name         (GHashTable        *names,
                                             const char        *start,
                                             const char        *end,
                                             guint              worth);

/* "sample.io": bytes of the ending at @end that hosts of companies have, ".md" and ".json" being files; 0 for none. */
gsize       dip_metadata_host_ending        (const char        *end);
char       *dip_metadata_guess_provider     (const DipMetadata *self,
                                             const char        *service) G_GNUC_WARN_UNUSED_RESULT;

/* dip-metadata-recurring.c: the name that sentences say again and again, whatever it does. */
char       *dip_metadata_guess_recurring    (const DipMetadata *self,
                                             const char        *service,
                                             const char        *other) G_GNUC_WARN_UNUSED_RESULT;
void        dip_metadata_trim_possessive    (char              *name);
void        dip_metadata_trim_name          (const DipMetadata *self,
                                             char              *name);
gboolean    dip_metadata_is_said_of         (const DipMetadata *self,
                                             const char        *name);
gboolean    dip_metadata_is_common          (const DipMetadata *self,
                                             const char        *name);
gboolean    dip_metadata_speaks_for         (const DipMetadata *self,
                                             const char        *service);
char       *dip_metadata_guess_acting_service (const DipMetadata *self,
                                             const char        *provider) G_GNUC_WARN_UNUSED_RESULT;
char       *dip_metadata_guess_subject      (const DipMetadata *self) G_GNUC_WARN_UNUSED_RESULT;
char       *dip_metadata_guess_named_service (const DipMetadata *self) G_GNUC_WARN_UNUSED_RESULT;

char       *dip_metadata_dup_named_after    (const DipMetadata *self,
                                             const char        *provider) G_GNUC_WARN_UNUSED_RESULT;
char       *dip_metadata_guess_service      (DipMetadata       *self) G_GNUC_WARN_UNUSED_RESULT;

guint       dip_metadata_weigh_name         (const DipMetadata *self,
                                             const char        *name,
                                             guint              weight);
void        dip_metadata_read_edges         (DipMetadata       *self,
                                             DipCandidate      *provider);

void        dip_metadata_offer              (DipCandidate      *best,
                                             char              *name,
                                             guint              weight);
void        dip_metadata_offer_service      (DipMetadata       *self,
                                             DipCandidate      *service,
                                             char              *name,
                                             guint              weight);

/* Counts a name in; a worth of 0 is none. */
void        dip_lead_take                   (DipLead           *self,
                                             const char        *name,
                                             guint              worth);

/* (nullable): the name that is worth @least or more, and clearly more than any other. */
const char *dip_lead_get_name               (const DipLead     *self,
                                             guint              least);

gboolean    dip_metadata_is_paper           (DipMetadata       *self,
                                             const char        *name);
gboolean    dip_metadata_contains           (const DipMetadata *self,
                                             const char        *list,
                                             const char        *key);
gboolean    dip_metadata_ends_as_service    (const DipMetadata *self,
                                             const char        *key);
gboolean    dip_metadata_starts_with        (const char        *text,
                                             const char *const *words,
                                             gsize             *length);

/* What stands in a bracket that gives a name: "(以下、「当社」といいます)" → "当社" */
const char *dip_metadata_bracket_word       (const char        *at);

/* The key of a label: "1. サービスの名称" without the number that its line has in a form. */
char       *dip_metadata_dup_label_key      (const char        *label) G_GNUC_WARN_UNUSED_RESULT;

/* Whether a label, folded for passages and case, names a property of the paper: 発行日, version. */
gboolean    dip_metadata_names_property     (const DipLexicon  *lexicon,
                                             const char        *key);

/* Whether a line is "label: value" with a label that the lexicon knows. */
gboolean    dip_metadata_is_pair    (const DipMetadata *self,
                                     const char        *text);
const char *dip_metadata_property   (const DipMetadata *self,
                                     const char        *list);
char       *dip_metadata_version    (const char        *text,
                                     gboolean           is_property,
                                     const DipLexicon  *lexicon) G_GNUC_WARN_UNUSED_RESULT;

/* dip-metadata-version.c */
void dip_metadata_find_version (DipMetadata *self);
void dip_metadata_find_issued (DipMetadata *self);

/* dip-metadata-properties.c */

/* Lines that tell a property; a label may have its value on the next line. */
gboolean    dip_metadata_is_title_row (DipMetadata   *self,
                                       const DipLine *line);
void dip_metadata_read_properties (DipMetadata     *self,
                                   const GPtrArray *lines);

/* Tables before the first numbered clause and short ones at the beginning of a paper may tell properties too. */
void dip_metadata_read_front_tables (DipMetadata *self);

/* A form of disclosure asks for names, too: item "Name of the provider", answer "Sample Ltd.". */
void dip_metadata_read_items (DipMetadata *self);

G_END_DECLS
