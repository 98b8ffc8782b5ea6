/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LCT_DIAGRAM_DRAW_H
#define LCT_DIAGRAM_DRAW_H

#include <stdio.h>

#include "task/diagram.h"

void lct_diagram_draw(const struct lct_diagram *d, FILE *out);

#endif
