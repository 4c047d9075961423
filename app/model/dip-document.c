/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/dip-document.h"

#include <string.h>

G_DEFINE_FINAL_TYPE (DipEdition, dip_edition, G_TYPE_OBJECT)
G_DEFINE_FINAL_TYPE (DipDocument, dip_document, G_TYPE_OBJECT)

static void
dip_edition_finalize (GObject *object)
{
  DipEdition *self = DIP_EDITION (object);

  g_free (self->provider);
  g_free (self->service);
  g_free (self->title);
  g_free (self->language);
  g_free (self->version);
  g_free (self->issued);
  g_free (self->framework);
  g_free (self->source_name);
  g_free (self->media_type);
  g_free (self->sha256);
  g_free (self->imported);

  G_OBJECT_CLASS (dip_edition_parent_class)->finalize (object);
}

static void
dip_edition_class_init (DipEditionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = dip_edition_finalize;
}

static void
dip_edition_init (DipEdition *self)
{
}

DipEdition *
dip_edition_new (void)
{
  return g_object_new (DIP_TYPE_EDITION, NULL);
}

/**
 * dip_edition_copy:
 * @self: an edition
 *
 * Makes a copy that may still be written to.
 *
 * Returns: (transfer full): an edition with the same values
 */
DipEdition *
dip_edition_copy (DipEdition *self)
{
  DipEdition *copy;

  g_return_val_if_fail (DIP_IS_EDITION (self), NULL);

  copy = dip_edition_new ();
  copy->id = self->id;
  copy->provider = g_strdup (self->provider);
  copy->service = g_strdup (self->service);
  copy->title = g_strdup (self->title);
  copy->kind = self->kind;
  copy->language = g_strdup (self->language);
  copy->version = g_strdup (self->version);
  copy->version_origin = self->version_origin;
  copy->issued = g_strdup (self->issued);
  copy->framework = g_strdup (self->framework);
  copy->source_name = g_strdup (self->source_name);
  copy->media_type = g_strdup (self->media_type);
  copy->sha256 = g_strdup (self->sha256);
  copy->n_bytes = self->n_bytes;
  copy->imported = g_strdup (self->imported);
  copy->n_clauses = self->n_clauses;
  copy->n_warnings = self->n_warnings;

  return copy;
}

static void
turn_text (char       **text,
           const char  *from,
           const char  *to)
{
  if (g_strcmp0 (from, to) == 0 || g_strcmp0 (*text, from) != 0)
    return;

  g_free (*text);
  *text = g_strdup (to);
}

/**
 * dip_edition_turn:
 * @self: what is said of an edition now, in a copy of one's own
 * @from: what was said of it after a correction
 * @to: what was said before it
 *
 * Takes back a correction, or makes it again with the two the other way round. What
 * somebody else has corrected since stays.
 */
void
dip_edition_turn (DipEdition *self,
                  DipEdition *from,
                  DipEdition *to)
{
  g_return_if_fail (DIP_IS_EDITION (self) && self != from && self != to);
  g_return_if_fail (DIP_IS_EDITION (from) && DIP_IS_EDITION (to));

  if (g_strcmp0 (from->version, to->version) != 0 && g_strcmp0 (self->version, from->version) == 0)
    self->version_origin = to->version_origin;
  if (from->kind != to->kind && self->kind == from->kind)
    self->kind = to->kind;
  turn_text (&self->provider, from->provider, to->provider);
  turn_text (&self->service, from->service, to->service);
  turn_text (&self->title, from->title, to->title);
  turn_text (&self->version, from->version, to->version);
  turn_text (&self->issued, from->issued, to->issued);
}

/**
 * dip_edition_dup_label:
 * @self: an edition
 *
 * Names an edition in a line: service and version, or what else it has.
 *
 * Returns: (transfer full): "SuperDrive 1.2", or the file's name
 */
char *
dip_edition_dup_label (DipEdition *self)
{
  const char *name;

  g_return_val_if_fail (DIP_IS_EDITION (self), NULL);

  name = self->service != NULL ? self->service : self->title;
  if (name == NULL)
    return g_strdup (self->source_name != NULL ? self->source_name : "");

  return self->version != NULL ? g_strdup_printf ("%s %s", name, self->version) : g_strdup (name);
}

