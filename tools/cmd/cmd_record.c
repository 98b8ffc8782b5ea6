// SPDX-License-Identifier: GPL-2.0
/* lifecycle record: keep the deaths of this boot on disk. */
#include <stdlib.h>
#include <string.h>

#include "archive/recordings.h"
#include "cmd/cmd.h"
#include "recorder/recorder.h"
#include "text/cell.h"
#include "text/when.h"

#define SIZE_DEFAULT	"200M"
#define AGE_DEFAULT	"30d"
#define NSEC_PER_SEC	1000000000LL

/* Bytes, or with K, M, G or T so many times 1024. */
static bool read_size(const char *text, int64_t *bytes)
{
	static const char units[] = "KMGT";
	const size_t digits = strspn(text, "0123456789");
	const char *unit = text[digits] ? strchr(units, text[digits]) : NULL;
	char number[20];

	if (!digits || digits >= sizeof(number) || (text[digits] && (!unit || text[digits + 1])))
		return false;
	memcpy(number, text, digits);
	number[digits] = '\0';
	return lct_cell_number(number, bytes) && *bytes > 0 &&
	       !__builtin_mul_overflow(*bytes, unit ? 1LL << 10 * (unit - units + 1) : 1, bytes);
}

int lct_cmd_record(const struct lct_options *opt)
{
	const char *size = opt->max_size ? opt->max_size : SIZE_DEFAULT;
	const char *age = opt->max_age ? opt->max_age : AGE_DEFAULT;
	struct lct_recorder_setup setup = {
		.root = opt->root,
		.archive = opt->directory ? opt->directory : LCT_ARCHIVE,
		.once = opt->once,
	};

	if (!read_size(size, &setup.bound.bytes))
		return lct_options_misuse(opt, "'%s' is not a size like 100M or 2G", size);
	if (!lct_when_duration(age, &setup.bound.seconds) || setup.bound.seconds < NSEC_PER_SEC)
		return lct_options_misuse(opt, "'%s' is not a time like 12h, 30d or 4weeks", age);
	setup.bound.seconds /= NSEC_PER_SEC;
	/* What has been written is never news. */
	if (opt->root && !opt->once)
		return lct_options_misuse(opt, "--root needs --once");
	return lct_recorder_run(&setup);
}
