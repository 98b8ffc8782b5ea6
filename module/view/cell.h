/* SPDX-License-Identifier: GPL-2.0 */
/*
 * One value of a row, as its kind (enum lc_kind) is kept: the members that a list of
 * columns gives a structure.
 */
#ifndef LC_CELL_H
#define LC_CELL_H

#include <linux/types.h>

#include "base/nspid.h"
#include "base/path.h"
#include "uapi/columns.h"

/* An unknown or inapplicable number; printed as "-". */
#define LC_UNKNOWN S64_MIN

/**
 * struct lc_text - a name or path that somebody else has chosen
 * @known: false is printed as "-"
 * @text: the name, not escaped
 */
struct lc_text {
	bool known;
	char text[LC_CGROUP_LEN];
};

#define LC_CELL_NUMBER(name)	s64 name;
#define LC_CELL_DURATION(name)	s64 name;
#define LC_CELL_POINT(name)	s64 name;
#define LC_CELL_BYTES(name)	s64 name;
#define LC_CELL_ADDRESS(name)	s64 name;
#define LC_CELL_WORD(name)	const char *name;
#define LC_CELL_TEXT(name)	struct lc_text name;
#define LC_CELL_COUNTS(name)	u32 name[LC_LATENCY_BUCKETS];

/* For a list of columns: the member of a row that has the value. */
#define LC_CELL(name, kind, sets, help)	LC_CELL_##kind(name)

void lc_cell_set_text(struct lc_text *to, const char *from);
s64 lc_cell_nonzero(u64 value);
s64 lc_cell_nspid(const struct lc_nspid *who, const struct pid_namespace *ns);

#endif /* LC_CELL_H */
