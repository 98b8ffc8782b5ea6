// SPDX-License-Identifier: GPL-2.0
/*
 * What a process has used at its death is what wait4(2) tells its parent: the times, the
 * page faults and the peak of its memory. Once it is off its CPU all of that stands still.
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

/* To the microsecond, which is all that wait4(2) has. */
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

/* A child's use is its own, also where the process has waited for it. */
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
	expect(table_u64(dead, 0, "faults_minor") >= 5120, "too few faults");
	expect(table_u64(dead, 0, "rss_peak_bytes") >= 20UL << 20, "too low a peak");
	dead = expect_death_used(spawn(use_cpu, NULL));
	expect(table_u64(dead, 0, "user_ns") + table_u64(dead, 0, "system_ns") >= 50 * MS_NS,
	       "too little time");
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

/* The dead threads' share, and that of one which is ended. */
static void with_threads(void)
{
	struct table *dead;

	for (int i = 0; i < 5; i++)
		table_free(expect_death_used(spawn(use_in_threads, NULL)));
	dead = expect_death_used(spawn(use_in_threads, NULL));
	expect(table_u64(dead, 0, "user_ns") + table_u64(dead, 0, "system_ns") >= 40 * MS_NS,
	       "too little time");
}

/* What getrusage(2) tells of the process alone, wait4(2) tells with its children's. */
static void with_children(void)
{
	struct rusage usage;
	struct table *dead;
	pid_t pid = spawn(use_child, NULL);

	wait_exited(pid);
	wait_state(pid, "zombie");
	require(wait4(pid, NULL, 0, &usage) == pid, "wait4: %s", strerror(errno));
	dead = dead_get(pid);
	expect(usage.ru_minflt >= 5120, "the witness has no child's share");
	expect(table_u64(dead, 0, "faults_minor") < 5120, "a child's faults are its parent's");
	expect(table_u64(dead, 0, "rss_peak_bytes") < 20UL << 20, "a child's peak is its parent's");
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
	       user * 1000, "less time than before");
	expect(table_u64(self, 0, "faults_minor") >= (uint64_t)usage.ru_minflt,
	       "fewer faults than before");
	/* Known, if it is, without a fault or a wait on the way. */
	expect_u64("rss_peak_bytes", table_u64_or(self, 0, "rss_peak_bytes",
						  usage.ru_maxrss * 1024ULL),
		   usage.ru_maxrss * 1024ULL);
}

static const struct ktap_case cases[] = {
	{ "a process of one thread, as wait4 has it", alone },
	{ "a process of several threads, as wait4 has it", with_threads },
	{ "a child's use is the child's", with_children },
	{ "the living, as getrusage has it", living },
	{ "no death is without a cause", none_unknown },
};

KTAP_MAIN(cases)
