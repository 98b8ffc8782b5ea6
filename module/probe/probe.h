/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The probes are the handlers of the hooks. Each classifies its event and passes it
 * to the record. Which probes are attached, and to what, is decided in hooks.c alone.
 *
 * Every probe counts its own hits, because the prototypes differ too much to count
 * them in one place. Those of functions are called with preemption off.
 */
#ifndef LC_PROBE_H
#define LC_PROBE_H

#include <linux/kprobes.h>
#include <linux/percpu.h>

/* X(function or tracepoint): the names used in hooks.c, debugfs and the README. */
#define LC_PROBES(X)		\
	X(copy_process)		\
	X(task_newtask)		\
	X(sched_process_exec)	\
	X(do_execveat_common)	\
	X(task_rename)		\
	X(commit_creds)		\
	X(sched_switch)		\
	X(do_sched_yield)	\
	X(throttle_cfs_rq)	\
	X(unthrottle_cfs_rq)	\
	X(walk_tg_tree_from)	\
	X(complete_signal)	\
	X(signal_generate)	\
	X(signal_deliver)	\
	X(do_exit)		\
	X(sched_process_exit)	\
	X(kill_orphaned_pgrp)	\
	X(__ptrace_unlink)	\
	X(security_task_setrlimit) \
	X(memory_max_write)	\
	X(out_of_memory)	\
	X(oom_kill_process)	\
	X(oom_kill_memcg_member) \
	X(mark_victim)		\
	X(release_task)		\
	X(sched_process_free)

#define LC_PROBE_ENUM(name) LC_PROBE_##name,
enum lc_probe { LC_PROBES(LC_PROBE_ENUM) LC_PROBE_NR };

/**
 * struct lc_probe_hits - hits of the probes on one CPU
 * @n: number of hits, by enum lc_probe
 */
struct lc_probe_hits {
	unsigned long n[LC_PROBE_NR];
};

DECLARE_PER_CPU(struct lc_probe_hits, lc_probe_hits);

/* Counts a hit. Context: Any context. */
#define lc_probe_hit(name)	this_cpu_inc(lc_probe_hits.n[LC_PROBE_##name])

/* probe_fork.c */
/**
 * struct lc_fork_start - passed from the entry of copy_process() to its return
 * @start_ns: time of the entry
 */
struct lc_fork_start {
	u64 start_ns;
};

int probe_copy_process_entry(struct kretprobe_instance *ri, struct pt_regs *regs);
int probe_copy_process(struct kretprobe_instance *ri, struct pt_regs *regs);

/* probe_exec.c */
int probe_do_execveat_common(struct kretprobe_instance *ri, struct pt_regs *regs);

/* probe_change.c */
struct cred;
void probe_task_rename(void *data, struct task_struct *task, const char *comm);
void probe_commit_creds(const struct cred *new);

/* probe_life.c */
struct linux_binprm;
void probe_task_newtask(LC_TASK_NEWTASK_ARGS);
void probe_sched_process_exec(void *data, struct task_struct *task, pid_t old_pid,
			      struct linux_binprm *bprm);
void probe_do_exit(long code);
void probe_sched_process_exit(LC_SCHED_PROCESS_EXIT_ARGS);
void probe_kill_orphaned_pgrp(struct task_struct *child, struct task_struct *parent);
void probe___ptrace_unlink(struct task_struct *task);
void probe_release_task(struct task_struct *task);
void probe_sched_process_free(void *data, struct task_struct *task);

/* probe_sched.c */
void probe_sched_switch(LC_SCHED_SWITCH_ARGS);
void probe_do_sched_yield(void);
void probe_throttle_cfs_rq(const struct cfs_rq *queue);
void probe_unthrottle_cfs_rq(const struct cfs_rq *queue);
void probe_walk_tg_tree_from(const struct task_group *from, const void *down);

/* probe_signal.c */
void probe_complete_signal(struct task_struct *task);
void probe_signal_generate(void *data, int sig, struct kernel_siginfo *info,
			   struct task_struct *task, int group, int result);
void probe_signal_deliver(void *data, int sig, struct kernel_siginfo *info,
			  struct k_sigaction *action);

/* probe_limit.c */
/**
 * struct lc_limit_change - passed from the entry of security_task_setrlimit() to its return
 * @task: a thread of the process
 * @parts: what is being changed, see record/limit_setter.h
 */
struct lc_limit_change {
	struct task_struct *task;
	u8 parts;
};

int probe_security_task_setrlimit_entry(struct kretprobe_instance *ri, struct pt_regs *regs);
int probe_security_task_setrlimit(struct kretprobe_instance *ri, struct pt_regs *regs);

/* probe_oom.c */
int probe_out_of_memory_entry(struct kretprobe_instance *ri, struct pt_regs *regs);
int probe_out_of_memory(struct kretprobe_instance *ri, struct pt_regs *regs);
int probe_oom_kill_process_entry(struct kretprobe_instance *ri, struct pt_regs *regs);
int probe_oom_kill_process(struct kretprobe_instance *ri, struct pt_regs *regs);
void probe_oom_kill_memcg_member(struct task_struct *task);
int probe_memory_max_write_entry(struct kretprobe_instance *ri, struct pt_regs *regs);
int probe_memory_max_write(struct kretprobe_instance *ri, struct pt_regs *regs);
void probe_mark_victim(void *data, struct task_struct *task, uid_t uid);

#endif /* LC_PROBE_H */
