/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-attempt.h"
#include "cfl-fault-codes.h"
#include "cfl-test.h"

#include <string.h>

/* Every code that Intuit's documents name for what is sent here, and what each asks for. */
static const struct {
  CflFaultClass kind;
  gint codes[64]; /* 0 ends them */
} expected[] = {
  { CFL_FAULT_SIGN_IN, { 100, 110, 3200, 3202, CFL_FAILURE_SIGN_IN } },
  { CFL_FAULT_FORBIDDEN, { 120, 3100, 10200 } },
  { CFL_FAULT_LAPSED, { 6190 } },
  { CFL_FAULT_THROTTLED, { 3001 } },
  { CFL_FAULT_OFFLINE, { CFL_FAILURE_OFFLINE } },
  { CFL_FAULT_SERVER, { 130, 140, 150, 10000 } },
  { CFL_FAULT_UNKNOWN,
    { 600, 10100, CFL_FAILURE_NO_ANSWER, CFL_FAILURE_UNREADABLE, CFL_FAILURE_DIFFERENT } },
  { CFL_FAULT_STALE, { 5010 } },
  { CFL_FAULT_REFUSED,
    { 500,  610,  620,  630,  700,  800,  1040, 2000, 2010, 2020, 2030, 2040, 2050, 2060,
      2070, 2080, 2090, 2100, 2110, 2130, 2140, 2150, 2160, 2170, 2200, 2210, 2220, 2250,
      2290, 2500, 4000, 4001, 4002, 5020, 5030, 6000, 6070, 6080, 6100, 6140, 6160, 6170,
      6180, 6200, 6210, 6220, 6230, 6240, 6270, 6310, 6320, 6430, 6440, 6470, 6480, 6540 } },
  { CFL_FAULT_OK, { CFL_FAILURE_LINK_DROPPED } },
  { CFL_FAULT_REFUSED, { CFL_FAILURE_NOT_ELIGIBLE, CFL_FAILURE_DELETED } },
};

static void
test_classes (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    for (guint j = 0; expected[i].codes[j] != 0; j++)
      {
        gint code = expected[i].codes[j];

        g_test_message ("%d", code);
        g_assert_nonnull (cfl_fault_find (code));
        g_assert_cmpint (cfl_fault_classify (code), ==, expected[i].kind);
      }
}

/* Nobody has heard of these. Only among Intuit's refusals a code is believed to be one. */
static void
test_strangers (void)
{
  static const struct {
    gint code;
    CflFaultClass kind;
  } strangers[] = {
    { 0, CFL_FAULT_UNKNOWN },        { 1, CFL_FAULT_UNKNOWN },     { 160, CFL_FAULT_UNKNOWN },
    { 599, CFL_FAULT_UNKNOWN },      { 601, CFL_FAULT_UNKNOWN },   { 899, CFL_FAULT_REFUSED },
    { 900, CFL_FAULT_UNKNOWN },      { 2999, CFL_FAULT_REFUSED },  { 3000, CFL_FAULT_UNKNOWN },
    { 3002, CFL_FAULT_UNKNOWN },     { 3999, CFL_FAULT_UNKNOWN },  { 6999, CFL_FAULT_REFUSED },
    { 7000, CFL_FAULT_UNKNOWN },     { 9999, CFL_FAULT_UNKNOWN },  { 10001, CFL_FAULT_UNKNOWN },
    { 77777, CFL_FAULT_UNKNOWN },    { -1000, CFL_FAULT_UNKNOWN }, { G_MAXINT, CFL_FAULT_UNKNOWN },
    { G_MININT, CFL_FAULT_UNKNOWN },
  };

  for (guint i = 0; i < G_N_ELEMENTS (strangers); i++)
    {
      g_autofree char *number = g_strdup_printf ("%d", strangers[i].code);
      g_autofree char *name = cfl_fault_dup_name (strangers[i].code);

      g_test_message ("%d", strangers[i].code);
      g_assert_null (cfl_fault_find (strangers[i].code));
      g_assert_cmpint (cfl_fault_classify (strangers[i].code), ==, strangers[i].kind);
      g_assert_false (cfl_fault_is_notice (strangers[i].code));
      g_assert_false (cfl_fault_stops_run (strangers[i].code));
      g_assert_false (cfl_fault_is_of_supplier (strangers[i].code));
      g_assert_false (cfl_fault_is_about_access (strangers[i].code));
      g_assert_cmpstr (name, ==, number);
    }
}

static void
test_order (void)
{
  guint n_codes;
  const CflFaultCode *codes = cfl_fault_codes (&n_codes);

  for (guint i = 0; i < n_codes; i++)
    {
      g_test_message ("%d", codes[i].first);
      g_assert_cmpint (codes[i].first, <=, codes[i].last);
      if (i > 0)
        g_assert_cmpint (codes[i - 1].last, <, codes[i].first);
      /* 0 stands for no code at all. */
      g_assert_true (codes[i].first > 0 || codes[i].last < 0);
      g_assert_true (cfl_fault_find (codes[i].first) == &codes[i]);
      g_assert_true (cfl_fault_find (codes[i].last) == &codes[i]);
      g_assert_cmpint (codes[i].name == NULL, ==, codes[i].first > 0);
    }
}

