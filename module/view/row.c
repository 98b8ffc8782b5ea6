// SPDX-License-Identifier: GPL-2.0
#include <linux/cred.h>
#include <linux/kernel.h>
#include <linux/sched/signal.h>
#include <linux/string.h>

#include "base/path.h"
#include "base/state.h"
#include "record/bookmark.h"
#include "record/cgroup.h"
#include "record/table.h"
#include "record/task.h"
#include "record/userns.h"
#include "view/row.h"

static const char * const state_words[] = { LC_STATES(LC_WORD) };
static const char * const birth_words[] = { LC_BIRTHS(LC_WORD) };
static const char * const oom_words[] = { LC_OOMS(LC_WORD) };

#define COLUMN(name, kind, sets, help)	LC_COLUMN_OF(struct lc_row, name, kind)
static const struct lc_column columns[] = { LC_TASK_COLUMNS(COLUMN) };

const struct lc_layout lc_row_layout = LC_LAYOUT(columns);

static const char * const policy_words[] = {
	[SCHED_NORMAL] = "other",
	[SCHED_FIFO] = "fifo",
	[SCHED_RR] = "rr",
	[SCHED_BATCH] = "batch",
	[SCHED_IDLE] = "idle",
	[SCHED_DEADLINE] = "deadline",
	[SCHED_EXT] = "ext",
};

static const char *policy_word(unsigned int policy)
{
	return policy < ARRAY_SIZE(policy_words) && policy_words[policy] ?
	       policy_words[policy] : "-";
}

/* The account must be settled. */
static void fill_account(struct lc_row *row, const struct lc_account *a)
{
	row->born_ns = a->born_ns;
	row->first_run_ns = lc_cell_nonzero(a->first_run_ns);
	row->new_ns = a->ns[LC_STATE_NEW];
	row->run_ns = a->ns[LC_STATE_RUNNING];
	row->runnable_ns = a->ns[LC_STATE_RUNNABLE];
	row->sleep_ns = a->ns[LC_STATE_SLEEPING];
	row->disk_ns = a->ns[LC_STATE_DISK];
	row->iowait_ns = a->ns[LC_STATE_IOWAIT];
	row->stopped_ns = a->ns[LC_STATE_STOPPED];
	row->traced_ns = a->ns[LC_STATE_TRACED];
	row->parked_ns = a->ns[LC_STATE_PARKED];
	row->idle_ns = a->ns[LC_STATE_IDLE];
	row->frozen_ns = a->ns[LC_STATE_FROZEN];
	row->zombie_ns = a->ns[LC_STATE_ZOMBIE];
	row->unknown_ns = a->ns[LC_STATE_UNKNOWN];
	row->switches_voluntary = a->switches_voluntary;
	row->switches_involuntary = a->switches_involuntary;
	row->wakeups = lc_account_wakeups(a);
	row->latency_max_ns = a->latency_max_ns;
	row->latency_max_at_ns = lc_cell_nonzero(a->latency_max_at_ns);
	memcpy(row->latency_hist, a->latency_hist, sizeof(row->latency_hist));
	row->runs = a->entries[LC_STATE_RUNNING];
	row->runnable_entries = a->entries[LC_STATE_RUNNABLE];
	row->sleep_entries = a->entries[LC_STATE_SLEEPING];
	row->disk_entries = a->entries[LC_STATE_DISK];
	row->iowait_entries = a->entries[LC_STATE_IOWAIT];
	row->stopped_entries = a->entries[LC_STATE_STOPPED];
	row->traced_entries = a->entries[LC_STATE_TRACED];
	row->parked_entries = a->entries[LC_STATE_PARKED];
	row->idle_entries = a->entries[LC_STATE_IDLE];
	row->frozen_entries = a->entries[LC_STATE_FROZEN];
}

/*
 * The task that had the CPU may be one that the viewer may not see: shown only to a viewer
 * that sees every task.
 */
static void fill_latency_max_prev(struct lc_row *row, struct lc_viewer *viewer,
				  const struct lc_prev_task *prev)
{
	bool shown = prev->pid && lc_access_sees_all(viewer);

	row->latency_max_prev_pid = shown ? prev->pid : LC_UNKNOWN;
	lc_cell_set_text(&row->latency_max_prev_comm, shown ? prev->comm : NULL);
}

static void fill_facts(struct lc_row *row, struct lc_viewer *viewer,
		       const struct lc_facts *facts)
{
	fill_account(row, &facts->account);
	lc_row_process(row, viewer, facts);
	lc_row_signals(row, viewer, facts);
	fill_latency_max_prev(row, viewer, &facts->account.latency_max_prev);
	row->yields = facts->yields;
	row->birth_ppid = lc_nspid_nr(&facts->birth_parent, viewer->ns);
	row->died_ns = lc_cell_nonzero(facts->died_ns);
	row->forks = facts->forks;
	row->forks_failed = facts->forks_failed;
	row->fork_ns = facts->fork_ns;
	row->birth = birth_words[facts->birth];
	row->oom_kind = oom_words[facts->oom];
}

