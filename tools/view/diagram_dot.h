/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LC_DIAGRAM_DOT_H
#define LC_DIAGRAM_DOT_H

#include <stdio.h>

#include "task/diagram.h"

void lc_diagram_dot(const struct lc_diagram *d, const char *title, FILE *out);

#endif
