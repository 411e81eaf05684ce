/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-practice-fault.h"

#include <string.h>

typedef struct {
  guint code;
  const char *message;
  const char *localised; /* how a French company reads it */
} FaultText;

static const FaultText fault_texts[] = {
  { 500, "Unsupported Operation", "Opération non prise en charge" },
  { 600, "Duplicate Request Id", "Identifiant de requête en double" },
  { 610, "Object Not Found", "Objet introuvable" },
  { 620, "Transaction cannot be linked", "Impossible de lier la transaction" },
  { 1040, "Batch request exceeds limit", "Lot trop volumineux" },
  { 2010, "Request has invalid or unsupported property", "Propriété non valide" },
  { 2020, "Required param missing, need to supply the required value for the API",
    "Un paramètre obligatoire est manquant" },
  { 2030, "Invalid ID", "Identifiant non valide" },
  { 2040, "Invalid String. The string may contain characters which are not supported.",
    "Chaîne non valide" },
  { 2050, "String length is either shorter or longer than supported by specification",
    "Longueur de chaîne non valide" },
  { 2060, "Invalid Date", "Date non valide" },
  { 2090, "Invalid Number", "Nombre non valide" },
  { 2130, "Invalid Request Id format", "Format d'identifiant non valide" },
  { 2170, "Invalid Enumeration", "Énumération non valide" },
  { 2210, "Invalid Email Address format", "Adresse courriel non valide" },
  { 2220, "Invalid Currency Code", "Devise non valide" },
  { 2500, "Invalid Reference Id", "Référence non valide" },
  { 4000, "Error parsing query", "Erreur d'analyse de la requête" },
  { 4001, "Invalid query", "Requête non valide" },
  { 5010, "Stale Object Error", "Objet périmé" },
  { 5020, "Permission Denied Error", "Autorisation refusée" },
  { 5030, "Feature Not Supported Error", "Fonction non prise en charge" },
  { 6000, "A business validation error has occurred while processing your request",
    "Une erreur de validation s'est produite" },
  { 6070, "Amount calculation incorrect in the request", "Calcul du montant incorrect" },
  { 6080, "No name provided", "Aucun nom fourni" },
  { 6100, "Invalid tax code", "Code de taxe non valide" },
  { 6140, "Duplicate Document Number Error", "Erreur de numéro de document en double" },
  { 6170, "Invalid tax detail", "Détail de taxe non valide" },
  { 6190, "Invalid Company Status", "État de la société non valide" },
  { 6210, "Account Period Closed, Cannot Update Through Services API", "Période comptable fermée" },
  { 6240, "Duplicate Name Exists Error", "Ce nom existe déjà" },
  { 6310, "Billable line without customer", "Ligne facturable sans client" },
  { 6430, "Invalid account type used", "Type de compte non valide" },
  { 6440, "Product or account missing on a line", "Produit ou compte manquant" },
  { 10000, "An application error has occurred while processing your request",
    "Une erreur d'application s'est produite" },
};

void
cfl_practice_fault_clear (CflPracticeFault *fault)
{
  fault->code = 0;
  g_clear_pointer (&fault->element, g_free);
  g_clear_pointer (&fault->detail, g_free);
}

gboolean
cfl_practice_fault_set (
    CflPracticeFault *fault, guint code, const char *element, const char *format, ...)
{
  va_list args;

  cfl_practice_fault_clear (fault);
  fault->code = code;
  fault->element = g_strdup (element);
  va_start (args, format);
  fault->detail = g_strdup_vprintf (format, args);
  va_end (args);
  return FALSE;
}

static const char *
find_text (guint code, gboolean is_localised)
{
  for (guint i = 0; i < G_N_ELEMENTS (fault_texts); i++)
    if (fault_texts[i].code == code)
      return is_localised ? fault_texts[i].localised : fault_texts[i].message;
  return "A business validation error has occurred while processing your request";
}

/* Who reads the message in French reads the names of documents so as well. */
static char *
write_detail (const CflPracticeFault *fault, gboolean is_localised)
{
  GString *detail = g_string_new (fault->detail);

  if (is_localised)
    g_string_replace (detail, "TxnType=Bill", "TxnType=Facture", 0);
  return g_string_free (detail, FALSE);
}

static gboolean
is_system_fault (guint code)
{
  return code == 10000 || (code >= 130 && code <= 150);
}