/* The kernel's own state, for a task whose first event is still to come. */
static enum lc_state state_of(const struct task_struct *task, enum lc_state state)
{
	return state == LC_STATE_UNKNOWN ? lc_state_now(task) : state;
}

static void fill_cpus(struct lc_row *row, const struct task_struct *task)
{
	/* It may change meanwhile: each CPU is printed as before or after the change. */
	int len = data_race(scnprintf(row->cpus_text, sizeof(row->cpus_text), "%*pbl",
				      cpumask_pr_args(&task->cpus_mask)));

	if (len == sizeof(row->cpus_text) - 1)
		strscpy(row->cpus_text + len - 3, "...", 4);
	row->cpus = row->cpus_text;
}

/* These are meaningful in the fair class only. */
static void fill_fair(struct lc_row *row, const struct task_struct *task)
{
	unsigned int policy = READ_ONCE(task->policy);
	bool is_fair = policy == SCHED_NORMAL || policy == SCHED_BATCH ||
		       policy == SCHED_IDLE;

	/* On 64-bit, the scheduler calculates with more bits than it shows. */
	row->weight = is_fair ? READ_ONCE(task->se.load.weight) >> SCHED_FIXEDPOINT_SHIFT :
				LC_UNKNOWN;
	row->vruntime_ns = is_fair ? READ_ONCE(task->se.vruntime) : LC_UNKNOWN;
}

static void fill_cgroup(struct lc_row *row, struct lc_viewer *viewer,
			const struct lc_facts *facts, struct task_struct *task)
{
	row->cgroup.known = facts->is_leader &&
			    lc_path_task_cgroup(row->cgroup.text,
						sizeof(row->cgroup.text), task,
						lc_access_cgroup_root(viewer));
}

/**
 * lc_row_subject() - describe a living task, to decide who may see it
 * @viewer: the reader
 * @task: the task
 *
 * Context: RCU read side.
 * Return: the description.
 */
struct lc_subject lc_row_subject(const struct lc_viewer *viewer, const struct task_struct *task)
{
	const struct cred *cred = __task_cred(task);
	struct pid *pid = READ_ONCE(task->thread_pid);

	return (struct lc_subject) {
		.nr = pid_nr_ns(pid, viewer->ns),
		.pid = pid,
		.user_ns = cred->user_ns,
		.uid = cred->uid,
		.euid = cred->euid,
		.suid = cred->suid,
	};
}

/*
 * The task has not been released, or not before the caller's RCU read side began. Its
 * namespace's init is released later, so it is not freed before that read side ends.
 */
static s64 namespace_init(struct pid *pid, struct lc_viewer *viewer)
{
	struct task_struct *init = READ_ONCE(ns_of_pid(pid)->child_reaper);
	struct lc_subject subject;

	if (!init)
		return LC_UNKNOWN;
	subject = lc_row_subject(viewer, init);
	return lc_access_may_see(viewer, &subject) ?
	       task_tgid_nr_ns(init, viewer->ns) : LC_UNKNOWN;
}

static void fill_living(struct lc_row *row, struct lc_viewer *viewer,
			struct task_struct *task, const struct lc_subject *subject,
			const union lc_terminal *terminal)
{
	struct lc_session session;
	struct lc_usage usage;
	char comm[TASK_COMM_LEN];

	lc_session_read(&session, task, subject->pid, terminal);
	lc_row_session(row, viewer, &session);
	lc_usage_read(&usage, task);
	lc_row_usage(row, &usage);
	row->tgid = task_tgid_nr_ns(task, viewer->ns);
	row->ppid = task_tgid_nr_ns(rcu_dereference(task->real_parent), viewer->ns);
	row->pidns_init_pid = namespace_init(subject->pid, viewer);
	row->uid = lc_access_uid(viewer, subject->uid);
	lc_nspid_comm(comm, task);
	lc_cell_set_text(&row->comm, comm);
	row->policy = policy_word(READ_ONCE(task->policy));
	/* One word; setpriority(2) may change it meanwhile. */
	row->nice = data_race(task_nice(task));
	row->rtprio = READ_ONCE(task->rt_priority);
	row->cpu = task_cpu(task);
	row->migrations = READ_ONCE(task->se.nr_migrations);
	fill_fair(row, task);
	fill_cpus(row, task);
}

/**
 * lc_row_living() - make the row of a living task
 * @row: the row
 * @viewer: the reader
 * @rec: the task's record
 *
 * Context: RCU read side.
 * Return: true if the viewer may see the task and it has not been released.
 */
