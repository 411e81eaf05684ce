/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

#include "cfl-date.h"
#include "cfl-decimal.h"

G_BEGIN_DECLS

/* Nested deeper than this is refused. */
#define CFL_JSON_MAX_DEPTH 100

typedef enum {
  CFL_JSON_ERROR_SYNTAX, /* the text is no JSON */
  CFL_JSON_ERROR_DEPTH,  /* it is nested too deeply */
  CFL_JSON_ERROR_VALUE   /* a value cannot be written (CflJsonWriter) */
} CflJsonError;
#define CFL_JSON_ERROR (cfl_json_error_quark ())
GQuark cfl_json_error_quark (void);

/**
 * CflJsonFlags:
 * @CFL_JSON_EXACT_NAMES: member names are kept as they are
 * @CFL_JSON_ANY_CASE: names are found whatever their case: "invoiceDate" also finds "InvoiceDate".
 *   json_object_get_members() then gives lower-case names
 */
typedef enum {
  CFL_JSON_EXACT_NAMES = 0,
  CFL_JSON_ANY_CASE = 1 << 0
} CflJsonFlags;

/*
 * Reading. Numbers keep their text, so that a decimal is exact; a tree from cfl_json_parse() is
 * read with the functions below (which also understand trees of json-glib's own parser), not with
 * json_object_get_int_member() and its like.
 */
JsonNode   *cfl_json_parse (GBytes *bytes,
                            CflJsonFlags flags,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;
JsonNode   *cfl_json_parse_text (const char *text,
                                 CflJsonFlags flags,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/*
 * All of these return FALSE or NULL and leave the out-parameter as it was when @object is NULL, or
 * the member is missing, null, or of another type. What they return belongs to the tree.
 */
JsonNode   *cfl_json_get_node (JsonObject *object, const char *name);
JsonObject *cfl_json_get_object (JsonObject *object, const char *name);
JsonArray  *cfl_json_get_array (JsonObject *object, const char *name);
const char *cfl_json_get_text (JsonObject *object, const char *name);
gboolean    cfl_json_get_decimal (JsonObject *object, const char *name, CflDecimal *value);
gboolean    cfl_json_get_integer (JsonObject *object, const char *name, gint64 *value);
gboolean    cfl_json_get_boolean (JsonObject *object, const char *name, gboolean *value);
gboolean    cfl_json_get_date (JsonObject *object, const char *name, CflDate *value);
char       *cfl_json_dup_scalar (JsonObject *object, const char *name);

gboolean    cfl_json_node_is_number (JsonNode *node);
JsonObject *cfl_json_node_get_object (JsonNode *node);
JsonArray  *cfl_json_node_get_array (JsonNode *node);
const char *cfl_json_node_get_text (JsonNode *node);
gboolean    cfl_json_node_get_decimal (JsonNode *node, CflDecimal *value);
gboolean    cfl_json_node_get_integer (JsonNode *node, gint64 *value);
guint       cfl_json_array_get_length (JsonArray *array);
JsonObject *cfl_json_array_get_object (JsonArray *array, guint index);

/**
 * CflJsonWriter:
 *
 * Writes compact JSON with exact decimals. Every function takes the member's name, which is NULL in
 * an array and for the outermost value. A mistake (an invalid decimal, an end too many) is kept and
 * reported by cfl_json_writer_finish(), so that calls need no check of their own.
 */
typedef struct _CflJsonWriter CflJsonWriter;

CflJsonWriter *cfl_json_writer_new (void);
void           cfl_json_writer_free (CflJsonWriter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CflJsonWriter, cfl_json_writer_free)

void           cfl_json_writer_begin_object (CflJsonWriter *self, const char *name);
void           cfl_json_writer_end_object (CflJsonWriter *self);
void           cfl_json_writer_begin_array (CflJsonWriter *self, const char *name);
void           cfl_json_writer_end_array (CflJsonWriter *self);
void           cfl_json_writer_add_text (CflJsonWriter *self, const char *name, const char *value);
void           cfl_json_writer_add_decimal (CflJsonWriter *self,
                                            const char *name,
                                            CflDecimal value);
void           cfl_json_writer_add_integer (CflJsonWriter *self, const char *name, gint64 value);
void           cfl_json_writer_add_boolean (CflJsonWriter *self, const char *name, gboolean value);
void           cfl_json_writer_add_date (CflJsonWriter *self, const char *name, CflDate value);
void           cfl_json_writer_add_null (CflJsonWriter *self, const char *name);
void           cfl_json_writer_add_node (CflJsonWriter *self, const char *name, JsonNode *node);
GBytes        *cfl_json_writer_finish (CflJsonWriter *self,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
