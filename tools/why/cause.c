// SPDX-License-Identifier: GPL-2.0
/* How a task ended, as the verb of a sentence: one for each cause. */
#include <signal.h>
#include <string.h>

#include "task/value.h"
#include "text/signame.h"
#include "uapi/words.h"
#include "why/cause.h"
#include "why/oom.h"
#include "why/origin.h"
#include "why/status.h"

/* Returns whether the sentence needs a comma before it continues. */
typedef bool cause_fn(const struct lct_case *c, FILE *out);

static const char * const causes[] = { LC_CAUSES(LC_WORD) };

static bool put_cause(const struct lct_case *c, FILE *out);

static void put(const struct lct_case *c, enum lct_column_id id, FILE *out)
{
	char text[2 * LCT_CELL_ESCAPED];

	lct_value_format(id, c->form, c->task, c->view, text, sizeof(text));
	fputs(text, out);
}

static void put_signal_of(const struct lct_case *c, enum lct_column_id id, FILE *out)
{
	char name[LCT_SIGNAME_TEXT];

	lct_signame(lct_task_number_or(c->task, id, 0), name, sizeof(name));
	fputs(name, out);
}

static void put_signal(const struct lct_case *c, FILE *out)
{
	put_signal_of(c, LCT_COLUMN_exit_signal, out);
}

/* What a fault means, for codes that add to the name of the signal. */
static const struct {
	const char *code;
	const char *phrase;
} faults[] = {
	{ "SEGV_MAPERR", ", where nothing is mapped" },
	{ "SEGV_ACCERR", ", which it may not access this way" },
	{ "BUS_ADRERR", ", where no memory backs the mapping" },
	{ "FPE_INTDIV", ", dividing by zero" },
	{ "ILL_ILLOPC", ", an illegal instruction" },
	{ "ILL_ILLOPN", ", an illegal instruction" },
	{ "TRAP_BRKPT", ", a breakpoint" },
};

static void put_address(const struct lct_case *c, FILE *out)
{
	char text[LCT_CELL_ESCAPED];

	if (lct_value_format(LCT_COLUMN_fault_address, LCT_FORM_HUMAN, c->task, c->view, text,
			     sizeof(text)))
		fprintf(out, " at address %s", text);
}

/* The kernel could not call the handler of a fault, and sent another signal instead. */
static bool had_no_stack(const struct lct_task *task)
{
	return lct_task_number_or(task, LCT_COLUMN_signal_code, 0) == SI_KERNEL &&
	       task->cell[LCT_COLUMN_fault_address];
}

static void put_fault(const struct lct_case *c, FILE *out)
{
	struct lct_value code;
	size_t i;

	lct_value_get(LCT_COLUMN_code, c->task, c->view, &code);
	put_address(c, out);
	for (i = 0; code.present && i < sizeof(faults) / sizeof(*faults); i++)
		if (!strcmp(code.text, faults[i].code))
			fputs(faults[i].phrase, out);
	if (code.present)
		fprintf(out, " (%s)", code.text);
}

static bool exited(const struct lct_case *c, FILE *out)
{
	(void)c;
	fputs("exited with status 0", out);
	return true;
}

static bool failed(const struct lct_case *c, FILE *out)
{
	fputs("failed with status ", out);
	put(c, LCT_COLUMN_exit_code, out);
	lct_status_print(c, out);
	return true;
}

static bool killed(const struct lct_case *c, FILE *out)
{
	const enum lc_origin origin = lct_origin_of(c->task);

	fputs(origin == LC_ORIGIN_SELF ? "killed itself with " : "was killed by ", out);
	/* The kernel has replaced the signal in the exit status. */
	if (origin == LC_ORIGIN_REBOOT)
		fputs("SIGKILL", out);
	else
		put_signal(c, out);
	if (origin != LC_ORIGIN_SELF)
		lct_origin_print(c, out);
	if (!lct_task_number_or(c->task, LCT_COLUMN_core_dumped, 0))
		return false;
	fputs(", dumping core", out);
	return true;
}

/* Crash reporters handle a fault, reset its signal and raise it again. */
static bool raised_again(const struct lct_task *task)
{
	const int64_t fault = lct_task_number_or(task, LCT_COLUMN_fault_signal, 0);

	return fault && fault == lct_task_number_or(task, LCT_COLUMN_exit_signal, 0);
}

static bool crashed(const struct lct_case *c, FILE *out)
{
	const bool dumped = lct_task_number_or(c->task, LCT_COLUMN_core_dumped, 0);
	const bool aborted = lct_task_number_or(c->task, LCT_COLUMN_exit_signal, 0) == SIGABRT;

	switch (lct_origin_of(c->task)) {
	case LC_ORIGIN_SECCOMP:
		fputs("made a system call that seccomp forbids, and was killed by ", out);
		put_signal(c, out);
		break;
	case LC_ORIGIN_SELF:
		if (raised_again(c->task)) {
			fputs("crashed with ", out);
			put_signal(c, out);
			put_address(c, out);
			fputs(", which its handler raised again", out);
			break;
		}
		fputs(aborted ? "aborted (" : "sent itself ", out);
		put_signal(c, out);
		fputs(aborted ? ")" : " and died of it", out);
		break;
	default:
		fputs("crashed with ", out);
		put_signal(c, out);
		if (had_no_stack(c->task)) {
			fputs(", because there was no stack to handle its ", out);
			put_signal_of(c, LCT_COLUMN_fault_signal, out);
			put_address(c, out);
		} else {
			put_fault(c, out);
		}
	}
	if (!c->task->cell[LCT_COLUMN_core_dumped])
		return had_no_stack(c->task);
	fputs(dumped ? ", dumping core" : ", without a core dump", out);
	return true;
}

