// SPDX-License-Identifier: GPL-2.0
#include <stdint.h>

#include "column/column.h"
#include "ktap.h"

static void size(int64_t bytes, const char *wanted)
{
	char out[32];

	lct_format_bytes(bytes, out, sizeof(out));
	same(out, wanted, wanted);
}

static void heading(const char *name, const char *wanted)
{
	int id = lct_column_find(&lct_task_catalog, name, strlen(name));
	char out[48];

	lct_column_heading(&lct_task_catalog, id, out, sizeof(out));
	same(out, wanted, wanted);
}

int main(void)
{
	const struct lct_clock clock = { 0 };
	struct lct_value value;
	char out[LCT_CELL_ESCAPED];

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
	/* -o accepts a heading, so no heading may be the name of another column. */
	heading("user_ns", "USER_NS");
	heading("user", "USER");
	result(lct_column_find(&lct_task_catalog, "user", 4) == LCT_COLUMN_user,
	       "user is a column of its own, not user_ns without its unit");
	result(lct_column_find(&lct_task_catalog, "RSS_peak", 8) == LCT_COLUMN_rss_peak_bytes,
	       "other names are accepted without their unit");
	lct_format_read(LC_KIND_ADDRESS, "18446744073699065856", &value);
	lct_format_print(LC_KIND_ADDRESS, LCT_FORM_HUMAN, &clock, &value, out, sizeof(out));
	same(out, "0xffffffffff600000", "an address in hexadecimal");
	lct_format_print(LC_KIND_ADDRESS, LCT_FORM_JSON, &clock, &value, out, sizeof(out));
	same(out, "18446744073699065856", "an address in JSON");
	result(!lct_format_read(LC_KIND_ADDRESS, NULL, &value), "an unknown address");
	result(lct_format_read(LC_KIND_TEXT, "a\\040b", &value) && !strcmp(value.text, "a b"),
	       "a text is unescaped");
	result(!lct_format_read(LC_KIND_BYTES, "x", &value), "anything else is not a number");
	return ktap_failed;
}
