/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-json.h"
#include "cfl-test.h"

#include <string.h>

static JsonNode *
parse (const char *text, CflJsonFlags flags)
{
  g_autoptr (GError) error = NULL;
  JsonNode *node = cfl_json_parse_text (text, flags, &error);

  g_assert_no_error (error);
  return node;
}

static void
assert_decimal (JsonObject *object, const char *name, const char *expected)
{
  CflDecimal value;
  g_autofree char *text = NULL;

  g_assert_true (cfl_json_get_decimal (object, name, &value));
  text = cfl_decimal_to_text (value);
  g_assert_cmpstr (text, ==, expected);
}

static void
test_decimals_are_exact (void)
{
  g_autoptr (JsonNode) node = parse ("{\"a\": 19.99, \"b\": 0.1, \"c\": -1920.0000, \"d\": 1e3,"
                                     " \"e\": 123456789012345.123456, \"f\": \"61.50\", \"g\": 7,"
                                     " \"h\": 1e999, \"i\": \"x\", \"j\": null, \"k\": [1]}",
                                     CFL_JSON_EXACT_NAMES);
  JsonObject *object = cfl_json_node_get_object (node);
  CflDecimal untouched = cfl_decimal_from_integer (5);
  const char *none[] = { "h", "i", "j", "k", "missing" };

  assert_decimal (object, "a", "19.99");
  assert_decimal (object, "b", "0.1");
  assert_decimal (object, "c", "-1920");
  assert_decimal (object, "d", "1000");
  assert_decimal (object, "e", "123456789012345.123456");
  assert_decimal (object, "f", "61.5");
  assert_decimal (object, "g", "7");
  for (guint i = 0; i < G_N_ELEMENTS (none); i++)
    g_assert_false (cfl_json_get_decimal (object, none[i], &untouched));
  g_assert_true (cfl_decimal_equal (untouched, cfl_decimal_from_integer (5)));
}

static void
test_types_are_checked (void)
{
  g_autoptr (JsonNode) node =
      parse ("{\"number\": 12.0, \"text\": \"Aurora\", \"yes\": true, \"none\": null,"
             " \"object\": {\"x\": 1}, \"array\": [{\"y\": 2}, 3], \"day\": \"2026-03-01\","
             " \"big\": 9007199254740993, \"half\": 0.5}",
             CFL_JSON_EXACT_NAMES);
  JsonObject *object = cfl_json_node_get_object (node);
  JsonArray *array = cfl_json_get_array (object, "array");
  gint64 integer = 0;
  gboolean boolean = FALSE;
  CflDate date;
  g_autofree char *number = cfl_json_dup_scalar (object, "big");

  g_assert_cmpstr (cfl_json_get_text (object, "text"), ==, "Aurora");
  g_assert_null (cfl_json_get_text (object, "number"));
  g_assert_null (cfl_json_get_text (object, "none"));
  g_assert_null (cfl_json_get_text (NULL, "text"));
  g_assert_true (cfl_json_get_integer (object, "number", &integer));
  g_assert_cmpint (integer, ==, 12);
  g_assert_true (cfl_json_get_integer (object, "big", &integer));
  g_assert_cmpint (integer, ==, G_GINT64_CONSTANT (9007199254740993));
  g_assert_false (cfl_json_get_integer (object, "half", &integer));
  g_assert_false (cfl_json_get_integer (object, "text", &integer));
  g_assert_true (cfl_json_get_boolean (object, "yes", &boolean) && boolean);
  g_assert_false (cfl_json_get_boolean (object, "text", &boolean));
  g_assert_nonnull (cfl_json_get_object (object, "object"));
  g_assert_null (cfl_json_get_object (object, "array"));
  g_assert_cmpuint (cfl_json_array_get_length (array), ==, 2);
  g_assert_nonnull (cfl_json_array_get_object (array, 0));
  g_assert_null (cfl_json_array_get_object (array, 1));
  g_assert_null (cfl_json_array_get_object (array, 2));
  g_assert_null (cfl_json_array_get_object (NULL, 0));
  g_assert_true (cfl_json_get_date (object, "day", &date));
  g_assert_false (cfl_json_get_date (object, "text", &date));
  g_assert_cmpstr (number, ==, "9007199254740993");
}

static void
test_any_case (void)
{
  g_autoptr (JsonNode) node =
      parse ("{\"InvoiceDate\": \"2026-03-01\", \"SUPPLIERINVNO\": \"AT-1\"}", CFL_JSON_ANY_CASE);
  g_autoptr (JsonNode) exact = parse ("{\"InvoiceDate\": \"2026-03-01\"}", CFL_JSON_EXACT_NAMES);
  JsonObject *object = cfl_json_node_get_object (node);

  g_assert_nonnull (cfl_json_get_text (object, "invoiceDate"));
  g_assert_nonnull (cfl_json_get_text (object, "supplierInvNo"));
  g_assert_null (cfl_json_get_text (cfl_json_node_get_object (exact), "invoiceDate"));
}

