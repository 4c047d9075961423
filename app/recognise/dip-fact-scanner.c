/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-fact-scanner.h"

#include <string.h>

#include "recognise/dip-fact-private.h"
#include "text/dip-characters.h"

/*
 * A sentence is read once from left to right; at each place the kinds are tried
 * in this order, and what one has taken the others do not see:
 *
 *   letters   URL, mail, host, date ("May 1, 2023"), standard, algorithm, identifier, place, frequency, number word
 *   digits    phone, date, time, frequency ("24時間365日"), article ("第6条"), number with unit
 *   others    address (〒, prefecture), date (令和…), standard, algorithm, place, frequency, number word
 *
 * Numbers with units are in dip-fact-quantity.c, names in dip-fact-name.c.
 */

/* Of the kinds that are tried at what is neither letter nor digit. */
static void
mark_beginnings (DipFactScanner *self)
{
  const DipWordTable *const tables[] = {
    self->prefectures, self->number_labels, self->standards, self->algorithms, self->places, self->regions,
    self->frequencies, self->numbers,
  };
  /* postal codes, years of eras, "日本法" */
  static const char *const others[] = { "〒", "令", "平", "昭", "日" };

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    dip_word_table_mark (tables[i], self->begins);
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      gunichar c = g_utf8_get_char (others[i]);

      self->begins[c / 8] |= (guint8) (1u << c % 8);
    }
}

/* Whether a fact may begin with this character, which is beyond ASCII: with most none does. */
static inline gboolean
may_begin (const DipFactScanner *self,
           const char           *at)
{
  guint half = dip_utf8_get (at) & 0xFFFF;

  return (guchar) *at < 0xC0 || (self->begins[half / 8] & 1u << half % 8) != 0;
}

/**
 * dip_fact_scanner_new:
 * @lexicon: the word lists; they have to live as long as the scanner
 *
 * Returns: (transfer full): the scanner
 */
DipFactScanner *
dip_fact_scanner_new (const DipLexicon *lexicon)
{
  DipFactScanner *self;

  g_return_val_if_fail (lexicon != NULL, NULL);

  self = g_new0 (DipFactScanner, 1);
  self->lexicon = lexicon;
  self->units = dip_word_table_new (lexicon, "fact-units", TRUE, FALSE);
  self->breaks = dip_word_table_new (lexicon, "fact-unit-breaks", FALSE, FALSE);
  self->after = dip_word_table_new (lexicon, "fact-after", TRUE, FALSE);
  self->before = dip_word_table_new (lexicon, "fact-before", TRUE, FALSE);
  self->frequencies = dip_word_table_new (lexicon, "fact-frequencies", TRUE, FALSE);
  self->periods = dip_word_table_new (lexicon, "fact-periods", TRUE, FALSE);
  self->numbers = dip_word_table_new (lexicon, "number-words", TRUE, FALSE);
  self->topics = dip_word_table_new (lexicon, "fact-topics", TRUE, TRUE);
  self->places = dip_word_table_new (lexicon, "fact-places", FALSE, FALSE);
  self->regions = dip_word_table_new (lexicon, "fact-region-words", FALSE, FALSE);
  self->region_ids = dip_word_table_new (lexicon, "fact-region-ids", FALSE, FALSE);
  self->number_labels = dip_word_table_new (lexicon, "fact-number-labels", TRUE, FALSE);
  self->algorithms = dip_word_table_new (lexicon, "fact-algorithms", FALSE, FALSE);
  self->standards = dip_word_table_new (lexicon, "fact-standards", FALSE, FALSE);
  self->prefectures = dip_word_table_new (lexicon, "fact-prefectures", FALSE, FALSE);
  self->domains = dip_word_table_new (lexicon, "fact-domains", TRUE, FALSE);
  mark_beginnings (self);

  return self;
}

void
dip_fact_scanner_free (DipFactScanner *self)
{
  if (self == NULL)
    return;

  dip_word_table_free (self->units);
  dip_word_table_free (self->breaks);
  dip_word_table_free (self->after);
  dip_word_table_free (self->before);
  dip_word_table_free (self->frequencies);
  dip_word_table_free (self->periods);
  dip_word_table_free (self->numbers);
  dip_word_table_free (self->topics);
  dip_word_table_free (self->places);
  dip_word_table_free (self->regions);
  dip_word_table_free (self->region_ids);
  dip_word_table_free (self->number_labels);
  dip_word_table_free (self->algorithms);
  dip_word_table_free (self->standards);
  dip_word_table_free (self->prefectures);
  dip_word_table_free (self->domains);
  g_free (self);
}

/* Whether a fact is among those already. */
static gboolean
is_told (const GPtrArray *facts,
         const char      *what,
         const char      *value,
         const char      *quote)
{
  for (guint i = 0; i < facts->len; i++)
    {
      const DipFact *known = g_ptr_array_index (facts, i);

      if (strcmp (known->what, what) == 0 && strcmp (known->value, value) == 0 && strcmp (known->quote, quote) == 0)
        return TRUE;
    }

  return FALSE;
}

/* Adds what stands from @from to @to. A fact that the sentence tells twice is told once. */
void
_dip_fact_scan_add (DipFactScan *scan,
                    const char  *what,
                    const char  *value,
                    const char  *from,
                    const char  *to)
{
  g_autofree char *quote = NULL;

  if (scan->found->len >= DIP_FACTS_MAX)
    return;

  quote = dip_passage_dup_quote (scan->passage, (gsize) (from - scan->text), (gsize) (to - scan->text));
  if (!is_told (scan->found, what, value, quote))
    g_ptr_array_add (scan->found, dip_fact_new (what, value, quote, scan->passage->block));
}

