// SPDX-License-Identifier: GPL-2.0
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "child.h"
#include "death.h"
#include "ktap.h"
#include "sender.h"
#include "time.h"
#include "witness.h"

#define VICTIM WITNESS_WORD "-dies"
#define KILLER WITNESS_WORD "-kills"

struct start {
	unsigned int uid;
	struct gate ready;
};

static void be_victim(void *data)
{
	struct start *start = data;

	prctl(PR_SET_NAME, VICTIM);
	if (start->uid)
		become(start->uid);
	gate_open(&start->ready);
	block_forever(NULL);
}

void witness_bear(struct witness *witness, unsigned int uid)
{
	struct start start = { .uid = uid };

	gate_init(&start.ready);
	witness->uid = uid;
	witness->born_ns[0] = clock_ns();
	witness->pid = spawn(be_victim, &start);
	witness->born_ns[1] = clock_ns();
	close(start.ready.in);
	gate_wait(&start.ready);
	close(start.ready.out);
}

void witness_kill(struct witness *witness)
{
	int status;

	witness->killed_ns[0] = clock_ns();
	witness->killer = sent_by(witness->pid, SIGTERM, KILLER, 0);
	witness->killed_ns[1] = clock_ns();
	wait_exited(witness->pid);
	witness->reaped_ns[0] = clock_ns();
	status = reap(witness->pid);
	witness->reaped_ns[1] = clock_ns();
	expect(WIFSIGNALED(status) && WTERMSIG(status) == SIGTERM, "the wait status is %#x",
	       status);
}

/* Another task may have had the same PID since. */
static int find(const struct witness *witness, const struct table *dead)
{
	for (int row = 0; row < dead->rows; row++)
		if (table_u64(dead, row, "pid") == (uint64_t)witness->pid &&
		    !strcmp(table_text(dead, row, "comm"), VICTIM))
			return row;
	return -1;
}

void witness_expect(const struct witness *witness, const struct table *dead, const char *which)
{
	int row = find(witness, dead);
	uint64_t sent, died;

	if (!expect(row >= 0, "the death of pid %d of user %d, %s, is not in the history",
		    witness->pid, witness->uid, which))
		return;
	expect_row(dead, row, "uid=%u cause=killed exit_signal=%d signal_origin=user "
		   "killer_pid=%d killer_comm=%s killer_uid=0 birth=fork reap=waited "
		   "reaper_pid=%d ppid=%d", witness->uid, SIGTERM, witness->killer, KILLER,
		   getpid(), getpid());
	sent = table_u64_or(dead, row, "signal_sent_ns", 0);
	died = table_u64(dead, row, "died_ns");
	expect_between("born_ns", witness->born_ns[0], table_u64(dead, row, "born_ns"),
		       witness->born_ns[1]);
	expect_between("signal_sent_ns", witness->killed_ns[0], sent, witness->killed_ns[1]);
	expect_between("died_ns", sent, died, witness->reaped_ns[0]);
	expect_between("reaped_ns", witness->reaped_ns[0], table_u64(dead, row, "reaped_ns"),
		       witness->reaped_ns[1]);
}
