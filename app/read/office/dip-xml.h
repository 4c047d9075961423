/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "read/office/dip-zip.h"

G_BEGIN_DECLS

/* A cell in a table in a text box in a table has a depth of some 60. */
#define DIP_XML_MAX_DEPTH      256u
#define DIP_XML_MAX_ATTRIBUTES 1000u

/* Of an element that the reader has no name for. */
#define DIP_XML_OTHER G_MAXUINT

typedef struct _DipXml DipXml;

/* An element begins or ends. @element: its place in the list of names. */
typedef void (* DipXmlStartFunc) (DipXml     *xml,
                                  guint       element,
                                  gpointer    user_data);
typedef void (* DipXmlEndFunc)   (DipXml     *xml,
                                  guint       element,
                                  gpointer    user_data);
typedef void (* DipXmlTextFunc)  (DipXml     *xml,
                                  const char *text,
                                  gsize       length,
                                  gpointer    user_data);

/**
 * DipXmlHandler:
 * @names: (array zero-terminated=1): the elements that the reader knows, "w:p"
 * @start: an element begins; ask for attributes with dip_xml_get()
 * @end: (nullable): it ends
 * @text: (nullable): text, in pieces of any size, cut between characters
 *
 * What a reader of one kind of part does. Prefixes are ours, whatever the
 * file calls them: the strict and the transitional form of Office Open XML
 * have the same ones.
 */
typedef struct
{
  const char *const *names;
  DipXmlStartFunc    start;
  DipXmlEndFunc      end;
  DipXmlTextFunc     text;
} DipXmlHandler;

gboolean    dip_xml_parse_part  (DipZip               *zip,
                                 const char           *name,
                                 const DipXmlHandler  *handler,
                                 gpointer              user_data,
                                 GCancellable         *cancellable,
                                 GError              **error);
const char *dip_xml_get         (DipXml               *self,
                                 const char           *name);
gboolean    dip_xml_get_int     (DipXml               *self,
                                 const char           *name,
                                 gint64                minimum,
                                 gint64                maximum,
                                 gint64               *value);
gboolean    dip_xml_get_bool    (DipXml               *self,
                                 const char           *name,
                                 gboolean              fallback);
void        dip_xml_skip        (DipXml               *self);
void        dip_xml_stop        (DipXml               *self);
void        dip_xml_fail        (DipXml               *self,
                                 GError               *error);

G_END_DECLS
