/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-stance-private.h"

#include <string.h>

#include "recognise/dip-look.h"
#include "text/dip-tables.h"

/* Sentences before the patterns are turned round into a set. */
#define MIN_ASKED 250

/* Bits for so many times 64 patterns; the compiled list has some 700. */
#define MAX_CHOSEN 64u

/* A table of rules; behind it stand a Rule each, the rule of each pattern as a guint32, and the names. */
typedef struct
{
  guint32 n_rules;
  guint32 rules;     /* where they stand in the table */
  guint32 owners;
} Head;

typedef struct
{
  guint32 name;      /* where it stands in the table */
  guint32 voice;     /* DipVoice */
} Rule;

/* A list of rules, each with its name, its voice, where @voice_field is 1, and its patterns. */
typedef struct
{
  const char *list;
  guint       voice_field;
} Wanted;

static void
turn_free (gpointer data)
{
  DipStanceTurn *turn = data;

  g_free (turn->text);
  g_free (turn);
}

/* [stance-turns]: the words, `_` for a blank, and how many of them stay with the part before. */
static GPtrArray *
load_turns (const DipLexicon *lexicon)
{
  const GPtrArray *rows = dip_lexicon_get_rows (lexicon, "stance-turns");
  GPtrArray *turns = g_ptr_array_new_with_free_func (turn_free);

  for (guint i = 0; i < rows->len; i++)
    {
      char **fields = g_ptr_array_index (rows, i);
      DipStanceTurn *turn = g_new0 (DipStanceTurn, 1);

      turn->text = g_strdelimit (g_strdup (fields[0]), "_", ' ');
      turn->length = strlen (turn->text);
      turn->keep = fields[1] != NULL ? MIN (strlen (fields[1]), turn->length) : 0;
      g_ptr_array_add (turns, turn);
    }

  return turns;
}

static DipVoice
voice_from_name (const char *name)
{
  static const char *const names[DIP_N_VOICES] = {
    "neutral", "provided", "not-provided", "customer", "limited", "shared", "listed",
  };

  for (guint i = 0; i < DIP_N_VOICES; i++)
    if (strcmp (name, names[i]) == 0)
      return i;

  return DIP_VOICE_NEUTRAL;
}

/* "{stance-customers}の責任" → "(利用者|お客様|…)の責任", folded as sentences are */
static char *
fill_in (const DipLexicon *lexicon,
         const char       *pattern)
{
  GString *filled = g_string_new (NULL);
  char *folded;

  while (*pattern != '\0')
    {
      const char *open = strchr (pattern, '{');
      const char *close = open != NULL ? strchr (open, '}') : NULL;
      g_autofree char *list = NULL;
      g_autofree char *words = NULL;

      if (close == NULL)
        {
          g_string_append (filled, pattern);
          break;
        }
      list = g_strndup (open + 1, close - open - 1);
      words = g_strjoinv ("|", (char **) dip_lexicon_get_words (lexicon, list));
      g_string_append_len (filled, pattern, open - pattern);
      g_string_append_printf (filled, "(%s)", words);
      pattern = close + 1;
    }

  g_string_replace (filled, " ", "  ", 0);
  g_string_replace (filled, "_", " ", 0);
  folded = dip_fold_to_string (filled->str, DIP_STANCE_FOLD & ~DIP_FOLD_SPACE, lexicon);
  g_string_free (filled, TRUE);

  return folded;
}

static void
rules_free (DipStanceRules *self)
{
  dip_pattern_list_free (self->patterns);
  g_free (self->rules);
  g_bytes_unref (self->table);
  g_free (self);
}

static GBytes *
make_rules (const DipLexicon *lexicon,
            gpointer          data)
{
  const Wanted *wanted = data;
  const GPtrArray *rows = dip_lexicon_get_rows (lexicon, wanted->list);
  g_autoptr (GArray) rules = g_array_new (FALSE, FALSE, sizeof (Rule));
  g_autoptr (GArray) owners = g_array_new (FALSE, FALSE, sizeof (guint32));
  GByteArray *table = g_byte_array_new ();
  Head head = { 0 };

  dip_table_append (table, &head, sizeof head);
  for (guint i = 0; i < rows->len; i++)
    {
      char **fields = g_ptr_array_index (rows, i);
      Rule rule;

      if (g_strv_length (fields) <= wanted->voice_field)
        continue;
      for (guint j = wanted->voice_field + 1; fields[j] != NULL; j++)
        g_array_append_val (owners, head.n_rules);
      rule.name = dip_table_append (table, fields[0], strlen (fields[0]) + 1);
      rule.voice = voice_from_name (fields[wanted->voice_field]);
      g_array_append_val (rules, rule);
      head.n_rules++;
    }
  head.rules = dip_table_append (table, rules->data, rules->len * sizeof (Rule));
  head.owners = dip_table_append (table, owners->data, owners->len * sizeof (guint32));
  memcpy (table->data, &head, sizeof head);

  return g_byte_array_free_to_bytes (table);
}

