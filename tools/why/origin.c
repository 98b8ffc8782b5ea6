// SPDX-License-Identifier: GPL-2.0
/* Where a fatal signal came from, as the end of a phrase: one for each origin. */
#include <signal.h>
#include <string.h>

#include "task/value.h"
#include "why/origin.h"

static const char * const origins[] = { LC_ORIGINS(LC_WORD) };

/* The parent that the sender was born to, which may have died since. */
static void put_starter(const struct lct_case *c, FILE *out)
{
	const bool died = lct_task_number_or(c->task, LCT_COLUMN_killer_parent_died, 0);
	char comm[2 * LCT_CELL_ESCAPED];

	if (lct_value_format(LCT_COLUMN_killer_parent_comm, c->form, c->task, c->view, comm,
			     sizeof(comm)))
		fprintf(out, ", started by %s%s", comm, died ? ", which had died" : "");
	else if (died)
		fputs(", whose parent had died", out);
}

/* The sender of the fatal signal, with its user, and what leads to a person. */
static void put_killer(const struct lct_case *c, FILE *out)
{
	char comm[2 * LCT_CELL_ESCAPED];
	struct lct_value kind;
	int64_t pid, uid;

	lct_value_get(LCT_COLUMN_killer_kind, c->task, c->view, &kind);
	if (kind.present)
		fputs(!strcmp(kind.text, "watchdog") ? "the watchdog " :
		      "the userspace OOM killer ", out);
	if (!lct_value_format(LCT_COLUMN_killer_comm, c->form, c->task, c->view, comm,
			      sizeof(comm)))
		snprintf(comm, sizeof(comm), "another process");
	fputs(comm, out);
	if (!lct_task_number(c->task, LCT_COLUMN_killer_pid, &pid))
		return;
	fputs(" (", out);
	if (pid)
		fprintf(out, "pid %lld", (long long)pid);
	else
		fputs("outside this PID namespace", out);
	if (lct_task_number(c->task, LCT_COLUMN_killer_uid, &uid))
		fprintf(out, ", uid %lld", (long long)uid);
	put_starter(c, out);
	if (lct_task_number(c->task, LCT_COLUMN_killer_loginuid, &uid))
		fprintf(out, ", login uid %lld", (long long)uid);
	fputs(")", out);
	lct_case_put_unit(c, LCT_COLUMN_killer_unit, out);
}

static bool has_killer(const struct lct_case *c)
{
	return c->task->cell[LCT_COLUMN_killer_pid] || c->task->cell[LCT_COLUMN_killer_comm];
}

static void by_user(const struct lct_case *c, FILE *out)
{
	fputs(" from ", out);
	put_killer(c, out);
}

static void by_anybody(const struct lct_case *c, FILE *out)
{
	/* An older module records the killer, but no origin. */
	if (has_killer(c))
		by_user(c, out);
}

static void by_terminal(const struct lct_case *c, FILE *out)
{
	switch (lct_task_number_or(c->task, LCT_COLUMN_exit_signal, 0)) {
	case SIGINT:
		fputs(" from its terminal (Ctrl-C)", out);
		break;
	case SIGQUIT:
		fputs(" from its terminal (Ctrl-\\)", out);
		break;
	case SIGHUP:
		fputs(" from its terminal (hangup)", out);
		break;
	case SIGKILL:
		fputs(" from its terminal (secure attention key)", out);
		break;
	default:
		fputs(" from its terminal", out);
	}
}

static const char * const rlimits[] = { LC_RLIMITS(LC_WORD) };

static void by_rlimit(const struct lct_case *c, FILE *out)
{
	const int64_t sig = lct_task_number_or(c->task, LCT_COLUMN_exit_signal, 0);
	const char *hard = sig == SIGKILL ? "hard " : "";

	switch (lct_task_word(c->task, LCT_COLUMN_signal_rlimit, rlimits, LC_RLIMIT_NR)) {
	case LC_RLIMIT_CPU:
		fprintf(out, " for reaching its %sCPU time limit (RLIMIT_CPU)", hard);
		break;
	case LC_RLIMIT_RTTIME:
		fprintf(out, " for reaching its %sreal-time run limit (RLIMIT_RTTIME)", hard);
		break;
	case LC_RLIMIT_FSIZE:
		fputs(" for reaching its file size limit (RLIMIT_FSIZE)", out);
		break;
	default:
		/* An older module does not record which. */
		fputs(sig == SIGXFSZ ? " for reaching its file size limit (RLIMIT_FSIZE)" :
		      " for reaching a limit of CPU time", out);
	}
	if (has_killer(c)) {
		fputs(", set by ", out);
		put_killer(c, out);
		fputs(",", out);
	}
}

/* The killer where it is known, after a phrase that leads to it. */
static void put_known(const struct lct_case *c, const char *known, const char *unknown, FILE *out)
{
	fputs(has_killer(c) ? known : unknown, out);
	if (has_killer(c))
		put_killer(c, out);
}

