// SPDX-License-Identifier: GPL-2.0
/*
 * With rt_sigqueueinfo(2) a process may say of itself what it likes: that it is another,
 * that the kernel sent, that a timer fired. Who it is stays known.
 */
#include <signal.h>
#include <unistd.h>

#include "child.h"
#include "death.h"
#include "ktap.h"
#include "sender.h"

/* All the codes that the kernel lets pass to another. */
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
		expect_u64("the pid that the twin is told", twin_end(&twin).si_pid, 1);
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

/* To itself a process may send even what only the kernel sends. */
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
	{ "to another", to_another },
	{ "to itself", to_itself },
	{ "no death is without a cause", none_unknown },
};

KTAP_MAIN(cases)