static GPtrArray *
list_sources (const DipLexicon *lexicon,
              gpointer          data)
{
  const Wanted *wanted = data;
  const GPtrArray *rows = dip_lexicon_get_rows (lexicon, wanted->list);
  GPtrArray *sources = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < rows->len; i++)
    {
      char **fields = g_ptr_array_index (rows, i);

      if (g_strv_length (fields) <= wanted->voice_field)
        continue;
      for (guint j = wanted->voice_field + 1; fields[j] != NULL; j++)
        g_ptr_array_add (sources, fill_in (lexicon, fields[j]));
    }

  return sources;
}

static DipStanceRules *
load_rules (const DipLexicon *lexicon,
            const char       *list,
            guint             voice_field)
{
  DipStanceRules *self = g_new0 (DipStanceRules, 1);
  g_autofree char *name = g_strconcat ("rules/", list, NULL);
  Wanted wanted = { list, voice_field };
  const char *bytes;
  const Head *head;
  const Rule *rules;

  self->lexicon = lexicon;
  self->table = dip_tables_take (lexicon, name, make_rules, &wanted);
  self->patterns = dip_pattern_list_new (lexicon, list, MIN_ASKED, list_sources, &wanted);
  bytes = g_bytes_get_data (self->table, NULL);
  head = (const Head *) bytes;
  rules = (const Rule *) (bytes + head->rules);
  self->owners = (const guint32 *) (bytes + head->owners);
  self->rules = g_new (DipStanceRule, head->n_rules);
  for (guint i = 0; i < head->n_rules; i++)
    self->rules[i] = (DipStanceRule) { bytes + rules[i].name, rules[i].voice };

  return self;
}

static const DipStanceRule *
find_rule (DipStanceRules *self,
           const char     *text,
           gsize           length)
{
  const DipPatternSet *set = dip_pattern_list_get_set (self->patterns);
  guint n_patterns = dip_pattern_list_length (self->patterns);
  guint64 chosen[MAX_CHOSEN];
  guint n_words = 0;
  gboolean marked = FALSE;
  DipPatternMarks marks;

  if (set != NULL && dip_pattern_set_n_words (set) <= MAX_CHOSEN)
    {
      n_words = dip_pattern_set_n_words (set);
      dip_pattern_set_choose (set, text, length, chosen);
    }

  for (guint i = 0; i < n_patterns; i++)
    {
      if (n_words > 0)
        {
          guint64 rest = chosen[i / 64] >> (i % 64);

          if (rest == 0)
            {
              i |= 63;
              continue;
            }
          i += (guint) __builtin_ctzll (rest);
        }
      if (!marked)
        {
          dip_pattern_marks_init (&marks, text, length);
          marked = TRUE;
        }
      if (dip_pattern_match_marked (dip_pattern_list_get (self->patterns, i), text, length, &marks, NULL, NULL))
        return &self->rules[self->owners[i]];
    }

  return NULL;
}

/**
 * dip_stance_rule_find:
 *
 * Order decides: the first rule with a pattern that fits. What people are called is told in the program's words by
 * then, so papers of all providers share what is remembered of @text.
 */
const DipStanceRule *
dip_stance_rule_find (DipStanceRules *self,
                      const char     *text,
                      gsize           length)
{
  g_autoptr (DipLook) look = dip_look_take_len (text, length, self->lexicon);
  gconstpointer rule;

  if (!dip_look_knows_rule (look, self, &rule))
    {
      rule = find_rule (self, text, length);
      dip_look_note_rule (look, self, rule);
    }

  return rule;
}

/**
 * dip_stance_title_voice:
 * @folded: a title, folded
 * @rule: (out) (optional): the rule that says so, %NULL for none
 *
 * Returns: whom a title speaks for
 */
DipVoice
dip_stance_title_voice (const DipStanceGrammar  *self,
                        const char              *folded,
                        const DipStanceRule    **rule)
{
  g_autofree char *words = NULL;
  const DipStanceRule *found;

  if (!dip_stance_is_japanese (folded, strlen (folded)))
    folded = words = dip_stance_words (folded, strlen (folded));
  found = dip_stance_rule_find (self->titles, folded, strlen (folded));
  /* "お客様にお願いすること(運用ルール)" */
  if (found == NULL && g_str_has_suffix (folded, ")") && strchr (folded, '(') > folded)
    found = dip_stance_rule_find (self->titles, folded, (gsize) (strrchr (folded, '(') - folded));
  if (rule != NULL)
    *rule = found;

  return found != NULL ? found->voice : DIP_VOICE_NEUTRAL;
}

