// SPDX-License-Identifier: GPL-2.0
#include <stdint.h>

#include "column/column.h"
#include "ktap.h"

static void size(int64_t bytes, const char *wanted)
{
	char out[32];

	lc_form_bytes(bytes, out, sizeof(out));
	same(out, wanted, wanted);
}

static void heading(const char *name, const char *wanted)
{
	char out[48];

	lc_column_heading(&lc_task_catalog,
			  lc_column_find(&lc_task_catalog, name, strlen(name)), out, sizeof(out));
	same(out, wanted, wanted);
}

int main(void)
{
	const struct lc_clock clock = { 0 };
	struct lc_value value;
	char out[LC_CELL_ESCAPED];

	plan(18);
	size(0, "0");
	size(1023, "1023");
	size(1024, "1.0K");
	size(1024 * 1024 - 1, "1023.9K");
	size(16 << 20, "16.0M");
	size((3LL << 30) + (1LL << 29), "3.5G");
	size(INT64_MAX, "7.9E");
	heading("rss_peak_bytes", "RSS_PEAK");
	heading("system", "SYSTEM");
	/* A heading can be given to -o: it must not name another column. */
	heading("user_ns", "USER_NS");
	heading("user", "USER");
	result(lc_column_find(&lc_task_catalog, "user", 4) == LC_COLUMN_user,
	       "a name is none that lost its unit");
	result(lc_column_find(&lc_task_catalog, "RSS_peak", 8) == LC_COLUMN_rss_peak_bytes,
	       "which others may");
	lc_form_read(LC_KIND_ADDRESS, "18446744073699065856", &value);
	lc_form_print(LC_KIND_ADDRESS, LC_FORM_HUMAN, &clock, &value, out, sizeof(out));
	same(out, "0xffffffffff600000", "an address for people");
	lc_form_print(LC_KIND_ADDRESS, LC_FORM_JSON, &clock, &value, out, sizeof(out));
	same(out, "18446744073699065856", "and for JSON");
	result(!lc_form_read(LC_KIND_ADDRESS, NULL, &value), "no address");
	result(lc_form_read(LC_KIND_TEXT, "a\\040b", &value) && !strcmp(value.text, "a b"),
	       "a text, unescaped");
	result(!lc_form_read(LC_KIND_BYTES, "x", &value), "what is no number");
	return ktap_failed;
}
