// SPDX-License-Identifier: GPL-2.0
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "child.h"
#include "ktap.h"
#include "module.h"
#include "stress.h"
#include "table.h"
#include "time.h"
#include "totals.h"

#define STRESS_NG "../stress-ng/stress-ng"
#define STRESS_LOG "/tmp/stress-ng.log"
#define USER 1000

/*
 * Workers and grace periods that a load waits for must not wait for the stress: with one
 * emulated CPU each load would take a minute. The test's own priority is in between, so
 * that its polling delays nothing.
 */
#define STRESS_NICE 15
#define TEST_NICE 5

uint64_t stress_budget_ns(int percent)
{
	const char *seconds = getenv("STRESS_SECONDS");

	return (seconds ? strtoull(seconds, NULL, 10) : 60) * 10000000ULL * percent;
}

/* Few of each: keep the emulated CPUs busy without filling the memory. */
static char * const as_user[] = {
	"stress-ng", "--quiet", "--timeout", "0",
	"--fork", "1", "--fork-max", "8", "--vfork", "1", "--vfork-max", "8",
	"--exec", "1", "--exec-max", "4", "--clone", "1", "--clone-max", "64",
	"--zombie", "1", "--zombie-max", "64", "--pthread", "1", "--pthread-max", "32",
	"--kill", "1", "--switch", "1", "--yield", "1", NULL
};

/* Policies that need root. */
static char * const as_root[] = {
	"stress-ng", "--quiet", "--timeout", "0", "--schedpolicy", "1", NULL
};

/* In a process group of its own, by which its leftovers can be killed. */
static pid_t stressor_start(char * const *arguments, unsigned int uid)
{
	int program = open(STRESS_NG, O_RDONLY | O_CLOEXEC), log;
	pid_t pid;

	require(program >= 0, STRESS_NG ": %s", strerror(errno));
	pid = fork();
	require(pid >= 0, "fork: %s", strerror(errno));
	if (pid == 0) {
		setpgid(0, 0);
		log = open(STRESS_LOG, O_WRONLY | O_CREAT | O_APPEND, 0666);
		dup2(log, STDOUT_FILENO);
		dup2(log, STDERR_FILENO);
		if (chdir("/tmp"))
			_exit(126);
		if (uid)
			become(uid);
		fexecve(program, arguments, environ);
		_exit(127);
	}
	setpgid(pid, pid);
	close(program);
	return pid;
}

/* It is still running, and ends with its children when told to. */
static void stressor_end(pid_t pid)
{
	int status;
	char *log;

	if (waitpid(pid, &status, WNOHANG) == pid) {
		log = path_text(STRESS_LOG);
		ktap_fail(__FILE__, __LINE__, "stress-ng has ended with %#x: %s", status,
			  log ?: "");
		return;
	}
	kill(pid, SIGINT);
	reap(pid);
	/* Children that were being born. */
	kill(-pid, SIGKILL);
}

static bool plug(int cpu, const char *online)
{
	char path[64];

	snprintf(path, sizeof(path), "/sys/devices/system/cpu/cpu%d/online", cpu);
	return write_file(path, online);
}

static void plug_all(void)
{
	for (int cpu = 1; cpu < sysconf(_SC_NPROCESSORS_CONF); cpu++)
		plug(cpu, "1");
}

static void plug_often(void *data)
{
	struct stress *stress = data;
	int count = sysconf(_SC_NPROCESSORS_CONF);

	srandom(getpid());
	while (!*stress->stop) {
		int cpu = 1 + random() % (count - 1);

		/* The last CPU that a bound task may run on cannot be unplugged. */
		if (!plug(cpu, "0"))
			expect(errno == EBUSY || errno == EINVAL, "CPU %d cannot be unplugged: %s",
			       cpu,
			       strerror(errno));
		else
			*stress->plugged += 1;
		if (random() % 2)
			plug_all();
	}
	plug_all();
}

void stress_begin(struct stress *stress)
{
	void *shared = mmap(NULL, sizeof(uint64_t) * 2, PROT_READ | PROT_WRITE,
			    MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	require(shared != MAP_FAILED, "no memory");
	unlink(STRESS_LOG);
	stress->began_ns = clock_ns();
	stress->processes = processes();
	stress->plugged = shared;
	stress->stop = (volatile int *)(stress->plugged + 1);
	setpriority(PRIO_PROCESS, 0, STRESS_NICE);
	reader_begin(&stress->reader);
	stress->stressors[0] = stressor_start(as_user, USER);
	stress->stressors[1] = stressor_start(as_root, 0);
	stress->hotplug = sysconf(_SC_NPROCESSORS_CONF) > 1 ? spawn(plug_often, stress) : 0;
	setpriority(PRIO_PROCESS, 0, TEST_NICE);
}

void stress_end(struct stress *stress)
{
	*stress->stop = 1;
	stressor_end(stress->stressors[0]);
	stressor_end(stress->stressors[1]);
	if (stress->hotplug)
		expect_u64("the status of hotplug", reap(stress->hotplug), 0);
	expect(reader_end(&stress->reader) > 0, "no file was read");
	expect_u64("CPUs", cpus(), sysconf(_SC_NPROCESSORS_CONF));
	ktap_diag("%llu forks, CPUs unplugged %llu times, %llu files read",
		  (unsigned long long)(processes() - stress->processes),
		  (unsigned long long)*stress->plugged,
		  (unsigned long long)*stress->reader.files);
}

void stress_cleanup(void)
{
	plug_all();
	module_cleanup();
}

void stress_report(uint64_t began_ns, uint64_t lost, const char *format, ...)
{
	char what[200];
	va_list args;

	va_start(args, format);
	vsnprintf(what, sizeof(what), format, args);
	va_end(args);
	ktap_diag("stress|%s|%llu|%llu", what,
		  (unsigned long long)(clock_ns() - began_ns) / 1000000000,
		  (unsigned long long)lost);
}