static void
dip_document_finalize (GObject *object)
{
  DipDocument *self = DIP_DOCUMENT (object);

  g_clear_object (&self->edition);
  g_ptr_array_unref (self->properties);
  g_ptr_array_unref (self->variants);
  g_ptr_array_unref (self->terms);
  g_ptr_array_unref (self->revisions);
  g_ptr_array_unref (self->clauses);
  g_clear_pointer (&self->front, dip_clause_free);
  g_ptr_array_unref (self->warnings);

  G_OBJECT_CLASS (dip_document_parent_class)->finalize (object);
}

static void
dip_document_class_init (DipDocumentClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = dip_document_finalize;
}

static void
dip_document_init (DipDocument *self)
{
  self->edition = dip_edition_new ();
  self->properties = g_ptr_array_new_with_free_func ((GDestroyNotify) dip_property_free);
  self->variants = g_ptr_array_new_with_free_func ((GDestroyNotify) dip_variant_free);
  self->terms = g_ptr_array_new_with_free_func ((GDestroyNotify) dip_term_free);
  self->revisions = g_ptr_array_new_with_free_func ((GDestroyNotify) dip_revision_free);
  self->clauses = g_ptr_array_new_with_free_func ((GDestroyNotify) dip_clause_free);
  self->warnings = g_ptr_array_new_with_free_func (g_free);
}

/**
 * dip_document_new:
 *
 * Returns: (transfer full): a document with an empty edition, for the caller to fill
 */
DipDocument *
dip_document_new (void)
{
  return g_object_new (DIP_TYPE_DOCUMENT, NULL);
}

/**
 * dip_document_find_clause:
 * @self: a document
 * @id: an id as in [struct@Clause], for example "4.1"
 *
 * Looks from the first clause to the last; callers with many questions make
 * a table of their own.
 *
 * Returns: (transfer none) (nullable): the clause
 */
