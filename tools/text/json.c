// SPDX-License-Identifier: GPL-2.0
/*
 * JSON output, one object a line, so that line-based tools can search it.
 * libsmartcols also writes JSON, but does not distinguish an empty text from a
 * missing one.
 */
#include "text/json.h"
#include "text/sanitize.h"

/* JSON may go to a terminal, and any user may have chosen the text. */
static void quote(FILE *out, const char *s)
{
	fputc('"', out);
	while (*s) {
		uint32_t c;
		size_t len = lct_sanitize_length(s, &c);

		if (!len)
			fputs("\xef\xbf\xbd", out);
		else if (c == '"' || c == '\\')
			fprintf(out, "\\%c", (char)c);
		else if (c == ' ' || lct_sanitize_plain(s))
			fwrite(s, 1, len, out);
		else
			fprintf(out, "\\u%04x", c);
		s += len ? len : 1;
	}
	fputc('"', out);
}

static void begin(struct lct_json *json, const char *name)
{
	if (json->more)
		fputs(name ? ", " : ",", json->out);
	if (name) {
		quote(json->out, name);
		fputs(": ", json->out);
	}
	json->more = true;
}

/**
 * lct_json_open() - begin an object or an array
 * @json:	the output
 * @name:	its name in the object around it; NULL in an array
 * @brace:	{ or [
 */
void lct_json_open(struct lct_json *json, const char *name, char brace)
{
	begin(json, name);
	if (!name && json->depth)
		fprintf(json->out, "\n%*s", json->depth, "");
	fputc(brace, json->out);
	json->depth++;
	json->more = false;
}

/**
 * lct_json_close() - end the innermost object or array
 * @json:	the output
 * @brace:	} or ]
 */
void lct_json_close(struct lct_json *json, char brace)
{
	json->depth--;
	if (brace == ']' && json->more)
		fprintf(json->out, "\n%*s", json->depth, "");
	fputc(brace, json->out);
	json->more = true;
}

/**
 * lct_json_literal() - write a number, or null
 * @json:	the output
 * @name:	its name
 * @value:	in JSON syntax
 */
void lct_json_literal(struct lct_json *json, const char *name, const char *value)
{
	begin(json, name);
	fputs(value, json->out);
}

/**
 * lct_json_string() - write a string
 * @json:	the output
 * @name:	its name
 * @value:	UTF-8
 */
void lct_json_string(struct lct_json *json, const char *name, const char *value)
{
	begin(json, name);
	quote(json->out, value);
}
