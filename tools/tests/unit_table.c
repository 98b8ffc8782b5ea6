// SPDX-License-Identifier: GPL-2.0
#include <errno.h>
#include <unistd.h>

#include "ktap.h"
#include "table/table.h"

static const char text[] = "# lifecycle 1\npid comm x\n1 a -\n2 b 7\n";

static bool is_whole(const struct lc_table *t)
{
	int comm = lc_table_column(t, "comm"), x = lc_table_column(t, "x");

	return t->nrows == 2 && !strcmp(lc_table_cell(t, 1, comm), "b") &&
	       !lc_table_cell(t, 0, x) && !strcmp(lc_table_cell(t, 1, x), "7");
}

/* Reading may stop at any byte, in the middle of a number as well. */
static bool any_cut(void)
{
	bool good = true;
	struct lc_table t;
	size_t i;

	for (i = 0; i < sizeof(text); i++) {
		lc_table_init(&t);
		good = good && !lc_table_parse(&t, text, i) &&
		       !lc_table_parse(&t, text + i, sizeof(text) - 1 - i) && is_whole(&t);
		lc_table_free(&t);
	}
	return good;
}

static int parse(const char *data)
{
	struct lc_table t;
	int ret;

	lc_table_init(&t);
	ret = lc_table_parse(&t, data, strlen(data));
	if (ret && !t.error[0])
		ret = 0;
	lc_table_free(&t);
	return ret;
}

static void follow(void)
{
	struct lc_table t;

	lc_table_init(&t);
	lc_table_parse(&t, text, strlen(text));
	lc_table_parse(&t, "3 c -\n", 6);
	result(t.nrows == 3, "rows that come later are appended");
	lc_table_clear_rows(&t);
	lc_table_parse(&t, text, strlen(text));
	result(is_whole(&t), "the header may come again");
	lc_table_parse(&t, "# lifecycle 1\npid\n9\n", 20);
	result(t.nrows == 1 && t.ncols == 1, "another layout starts anew");
	lc_table_free(&t);
}

static int read_values(const char *data, struct lc_table *t)
{
	int fds[2], ret;

	if (pipe(fds) || write(fds[1], data, strlen(data)) < 0)
		return -EIO;
	close(fds[1]);
	lc_table_init(t);
	ret = lc_table_read_values(t, fds[0]);
	close(fds[0]);
	return ret;
}

static void values(void)
{
	struct lc_table t;

	result(!read_values("# lifecycle 1\na: 1\nb: -\nc: x\\040y\n", &t) && t.nrows == 1 &&
	       !strcmp(lc_table_cell(&t, 0, lc_table_column(&t, "c")), "x\\040y") &&
	       !lc_table_cell(&t, 0, lc_table_column(&t, "b")), "values become a row");
	lc_table_free(&t);
	result(read_values("# lifecycle 1\nhello\n", &t) == -EPROTO, "no value is refused");
	lc_table_free(&t);
	result(read_values("# lifecycle 1\na:\n", &t) == -EPROTO, "an empty value is refused");
	lc_table_free(&t);
	result(read_values("", &t) == -EPROTO, "an empty file is refused");
	lc_table_free(&t);
}

int main(void)
{
	struct lc_table t;

	plan(14);
	result(any_cut(), "a file may be cut anywhere while it is read");
	lc_table_init(&t);
	lc_table_parse(&t, text, strlen(text));
	result(lc_table_column(&t, "y") == -1 && !lc_table_cell(&t, 0, -1) &&
	       !lc_table_cell(&t, 5, 0), "no such column, no such row: no cell");
	lc_table_free(&t);
	follow();
	values();
	result(parse("# lifecycle 2\n") == -EPROTONOSUPPORT, "an unknown version is refused");
	result(parse("# lifecycle 1x\n") == -EPROTO && parse("# lifecycle \n") == -EPROTO &&
	       parse("lifecycle 1\n") == -EPROTO, "so is none");
	result(parse("# lifecycle 1\na b\n1\n") == -EPROTO &&
	       parse("# lifecycle 1\na b\n1 2 3\n") == -EPROTO, "and a row of another length");
	result(parse("# lifecycle 1\n\n") == -EPROTO, "and a header of no columns");
	lc_table_init(&t);
	result(lc_table_parse(&t, "# lifecycle 1\na\nx\0y\n", 20) == -EPROTO, "and a zero byte");
	lc_table_free(&t);
	return ktap_failed;
}
