// SPDX-License-Identifier: GPL-2.0
#include <errno.h>

#include "ktap.h"
#include "text/errname.h"

int main(void)
{
	char out[LCT_ERRNAME_TEXT];

	plan(5);
	lct_errname(ENOENT, out, sizeof(out));
	same(out, "ENOENT", "ENOENT");
	lct_errname(EHWPOISON, out, sizeof(out));
	same(out, "EHWPOISON", "the last error with a name");
	lct_errname(524, out, sizeof(out));
	same(out, "524", "an error that only the kernel knows");
	lct_errname(0, out, sizeof(out));
	same(out, "0", "no error");
	lct_errname(-1, out, sizeof(out));
	same(out, "-1", "a negative number");
	return ktap_failed;
}
