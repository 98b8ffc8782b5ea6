/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LC_DIAGRAM_DRAW_H
#define LC_DIAGRAM_DRAW_H

#include <stdio.h>

#include "task/diagram.h"

void lc_diagram_draw(const struct lc_diagram *d, FILE *out);

#endif
