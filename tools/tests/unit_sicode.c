// SPDX-License-Identifier: GPL-2.0
#include <signal.h>

#include "ktap.h"
#include "text/sicode.h"

int main(void)
{
	plan(7);
	same(lct_sicode(SIGSEGV, SEGV_MAPERR), "SEGV_MAPERR", "a code of a signal");
	same(lct_sicode(SIGBUS, BUS_ADRALN), "BUS_ADRALN", "the same number for another signal");
	same(lct_sicode(SIGKILL, SI_USER), "SI_USER", "a code of any signal");
	same(lct_sicode(SIGTERM, SI_QUEUE), "SI_QUEUE", "a negative code");
	same(lct_sicode(SIGSEGV, SI_KERNEL), "SI_KERNEL", "a large code");
	result(!lct_sicode(SIGKILL, 1), "no name for a signal without codes of its own");
	result(!lct_sicode(SIGSEGV, 99), "no name for an unknown code");
	return ktap_failed;
}
