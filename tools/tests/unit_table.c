// SPDX-License-Identifier: GPL-2.0
#include <errno.h>
#include <unistd.h>

#include "ktap.h"
#include "table/table.h"

static const char text[] = "# lifecycle 2\npid comm x\n1 a -\n2 b 7\n";

static bool is_whole(const struct lct_table *t)
{
	int comm = lct_table_column(t, "comm"), x = lct_table_column(t, "x");

	return t->nrows == 2 && !strcmp(lct_table_cell(t, 1, comm), "b") &&
	       !lct_table_cell(t, 0, x) && !strcmp(lct_table_cell(t, 1, x), "7");
}

/* A read can end at any byte, even inside a number. */
static bool any_cut(void)
{
	bool good = true;
	struct lct_table t;
	size_t i;

	for (i = 0; i < sizeof(text); i++) {
		lct_table_init(&t);
		good = good && !lct_table_parse(&t, text, i) &&
		       !lct_table_parse(&t, text + i, sizeof(text) - 1 - i) && is_whole(&t);
		lct_table_free(&t);
	}
	return good;
}

static int parse(const char *data)
{
	struct lct_table t;
	int ret;

	lct_table_init(&t);
	ret = lct_table_parse(&t, data, strlen(data));
	if (ret && !t.error[0])
		ret = 0;
	lct_table_free(&t);
	return ret;
}

static void follow(void)
{
	struct lct_table t;

	lct_table_init(&t);
	lct_table_parse(&t, text, strlen(text));
	lct_table_parse(&t, "3 c -\n", 6);
	result(t.nrows == 3, "later rows are appended");
	lct_table_clear_rows(&t);
	lct_table_parse(&t, text, strlen(text));
	result(is_whole(&t), "the header may be repeated");
	lct_table_parse(&t, "# lifecycle 2\npid\n9\n", 20);
	result(t.nrows == 1 && t.ncols == 1, "a header with other columns starts a new table");
	lct_table_free(&t);
}

static int read_values(const char *data, struct lct_table *t)
{
	int fds[2], ret;

	if (pipe(fds) || write(fds[1], data, strlen(data)) < 0)
		return -EIO;
	close(fds[1]);
	lct_table_init(t);
	ret = lct_table_read_values(t, fds[0]);
	close(fds[0]);
	return ret;
}

static void values(void)
{
	struct lct_table t;

	result(!read_values("# lifecycle 2\na: 1\nb: -\nc: x\\040y\n", &t) && t.nrows == 1 &&
	       !strcmp(lct_table_cell(&t, 0, lct_table_column(&t, "c")), "x\\040y") &&
	       !lct_table_cell(&t, 0, lct_table_column(&t, "b")), "name: value lines become a row");
	lct_table_free(&t);
	result(read_values("# lifecycle 2\nhello\n", &t) == -EPROTO,
	       "a line without a value is rejected");
	lct_table_free(&t);
	result(read_values("# lifecycle 2\na:\n", &t) == -EPROTO, "an empty value is rejected");
	lct_table_free(&t);
	result(read_values("", &t) == -EPROTO, "an empty file is rejected");
	lct_table_free(&t);
}

int main(void)
{
	struct lct_table t;

	plan(14);
	result(any_cut(), "reads may end at any byte");
	lct_table_init(&t);
	lct_table_parse(&t, text, strlen(text));
	result(lct_table_column(&t, "y") == -1 && !lct_table_cell(&t, 0, -1) &&
	       !lct_table_cell(&t, 5, 0), "an unknown column or row has no cell");
	lct_table_free(&t);
	follow();
	values();
	result(parse("# lifecycle 1\n") == -EPROTONOSUPPORT, "an unknown version is rejected");
	result(parse("# lifecycle 2x\n") == -EPROTO && parse("# lifecycle \n") == -EPROTO &&
	       parse("lifecycle 1\n") == -EPROTO, "an invalid version line is rejected");
	result(parse("# lifecycle 2\na b\n1\n") == -EPROTO &&
	       parse("# lifecycle 2\na b\n1 2 3\n") == -EPROTO,
	       "a row with too few or too many fields is rejected");
	result(parse("# lifecycle 2\n\n") == -EPROTO, "a header without columns is rejected");
	lct_table_init(&t);
	result(lct_table_parse(&t, "# lifecycle 2\na\nx\0y\n", 20) == -EPROTO,
	       "a zero byte is rejected");
	lct_table_free(&t);
	return ktap_failed;
}
