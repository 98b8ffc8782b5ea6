/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LCT_JSON_H
#define LCT_JSON_H

#include <stdbool.h>
#include <stdio.h>

/**
 * struct lct_json - a JSON writer
 * @out:	output stream
 * @depth:	open braces and brackets
 * @more:	the innermost of them is not empty
 */
struct lct_json {
	FILE *out;
	int depth;
	bool more;
};

void lct_json_open(struct lct_json *json, const char *name, char brace);
void lct_json_close(struct lct_json *json, char brace);
void lct_json_literal(struct lct_json *json, const char *name, const char *value);
void lct_json_string(struct lct_json *json, const char *name, const char *value);

#endif
