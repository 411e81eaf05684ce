/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-practice-seed.h"

/* All invented. */
static const CflPracticeSupplier suppliers[] = {
#define EXACT(id, name, email, country, terms, format)                                             \
  {                                                                                                \
    id, name, "", "", email, country, terms, format, CFL_PRACTICE_MATCH_EXACT, NULL, TRUE          \
  }
  EXACT (812,
         "Aurora Textiles Pty Ltd",
         "accounts@auroratextiles.example",
         "Australia",
         "30 days",
         "AT-%05u"),
  EXACT (813,
         "Northwind Hospitality Supply Company",
         "billing@northwind.example",
         "United States",
         "Net 30",
         "INV-2026-00%05u"),
  EXACT (814,
         "Maison Béranger et Fils, Négociants en Textile",
         "compta@beranger.example",
         "France",
         "60 days",
         "FA2603-%03u"),
  EXACT (815,
         "Eastgate Packaging (Suzhou) Co., Ltd",
         "ar@eastgate.example",
         "China",
         "Net 30",
         "EG%05u"),
  EXACT (816, "Takumi Ceramics K.K.", "keiri@takumi.example", "Japan", "30 days", "T-%04u"),
  EXACT (817,
         "Sklárna Ondřej Kovář s.r.o.",
         "faktury@kovar.example",
         "Czech Republic",
         "30 days",
         "%07u"),
  EXACT (818,
         "Calder & Wray Ltd",
         "ledger@calderwray.example",
         "United Kingdom",
         "Net 30",
         "CW/26/%04u"),
  EXACT (819, "Lindqvist Möbler AB", "ekonomi@lindqvist.example", "Sweden", "30 days", "88-%04u"),
  EXACT (820, "Banksia Botanicals", "hello@banksia.example", "Australia", "14 days", "B-%04u"),
  EXACT (
      821, "O'Neil Timber & Joinery", "office@oneiltimber.example", "Ireland", "Net 30", "ONT%05u"),
  EXACT (
      822, "Redwood Paper Mills", "ap@redwoodpaper.example", "United States", "Net 30", "RPM-%05u"),
  EXACT (
      823, "Harlan Glassworks", "billing@harlanglass.example", "United States", "Net 15", "HG%06u"),
  EXACT (824,
         "Cedar & Sage Candles",
         "orders@cedarsage.example",
         "United States",
         "Net 30",
         "CS-%04u"),
  EXACT (825,
         "Günther Metallwaren GmbH",
         "rechnung@guenther.example",
         "Germany",
         "30 days",
         "RE-%05u"),
  EXACT (826,
         "Ferreira & Irmãos Cortiças, Lda",
         "contas@ferreira.example",
         "Portugal",
         "60 days",
         "FT A/%04u"),
  EXACT (827, "Blue Mesa Pottery", "studio@bluemesa.example", "United States", "COD", "BM%04u"),
  EXACT (828,
         "Kaiteriteri Wool Co.",
         "accounts@kaiteriteri.example",
         "New Zealand",
         "20th of following month",
         "KW-%05u"),
  EXACT (829,
         "Sunrise Bamboo Works (Fuzhou) Co., Ltd",
         "finance@sunrisebamboo.example",
         "China",
         "Net 30",
         "SB26%05u"),
  EXACT (830,
         "Delgado Hermanos S.A. de C.V.",
         "cobranza@delgado.example",
         "Mexico",
         "30 days",
         "DH-%05u"),
  EXACT (
      831, "Prairie Linen House", "ar@prairielinen.example", "United States", "Net 30", "PLH%05u"),
  EXACT (832,
         "Stonebridge Cutlery",
         "invoices@stonebridge.example",
         "United States",
         "Net 30",
         "SC-%06u"),
  EXACT (833, "Żuraw Meble Sp. z o.o.", "faktury@zuraw.example", "Poland", "30 days", "FV %04u/26"),
  EXACT (834,
         "Hawthorn Leather Goods",
         "billing@hawthorn.example",
         "United Kingdom",
         "Net 30",
         "HLG%05u"),
  EXACT (835, "Tidewater Baskets", "books@tidewater.example", "United States", "Net 15", "TB-%04u"),
  EXACT (836,
         "Orchard Lane Ceramics",
         "sales@orchardlane.example",
         "United States",
         "Net 30",
         "OL%05u"),
  EXACT (837, "Nordlys Lamper ApS", "bogholderi@nordlys.example", "Denmark", "30 days", "N%06u"),
  EXACT (838,
         "Pinnacle Freight Forwarding, Inc.",
         "ar@pinnaclefreight.example",
         "United States",
         "Net 15",
         "PFF-%05u"),
  EXACT (839,
         "Summit Carton & Label",
         "accounts@summitcarton.example",
         "United States",
         "Net 30",
         "SCL%05u"),
  EXACT (840, "Vega Tiles S.L.", "admin@vegatiles.example", "Spain", "60 days", "V26-%04u"),
  EXACT (
      841, "Mai Lan Handicraft Co., Ltd", "office@mailan.example", "Vietnam", "30 days", "ML%05u"),
  EXACT (842, "Juniper Soap Works", "hi@junipersoap.example", "United States", "Net 30", "JSW%04u"),
  EXACT (843,
         "Great Lakes Enamel",
         "billing@greatlakesenamel.example",
         "United States",
         "Net 30",
         "GLE-%05u"),
#undef EXACT
  { 860, "", "Marguerite", "", "marguerite@studio.example", "United States", "COD", "M%03u",
    CFL_PRACTICE_MATCH_EXACT, NULL, TRUE },
  { 861, "", "Ines", "Arroyo", "ines@arroyo.example", "United States", "Net 15", "IA-%03u",
    CFL_PRACTICE_MATCH_EXACT, NULL, TRUE },
  { 862, "Brunswick Freight & Customs", "", "", "ar@brunswickfreight.example", "United States",
    "14 days", "%05u", CFL_PRACTICE_MATCH_SIMILAR, "Brunswick Freight", TRUE },
  { 863, "Willow Creek Stoneware LLC", "", "", "books@willowcreek.example", "United States",
    "Net 30", "WC-%04u", CFL_PRACTICE_MATCH_SIMILAR, "Willow Creek Stone Ware", TRUE },
  { 864, "Hoshino Washi Trading", "", "", "info@hoshino.example", "Japan", "30 days", "HW%05u",
    CFL_PRACTICE_MATCH_SIMILAR, "Hoshino Trading K.K. (Washi)", TRUE },
  { 865, "Copper Kettle Metalworks", "", "", "billing@copperkettle.example", "United States",
    "Net 30", "CK-%04u", CFL_PRACTICE_MATCH_NONE, NULL, TRUE },
  { 866, "Harbour Lane Interiors", "", "", "accounts@harbourlane.example", "United States",
    "Net 30", "HLI%04u", CFL_PRACTICE_MATCH_CUSTOMER, NULL, TRUE },
  { 867, "Kestrel Packaging (Shenzhen)", "", "", "ar@kestrelpack.example", "China", "Net 30",
    "KP%05u", CFL_PRACTICE_MATCH_INACTIVE, NULL, TRUE },
  { 868, "Old Mill Upholstery", "", "", "office@oldmill.example", "United States", "Net 30",
    "OM%04u", CFL_PRACTICE_MATCH_EXACT, NULL, FALSE },
};

const CflPracticeSupplier *
cfl_practice_suppliers (guint *length)
{
  *length = G_N_ELEMENTS (suppliers);
  return suppliers;
}

/* The company, or the person's first and last name. */
char *
cfl_practice_supplier_name (const CflPracticeSupplier *supplier)
{
  if (*supplier->company != '\0')
    return g_strdup (supplier->company);
  return g_strdup_printf ("%s%s%s", supplier->first_name, *supplier->last_name == '\0' ? "" : " ",
                          supplier->last_name);
}