static void
test_text (void)
{
  g_autoptr (JsonNode) node =
      parse ("\xEF\xBB\xBF{\"a\": \"tab\\tquote\\\"slash\\/\\u00e9\\ud83d\\ude00\","
             " \"half\": \"\\ud83dx\", \"nul\": \"a\\u0000b\", \"mark\": \"\\u000112\","
             " \"raw\": \"a\nb\", \"twice\": 1, \"twice\": 2}\r\n",
             CFL_JSON_EXACT_NAMES);
  JsonObject *object = cfl_json_node_get_object (node);
  CflDecimal value;

  g_assert_cmpstr (cfl_json_get_text (object, "a"), ==, "tab\tquote\"slash/é😀");
  g_assert_cmpstr (cfl_json_get_text (object, "half"), ==, "\xEF\xBF\xBDx");
  g_assert_cmpstr (cfl_json_get_text (object, "nul"), ==,
                   "a\xEF\xBF\xBD"
                   "b");
  /* Text cannot pass for a number. */
  g_assert_cmpstr (cfl_json_get_text (object, "mark"), ==,
                   "\xEF\xBF\xBD"
                   "12");
  g_assert_false (cfl_json_get_decimal (object, "mark", &value));
  g_assert_cmpstr (cfl_json_get_text (object, "raw"), ==, "a\nb");
  assert_decimal (object, "twice", "2");
}

static void
test_refuses (void)
{
  static const char *const bad[] = {
    "",           " ",          "{",      "[1,",         "[1,]",
    "{\"a\"}",    "{\"a\":}",   "{a:1}",  "01",          "1.",
    ".5",         "+1",         "1e",     "-",           "NaN",
    "nul",        "tru",        "\"open", "\"bad \\x\"", "\"\\u12g4\"",
    "\"\\u12",    "\"\\",       "1 2",    "{} x",        "<html><body>Bad gateway</body></html>",
    "{\"a\":1,}", "// note\n1", "'a'",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (JsonNode) node = cfl_json_parse_text (bad[i], CFL_JSON_EXACT_NAMES, &error);

      if (node != NULL)
        g_error ("%s was taken", bad[i]);
      g_assert_error (error, CFL_JSON_ERROR, CFL_JSON_ERROR_SYNTAX);
    }
}

static void
test_depth (void)
{
  g_autofree char *open = g_strnfill (1000000, '[');
  g_autofree char *some = g_strnfill (CFL_JSON_MAX_DEPTH, '[');
  g_autofree char *some_closed = g_strnfill (CFL_JSON_MAX_DEPTH, ']');
  g_autofree char *allowed = g_strconcat (some, some_closed, NULL);
  g_autofree char *beyond = g_strconcat ("[", allowed, "]", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node G_GNUC_UNUSED = parse (allowed, CFL_JSON_EXACT_NAMES);

  g_assert_null (cfl_json_parse_text (open, CFL_JSON_EXACT_NAMES, &error));
  g_assert_error (error, CFL_JSON_ERROR, CFL_JSON_ERROR_DEPTH);
  g_clear_error (&error);
  g_assert_null (cfl_json_parse_text (beyond, CFL_JSON_EXACT_NAMES, &error));
  g_assert_error (error, CFL_JSON_ERROR, CFL_JSON_ERROR_DEPTH);
}

/* Random bytes, and a real document with random changes, must neither crash nor give a tree that
 * cannot be written again. */
static void
test_random_bytes (void)
{
  static const char seed[] =
      "{\"Bill\":{\"Id\":\"1\",\"Line\":[{\"Amount\":19.99,\"x\":null},true],"
      "\"n\":-1.5e-3,\"t\":\"\\u00e9\\ud83d\\ude00\\\"\"}}";
  static const char alphabet[] = "{}[]\",:\\u0123456789.eE+-truefalsn \x80\xff\x00\x01";

  for (guint round = 0; round < 20000; round++)
    {
      char text[sizeof seed];
      guint changes = (guint) g_test_rand_int_range (1, 12);
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (JsonNode) node = NULL;
      g_autoptr (CflJsonWriter) writer = NULL;
      g_autoptr (GBytes) written = NULL;
      g_autoptr (JsonNode) again = NULL;
      gsize length = sizeof seed - 1;

      memcpy (text, seed, sizeof seed);
      for (guint i = 0; i < changes; i++)
        text[g_test_rand_int_range (0, (int) length)] =
            alphabet[g_test_rand_int_range (0, sizeof alphabet - 1)];
      if (round % 4 == 0)
        length = (gsize) g_test_rand_int_range (0, (int) length);
      bytes = g_bytes_new (text, length);
      node = cfl_json_parse (bytes, CFL_JSON_EXACT_NAMES, NULL);
      if (node == NULL)
        continue;
      writer = cfl_json_writer_new ();
      cfl_json_writer_add_node (writer, NULL, node);
      written = cfl_json_writer_finish (writer, NULL);
      g_assert_nonnull (written);
      again = cfl_json_parse (written, CFL_JSON_EXACT_NAMES, NULL);
      g_assert_nonnull (again);
      g_assert_true (json_node_equal (node, again));
    }
}

static void
assert_written (CflJsonWriter *writer, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = cfl_json_writer_finish (writer, &error);

  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), expected,
                   strlen (expected));
}

