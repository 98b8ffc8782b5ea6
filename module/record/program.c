// SPDX-License-Identifier: GPL-2.0
#include <linux/atomic.h>
#include <linux/binfmts.h>
#include <linux/file.h>
#include <linux/mm.h>
#include <linux/sched/task.h>
#include <linux/string.h>
#include <linux/uaccess.h>

#include "record/pool.h"
#include "record/program.h"

#define CUT "..."

static struct lc_pool pool = {
	.name = "lc_program",
	.size = sizeof(struct lc_program),
	.low = 128,
	.full = 256,
	.most = 512,
};

static atomic_t kept = ATOMIC_INIT(0);
static atomic64_t lost = ATOMIC64_INIT(0);

/*
 * Make blanks of the zero bytes of a word, all at once. Without its highest bit, a byte carries
 * into that bit unless it is 0. A blank is a quarter of that bit.
 */
static u64 with_blanks(u64 word)
{
	const u64 low = 0x7f7f7f7f7f7f7f7fULL;

	return word | (~(((word & low) + low) | word) & ~low) >> 2;
}

/*
 * The arguments of current, which the kernel has just put where its memory begins; each ends
 * with a zero byte. They pass through the stack: copies from user space into other memory are
 * checked at length.
 */
static void fill_args(char args[LC_ARGS_LEN])
{
	const struct mm_struct *mm = current->mm;
	size_t all = mm->arg_end - mm->arg_start, length = min_t(size_t, all, LC_ARGS_LEN), i;
	u64 words[LC_ARGS_LEN / sizeof(u64)] lc_compat_uninitialized;

	if (!length || copy_from_user_nofault(words, (void __user *)mm->arg_start, length))
		return;
	for (i = 0; i < DIV_ROUND_UP(length, sizeof(u64)); i++)
		((u64 *)args)[i] = with_blanks(words[i]);
	args[length - 1] = '\0';
	if (all > length)
		memcpy(args + length - sizeof(CUT), CUT, sizeof(CUT));
}

static struct lc_program *make(void)
{
	struct lc_program *program = lc_pool_get(&pool);

	if (!program) {
		atomic64_inc(&lost);
		return NULL;
	}
	atomic_inc(&kept);
	refcount_set(&program->refs, 1);
	return program;
}

/**
 * lc_program_new() - record the program that current has begun to execute
 * @bprm: the program
 *
 * bprm->file is the file that was opened and mapped, by whatever name: by now that of the
 * interpreter if a script was executed.
 *
 * Context: RCU read side, in task context; takes no lock that sleeps.
 * Return: the program, with a reference; NULL if no memory is available, which is counted.
 */
struct lc_program *lc_program_new(const struct linux_binprm *bprm)
{
	struct lc_program *program = make();

	if (program) {
		lc_path_program(program->exe, &bprm->file->f_path, current);
		fill_args(program->args);
	}
	return program;
}

/* What is in /proc/PID/exe. */
static bool read_exe(char exe[LC_PATH_LEN], struct task_struct *task)
{
	struct file *file = NULL;

	task_lock(task);
	if (task->mm && !(task->flags & PF_KTHREAD))
		file = lc_compat_get_file(&task->mm->exe_file);
	if (file)
		lc_path_program(exe, &file->f_path, task);
	task_unlock(task);
	if (!file)
		return false;
	fput(file);
	return exe[0];
}

/**
 * lc_program_of() - record the program that a task has executed at some time
 * @task: the task, of which the exec was not seen
 *
 * Its arguments are unknown: by now the process may have replaced them.
 *
 * Context: RCU read side, in process context in which a spinlock_t may be taken.
 * Return: the program, with a reference; NULL if there is none, or no memory, which is counted.
 */
struct lc_program *lc_program_of(struct task_struct *task)
{
	struct lc_program *program;
	char exe[LC_PATH_LEN];

	if (!read_exe(exe, task))
		return NULL;
	program = make();
	if (program)
		strscpy(program->exe, exe, sizeof(program->exe));
	return program;
}

/**
 * lc_program_hold() - take a reference
 * @program: the program, or NULL
 *
 * Context: RCU read side.
 * Return: @program; NULL if its last reference is gone.
 */
struct lc_program *lc_program_hold(struct lc_program *program)
{
	return program && refcount_inc_not_zero(&program->refs) ? program : NULL;
}

static void free_program(struct rcu_head *head)
{
	lc_pool_put(&pool, container_of(head, struct lc_program, rcu));
	atomic_dec(&kept);
}

/**
 * lc_program_put() - drop a reference
 * @program: the program, or NULL
 *
 * Context: No scheduler lock held.
 */
void lc_program_put(struct lc_program *program)
{
	if (program && refcount_dec_and_test(&program->refs))
		call_rcu(&program->rcu, free_program);
}

/* Number of programs that could not be recorded. Context: any. */
u64 lc_program_lost(void)
{
	return atomic64_read(&lost);
}

/* Size of all programs, in use and in reserve, in bytes. Context: any. */
size_t lc_program_memory(void)
{
	return (atomic_read(&kept) + lc_pool_reserve(&pool)) * sizeof(struct lc_program);
}

/**
 * lc_program_fill() - fill the reserve
 *
 * Context: Process context, may sleep.
 * Return: 0 or -ENOMEM.
 */
int lc_program_fill(void)
{
	return lc_pool_fill(&pool, pool.most);
}

/**
 * lc_program_init() - allocate the reserve
 *
 * Context: Process context.
 * Return: 0, or -ENOMEM with nothing left allocated.
 */
int lc_program_init(void)
{
	return lc_pool_init(&pool);
}

/**
 * lc_program_exit() - free the reserve
 *
 * Context: Process context. No record and no death refers to a program any more.
 */
void lc_program_exit(void)
{
	rcu_barrier();
	lc_pool_exit(&pool);
}
