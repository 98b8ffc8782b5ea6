// SPDX-License-Identifier: GPL-2.0
#include <linux/cred.h>
#include <linux/sched/jobctl.h>
#include <linux/sched/signal.h>

#include "base/cause.h"
#include "base/guard.h"
#include "record/actor.h"
#include "record/death.h"
#include "record/event_life.h"
#include "record/event_make.h"
#include "record/exec_path.h"
#include "record/program.h"
#include "record/watch.h"

static struct pid *pid_of(struct task_struct *task)
{
	return READ_ONCE(task->thread_pid);
}

static void make(struct lc_event_full *full, enum lc_event_kind kind, struct task_struct *task,
		 const struct lc_task *rec)
{
	lc_event_make(full, kind, task, pid_of(task), lc_watch_of(rec));
}

/* Of what may only be traced. */
static void add(struct lc_event_full *full, struct lc_task *rec)
{
	if (lc_event_wanted())
		lc_event_add(&lc_event_lives, full, rec);
}

/**
 * lc_event_life_birth() - add the birth of a task
 * @task: the task; current has made it
 * @birth: kind of its birth
 * @clone_flags: flags of its birth
 * @watches: trees that it is in
 *
 * Context: RCU read side, before the task has a record: signals are added only for a task that
 * has one.
 */
void lc_event_life_birth(struct task_struct *task, enum lc_birth birth, u64 clone_flags,
			 u32 watches)
{
	struct lc_event_full full lc_compat_uninitialized;

	lc_event_make(&full, LC_EVENT_BIRTH, task, pid_of(task), watches);
	full.event.word = birth;
	full.event.value = clone_flags;
	lc_event_make_by(&full, current, pid_of(task));
	lc_event_add(&lc_event_lives, &full, NULL);
}

/**
 * lc_event_life_exec() - add that current executes a new program
 * @rec: its record, or NULL
 *
 * Context: RCU read side, the program is in the record.
 */
void lc_event_life_exec(struct lc_task *rec)
{
	struct lc_event_full full lc_compat_uninitialized;
	const struct lc_program *program = rec ? READ_ONCE(rec->facts.program) : NULL;

	BUILD_BUG_ON(LC_PATH_LEN + LC_ARGS_LEN > LC_EVENT_TEXT);
	make(&full, LC_EVENT_EXEC, current, rec);
	full.event.guard = lc_guard_of(current, LC_GUARD_MACHINE);
	if (program) {
		memcpy(full.text, program->exe, LC_PATH_LEN);
		memcpy(full.text + LC_PATH_LEN, program->args, LC_ARGS_LEN);
		full.event.blocks += 2;
	}
	lc_event_add(&lc_event_lives, &full, rec);
}

/**
 * lc_event_life_exec_failed() - add that an exec of current has failed
 * @rec: its record
 * @err: positive errno
 * @path: what it was to execute, LC_EXEC_PATH_LEN bytes; NULL if it is not known
 *
 * Context: RCU read side.
 */
void lc_event_life_exec_failed(struct lc_task *rec, int err, const char *path)
{
	struct lc_event_full full lc_compat_uninitialized;

	BUILD_BUG_ON(LC_EXEC_PATH_LEN > LC_EVENT_BLOCK);
	make(&full, LC_EVENT_EXEC_FAILED, current, rec);
	full.event.code = err;
	/* As in the table of tasks: whose access to files has failed decides. */
	full.event.guard = uid_eq(current_fsuid(), current_uid()) ?
			   lc_guard_of(current, LC_GUARD_MACHINE) : LC_GUARD_MACHINE;
	if (path) {
		memcpy(full.text, path, LC_EXEC_PATH_LEN);
		full.event.blocks++;
	}
	lc_event_add(&lc_event_lives, &full, rec);
}

/* Add that a fork by current has failed. @err is positive. Context: RCU read side. */
void lc_event_life_fork_failed(struct lc_task *rec, int err)
{
	struct lc_event_full full lc_compat_uninitialized;

	make(&full, LC_EVENT_FORK_FAILED, current, rec);
	full.event.code = err;
	lc_event_add(&lc_event_lives, &full, rec);
}

/* What it dies of is decided, and recorded. */
static void set_end(struct lc_event_full *full, const struct lc_facts *facts, int status)
{
	const struct lc_signal *signal = &facts->signal;
	int sig = status & 0x7f;

	full->event.word = lc_death_cause(facts, current, status);
	if (!sig || !lc_cause_explains(sig, signal->sig, signal->origin))
		return;
	full->event.origin = signal->origin;
	lc_event_make_by_actor(full, READ_ONCE(signal->sender));
}

