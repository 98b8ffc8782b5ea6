// SPDX-License-Identifier: GPL-2.0
#include <locale.h>

#include "ktap.h"
#include "top/canvas.h"

static void shows(const char *text, int width, const char *wanted, const char *description)
{
	struct lct_top_canvas c = { 0 };
	char *got = NULL;
	size_t size;
	FILE *out = open_memstream(&got, &size);

	if (lct_top_canvas_resize(&c, 1, 12))
		exit(1);
	lct_top_canvas_put(&c, 0, 1, width, 0, text);
	lct_top_canvas_print(&c, out);
	fclose(out);
	same(got, wanted, description);
	free(got);
	lct_top_canvas_free(&c);
}

int main(void)
{
	plan(9);
	if (!setlocale(LC_ALL, "C.UTF-8"))
		exit(1);
	shows("abc", 5, " abc\n", "a short text");
	shows("abcdef", 6, " abcdef\n", "a text that fits");
	shows("abcdefg", 6, " abcde…\n", "a text that is too long ends with an ellipsis");
	shows("abcdefghijklmnop", 99, " abcdefghij…\n", "the line ends at the edge");
	shows("日本語", 4, " 日…\n", "a wide character is not cut in half");
	shows("日本語", 6, " 日本語\n", "wide characters that fit");
	shows("a\033[2Jb", 9, " a\\033[2Jb\n", "a control character is shown as digits");
	shows("e\xcc\x81z", 9, " ez\n", "a character without a width is left out");
	if (!setlocale(LC_ALL, "C"))
		exit(1);
	shows("abcdefg", 6, " abcde~\n", "an ellipsis in ASCII");
	return ktap_failed;
}
