/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cfl-quickbooks"

#include "config.h"

#include "cfl-quickbooks-private.h"

#include <string.h>

/* ISO 3166-1: alpha-3 and alpha-2 of each country, six characters with the blank. QuickBooks gives
 * alpha-2, since autumn 2025 alpha-3, and where a person typed it, a name. */
static const char codes[] =
    // clang-format off
    "ABWAW AFGAF AGOAO AIAAI ALAAX ALBAL ANDAD AREAE ARGAR ARMAM ASMAS ATAAQ ATFTF ATGAG "
    "AUSAU AUTAT AZEAZ BDIBI BELBE BENBJ BESBQ BFABF BGDBD BGRBG BHRBH BHSBS BIHBA BLMBL "
    "BLRBY BLZBZ BMUBM BOLBO BRABR BRBBB BRNBN BTNBT BVTBV BWABW CAFCF CANCA CCKCC CHECH "
    "CHLCL CHNCN CIVCI CMRCM CODCD COGCG COKCK COLCO COMKM CPVCV CRICR CUBCU CUWCW CXRCX "
    "CYMKY CYPCY CZECZ DEUDE DJIDJ DMADM DNKDK DOMDO DZADZ ECUEC EGYEG ERIER ESHEH ESPES "
    "ESTEE ETHET FINFI FJIFJ FLKFK FRAFR FROFO FSMFM GABGA GBRGB GEOGE GGYGG GHAGH GIBGI "
    "GINGN GLPGP GMBGM GNBGW GNQGQ GRCGR GRDGD GRLGL GTMGT GUFGF GUMGU GUYGY HKGHK HMDHM "
    "HNDHN HRVHR HTIHT HUNHU IDNID IMNIM INDIN IOTIO IRLIE IRNIR IRQIQ ISLIS ISRIL ITAIT "
    "JAMJM JEYJE JORJO JPNJP KAZKZ KENKE KGZKG KHMKH KIRKI KNAKN KORKR KWTKW LAOLA LBNLB "
    "LBRLR LBYLY LCALC LIELI LKALK LSOLS LTULT LUXLU LVALV MACMO MAFMF MARMA MCOMC MDAMD "
    "MDGMG MDVMV MEXMX MHLMH MKDMK MLIML MLTMT MMRMM MNEME MNGMN MNPMP MOZMZ MRTMR MSRMS "
    "MTQMQ MUSMU MWIMW MYSMY MYTYT NAMNA NCLNC NERNE NFKNF NGANG NICNI NIUNU NLDNL NORNO "
    "NPLNP NRUNR NZLNZ OMNOM PAKPK PANPA PCNPN PERPE PHLPH PLWPW PNGPG POLPL PRIPR PRKKP "
    "PRTPT PRYPY PSEPS PYFPF QATQA REURE ROURO RUSRU RWARW SAUSA SDNSD SENSN SGPSG SGSGS "
    "SHNSH SJMSJ SLBSB SLESL SLVSV SMRSM SOMSO SPMPM SRBRS SSDSS STPST SURSR SVKSK SVNSI "
    "SWESE SWZSZ SXMSX SYCSC SYRSY TCATC TCDTD TGOTG THATH TJKTJ TKLTK TKMTM TLSTL TONTO "
    "TTOTT TUNTN TURTR TUVTV TWNTW TZATZ UGAUG UKRUA UMIUM URYUY USAUS UZBUZ VATVA VCTVC "
    "VENVE VGBVG VIRVI VNMVN VUTVU WLFWF WSMWS YEMYE ZAFZA ZMBZM ZWEZW";
// clang-format on

#define WIDTH 6

static const struct {
  const char *name;
  const char *code;
} names[] = {
  { "Australia", "AU" },
  { "Canada", "CA" },
  { "France", "FR" },
  { "Germany", "DE" },
  { "India", "IN" },
  { "Ireland", "IE" },
  { "Netherlands", "NL" },
  { "New Zealand", "NZ" },
  { "Singapore", "SG" },
  { "South Africa", "ZA" },
  { "United Kingdom", "GB" },
  { "United States", "US" },
  { "United States of America", "US" },
};

/**
 * cfl_quickbooks_country_code:
 * @country: (nullable): a country as QuickBooks writes it
 *
 * Returns: (transfer full): its alpha-2 code, "" when it is not known
 */
char *
cfl_quickbooks_country_code (const char *country)
{
  gsize length = country != NULL ? strlen (country) : 0;
  g_autofree char *upper = length > 0 ? g_ascii_strup (country, -1) : NULL;

  for (gsize i = 0; upper != NULL && i + 4 < sizeof codes; i += WIDTH)
    if ((length == 3 && strncmp (codes + i, upper, 3) == 0) ||
        (length == 2 && strncmp (codes + i + 3, upper, 2) == 0))
      return g_strndup (codes + i + 3, 2);
  for (gsize i = 0; upper != NULL && i < G_N_ELEMENTS (names); i++)
    if (g_ascii_strcasecmp (names[i].name, country) == 0)
      return g_strdup (names[i].code);
  return g_strdup ("");
}
