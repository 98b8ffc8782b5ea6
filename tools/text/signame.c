// SPDX-License-Identifier: GPL-2.0
/* Names of signals. */
#include <signal.h>
#include <stdio.h>

#include "text/signame.h"

#define NAME(sig)	[SIG##sig] = #sig
static const char * const names[] = {
	NAME(HUP), NAME(INT), NAME(QUIT), NAME(ILL), NAME(TRAP), NAME(ABRT), NAME(BUS),
	NAME(FPE), NAME(KILL), NAME(USR1), NAME(SEGV), NAME(USR2), NAME(PIPE), NAME(ALRM),
	NAME(TERM), NAME(STKFLT), NAME(CHLD), NAME(CONT), NAME(STOP), NAME(TSTP), NAME(TTIN),
	NAME(TTOU), NAME(URG), NAME(XCPU), NAME(XFSZ), NAME(VTALRM), NAME(PROF), NAME(WINCH),
	NAME(IO), NAME(PWR), NAME(SYS),
};

/**
 * lct_signame() - get the name of a signal
 * @sig:	its number
 * @out:	SIGKILL, SIGRTMIN+2 as kill(1) counts them, SIG99 for an invalid number
 * @room:	size of @out
 */
void lct_signame(int sig, char *out, size_t room)
{
	if (sig > 0 && sig < (int)(sizeof(names) / sizeof(*names)) && names[sig])
		snprintf(out, room, "SIG%s", names[sig]);
	else if (sig == SIGRTMIN)
		snprintf(out, room, "SIGRTMIN");
	else if (sig > SIGRTMIN && sig <= SIGRTMAX)
		snprintf(out, room, "SIGRTMIN+%d", sig - SIGRTMIN);
	else
		snprintf(out, room, "SIG%d", sig);
}
