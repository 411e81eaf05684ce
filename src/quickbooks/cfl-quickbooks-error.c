/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-quickbooks-error.h"

G_DEFINE_QUARK (cfl_quickbooks_error_quark, cfl_quickbooks_error)