static void
test_writer (void)
{
  g_autoptr (CflJsonWriter) writer = cfl_json_writer_new ();

  cfl_json_writer_begin_object (writer, NULL);
  cfl_json_writer_add_text (writer, "DocNumber", "AT-88213 \"PO\"\n\x01\\ é");
  cfl_json_writer_add_text (writer, "Bad",
                            "a\xff"
                            "b");
  cfl_json_writer_begin_array (writer, "Line");
  cfl_json_writer_begin_object (writer, NULL);
  cfl_json_writer_add_decimal (writer, "Amount", cfl_decimal_from_text ("19.990"));
  cfl_json_writer_end_object (writer);
  cfl_json_writer_add_decimal (writer, NULL, cfl_decimal_from_text ("-0.10"));
  cfl_json_writer_add_integer (writer, NULL, -7);
  cfl_json_writer_end_array (writer);
  cfl_json_writer_begin_array (writer, "Empty");
  cfl_json_writer_end_array (writer);
  cfl_json_writer_add_boolean (writer, "sparse", TRUE);
  cfl_json_writer_add_date (writer, "TxnDate", cfl_date_new (2026, 3, 1));
  cfl_json_writer_add_date (writer, "DueDate", CFL_DATE_UNSET);
  cfl_json_writer_add_null (writer, "x");
  cfl_json_writer_end_object (writer);
  assert_written (writer,
                  "{\"DocNumber\":\"AT-88213 \\\"PO\\\"\\n\\u0001\\\\ é\",\"Bad\":\"a\xEF\xBF\xBD"
                  "b\",\"Line\":[{\"Amount\":19.99},-0.1,-7],\"Empty\":[],\"sparse\":true,"
                  "\"TxnDate\":\"2026-03-01\",\"DueDate\":null,\"x\":null}");
}

static void
test_writer_keeps_what_was_read (void)
{
  static const char text[] =
      "{\"b\":19.990,\"a\":[1e2,123456789012345678901234567890,{}],\"c\":\"x\"}";
  g_autoptr (JsonNode) node = parse (text, CFL_JSON_EXACT_NAMES);
  g_autoptr (CflJsonWriter) writer = cfl_json_writer_new ();

  cfl_json_writer_add_node (writer, NULL, node);
  assert_written (writer, text);
}

static void
assert_mistake (CflJsonWriter *writer)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (cfl_json_writer_finish (writer, &error));
  g_assert_error (error, CFL_JSON_ERROR, CFL_JSON_ERROR_VALUE);
  cfl_json_writer_free (writer);
}

static void
test_writer_mistakes (void)
{
  CflJsonWriter *writer = cfl_json_writer_new ();

  assert_mistake (writer);

  writer = cfl_json_writer_new ();
  cfl_json_writer_begin_object (writer, NULL);
  assert_mistake (writer);

  writer = cfl_json_writer_new ();
  cfl_json_writer_begin_object (writer, NULL);
  cfl_json_writer_end_array (writer);
  cfl_json_writer_end_object (writer);
  assert_mistake (writer);

  writer = cfl_json_writer_new ();
  cfl_json_writer_add_decimal (writer, NULL, cfl_decimal_from_text ("no number"));
  assert_mistake (writer);

  writer = cfl_json_writer_new ();
  cfl_json_writer_add_null (writer, NULL);
  cfl_json_writer_add_null (writer, NULL);
  assert_mistake (writer);

  writer = cfl_json_writer_new ();
  cfl_json_writer_begin_object (writer, NULL);
  cfl_json_writer_add_null (writer, NULL);
  cfl_json_writer_end_object (writer);
  assert_mistake (writer);
}

/* A tree of json-glib's own parser is read as well. */
static void
test_foreign_tree (void)
{
  g_autoptr (JsonNode) node = json_from_string ("{\"a\": 19.99, \"b\": 3}", NULL);
  JsonObject *object = cfl_json_node_get_object (node);
  gint64 integer;

  assert_decimal (object, "a", "19.99");
  g_assert_true (cfl_json_get_integer (object, "b", &integer));
  g_assert_cmpint (integer, ==, 3);
}

int
main (int argc, char **argv)
{
  cfl_test_init (&argc, &argv);
  g_test_add_func ("/web/json/decimals-are-exact", test_decimals_are_exact);
  g_test_add_func ("/web/json/types-are-checked", test_types_are_checked);
  g_test_add_func ("/web/json/any-case", test_any_case);
  g_test_add_func ("/web/json/text", test_text);
  g_test_add_func ("/web/json/refuses", test_refuses);
  g_test_add_func ("/web/json/depth", test_depth);
  g_test_add_func ("/web/json/random-bytes", test_random_bytes);
  g_test_add_func ("/web/json/foreign-tree", test_foreign_tree);
  g_test_add_func ("/web/json/writer", test_writer);
  g_test_add_func ("/web/json/writer-keeps-what-was-read", test_writer_keeps_what_was_read);
  g_test_add_func ("/web/json/writer-mistakes", test_writer_mistakes);
  return g_test_run ();
}