static void by_tracer(const struct lct_case *c, FILE *out)
{
	put_known(c, " from its tracer ", " from its tracer", out);
}

static void by_message(const struct lct_case *c, FILE *out)
{
	put_known(c, " for a message in its queue from ", " for a message in its queue", out);
}

static void by_child(const struct lct_case *c, FILE *out)
{
	put_known(c, " at the end of its child ", " at the end of a child", out);
}

static void by_orphaning(const struct lct_case *c, FILE *out)
{
	put_known(c, " because its process group was orphaned by the end of ",
		  " because its process group was orphaned", out);
}

static void by_reboot(const struct lct_case *c, FILE *out)
{
	const bool reboot = lct_task_number_or(c->task, LCT_COLUMN_exit_signal, 0) == SIGHUP;

	fprintf(out, ", because its PID namespace was %s",
		reboot ? "rebooted" : "powered off or halted");
	put_known(c, " by ", "", out);
}

static void by_sysrq(const struct lct_case *c, FILE *out)
{
	put_known(c, " from SysRq, triggered by ", " from SysRq", out);
}

/* Where the signal came from; some origins need more than a fixed phrase. */
static const struct {
	void (*print)(const struct lct_case *c, FILE *out);
	const char *phrase;
} senders[LC_ORIGIN_NR] = {
	[LC_ORIGIN_NONE] = { .print = by_anybody },
	[LC_ORIGIN_USER] = { .print = by_user },
	[LC_ORIGIN_SELF] = { .phrase = " from itself" },
	[LC_ORIGIN_PDEATHSIG] = { .phrase = " at the death of its parent" },
	[LC_ORIGIN_PIDNS] = { .phrase = " because the init of its PID namespace died" },
	[LC_ORIGIN_OOM] = { .phrase = " from the kernel's OOM killer" },
	[LC_ORIGIN_FAULT] = { .phrase = " for a fault" },
	[LC_ORIGIN_SECCOMP] = { .phrase = " for a system call that seccomp forbids" },
	[LC_ORIGIN_TIMER] = { .phrase = " from its own timer" },
	[LC_ORIGIN_RLIMIT] = { .print = by_rlimit },
	[LC_ORIGIN_TERMINAL] = { .print = by_terminal },
	[LC_ORIGIN_PIPE] = { .phrase = " for writing to a pipe or socket that has no reader" },
	[LC_ORIGIN_KERNEL] = { .phrase = " from the kernel" },
	[LC_ORIGIN_TRACER] = { .print = by_tracer },
	[LC_ORIGIN_BPF] = { .phrase = " from a BPF program" },
	[LC_ORIGIN_SIGIO] = { .phrase = " for I/O on a file that was set to signal it" },
	[LC_ORIGIN_MQUEUE] = { .print = by_message },
	[LC_ORIGIN_CHILD] = { .print = by_child },
	[LC_ORIGIN_ORPHAN] = { .print = by_orphaning },
	[LC_ORIGIN_REBOOT] = { .print = by_reboot },
	[LC_ORIGIN_SYSRQ] = { .print = by_sysrq },
	[LC_ORIGIN_DEADLINE] = { .phrase = " for overrunning its SCHED_DEADLINE runtime" },
	[LC_ORIGIN_PERF] = { .phrase = " from a performance event" },
	[LC_ORIGIN_HWPOISON] = { .phrase = " for a hardware error in its memory" },
	[LC_ORIGIN_LSM] = { .phrase = " from a security module" },
	[LC_ORIGIN_CGROUP] = { .phrase = " because its cgroup was being killed (cgroup.kill)" },
};

/**
 * lct_origin_of() - get the origin of a task's fatal signal
 * @task: the task
 */
enum lc_origin lct_origin_of(const struct lct_task *task)
{
	return lct_task_word(task, LCT_COLUMN_signal_origin, origins, LC_ORIGIN_NR);
}

/**
 * lct_origin_print() - print the origin, to follow the signal's name
 * @c:		the case
 * @out:	output stream
 */
void lct_origin_print(const struct lct_case *c, FILE *out)
{
	const enum lc_origin origin = lct_origin_of(c->task);

	if (senders[origin].print)
		senders[origin].print(c, out);
	else
		fputs(senders[origin].phrase, out);
}

/* Origins of signals that arrive only while the task runs; others may arrive in any state. */
static const bool is_own[LC_ORIGIN_NR] = {
	[LC_ORIGIN_NONE] = true,
	[LC_ORIGIN_SELF] = true,
	[LC_ORIGIN_FAULT] = true,
	[LC_ORIGIN_SECCOMP] = true,
	[LC_ORIGIN_PIPE] = true,
	[LC_ORIGIN_BPF] = true,
	[LC_ORIGIN_DEADLINE] = true,
	[LC_ORIGIN_PERF] = true,
	[LC_ORIGIN_LSM] = true,
};

/**
 * lct_origin_is_sent() - check whether the fatal signal came from outside the task
 * @task: the task
 */
bool lct_origin_is_sent(const struct lct_task *task)
{
	return !is_own[lct_origin_of(task)];
}
