// SPDX-License-Identifier: GPL-2.0
/*
 * A process's usage at death equals what wait4(2) returns to its parent: times, page faults
 * and peak memory. Once the process is off its CPU these no longer change.
 */
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "death.h"
#include "ktap.h"
#include "load.h"
#include "sender.h"
#include "time.h"

static uint64_t timeval_us(struct timeval time)
{
	return time.tv_sec * 1000000ULL + time.tv_usec;
}

/* To the microsecond, the resolution of wait4(2). */
static void expect_usage(const struct table *dead, const struct rusage *usage)
{
	expect_u64("user_ns in us", table_u64(dead, 0, "user_ns") / 1000,
		   timeval_us(usage->ru_utime));
	expect_u64("system_ns in us", table_u64(dead, 0, "system_ns") / 1000,
		   timeval_us(usage->ru_stime));
	expect_u64("faults_minor", table_u64(dead, 0, "faults_minor"), usage->ru_minflt);
	expect_u64("faults_major", table_u64(dead, 0, "faults_major"), usage->ru_majflt);
	expect_u64("rss_peak_bytes", table_u64(dead, 0, "rss_peak_bytes"),
		   usage->ru_maxrss * 1024ULL);
}

static struct table *expect_death_used(pid_t pid)
{
	struct rusage usage;
	struct table *dead;
	int status;

	wait_exited(pid);
	wait_state(pid, "zombie");
	require(wait4(pid, &status, 0, &usage) == pid, "wait4: %s", strerror(errno));
	dead = dead_get(pid);
	expect_usage(dead, &usage);
	return dead;
}

static void use_cpu(void *unused)
{
	burn(50 * MS_NS);
}

static void use_kernel(void *unused)
{
	uint64_t start = cpu_ns();

	while (cpu_ns() - start < 50 * MS_NS)
		table_free(values_read(LC_PROC "stats"));
}

static void use_memory(void *unused)
{
	size_t size = 20UL << 20;
	char *memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS,
			    -1, 0);

	require(memory != MAP_FAILED, "mmap: %s", strerror(errno));
	for (size_t at = 0; at < size; at += 4096)
		((volatile char *)memory)[at] = 1;
	munmap(memory, size);
}

static void use_and_crash(void *unused)
{
	use_memory(NULL);
	raise(SIGKILL);
}

/* A child's usage is not added to its parent's, even after the parent has reaped it. */
static void use_child(void *unused)
{
	reap(spawn(use_memory, NULL));
}

static void exec_after_use(void *unused)
{
	use_memory(NULL);
	exec_helper("@exit", 0);
}

static void alone(void)
{
	static void (* const runs[])(void *) = {
		use_cpu, use_kernel, use_memory, use_and_crash, exec_after_use,
	};
	struct table *dead;

	for (size_t i = 0; i < ARRAY_SIZE(runs); i++)
		for (int j = 0; j < 5; j++)
			table_free(expect_death_used(spawn(runs[i], NULL)));
	dead = expect_death_used(spawn(use_memory, NULL));
	expect(table_u64(dead, 0, "faults_minor") >= 5120, "only few page faults");
	expect(table_u64(dead, 0, "rss_peak_bytes") >= 20UL << 20, "the memory peak is too low");
	dead = expect_death_used(spawn(use_cpu, NULL));
	expect(table_u64(dead, 0, "user_ns") + table_u64(dead, 0, "system_ns") >= 50 * MS_NS,
	       "too little CPU time");
}

static void *use_in_thread(void *unused)
{
	burn(20 * MS_NS);
	use_memory(NULL);
	return NULL;
}

static void use_in_threads(void *unused)
{
	pthread_t threads[3];

	for (int i = 0; i < 3; i++)
		require(!pthread_create(&threads[i], NULL, use_in_thread, NULL), "no thread");
	for (int i = 0; i < 2; i++)
		pthread_join(threads[i], NULL);
}

/* The share of threads that have ended, and of one that exit_group() ends. */
static void with_threads(void)
{
	struct table *dead;

	for (int i = 0; i < 5; i++)
		table_free(expect_death_used(spawn(use_in_threads, NULL)));
	dead = expect_death_used(spawn(use_in_threads, NULL));
	expect(table_u64(dead, 0, "user_ns") + table_u64(dead, 0, "system_ns") >= 40 * MS_NS,
	       "too little CPU time");
}

/* wait4(2) includes the children, getrusage(RUSAGE_SELF) does not. */
static void with_children(void)
{
	struct rusage usage;
	struct table *dead;
	pid_t pid = spawn(use_child, NULL);

	wait_exited(pid);
	wait_state(pid, "zombie");
	require(wait4(pid, NULL, 0, &usage) == pid, "wait4: %s", strerror(errno));
	dead = dead_get(pid);
	expect(usage.ru_minflt >= 5120, "wait4() does not include the child");
	expect(table_u64(dead, 0, "faults_minor") < 5120,
	       "a child's faults are in its parent's row");
	expect(table_u64(dead, 0, "rss_peak_bytes") < 20UL << 20,
	       "a child's peak is in its parent's row");
}

static void living(void)
{
	struct rusage usage;
	struct table *self;
	uint64_t user;

	use_memory(NULL);
	burn(10 * MS_NS);
	getrusage(RUSAGE_SELF, &usage);
	user = timeval_us(usage.ru_utime) + timeval_us(usage.ru_stime);
	self = values_read(LC_PROC "self");
	expect(table_u64(self, 0, "user_ns") + table_u64(self, 0, "system_ns") + 1000 >=
	       user * 1000, "CPU time decreased");
	expect(table_u64(self, 0, "faults_minor") >= (uint64_t)usage.ru_minflt,
	       "faults decreased");
	/* Shown only if it can be read without a fault or a wait. */
	expect_u64("rss_peak_bytes", table_u64_or(self, 0, "rss_peak_bytes",
						  usage.ru_maxrss * 1024ULL),
		   usage.ru_maxrss * 1024ULL);
}

static void grow_and_exec(void *unused)
{
	size_t size = 20UL << 20;
	int fds[2];
	char *memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS,
			    -1, 0);

	require(memory != MAP_FAILED, "mmap: %s", strerror(errno));
	memset(memory, 1, size);
	/* It blocks until this is closed, which it is at its end. */
	require(!pipe(fds) && dup2(fds[0], STDIN_FILENO) == STDIN_FILENO, "pipe: %s",
		strerror(errno));
	exec_helper("@block", 0);
}

/* Until it ends, the kernel has the peaks of the programs before only. */
static void after_exec(void)
{
	pid_t pid = spawn(grow_and_exec, NULL);

	table_free(task_wait(pid, "execs", "1"));
	expect_cells(task_get(pid), "rss_peak_bytes=-");
	send_signal(pid, SIGKILL);
	reap(pid);
}

static const struct ktap_case cases[] = {
	{ "usage of a single-threaded process equals wait4()", alone },
	{ "usage of a multithreaded process equals wait4()", with_threads },
	{ "a child's usage is not its parent's", with_children },
	{ "usage of a living process agrees with getrusage()", living },
	{ "the memory peak of the program before an exec is not shown for the next", after_exec },
	{ "no death has an unknown cause", none_unknown },
};

KTAP_MAIN(cases)