/* Characters before @at, in bytes: where the character before it begins. */
const char *
_dip_fact_scan_previous (const DipFactScan *scan,
                         const char        *at)
{
  const char *previous = g_utf8_find_prev_char (scan->text, at);

  return previous != NULL ? previous : scan->text;
}

gboolean
_dip_is_ideograph (gunichar c)
{
  return (c >= 0x4E00 && c <= 0x9FFF) || c == 0x3005;
}

gboolean
_dip_is_katakana (gunichar c)
{
  return (c >= 0x30A1 && c <= 0x30FA) || c == 0x30FC;
}

/* Reads a sentence from left to right. */
static void
read_sentence (DipFactScan *scan)
{
  const char *at = scan->text;

  while (at < scan->stop)
    {
      guchar c = (guchar) *at;
      gboolean goes_on = at > scan->text && g_ascii_isalnum (at[-1]);
      /* within what was no host already */
      gboolean within = at > scan->text && strchr (".-_@", at[-1]) != NULL;
      gsize taken = 0;

      if (g_ascii_isalpha (c) && !goes_on)
        {
          (void) ((taken = _dip_fact_scan_url (scan, at)) ||
                  (!within && (taken = _dip_fact_scan_mail (scan, at))) ||
                  (!within && (taken = _dip_fact_scan_host (scan, at))) ||
                  (taken = _dip_fact_scan_date (scan, at)) ||
                  (taken = _dip_fact_scan_standard (scan, at)) ||
                  (taken = _dip_fact_scan_algorithm (scan, at)) ||
                  (taken = _dip_fact_scan_announced (scan, at)) ||
                  (taken = _dip_fact_scan_identifier (scan, at)) ||
                  (taken = _dip_fact_scan_region (scan, at)) ||
                  (taken = _dip_fact_scan_place (scan, at)) ||
                  (taken = _dip_fact_scan_number_word (scan, at)) ||
                  (taken = _dip_fact_scan_frequency (scan, at)));
          if (taken == 0)
            while (at + taken < scan->stop && g_ascii_isalnum (at[taken]))
              taken++;
        }
      else if (g_ascii_isdigit (c))
        {
          if (!goes_on)
            (void) ((taken = _dip_fact_scan_phone (scan, at)) ||
                    (taken = _dip_fact_scan_port (scan, at)) ||
                    (taken = _dip_fact_scan_date (scan, at)) ||
                    (taken = _dip_fact_scan_time (scan, at)) ||
                    (taken = _dip_fact_scan_frequency (scan, at)) ||
                    (taken = _dip_fact_scan_article (scan, at)) ||
                    (taken = _dip_fact_scan_key_length (scan, at)) ||
                    (taken = _dip_fact_scan_quantity (scan, at)) ||
                    (taken = _dip_fact_scan_host (scan, at)));
          if (taken == 0)
            while (at + taken < scan->stop && (g_ascii_isalnum (at[taken]) || at[taken] == '.'))
              taken++;
        }
      else if (c >= 0x80 && may_begin (scan->scanner, at))
        {
          (void) ((taken = _dip_fact_scan_address (scan, at)) ||
                  (taken = _dip_fact_scan_announced (scan, at)) ||
                  (taken = _dip_fact_scan_date (scan, at)) ||
                  (taken = _dip_fact_scan_standard (scan, at)) ||
                  (taken = _dip_fact_scan_algorithm (scan, at)) ||
                  (taken = _dip_fact_scan_place (scan, at)) ||
                  (taken = _dip_fact_scan_frequency (scan, at)) ||
                  (taken = _dip_fact_scan_number_word (scan, at)));
        }

      at = taken > 0 ? at + taken : g_utf8_next_char (at);
    }
}

typedef struct
{
  DipNote    note;
  GPtrArray *facts;  /* (element-type DipFact) */
} FactsNote;

static void
facts_note_free (gpointer data)
{
  FactsNote *note = data;

  g_ptr_array_unref (note->facts);
  g_free (note);
}

/**
 * dip_fact_scanner_scan:
 * @passage: a sentence, folded with DIP_PASSAGE_FOLD
 * @title: of the clause, folded: what a number is about where the sentence does not say
 * @facts: (element-type DipFact): where to add
 *
 * Finds everything in a sentence that can be compared with what another paper
 * says. Linear in its length but for the search of a number's topic, which
 * looks at most some 60 characters far. Where the title is not asked, the
 * facts are noted with the sentence.
 */
void
dip_fact_scanner_scan (const DipFactScanner *self,
                       const DipPassage     *passage,
                       const char           *title,
                       GPtrArray            *facts)
{
  const FactsNote *known = dip_sentence_get_note (passage->sentence, DIP_NOTE_FACTS);
  g_autoptr (GPtrArray) found = NULL;

  if (known != NULL)
    {
      found = g_ptr_array_ref (known->facts);
    }
  else
    {
      gboolean by_title = FALSE;
      DipFactScan scan = { self, passage, passage->folded->text, passage->folded->text + passage->folded->length,
                           title, NULL, &by_title };

      scan.found = found = g_ptr_array_new_with_free_func ((GDestroyNotify) dip_fact_free);
      read_sentence (&scan);
      if (!by_title)
        {
          FactsNote *note = g_new (FactsNote, 1);

          *note = (FactsNote) { { facts_note_free }, g_ptr_array_ref (found) };
          dip_sentence_set_note (passage->sentence, DIP_NOTE_FACTS, &note->note);
        }
    }

  for (guint i = 0; i < found->len && facts->len < DIP_FACTS_MAX; i++)
    {
      const DipFact *fact = g_ptr_array_index (found, i);

      /* a clause tells it once as well */
      if (!is_told (facts, fact->what, fact->value, fact->quote))
        g_ptr_array_add (facts, dip_fact_new (fact->what, fact->value, fact->quote, passage->block));
    }
}
