// SPDX-License-Identifier: GPL-2.0
/*
 * With rt_sigqueueinfo(2), rt_tgsigqueueinfo(2) and pidfd_send_signal(2) a process can claim to
 * be another one, the kernel or a timer. The real sender is recorded.
 */
#include <signal.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "child.h"
#include "death.h"
#include "ktap.h"
#include "sender.h"

static void forge_for_thread(pid_t pid, int sig, int code)
{
	siginfo_t info = { .si_signo = sig, .si_code = code };

	info.si_pid = 1;
	require(!syscall(SYS_rt_tgsigqueueinfo, pid, pid, sig, &info),
		"rt_tgsigqueueinfo with %d: %s", code, strerror(errno));
}

static void forge_by_pidfd(pid_t pid, int sig, int code)
{
	siginfo_t info = { .si_signo = sig, .si_code = code };
	int fd = syscall(SYS_pidfd_open, pid, 0);

	info.si_pid = 1;
	require(fd >= 0, "pidfd_open: %s", strerror(errno));
	require(!syscall(SYS_pidfd_send_signal, fd, sig, &info, 0),
		"pidfd_send_signal with %d: %s", code, strerror(errno));
	close(fd);
}

/* All si_codes that the kernel accepts for another process. */
static void to_another(void (*forge)(pid_t pid, int sig, int code))
{
	const int codes[] = {
		SI_QUEUE, SI_TIMER, SI_MESGQ, SI_ASYNCIO, SI_SIGIO, SI_ASYNCNL, -100
	};

	for (size_t i = 0; i < ARRAY_SIZE(codes); i++) {
		struct twin twin, victim;

		twin_start(&twin, SIGSEGV, block_forever, NULL);
		wait_blocked(twin.pid);
		forge(twin.pid, SIGSEGV, codes[i]);
		expect_u64("si_pid that the twin receives", twin_end(&twin).si_pid, 1);
		twin_start(&victim, 0, block_forever, NULL);
		wait_blocked(victim.pid);
		forge(victim.pid, SIGSEGV, codes[i]);
		expect_cells(expect_death(victim.pid, "killed"),
			     "signal_origin=user signal_code=%d "
			     "killer_pid=%d killer_comm=%s killer_uid=0 fault_address=-",
			     codes[i], getpid(), own_comm());
	}
}

static void by_queueing(void)
{
	to_another(forge_signal);
}

static void by_queueing_for_thread(void)
{
	to_another(forge_for_thread);
}

static void by_pidfd(void)
{
	to_another(forge_by_pidfd);
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
	{ "the real sender of a forged siginfo is recorded", by_queueing },
	{ "the same if it is forged for a thread", by_queueing_for_thread },
	{ "the same if it is forged by a pidfd", by_pidfd },
	{ "a forged siginfo to the sender itself is recorded as its own", to_itself },
	{ "no death has an unknown cause", none_unknown },
};

KTAP_MAIN(cases)
