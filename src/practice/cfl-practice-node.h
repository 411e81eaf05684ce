/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cfl-decimal.h"

G_BEGIN_DECLS

/**
 * CflNode:
 *
 * A JSON value that keeps what json-glib loses: a number is its own text, so `639.00` stays
 * `639.00`, and members keep their order. Counted references; not for use by several threads.
 */
typedef struct _CflNode CflNode;

typedef enum {
  CFL_NODE_NULL,
  CFL_NODE_BOOLEAN,
  CFL_NODE_NUMBER,
  CFL_NODE_STRING,
  CFL_NODE_ARRAY,
  CFL_NODE_OBJECT
} CflNodeKind;

CflNode *cfl_node_parse (const char *text, gssize length, GError **error);
CflNode *cfl_node_new_null (void);
CflNode *cfl_node_new_boolean (gboolean value);
CflNode *cfl_node_new_number (const char *text);
CflNode *cfl_node_new_integer (gint64 value);
CflNode *cfl_node_new_fixed (CflDecimal value, guint digits);
CflNode *cfl_node_new_decimal (CflDecimal value);
CflNode *cfl_node_new_string (const char *text);
CflNode *cfl_node_new_array (void);
CflNode *cfl_node_new_object (void);
CflNode *cfl_node_copy (CflNode *node);
CflNode *cfl_node_ref (CflNode *node);
void cfl_node_unref (CflNode *node);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CflNode, cfl_node_unref)

CflNodeKind cfl_node_get_kind (CflNode *node);
const char *cfl_node_get_text (CflNode *node);
gboolean cfl_node_get_boolean (CflNode *node);

guint cfl_node_get_length (CflNode *node);
CflNode *cfl_node_get_item (CflNode *node, guint index);
const char *cfl_node_get_name (CflNode *node, guint index);
void cfl_node_append (CflNode *node, CflNode *item);
gboolean cfl_node_remove_item (CflNode *node, CflNode *item);

CflNode *cfl_node_get (CflNode *node, const char *name);
CflNode *cfl_node_get_path (CflNode *node, const char *path);
const char *cfl_node_get_member_text (CflNode *node, const char *path);
gint64 cfl_node_get_integer (CflNode *node, const char *path, gint64 fallback);
gboolean cfl_node_get_flag (CflNode *node, const char *path, gboolean fallback);
CflDecimal cfl_node_get_decimal (CflNode *node, const char *path);
void cfl_node_set (CflNode *node, const char *name, CflNode *value);
void cfl_node_set_text (CflNode *node, const char *name, const char *text);
void cfl_node_set_integer (CflNode *node, const char *name, gint64 value);
void cfl_node_set_boolean (CflNode *node, const char *name, gboolean value);
gboolean cfl_node_remove (CflNode *node, const char *name);
gboolean cfl_node_equal (CflNode *a, CflNode *b);

void cfl_node_write (CflNode *node, GString *out);
char *cfl_node_to_text (CflNode *node) G_GNUC_WARN_UNUSED_RESULT;
void cfl_node_write_string (const char *text, GString *out);

#define CFL_NODE_ERROR (cfl_node_error_quark ())
GQuark cfl_node_error_quark (void);

G_END_DECLS
