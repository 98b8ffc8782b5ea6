// SPDX-License-Identifier: GPL-2.0
#include <signal.h>

#include "ktap.h"
#include "text/signame.h"

int main(void)
{
	char out[LCT_SIGNAME_TEXT];

	plan(5);
	lct_signame(SIGKILL, out, sizeof(out));
	same(out, "SIGKILL", "SIGKILL");
	lct_signame(SIGSYS, out, sizeof(out));
	same(out, "SIGSYS", "the last signal with a name");
	lct_signame(SIGRTMIN + 3, out, sizeof(out));
	same(out, "SIGRTMIN+3", "a real-time signal");
	lct_signame(32, out, sizeof(out));
	same(out, "SIG32", "a signal reserved by the C library");
	lct_signame(0, out, sizeof(out));
	same(out, "SIG0", "no signal");
	return ktap_failed;
}
