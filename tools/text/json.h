/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LC_JSON_H
#define LC_JSON_H

#include <stdbool.h>
#include <stdio.h>

/**
 * struct lc_json - JSON in the making
 * @out:	where to
 * @depth:	open braces and brackets
 * @more:	something stands in the innermost of them already
 */
struct lc_json {
	FILE *out;
	int depth;
	bool more;
};

void lc_json_open(struct lc_json *json, const char *name, char brace);
void lc_json_close(struct lc_json *json, char brace);
void lc_json_literal(struct lc_json *json, const char *name, const char *value);
void lc_json_string(struct lc_json *json, const char *name, const char *value);

#endif