DipClause *
dip_document_find_clause (DipDocument *self,
                          const char  *id)
{
  g_return_val_if_fail (DIP_IS_DOCUMENT (self), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  for (guint i = 0; i < self->clauses->len; i++)
    {
      DipClause *clause = g_ptr_array_index (self->clauses, i);

      if (g_str_equal (clause->id, id))
        return clause;
    }

  return NULL;
}

DipProperty *
dip_property_new (const char *name,
                  const char *value)
{
  DipProperty *self = g_new0 (DipProperty, 1);

  self->name = g_strdup (name);
  self->value = g_strdup (value);

  return self;
}

void
dip_property_free (DipProperty *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_free (self->value);
  g_free (self);
}

DipVariant *
dip_variant_new (const char *key,
                 const char *label)
{
  DipVariant *self = g_new0 (DipVariant, 1);

  self->key = g_strdup (key);
  self->label = g_strdup (label);
  self->aliases = g_new0 (char *, 1);

  return self;
}

void
dip_variant_free (DipVariant *self)
{
  if (self == NULL)
    return;

  g_free (self->key);
  g_free (self->label);
  g_strfreev (self->aliases);
  g_free (self->clause);
  g_free (self);
}

DipTerm *
dip_term_new (const char *term,
              const char *meaning,
              const char *clause)
{
  DipTerm *self = g_new0 (DipTerm, 1);

  self->term = g_strdup (term);
  self->meaning = g_strdup (meaning);
  self->clause = g_strdup (clause);

  return self;
}

void
dip_term_free (DipTerm *self)
{
  if (self == NULL)
    return;

  g_free (self->term);
  g_free (self->meaning);
  g_free (self->clause);
  g_free (self);
}

/**
 * dip_version_compare:
 * @a: (nullable): a version, 1.9
 * @b: (nullable): another one, 1.10
 *
 * Orders versions; their numbers count as numbers. %NULL comes first.
 *
 * Returns: less than 0, 0, or more than 0, as @a comes before @b, is the same, or comes behind it
 */
int
dip_version_compare (const char *a,
                     const char *b)
{
  if (a == NULL || b == NULL)
    return (a != NULL) - (b != NULL);

  while (*a != '\0' && *b != '\0')
    {
      if (g_ascii_isdigit (*a) && g_ascii_isdigit (*b))
        {
          gsize n_a, n_b;
          int order;

          for (; *a == '0'; a++);
          for (; *b == '0'; b++);
          n_a = strspn (a, "0123456789");
          n_b = strspn (b, "0123456789");
          if (n_a != n_b)
            return n_a < n_b ? -1 : 1;

          order = memcmp (a, b, n_a);
          if (order != 0)
            return order;

          a += n_a;
          b += n_b;
        }
      else if (*a != *b)
        return (guchar) *a < (guchar) *b ? -1 : 1;
      else
        {
          a++;
          b++;
        }
    }

  return (*a != '\0') - (*b != '\0');
}

DipRevision *
dip_revision_new (void)
{
  DipRevision *self = g_new0 (DipRevision, 1);

  self->items = g_new0 (char *, 1);

  return self;
}

void
dip_revision_free (DipRevision *self)
{
  if (self == NULL)
    return;

  g_free (self->version);
  g_free (self->label);
  g_free (self->kind);
  g_free (self->summary);
  g_strfreev (self->items);
  g_free (self->pages);
  g_free (self->date);
  g_free (self);
}

DipControl *
dip_control_new (const char *id,
                 const char *framework,
                 DipOrigin   origin,
                 double      confidence)
{
  DipControl *self = g_new0 (DipControl, 1);

  self->id = g_strdup (id);
  self->framework = g_strdup (framework);
  self->origin = origin;
  self->confidence = confidence;

  return self;
}

void
dip_control_free (DipControl *self)
{
  if (self == NULL)
    return;

  g_free (self->id);
  g_free (self->framework);
  g_free (self);
}

DipFact *
dip_fact_new (const char *what,
              const char *value,
              const char *quote,
              int         block)
{
  DipFact *self = g_new0 (DipFact, 1);

  self->what = g_strdup (what);
  self->value = g_strdup (value);
  self->quote = g_strdup (quote);
  self->block = block;

  return self;
}

void
dip_fact_free (DipFact *self)
{
  if (self == NULL)
    return;

  g_free (self->what);
  g_free (self->value);
  g_free (self->quote);
  g_free (self);
}

DipBlock *
dip_block_new (DipBlockKind  kind,
               const char   *marker,
               const char   *text)
{
  DipBlock *self = g_new0 (DipBlock, 1);

  self->kind = kind;
  self->marker = g_strdup (marker);
  self->text = g_strdup (text);

  return self;
}

void
dip_block_free (DipBlock *self)
{
  if (self == NULL)
    return;

  g_free (self->marker);
  g_free (self->text);
  g_free (self->variant);
  g_free (self->from);
  g_free (self);
}

DipClause *
dip_clause_new (void)
{
  DipClause *self = g_new0 (DipClause, 1);

  self->level = 1;
  self->controls = g_ptr_array_new_with_free_func ((GDestroyNotify) dip_control_free);
  self->refers_to = g_new0 (char *, 1);
  self->facts = g_ptr_array_new_with_free_func ((GDestroyNotify) dip_fact_free);
  self->blocks = g_ptr_array_new_with_free_func ((GDestroyNotify) dip_block_free);

  return self;
}

void
dip_clause_free (DipClause *self)
{
  if (self == NULL)
    return;

  g_free (self->id);
  g_free (self->number);
  g_free (self->title);
  g_free (self->heading);
  g_free (self->parent);
  g_ptr_array_unref (self->controls);
  g_strfreev (self->refers_to);
  g_free (self->stance_reason);
  g_ptr_array_unref (self->facts);
  g_free (self->question);
  g_free (self->implemented_text);
  g_free (self->answer);
  g_ptr_array_unref (self->blocks);
  g_free (self);
}

/**
 * dip_clause_dup_label:
 * @self: a clause
 *
 * Names a clause as people cite it.
 *
 * Returns: (transfer full): "26. Backup", or the title alone where no number is printed
 */
char *
dip_clause_dup_label (const DipClause *self)
{
  const char *title;

  g_return_val_if_fail (self != NULL, NULL);

  title = self->title != NULL ? self->title : "";

  if (self->number == NULL)
    return g_strdup (*title != '\0' ? title : self->id);

  return *title != '\0' ? g_strdup_printf ("%s %s", self->number, title) : g_strdup (self->number);
}