/* {"Error":[...],"type":...} as it stands behind "Fault". */
CflNode *
cfl_practice_fault_to_node (const CflPracticeFault *fault, gboolean is_localised)
{
  CflNode *node = cfl_node_new_object ();
  CflNode *errors = cfl_node_new_array ();
  CflNode *error = cfl_node_new_object ();
  g_autofree char *code = g_strdup_printf ("%u", fault->code);
  g_autofree char *detail = write_detail (fault, is_localised);

  cfl_node_set_text (error, "Message", find_text (fault->code, is_localised));
  cfl_node_set_text (error, "Detail", detail);
  cfl_node_set_text (error, "code", code);
  /* Recordings have the member empty, with a name, and not at all. */
  if (fault->element != NULL)
    cfl_node_set_text (error, "element", fault->element);
  else if (fault->code % 100 != 0)
    cfl_node_set_text (error, "element", "");
  cfl_node_append (errors, error);
  cfl_node_set (node, "Error", errors);
  cfl_node_set_text (node, "type",
                     is_system_fault (fault->code) ? "SystemFault" : "ValidationFault");
  return node;
}

/* Intuit writes its own stamps in Pacific time. */
char *
cfl_practice_time_text (gint64 now, gboolean with_milliseconds)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("America/Los_Angeles");
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (now);
  g_autoptr (GDateTime) local = NULL;

  if (zone == NULL)
    zone = g_time_zone_new_offset (-8 * 3600);
  local = g_date_time_to_timezone (utc, zone);
  return g_date_time_format (local, with_milliseconds ? "%Y-%m-%dT%H:%M:%S.101%:z"
                                                      : "%Y-%m-%dT%H:%M:%S%:z");
}

void
cfl_practice_answer_fault (CflPracticeCall *call, const CflPracticeFault *fault)
{
  g_autoptr (CflNode) node = cfl_node_new_object ();
  g_autofree char *time = cfl_practice_time_text (cfl_practice_now (call->practice), TRUE);

  cfl_node_set (node, "Fault", cfl_practice_fault_to_node (fault, call->is_localised));
  cfl_node_set_text (node, "time", time);
  cfl_practice_call_answer_node (call, fault->code == 10000 ? 500 : 400, node);
}

/* The gateway in front of QuickBooks has an envelope of its own, in lower case. */
void
cfl_practice_answer_gateway (CflPracticeCall *call,
                             guint status,
                             guint code,
                             const char *message,
                             const char *detail,
                             const char *type)
{
  g_autoptr (CflNode) node = cfl_node_new_object ();
  CflNode *fault = cfl_node_new_object ();
  CflNode *errors = cfl_node_new_array ();
  CflNode *error = cfl_node_new_object ();
  g_autofree char *text =
      g_strdup_printf ("message=%s; errorCode=%06u; statusCode=%u", message, code, status);
  g_autofree char *code_text = g_strdup_printf ("%u", code);

  cfl_node_set_text (error, "message", text);
  cfl_node_set_text (error, "detail", detail);
  cfl_node_set_text (error, "code", code_text);
  cfl_node_set (error, "element", cfl_node_new_null ());
  cfl_node_append (errors, error);
  cfl_node_set (fault, "error", errors);
  cfl_node_set_text (fault, "type", type);
  cfl_node_set (node, "warnings", cfl_node_new_null ());
  cfl_node_set (node, "intuitObject", cfl_node_new_null ());
  cfl_node_set (node, "fault", fault);
  cfl_node_set (node, "report", cfl_node_new_null ());
  cfl_node_set (node, "queryResponse", cfl_node_new_null ());
  cfl_node_set (node, "batchItemResponse", cfl_node_new_array ());
  cfl_node_set (node, "attachableResponse", cfl_node_new_array ());
  cfl_node_set (node, "syncErrorResponse", cfl_node_new_null ());
  cfl_node_set (node, "requestId", cfl_node_new_null ());
  cfl_node_set_integer (node, "time", cfl_practice_now (call->practice) * 1000 + 830);
  cfl_node_set (node, "status", cfl_node_new_null ());
  cfl_node_set (node, "cdcresponse", cfl_node_new_array ());
  cfl_practice_call_answer_node (call, status, node);
}

/* Too many calls. Of the two forms in which this was recorded the gateway's is the newer one. */
void
cfl_practice_answer_throttled (CflPracticeCall *call, gboolean as_xml)
{
  if (as_xml)
    cfl_practice_call_answer (
        call, 429, "text/xml",
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>"
        "<IntuitResponse xmlns=\"http://schema.intuit.com/finance/v3\">"
        "<Fault type=\"SERVICE\"><Error code=\"3001\">"
        "<Message>message=ThrottleExceeded; errorCode=003001; statusCode=429</Message>"
        "<Detail>The request limit was reached. Please try again later.</Detail>"
        "</Error></Fault></IntuitResponse>");
  else
    cfl_practice_answer_gateway (call, 429, 3001, "ThrottleExceeded",
                                 "The request limit was reached. Please try again later.",
                                 "SERVICE");
}
