// SPDX-License-Identifier: GPL-2.0
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "ktap.h"
#include "sender.h"

static int by_tkill(pid_t pid, int sig)
{
	return syscall(SYS_tkill, pid, sig);
}

static int by_tgkill(pid_t pid, int sig)
{
	return syscall(SYS_tgkill, pid, pid, sig);
}

static int by_sigqueue(pid_t pid, int sig)
{
	return sigqueue(pid, sig, (union sigval){ .sival_int = 42 });
}

static int by_tgsigqueue(pid_t pid, int sig)
{
	siginfo_t info = { .si_signo = sig, .si_code = SI_QUEUE };

	info.si_pid = getpid();
	info.si_uid = getuid();
	return syscall(SYS_rt_tgsigqueueinfo, pid, pid, sig, &info);
}

static int by_pidfd(pid_t pid, int sig)
{
	int fd = syscall(SYS_pidfd_open, pid, 0), ret;

	if (fd < 0)
		return -1;
	ret = syscall(SYS_pidfd_send_signal, fd, sig, NULL, 0);
	close(fd);
	return ret;
}

const struct way ways[WAYS] = {
	{ "kill", SI_USER, false, kill },
	{ "killpg", SI_USER, false, killpg },
	{ "tkill", SI_TKILL, true, by_tkill },
	{ "tgkill", SI_TKILL, true, by_tgkill },
	{ "sigqueue", SI_QUEUE, false, by_sigqueue },
	{ "rt_tgsigqueueinfo", SI_QUEUE, true, by_tgsigqueue },
	{ "pidfd_send_signal", SI_USER, false, by_pidfd },
};

void send_signal(pid_t pid, int sig)
{
	require(!kill(pid, sig), "kill(%d, %d): %s", pid, sig, strerror(errno));
}

struct order {
	pid_t target;
	int sig;
	const char *name;
	unsigned int uid;
};

static void send_as(void *data)
{
	struct order *order = data;

	prctl(PR_SET_NAME, order->name);
	become(order->uid);
	send_signal(order->target, order->sig);
}

pid_t sent_by(pid_t pid, int sig, const char *name, unsigned int uid)
{
	struct order order = { pid, sig, name, uid };
	pid_t sender = spawn(send_as, &order);

	expect_u64("status", reap(sender), 0);
	return sender;
}

void forge_signal(pid_t pid, int sig, int code)
{
	siginfo_t info = { .si_signo = sig, .si_code = code };

	info.si_pid = 1;
	info.si_uid = 4321;
	require(!syscall(SYS_rt_sigqueueinfo, pid, sig, &info), "rt_sigqueueinfo with %d: %s",
		code, strerror(errno));
}

static struct gate *report;

static void send_siginfo(int sig, siginfo_t *info, void *context)
{
	if (write(report->in, info, sizeof(*info)) != sizeof(*info))
		_exit(1);
	_exit(0);
}

/* On an alternate stack: the normal one may be exhausted. */
static void catch(int sig)
{
	struct sigaction action = { .sa_sigaction = send_siginfo,
				    .sa_flags = SA_SIGINFO | SA_ONSTACK };
	static char room[1 << 16];
	stack_t stack = { .ss_sp = room, .ss_size = sizeof(room) };

	require(!sigaltstack(&stack, NULL), "sigaltstack: %s", strerror(errno));
	require(!sigaction(sig, &action, NULL), "sigaction: %s", strerror(errno));
}

static void be_twin(void *data)
{
	struct twin *twin = data;

	setpgid(0, 0);
	report = &twin->report;
	if (twin->sig)
		catch(twin->sig);
	twin->run(twin->data);
}

void twin_start(struct twin *twin, int sig, void (*run)(void *), void *data)
{
	twin->sig = sig;
	twin->run = run;
	twin->data = data;
	gate_init(&twin->report);
	twin->pid = spawn(be_twin, twin);
	close(twin->report.in);
}

siginfo_t twin_end(struct twin *twin)
{
	siginfo_t info = { 0 };

	gate_receive(&twin->report, &info, sizeof(info));
	expect_u64("the twin's status", reap(twin->pid), 0);
	close(twin->report.out);
	return info;
}
