// SPDX-License-Identifier: GPL-2.0
/*
 * Names of si_code values, the reason for a signal. Codes set by the kernel depend on
 * the signal; SI_KERNEL and values of 0 and less do not.
 */
#include <signal.h>
#include <stddef.h>

#include "text/sicode.h"

#define ANY	0
/* By number, because the C library may be older than the code. */
static const struct {
	int sig;
	int code;
	const char *name;
} codes[] = {
	{ ANY, 0, "SI_USER" },
	{ ANY, 0x80, "SI_KERNEL" },
	{ ANY, -1, "SI_QUEUE" },
	{ ANY, -2, "SI_TIMER" },
	{ ANY, -3, "SI_MESGQ" },
	{ ANY, -4, "SI_ASYNCIO" },
	{ ANY, -5, "SI_SIGIO" },
	{ ANY, -6, "SI_TKILL" },
	{ ANY, -7, "SI_DETHREAD" },
	{ ANY, -60, "SI_ASYNCNL" },
	{ SIGILL, 1, "ILL_ILLOPC" },
	{ SIGILL, 2, "ILL_ILLOPN" },
	{ SIGILL, 3, "ILL_ILLADR" },
	{ SIGILL, 4, "ILL_ILLTRP" },
	{ SIGILL, 5, "ILL_PRVOPC" },
	{ SIGILL, 6, "ILL_PRVREG" },
	{ SIGILL, 7, "ILL_COPROC" },
	{ SIGILL, 8, "ILL_BADSTK" },
	{ SIGILL, 9, "ILL_BADIADDR" },
	{ SIGFPE, 1, "FPE_INTDIV" },
	{ SIGFPE, 2, "FPE_INTOVF" },
	{ SIGFPE, 3, "FPE_FLTDIV" },
	{ SIGFPE, 4, "FPE_FLTOVF" },
	{ SIGFPE, 5, "FPE_FLTUND" },
	{ SIGFPE, 6, "FPE_FLTRES" },
	{ SIGFPE, 7, "FPE_FLTINV" },
	{ SIGFPE, 8, "FPE_FLTSUB" },
	{ SIGFPE, 14, "FPE_FLTUNK" },
	{ SIGFPE, 15, "FPE_CONDTRAP" },
	{ SIGSEGV, 1, "SEGV_MAPERR" },
	{ SIGSEGV, 2, "SEGV_ACCERR" },
	{ SIGSEGV, 3, "SEGV_BNDERR" },
	{ SIGSEGV, 4, "SEGV_PKUERR" },
	{ SIGSEGV, 5, "SEGV_ACCADI" },
	{ SIGSEGV, 6, "SEGV_ADIDERR" },
	{ SIGSEGV, 7, "SEGV_ADIPERR" },
	{ SIGSEGV, 8, "SEGV_MTEAERR" },
	{ SIGSEGV, 9, "SEGV_MTESERR" },
	{ SIGSEGV, 10, "SEGV_CPERR" },
	{ SIGBUS, 1, "BUS_ADRALN" },
	{ SIGBUS, 2, "BUS_ADRERR" },
	{ SIGBUS, 3, "BUS_OBJERR" },
	{ SIGBUS, 4, "BUS_MCEERR_AR" },
	{ SIGBUS, 5, "BUS_MCEERR_AO" },
	{ SIGTRAP, 1, "TRAP_BRKPT" },
	{ SIGTRAP, 2, "TRAP_TRACE" },
	{ SIGTRAP, 3, "TRAP_BRANCH" },
	{ SIGTRAP, 4, "TRAP_HWBKPT" },
	{ SIGTRAP, 5, "TRAP_UNK" },
	{ SIGTRAP, 6, "TRAP_PERF" },
	{ SIGIO, 1, "POLL_IN" },
	{ SIGIO, 2, "POLL_OUT" },
	{ SIGIO, 3, "POLL_MSG" },
	{ SIGIO, 4, "POLL_ERR" },
	{ SIGIO, 5, "POLL_PRI" },
	{ SIGIO, 6, "POLL_HUP" },
	{ SIGSYS, 1, "SYS_SECCOMP" },
	{ SIGSYS, 2, "SYS_USER_DISPATCH" },
};

/**
 * lct_sicode() - get the name of a si_code
 * @sig:	the signal
 * @code:	the code
 *
 * Return: the name, or NULL if it has none.
 */
const char *lct_sicode(int64_t sig, int64_t code)
{
	size_t i;

	for (i = 0; i < sizeof(codes) / sizeof(*codes); i++)
		if ((codes[i].sig == ANY || codes[i].sig == sig) && codes[i].code == code)
			return codes[i].name;
	return NULL;
}