/**
 * lc_event_life_exit() - add that current exits
 * @rec: its record, or NULL
 * @status: argument of do_exit()
 *
 * Context: RCU read side, after all that its record has of it.
 */
void lc_event_life_exit(struct lc_task *rec, int status)
{
	struct lc_event_full full lc_compat_uninitialized;

	if (thread_group_leader(current) && lc_compat_group_exits(current->signal))
		status = READ_ONCE(current->signal->group_exit_code);
	make(&full, LC_EVENT_EXIT, current, rec);
	full.event.code = status;
	if (rec)
		set_end(&full, &rec->facts, status);
	trace_death(&full.event);
	add(&full, rec);
}

/**
 * lc_event_life_reap() - add that a task is reaped
 * @rec: its record
 * @reap: how it is
 * @pid: its struct pid
 * @by_current: the process of current reaps it
 *
 * Context: RCU read side.
 */
void lc_event_life_reap(struct lc_task *rec, enum lc_reap reap, struct pid *pid, bool by_current)
{
	struct lc_event_full full lc_compat_uninitialized;

	lc_event_make(&full, LC_EVENT_REAP, rec->task, pid, lc_watch_of(rec));
	full.event.word = reap;
	if (by_current)
		lc_event_make_by(&full, current, pid);
	trace_reap(&full.event);
	add(&full, rec);
}

/**
 * lc_event_life_orphan() - add that a process has lost its parent and been adopted
 * @rec: record of its leader
 * @parent: the parent that died: current
 *
 * Context: RCU read side, tasklist_lock held.
 */
void lc_event_life_orphan(struct lc_task *rec, struct task_struct *parent)
{
	struct task_struct *adopter = rcu_dereference(rec->task->real_parent);
	struct lc_event_full full lc_compat_uninitialized;

	make(&full, LC_EVENT_ORPHAN, rec->task, rec);
	full.event.value = adopter->tgid;
	lc_event_make_by(&full, parent, pid_of(rec->task));
	if (full.event.has_ns)
		lc_nspid_set(&full.ns.adopter, task_tgid(adopter), pid_of(rec->task));
	trace_orphan(&full.event);
	add(&full, rec);
}

/**
 * lc_event_life_oom() - add that the OOM killer has selected a process
 * @leader: record of its leader, or NULL
 * @victim: a thread of it; current has triggered the OOM killer
 *
 * Context: RCU read side.
 */
void lc_event_life_oom(struct lc_task *leader, struct task_struct *victim)
{
	struct lc_event_full full lc_compat_uninitialized;

	make(&full, LC_EVENT_OOM, READ_ONCE(victim->group_leader), leader);
	lc_event_make_by(&full, current, pid_of(victim));
	trace_oom(&full.event);
	add(&full, leader);
}

/**
 * lc_event_life_stop() - add that a signal stops a task
 * @rec: its record
 *
 * Context: RCU read side. The lock of a run queue may be held.
 */
void lc_event_life_stop(struct lc_task *rec)
{
	struct lc_event_full full lc_compat_uninitialized;

	make(&full, LC_EVENT_STOP, rec->task, rec);
	full.event.sig = READ_ONCE(rec->task->jobctl) & JOBCTL_STOP_SIGMASK;
	lc_event_add(&lc_event_lives, &full, rec);
}

/**
 * lc_event_life_comm() - add that a task gets another name
 * @task: the task: current, or another of its process
 * @rec: its record, or NULL
 * @comm: the name
 *
 * Context: RCU read side, before it has the name.
 */
void lc_event_life_comm(struct task_struct *task, struct lc_task *rec, const char *comm)
{
	struct lc_event_full full lc_compat_uninitialized;

	make(&full, LC_EVENT_COMM, task, rec);
	strscpy_pad(full.event.new_comm, comm, TASK_COMM_LEN);
	lc_event_add(&lc_event_lives, &full, rec);
}

/**
 * lc_event_life_credentials() - add that current gets other credentials
 * @rec: its record, or NULL
 * @new: the credentials
 *
 * Context: RCU read side, before it has them.
 */
void lc_event_life_credentials(struct lc_task *rec, const struct cred *new)
{
	struct lc_event_full full lc_compat_uninitialized;

	make(&full, LC_EVENT_CREDENTIALS, current, rec);
	full.event.new_ids = (struct lc_event_ids) {
		.uid = new->uid, .euid = new->euid, .suid = new->suid,
		.gid = new->gid, .egid = new->egid, .sgid = new->sgid,
	};
	lc_event_add(&lc_event_lives, &full, rec);
}