gboolean
dip_stance_asks_for_unwelcome (const DipStanceGrammar *grammar,
                               const char             *question)
{
  const DipStanceRule *rule;
  g_autofree char *folded = NULL;
  g_autofree char *words = NULL;

  if (question == NULL)
    return FALSE;
  /* "It is multi-tenant. Can another customer see our data?" */
  for (const char *stop = strstr (question, ". "); stop != NULL; stop = strstr (question, ". "))
    question = stop + 2;
  folded = dip_fold_to_string (question, DIP_STANCE_FOLD, grammar->lexicon);
  while (g_str_has_suffix (folded, "。") || g_str_has_suffix (folded, "?") || g_str_has_suffix (folded, " "))
    *g_utf8_prev_char (folded + strlen (folded)) = '\0';
  if (!dip_stance_is_japanese (folded, strlen (folded)))
    words = dip_stance_words (folded, strlen (folded));
  rule = dip_stance_rule_find (grammar->unwelcome, words != NULL ? words : folded,
                               strlen (words != NULL ? words : folded));

  return rule != NULL && rule->voice == DIP_VOICE_PROVIDED;
}

gboolean
dip_stance_is_customer (const DipStanceGrammar *self,
                        const char             *folded)
{
  return g_strv_contains (dip_lexicon_get_words (self->lexicon, "stance-customers"), folded) ||
         g_strv_contains (dip_lexicon_get_words (self->lexicon, "stance-customers-en"), folded);
}

static DipStanceGrammar *
grammar_new (const DipLexicon *lexicon)
{
  const GPtrArray *words = dip_lexicon_get_rows (lexicon, "stance-informational-titles");
  DipStanceGrammar *grammar = g_new0 (DipStanceGrammar, 1);

  grammar->lexicon = lexicon;
  grammar->turns = load_turns (lexicon);
  for (guint i = 0; i < grammar->turns->len; i++)
    {
      const DipStanceTurn *turn = g_ptr_array_index (grammar->turns, i);

      dip_word_starts_add (&grammar->turn_starts, turn->text, turn->length);
    }
  grammar->remarks = load_rules (lexicon, "stance-remarks", 1);
  grammar->titles = load_rules (lexicon, "stance-titles", 0);
  grammar->unwelcome = load_rules (lexicon, "stance-unwelcome", 1);
  grammar->informational = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < words->len; i++)
    {
      char **fields = g_ptr_array_index (words, i);

      for (guint j = 0; fields[j] != NULL; j++)
        g_ptr_array_add (grammar->informational, dip_fold_to_string (fields[j], DIP_STANCE_FOLD, lexicon));
    }

  return grammar;
}

/**
 * dip_stance_grammar_get_rules:
 * @self: the grammar
 * @japanese: whether the sentences have kana or kanji
 *
 * Made when the first sentence of the language asks for them, in any thread: a
 * paper is mostly written in one of the two.
 *
 * Returns: (transfer none): the rules
 */
DipStanceRules *
dip_stance_grammar_get_rules (const DipStanceGrammar *self,
                              gboolean                japanese)
{
  gsize *rules = (gsize *) &self->rules[japanese ? 0 : 1];

  if (g_once_init_enter (rules))
    g_once_init_leave (rules, (gsize) load_rules (self->lexicon, japanese ? "stance-rules" : "stance-rules-en", 1));

  return (DipStanceRules *) *rules;
}

void
dip_stance_grammar_free (DipStanceGrammar *self)
{
  g_ptr_array_unref (self->informational);
  rules_free (self->titles);
  rules_free (self->unwelcome);
  rules_free (self->remarks);
  for (guint i = 0; i < G_N_ELEMENTS (self->rules); i++)
    if (self->rules[i] != 0)
      rules_free ((DipStanceRules *) self->rules[i]);
  g_ptr_array_unref (self->turns);
  g_free (self);
}

/* Of the lists that everybody uses: read once, then only looked at, by any thread. */
static const DipStanceGrammar *
get_default_grammar (void)
{
  static gsize grammar;

  if (g_once_init_enter (&grammar))
    g_once_init_leave (&grammar, (gsize) grammar_new (dip_lexicon_get_default ()));

  return (const DipStanceGrammar *) grammar;
}

/**
 * dip_stance_grammar_get:
 * @lexicon: where the rules stand
 * @own: (out) (nullable): a grammar to free, if it is not the default one
 *
 * The rules of a lexicon, made once for the default one.
 */
const DipStanceGrammar *
dip_stance_grammar_get (const DipLexicon  *lexicon,
                        DipStanceGrammar **own)
{
  *own = lexicon != dip_lexicon_get_default () ? grammar_new (lexicon) : NULL;

  return *own != NULL ? *own : get_default_grammar ();
}

/**
 * dip_stance_make_tables:
 * @lexicon: the default one
 *
 * Makes all that is made once of its rules.
 */
void
dip_stance_make_tables (const DipLexicon *lexicon)
{
  DipStanceGrammar *own;
  const DipStanceGrammar *grammar = dip_stance_grammar_get (lexicon, &own);
  DipStanceRules *rules[] = {
    dip_stance_grammar_get_rules (grammar, TRUE), dip_stance_grammar_get_rules (grammar, FALSE),
    grammar->remarks, grammar->titles, grammar->unwelcome,
  };

  g_return_if_fail (own == NULL);

  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    dip_pattern_list_make_set (rules[i]->patterns);
}