static void
test_words (void)
{
  guint n_codes;
  const CflFaultCode *codes = cfl_fault_codes (&n_codes);

  for (guint i = 0; i < n_codes; i++)
    {
      const CflWordsTemplate *words = &codes[i].words;

      g_test_message ("%d", codes[i].first);
      g_assert_cmpstr (words->status, !=, "");
      g_assert_cmpint (g_utf8_strlen (words->status, -1), <=, CFL_WORDS_STATUS_LENGTH);
      g_assert_cmpstr (words->title, !=, "");
      g_assert_cmpstr (words->sentence, !=, "");
      g_assert_cmpstr (words->remedy, !=, "");
      g_assert_cmpint (words->fix == CFL_FIX_NONE, ==, words->button[0] == '\0');
      /* A title is one line and no sentence; the others are sentences. */
      g_assert_false (g_str_has_suffix (words->title, "."));
      g_assert_true (g_str_has_suffix (words->sentence, ".") ||
                     g_str_has_suffix (words->sentence, "{detail}"));
      g_assert_true (g_str_has_suffix (words->remedy, "."));
    }
}

/* What is done about a code fits what is said about it. */
static void
test_acts (void)
{
  guint n_codes;
  const CflFaultCode *codes = cfl_fault_codes (&n_codes);

  for (guint i = 0; i < n_codes; i++)
    {
      const CflFaultCode *code = &codes[i];
      gboolean at_the_door = code->kind == CFL_FAULT_SIGN_IN || code->kind == CFL_FAULT_FORBIDDEN ||
                             code->kind == CFL_FAULT_LAPSED || code->kind == CFL_FAULT_THROTTLED ||
                             code->kind == CFL_FAULT_OFFLINE;

      g_test_message ("%d", code->first);
      /* Who was turned away at the door takes no other document there, nor does who brings what the
       * company does not keep. */
      g_assert_cmpint (cfl_fault_stops_run (code->first), ==, at_the_door || code->first == 5020);
      g_assert_cmpint (cfl_fault_is_about_access (code->first), ==,
                       at_the_door && code->kind != CFL_FAULT_THROTTLED &&
                           code->kind != CFL_FAULT_OFFLINE);
      if (code->kind == CFL_FAULT_SIGN_IN || code->kind == CFL_FAULT_FORBIDDEN)
        g_assert_cmpint (code->words.fix, ==, CFL_FIX_SIGN_IN);
      if (code->words.fix == CFL_FIX_LINK)
        g_assert_true (cfl_fault_is_of_supplier (code->first));
      /* Where it is not known what happened, nothing says that nothing did. */
      if (code->kind == CFL_FAULT_UNKNOWN || code->kind == CFL_FAULT_SERVER)
        {
          g_assert_null (strstr (code->words.sentence, "othing was posted"));
          g_assert_null (strstr (code->words.sentence, "othing was sent"));
        }
    }
}

/* The source with the parts of each text put together. */
static char *
read_source (void)
{
  g_autofree char *path =
      g_build_filename (g_getenv ("G_TEST_SRCDIR"), "..", "src", "core", "cfl-fault-codes.c", NULL);
  g_autoptr (GRegex) joint = g_regex_new ("\"[\\s\\\\]+\"", 0, 0, NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  char *joined;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  joined = g_regex_replace_literal (joint, text, -1, 0, "", 0, &error);
  g_assert_no_error (error);
  return joined;
}

/* A word that translators never see stays English for everybody. */
static void
assert_marked (const char *source, const char *word)
{
  g_autofree char *marked = g_strdup_printf ("N_ (\"%s\")", word);

  if (word[0] == '\0' || g_str_equal (word, "{detail}"))
    return;
  g_test_message ("%s", word);
  g_assert_nonnull (strstr (source, marked));
}

static void
test_marks (void)
{
  guint n_codes;
  const CflFaultCode *codes = cfl_fault_codes (&n_codes);
  g_autofree char *source = read_source ();

  for (guint i = 0; i < n_codes; i++)
    {
      assert_marked (source, codes[i].words.status);
      assert_marked (source, codes[i].words.title);
      assert_marked (source, codes[i].words.sentence);
      assert_marked (source, codes[i].words.remedy);
      assert_marked (source, codes[i].words.button);
    }
}

static void
test_names (void)
{
  g_autofree char *number = cfl_fault_dup_name (6140);
  g_autofree char *ours = cfl_fault_dup_name (CFL_FAILURE_NO_ANSWER);

  g_assert_cmpstr (number, ==, "6140");
  g_assert_cmpstr (ours, ==, "no_answer");
}

int
main (int argc, char *argv[])
{
  cfl_test_init (&argc, &argv);
  g_test_add_func ("/core/fault-codes/classes", test_classes);
  g_test_add_func ("/core/fault-codes/strangers", test_strangers);
  g_test_add_func ("/core/fault-codes/order", test_order);
  g_test_add_func ("/core/fault-codes/words", test_words);
  g_test_add_func ("/core/fault-codes/acts", test_acts);
  g_test_add_func ("/core/fault-codes/marks", test_marks);
  g_test_add_func ("/core/fault-codes/names", test_names);
  return g_test_run ();
}