static bool oom(const struct lct_case *c, FILE *out)
{
	fputs("was killed by the kernel's OOM killer", out);
	lct_oom_print_companions(c, out);
	if (c->kill)
		lct_oom_print_reason(c, out);
	else
		fputs(", because the system was out of memory", out);
	return true;
}

static bool oom_cgroup(const struct lct_case *c, FILE *out)
{
	fputs("was killed by the kernel's OOM killer", out);
	lct_oom_print_companions(c, out);
	if (c->kill)
		lct_oom_print_reason(c, out);
	else
		fputs(", because its cgroup was out of memory", out);
	return true;
}

/*
 * The kernel sends it when the thread ends that had forked the task. If the process of that
 * thread is still the parent at the end of the task, it lived on.
 */
static bool parent_lived_on(const struct lct_task *task)
{
	return task->ppid > 0 &&
	       task->ppid == lct_task_number_or(task, LCT_COLUMN_killer_pid, 0);
}

static void put_forking_thread(const struct lct_case *c, bool is_leader, FILE *out)
{
	char thread[2 * LCT_CELL_ESCAPED];

	if (is_leader)
		fputs(", as the main thread of ", out);
	else if (lct_value_format(LCT_COLUMN_killer_thread_comm, c->form, c->task, c->view, thread,
				  sizeof(thread)))
		fprintf(out, ", as thread %s of ", thread);
	else
		fputs(", as a thread of ", out);
	lct_case_put_task(c, c->task, LCT_COLUMN_killer_pid, LCT_COLUMN_killer_comm, out);
	fputs(", which had forked it, ended", out);
	if (parent_lived_on(c->task))
		fputs(" (the process lived on)", out);
}

static bool pdeathsig(const struct lct_case *c, FILE *out)
{
	const int64_t killer = lct_task_number_or(c->task, LCT_COLUMN_killer_pid, 0);
	const int64_t thread = lct_task_number_or(c->task, LCT_COLUMN_killer_tid, killer);

	fputs("was killed by ", out);
	put_signal(c, out);
	fputs(", which it had requested for the death of its parent", out);
	if (killer != thread || parent_lived_on(c->task)) {
		put_forking_thread(c, killer == thread, out);
	} else if (c->task->cell[LCT_COLUMN_killer_pid]) {
		fputs(" ", out);
		lct_case_put_task(c, c->task, LCT_COLUMN_killer_pid, LCT_COLUMN_killer_comm, out);
	}
	return true;
}

static bool pidns(const struct lct_case *c, FILE *out)
{
	fputs("was killed by ", out);
	put_signal(c, out);
	fputs(", because the init of its PID namespace died", out);
	return true;
}

static bool is_alive(const struct lct_task *task)
{
	return !task->dead && !lct_task_is_zombie(task);
}

static bool group(const struct lct_case *c, FILE *out)
{
	struct lct_case of_leader = *c;
	bool ended = false;

	of_leader.task = c->leader;
	of_leader.leader = NULL;
	if (c->leader)
		ended = c->task->pid ==
			lct_task_number_or(c->leader, LCT_COLUMN_exit_initiator_pid, 0);
	fputs(ended ? "ended its process" :
	      is_alive(c->task) ? "has been told to exit with its process" :
	      "ended with its process", out);
	if (!c->leader || lct_task_is_word(c->leader, LCT_COLUMN_cause, "group"))
		return false;
	fputs(", which ", out);
	if (ended)
		put_cause(&of_leader, out);
	else
		lct_cause_print(&of_leader, out);
	return true;
}

static bool exec(const struct lct_case *c, FILE *out)
{
	fputs(is_alive(c->task) ?
	      "has been told to exit because another thread of its process is executing a program" :
	      "ended because another thread of its process executed a program", out);
	return true;
}

static bool unknown(const struct lct_case *c, FILE *out)
{
	if (c->task->cell[LCT_COLUMN_exit_signal]) {
		fputs("died of ", out);
		put_signal(c, out);
		fputs(" from an unknown sender", out);
	} else {
		fputs("died of an unknown cause", out);
	}
	return true;
}

static cause_fn * const put_by_cause[LC_CAUSE_NR] = {
	[LC_CAUSE_NONE] = unknown,
	[LC_CAUSE_EXITED] = exited,
	[LC_CAUSE_FAILED] = failed,
	[LC_CAUSE_KILLED] = killed,
	[LC_CAUSE_CRASHED] = crashed,
	[LC_CAUSE_OOM] = oom,
	[LC_CAUSE_OOM_CGROUP] = oom_cgroup,
	[LC_CAUSE_PDEATHSIG] = pdeathsig,
	[LC_CAUSE_PIDNS] = pidns,
	[LC_CAUSE_GROUP] = group,
	[LC_CAUSE_EXEC] = exec,
	[LC_CAUSE_UNKNOWN] = unknown,
};

static bool put_cause(const struct lct_case *c, FILE *out)
{
	return put_by_cause[lct_task_word(c->task, LCT_COLUMN_cause, causes, LC_CAUSE_NR)](c, out);
}

/**
 * lct_cause_print() - print how a task ended
 * @c:		the case
 * @out:	output stream
 *
 * Return: true if the sentence needs a comma before it continues.
 */
bool lct_cause_print(const struct lct_case *c, FILE *out)
{
	bool comma = put_cause(c, out);
	int64_t initiator;

	if (!lct_task_number(c->task, LCT_COLUMN_exit_initiator_pid, &initiator) ||
	    initiator == c->task->pid)
		return comma;
	fputs(c->task->cell[LCT_COLUMN_exit_signal] ? ", in its thread " : ", ended by its thread ",
	      out);
	fprintf(out, "%lld", (long long)initiator);
	return true;
}
