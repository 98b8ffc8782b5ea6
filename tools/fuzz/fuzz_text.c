// SPDX-License-Identifier: GPL-2.0
/* Single cells: texts, numbers, histograms and times, parsed and printed. */
#include <limits.h>
#include <locale.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "column/hist.h"
#include "options/options.h"
#include "output.h"
#include "text/cell.h"
#include "text/clock.h"
#include "text/json.h"
#include "text/sanitize.h"

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	if (!setlocale(LC_ALL, "C.UTF-8"))
		abort();
	return 0;
}

static void check_cell(const char *text, size_t size)
{
	/* No larger than needed, so that the sanitizer sees an overflow. */
	const size_t room = 4 * size + 8;
	char *cell = malloc(room), *back = malloc(size + 2);

	lct_cell_escape(text, cell, room);
	if (!*cell || strchr(cell, ' ') || strchr(cell, '\n') || !strcmp(cell, "-"))
		output_wrong("not a cell", cell);
	output_check_plain(cell);
	lct_cell_unescape(cell, back, size + 2);
	if (strcmp(back, text))
		output_wrong("escaped and unescaped it is another text", back);
	lct_cell_unescape(text, back, size + 2);
	free(cell);
	free(back);
}

static void check_safe(const char *text, size_t size)
{
	const size_t room = 4 * size + 8;
	char *safe = malloc(room), tiny[9];

	lct_sanitize_terminal(text, safe, room);
	output_check_plain(safe);
	if (strchr(safe, '\n'))
		output_wrong("a newline in a name", safe);
	lct_sanitize_utf8(text, safe, room);
	lct_sanitize_terminal(text, tiny, sizeof(tiny));
	output_check_plain(tiny);
	lct_sanitize_utf8(text, tiny, sizeof(tiny));
	free(safe);
}

static void check_json(const char *text, size_t size)
{
	const size_t room = 4 * size + 8;
	char *safe = malloc(room), *out;
	size_t length;
	struct lct_json json = { .out = open_memstream(&out, &length) };

	lct_sanitize_utf8(text, safe, room);
	lct_json_open(&json, NULL, '{');
	lct_json_string(&json, safe, safe);
	lct_json_close(&json, '}');
	fclose(json.out);
	output_check_plain(out);
	output_check_json(out);
	free(out);
	free(safe);
}

static void check_hist(const char *text)
{
	struct lct_hist hist = { 0 }, other = { 0 };
	struct lct_json json = { 0 };
	size_t length;
	char *out;

	if (!lct_hist_parse(&hist, text))
		return;
	lct_hist_parse(&other, text);
	lct_hist_add(&other, &hist);
	lct_hist_since(&other, &hist);
	if (lct_hist_percentile(&hist, 50) > lct_hist_percentile(&hist, 99))
		output_wrong("the median is above the 99th percentile", text);
	lct_hist_average(&hist);
	json.out = open_memstream(&out, &length);
	lct_json_open(&json, NULL, '{');
	lct_hist_json(&hist, &json);
	lct_json_close(&json, '}');
	fclose(json.out);
	output_check_json(out);
	free(out);
	json.out = open_memstream(&out, &length);
	lct_hist_print(&hist, json.out);
	fclose(json.out);
	output_check_plain(out);
	free(out);
}

static void check_numbers(const char *text, size_t size)
{
	struct lct_clock clock = { .known = true };
	char out[LCT_CLOCK_TEXT];
	uint64_t address;
	int64_t number;

	lct_options_pid(text, size, &number);
	lct_cell_address(text, &address);
	if (!lct_cell_number(text, &number))
		return;
	lct_clock_duration(number, out, sizeof(out));
	output_check_plain(out);
	lct_clock_point(&clock, number, out, sizeof(out));
	output_check_plain(out);
	lct_clock_iso(&clock, number, out, sizeof(out));
	output_check_plain(out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = malloc(size + 1);

	memcpy(text, data, size);
	text[size] = '\0';
	check_cell(text, strlen(text));
	check_safe(text, strlen(text));
	check_json(text, strlen(text));
	check_hist(text);
	check_numbers(text, strlen(text));
	free(text);
	return 0;
}
