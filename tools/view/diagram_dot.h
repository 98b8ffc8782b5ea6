/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LCT_DIAGRAM_DOT_H
#define LCT_DIAGRAM_DOT_H

#include <stdio.h>

#include "task/diagram.h"

void lct_diagram_dot(const struct lct_diagram *d, const char *title, FILE *out);

#endif