bool lc_row_living(struct lc_row *row, struct lc_viewer *viewer,
		   const struct lc_task *rec)
{
	struct task_struct *task = rec->task;
	struct lc_subject subject = lc_row_subject(viewer, task);
	struct lc_facts facts;
	unsigned int steps;

	if (!lc_access_may_see(viewer, &subject))
		return false;
	row->now_ns = lc_row_exit_facts(rec, &facts, &steps);
	row->pid = subject.nr;
	row->state = state_words[state_of(task, facts.account.state)];
	row->state_since_ns = facts.account.state == LC_STATE_UNKNOWN ? LC_UNKNOWN :
			      (s64)facts.account.since_ns;
	fill_facts(row, viewer, &facts);
	fill_living(row, viewer, task, &subject, &facts.terminal);
	lc_row_trace_living(row, viewer, task, &facts);
	fill_cgroup(row, viewer, &facts, task);
	lc_row_exec(row, viewer, &facts, &subject, lc_guard_of(task, facts.guard));
	lc_row_exit_living(row, viewer, rec, &facts, steps, &subject);
	return true;
}

/**
 * lc_row_dead() - make the row of a dead task
 * @row: the row
 * @viewer: the reader
 * @dead: a copy of the history's entry
 *
 * Context: the RCU read side in which the copy was made.
 * Return: true if the viewer may see the task.
 */
bool lc_row_dead(struct lc_row *row, struct lc_viewer *viewer, const struct lc_death *dead)
{
	struct lc_subject subject = {
		.nr = lc_access_pid(viewer, &dead->id),
		.uid = dead->uid,
		.euid = dead->euid,
		.suid = dead->suid,
	};

	lc_userns_locate(dead->userns, &subject);
	if (!lc_access_may_see(viewer, &subject))
		return false;
	fill_facts(row, viewer, &dead->facts);
	lc_row_exec(row, viewer, &dead->facts, &subject, dead->facts.guard);
	lc_row_exit_dead(row, viewer, dead, &subject);
	row->pid = subject.nr;
	row->pidns_init_pid = LC_UNKNOWN;
	row->tgid = lc_cell_nspid(&dead->group, viewer->ns);
	row->ppid = lc_cell_nspid(&dead->parent, viewer->ns);
	lc_row_session(row, viewer, &dead->session);
	lc_row_usage(row, &dead->usage);
	lc_row_trace_dead(row, viewer, dead);
	lc_cell_set_text(&row->cgroup,
			 lc_access_cgroup(viewer, lc_cgroup_path(dead->cgroup)));
	row->uid = lc_access_uid(viewer, dead->uid);
	lc_cell_set_text(&row->comm, dead->comm);
	row->state = state_words[LC_STATE_DEAD];
	row->policy = policy_word(dead->policy);
	row->nice = dead->nice;
	row->rtprio = dead->rtprio;
	row->cpu = dead->cpu;
	row->migrations = dead->migrations;
	row->weight = LC_UNKNOWN;
	row->vruntime_ns = LC_UNKNOWN;
	row->cpus = "-";
	row->now_ns = LC_UNKNOWN;
	row->state_since_ns = LC_UNKNOWN;
	return true;
}

/**
 * lc_row_by_task() - make the row of a given task
 * @row: the row
 * @viewer: the reader
 * @task: the task, or NULL
 *
 * Context: RCU read side.
 * Return: true if it has a record and the viewer may see it.
 */
bool lc_row_by_task(struct lc_row *row, struct lc_viewer *viewer,
		    const struct task_struct *task)
{
	const struct lc_task *rec = task ? lc_table_find(task) : NULL;

	return rec && lc_row_living(row, viewer, rec);
}

/**
 * lc_row_by_nr() - make the row of the task with a given PID
 * @row: the row
 * @viewer: the reader
 * @nr: the PID, in the reader's PID namespace
 *
 * Chooses the living task, else the most recently dead one.
 *
 * Context: Process context, may sleep.
 * Return: true if there is, or was, such a task that the viewer may see.
 */
bool lc_row_by_nr(struct lc_row *row, struct lc_viewer *viewer, pid_t nr)
{
	struct lc_bookmark mark = { 0 };
	struct lc_death dead;
	bool found;
	int ret;

	rcu_read_lock();
	viewer->capable_ns = NULL;
	found = lc_row_by_task(row, viewer, pid_task(find_pid_ns(nr, viewer->ns), PIDTYPE_PID));
	while (!found && !fatal_signal_pending(current)) {
		ret = lc_bookmark_find(&mark, nr, viewer, &dead);
		if (!ret)
			break;
		found = ret > 0 && lc_row_dead(row, viewer, &dead);
		if (!found)
			lc_access_pause(viewer);
	}
	rcu_read_unlock();
	lc_bookmark_leave(&mark);
	return found;
}
