// SPDX-License-Identifier: GPL-2.0
#include <locale.h>

#include "ktap.h"
#include "text/sanitize.h"

static void terminal(const char *text, const char *wanted, const char *description)
{
	char out[64];

	lct_sanitize_terminal(text, out, sizeof(out));
	same(out, wanted, description);
}

static void utf8(const char *text, const char *wanted, const char *description)
{
	char out[64];

	lct_sanitize_utf8(text, out, sizeof(out));
	same(out, wanted, description);
}

int main(void)
{
	char tiny[8];

	plan(12);
	setlocale(LC_ALL, "C.UTF-8");
	terminal("plain name", "plain name", "plain text is kept");
	terminal("\033[2J\r\n\t\177", "\\033[2J\\015\\012\\011\\177",
		 "control characters are escaped");
	terminal("\xc3\xa9\xe6\xbc\xa2", "\xc3\xa9\xe6\xbc\xa2", "letters outside ASCII are kept");
	terminal("\xff\xc3", "\\377\\303", "invalid and incomplete UTF-8 is escaped");
	terminal("\xe2\x80\xae" "abc", "\\342\\200\\256abc", "direction overrides are escaped");
	terminal("\xc2\x9b" "31m", "\\302\\23331m", "8-bit control characters are escaped");
	utf8("\xc3\xa9\n", "\xc3\xa9\n", "UTF-8 is kept");
	utf8("\xff", "\xef\xbf\xbd", "an invalid byte is replaced");
	utf8("\xc0\xaf", "\xef\xbf\xbd\xef\xbf\xbd", "overlong forms are replaced");
	utf8("\xed\xa0\x80", "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd", "surrogates are replaced");
	utf8("a\xe6\xbc", "a\xef\xbf\xbd\xef\xbf\xbd", "an incomplete character is replaced");
	lct_sanitize_terminal("abc\xe6\xbc\xa2" "def", tiny, sizeof(tiny));
	result(strlen(tiny) < sizeof(tiny) && !strncmp(tiny, "abc", 3), "a long text is truncated");
	return ktap_failed;
}
