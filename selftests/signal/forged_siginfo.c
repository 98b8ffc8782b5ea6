// SPDX-License-Identifier: GPL-2.0
/*
 * With rt_sigqueueinfo(2) a process can claim to be another one, the kernel or a timer. The
 * real sender is recorded.
 */
#include <signal.h>
#include <unistd.h>

#include "child.h"
#include "death.h"
#include "ktap.h"
#include "sender.h"

/* All si_codes that the kernel accepts for another process. */
static void to_another(void)
{
	const int codes[] = {
		SI_QUEUE, SI_TIMER, SI_MESGQ, SI_ASYNCIO, SI_SIGIO, SI_ASYNCNL, -100
	};

	for (size_t i = 0; i < ARRAY_SIZE(codes); i++) {
		struct twin twin, victim;

		twin_start(&twin, SIGSEGV, block_forever, NULL);
		wait_blocked(twin.pid);
		forge_signal(twin.pid, SIGSEGV, codes[i]);
		expect_u64("si_pid that the twin receives", twin_end(&twin).si_pid, 1);
		twin_start(&victim, 0, block_forever, NULL);
		wait_blocked(victim.pid);
		forge_signal(victim.pid, SIGSEGV, codes[i]);
		expect_cells(expect_death(victim.pid, "killed"),
			     "signal_origin=user signal_code=%d "
			     "killer_pid=%d killer_comm=%s killer_uid=0 fault_address=-",
			     codes[i], getpid(), own_comm());
	}
}

static void forge_own(void *data)
{
	forge_signal(getpid(), SIGSEGV, *(int *)data);
}

/* To itself a process may send even the kernel's si_codes. */
static void to_itself(void)
{
	const int codes[] = { SEGV_MAPERR, SI_KERNEL, SI_USER, SI_TIMER };

	for (size_t i = 0; i < ARRAY_SIZE(codes); i++) {
		pid_t pid = spawn(forge_own, (void *)&codes[i]);

		expect_cells(expect_death(pid, "crashed"), "signal_origin=self signal_code=%d "
			     "killer_pid=%d fault_address=- signals_sent=1", codes[i], pid);
	}
}

static const struct ktap_case cases[] = {
	{ "the real sender of a forged siginfo is recorded", to_another },
	{ "a forged siginfo to the sender itself is recorded as its own", to_itself },
	{ "no death has an unknown cause", none_unknown },
};

KTAP_MAIN(cases)
