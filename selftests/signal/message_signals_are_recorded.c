// SPDX-License-Identifier: GPL-2.0
/* A signal for a message in a queue names the process that sent the message. */
#include <fcntl.h>
#include <mqueue.h>
#include <signal.h>
#include <unistd.h>

#include "death.h"
#include "ktap.h"
#include "sender.h"

#define QUEUE "/lc-test"

static mqd_t open_queue(void)
{
	mqd_t queue = mq_open(QUEUE, O_RDWR | O_CREAT, 0600, NULL);

	if (queue < 0)
		ktap_skip("mq_open: %s", strerror(errno));
	return queue;
}

static void send_message(void)
{
	mqd_t queue = open_queue();

	require(!mq_send(queue, "", 1, 0), "mq_send: %s", strerror(errno));
	mq_close(queue);
}

static void drain(void)
{
	mq_unlink(QUEUE);
}

struct watch {
	int sig;
	struct gate ready;
	bool alone;
};

static void watch_queue(void *data)
{
	struct watch *watch = data;
	struct sigevent event = { .sigev_notify = SIGEV_SIGNAL, .sigev_signo = watch->sig };

	require(!mq_notify(open_queue(), &event), "mq_notify: %s", strerror(errno));
	if (watch->alone)
		send_message();
	gate_open(&watch->ready);
	block_forever(NULL);
}

static void expect_message(int sig)
{
	struct watch watch = { .sig = sig };
	struct twin twin;
	pid_t pid;

	gate_init(&watch.ready);
	if (sig != SIGKILL) {
		siginfo_t info;

		twin_start(&twin, sig, watch_queue, &watch);
		gate_wait(&watch.ready);
		send_message();
		info = twin_end(&twin);
		expect_u64("si_pid", info.si_pid, getpid());
		expect(info.si_code == SI_MESGQ, "si_code is %d", info.si_code);
		drain();
	}
	pid = spawn(watch_queue, &watch);
	gate_wait(&watch.ready);
	send_message();
	expect_cells(expect_death(pid, "killed"), "signal_origin=mqueue exit_signal=%d "
		     "signal_code=%d killer_pid=%d killer_comm=%s fault_address=-", sig, SI_MESGQ,
		     getpid(), own_comm());
	drain();
}

static void from_another(void)
{
	static const int signals[] = { SIGUSR1, SIGTERM, SIGSEGV, SIGABRT, SIGKILL };

	for (size_t i = 0; i < ARRAY_SIZE(signals); i++)
		expect_message(signals[i]);
}

static void from_itself(void)
{
	struct watch watch = { .sig = SIGUSR1, .alone = true };
	pid_t pid;

	gate_init(&watch.ready);
	pid = spawn(watch_queue, &watch);
	expect_cells(expect_death(pid, "killed"), "signal_origin=mqueue exit_signal=%d "
		     "killer_pid=%d", SIGUSR1, pid);
}

static const struct ktap_case cases[] = {
	{ "a signal for a message names the message's sender", from_another, drain },
	{ "also if that is the process itself", from_itself, drain },
	{ "no death has an unknown cause", none_unknown },
};

KTAP_MAIN(cases)
