// SPDX-License-Identifier: GPL-2.0
/*
 * A fault's si_code and address are recorded. The witness is a twin that catches the signal
 * of the same fault at the same place.
 */
#include <pthread.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "death.h"
#include "ktap.h"
#include "sender.h"
#include "time.h"

/* Zero, opaque to the compiler. */
static volatile int zero;

static void read_null(void *unused)
{
	zero = *(volatile int *)(uintptr_t)zero;
}

static void write_low(void *unused)
{
	*(volatile int *)(uintptr_t)(zero + 0x123) = 1;
}

static void write_text(void *unused)
{
	*(volatile char *)(uintptr_t)&read_null = 1;
}

static void run_nowhere(void *unused)
{
	((void (*)(void))(uintptr_t)(zero + 0x456))();
}

/* A non-canonical address: the CPU does not report which. */
static void read_beyond(void *unused)
{
	zero = *(volatile int *)(0x8000000000000000ULL + zero);
}

static void write_vsyscall(void *unused)
{
	*(volatile char *)(0xffffffffff600000ULL + zero) = 1;
}

static void write_kernel(void *unused)
{
	*(volatile char *)(0xffff800000000000ULL + zero) = 1;
}

static int fill_stack(volatile char *above)
{
	volatile char frame[4096];

	frame[0] = *above;
	return zero ? 0 : fill_stack(frame) + frame[0];
}

static void overflow_stack(void *unused)
{
	volatile char top = 1;

	zero = fill_stack(&top);
}

static void read_truncated(void *unused)
{
	int fd = memfd_create("truncated", MFD_CLOEXEC);
	volatile char *page;

	require(fd >= 0 && !ftruncate(fd, 4096), "memfd: %s", strerror(errno));
	page = mmap(NULL, 8192, PROT_READ, MAP_SHARED, fd, 0);
	require(page != MAP_FAILED, "mmap: %s", strerror(errno));
	zero = page[4096 + 77];
}

static void run_illegal(void *unused)
{
	__builtin_trap();
}

static void divide(void *unused)
{
	zero = 1000 / zero;
}

static void run_breakpoint(void *unused)
{
#ifdef __x86_64__
	asm volatile("int3");
#else
	ktap_skip("no breakpoint for this machine");
#endif
}

static void single_step(void *unused)
{
#ifdef __x86_64__
	asm volatile("pushfq; orq $0x100, (%%rsp); popfq; nop" ::: "memory", "cc");
#else
	ktap_skip("no single step for this machine");
#endif
}

static const struct crash {
	const char *name;
	void (*run)(void *data);
	int sig, code;
} crashes[] = {
	{ "a null pointer", read_null, SIGSEGV, SEGV_MAPERR },
	{ "a low address", write_low, SIGSEGV, SEGV_MAPERR },
	{ "a write to text", write_text, SIGSEGV, SEGV_ACCERR },
	{ "a jump to nowhere", run_nowhere, SIGSEGV, SEGV_MAPERR },
	{ "an impossible address", read_beyond, SIGSEGV, SI_KERNEL },
	{ "the vsyscall page", write_vsyscall, SIGSEGV, SEGV_MAPERR },
	{ "an address of the kernel", write_kernel, SIGSEGV, SEGV_MAPERR },
	{ "a stack overflow", overflow_stack, SIGSEGV, SEGV_MAPERR },
	{ "a truncated mapping", read_truncated, SIGBUS, BUS_ADRERR },
	{ "an illegal instruction", run_illegal, SIGILL, ILL_ILLOPN },
	{ "a division by zero", divide, SIGFPE, FPE_INTDIV },
	{ "a breakpoint", run_breakpoint, SIGTRAP, SI_KERNEL },
	{ "a single step", single_step, SIGTRAP, TRAP_TRACE },
};

/* A signal that the kernel sends with SI_KERNEL has no address. */
static void expect_fault(const struct table *dead, const siginfo_t *info)
{
	expect_kernel_signal(dead, "fault", info->si_signo);
	expect_cells(dead, "signal_code=%d signal_state=running", info->si_code);
	if (info->si_code == SI_KERNEL)
		expect_cells(dead, "fault_address=-");
	else
		expect_cells(dead, "fault_address=%llu",
			     (unsigned long long)(uintptr_t)info->si_addr);
}

static void crash_both(const struct crash *crash)
{
	struct twin twin, victim;
	uint64_t before;
	struct table *dead;
	siginfo_t info;

	twin_start(&twin, crash->sig, crash->run, NULL);
	info = twin_end(&twin);
	expect(info.si_signo == crash->sig && info.si_code == crash->code,
	       "%s: signal %d, code %d", crash->name, info.si_signo, info.si_code);
	before = clock_ns();
	twin_start(&victim, 0, crash->run, NULL);
	dead = expect_death(victim.pid, "crashed");
	ktap_diag("%s: %s at %s", crash->name, table_text(dead, 0, "signal_code"),
		  table_text(dead, 0, "fault_address"));
	expect_fault(dead, &info);
	expect_between("signal_sent_ns", before, table_u64(dead, 0, "signal_sent_ns"),
		       clock_ns());
	expect_cells(dead, "exit_initiator_pid=%d signals_received=1 signals_sent=0", victim.pid);
	table_free(dead);
}

#define EXCEPTION_TRACE "/proc/sys/debug/exception-trace"

static void faults(void)
{
	/* The kernel would log the faults, which the runner takes for splats. */
	write_file(EXCEPTION_TRACE, "0");
	for (size_t i = 0; i < ARRAY_SIZE(crashes); i++)
		crash_both(&crashes[i]);
}

static void trace_exceptions(void)
{
	write_file(EXCEPTION_TRACE, "1");
}

/* The address is checked against the computed one, without a twin. */
static void addresses(void)
{
	expect_cells(expect_death(spawn(read_null, NULL), "crashed"),
		     "fault_address=0 signal_code=%d",
		     SEGV_MAPERR);
	expect_cells(expect_death(spawn(write_low, NULL), "crashed"), "fault_address=%d", 0x123);
	expect_cells(expect_death(spawn(write_text, NULL), "crashed"),
		     "fault_address=%llu signal_code=%d",
		     (unsigned long long)(uintptr_t)&read_null, SEGV_ACCERR);
	expect_cells(expect_death(spawn(run_nowhere, NULL), "crashed"), "fault_address=%d", 0x456);
}

#define CORE "/tmp/core"

static void dump_core(void *data)
{
	struct rlimit limit = { data ? RLIM_INFINITY : 0, RLIM_INFINITY };

	setrlimit(RLIMIT_CORE, &limit);
	require(!chdir("/tmp"), "/tmp: %s", strerror(errno));
	read_null(NULL);
}

static void cores(void)
{
	pid_t pid;

	unlink(CORE);
	expect_cells(expect_death(spawn(dump_core, NULL), "crashed"), "core_dumped=0");
	expect(access(CORE, F_OK), "a core file exists");
	pid = spawn(dump_core, CORE);
	expect_cells(expect_death(pid, "crashed"), "core_dumped=1 signal_origin=fault "
		     "fault_address=0 exit_initiator_pid=%d", pid);
	expect(!access(CORE, F_OK), "no core file");
}

static void unlink_core(void)
{
	unlink(CORE);
}

static void crash_elsewhere(int sig)
{
	write_low(NULL);
}

static void crash_in_handler(void *sig)
{
	signal(*(int *)sig, crash_elsewhere);
	if (*(int *)sig == SIGUSR1)
		raise(SIGUSR1);
	else
		read_null(NULL);
}

/* The fault in the handler is recorded, not the one that was handled. */
static void in_handler(void)
{
	const int signals[] = { SIGUSR1, SIGSEGV };

	for (size_t i = 0; i < ARRAY_SIZE(signals); i++) {
		struct table *dead;

		dead = expect_death(spawn(crash_in_handler, (void *)&signals[i]), "crashed");
		expect_kernel_signal(dead, "fault", SIGSEGV);
		expect_cells(dead, "fault_address=%d signal_code=%d signals_handled=1 "
			     "signals_received=2", 0x123, SEGV_MAPERR);
	}
}

struct thread_crash {
	struct gate report;
	struct gate go;
};

static void *crash_thread(void *data)
{
	struct thread_crash *crash = data;
	pid_t tid = own_tid();

	gate_send(&crash->report, &tid, sizeof(tid));
	gate_wait(&crash->go);
	write_low(NULL);
	return NULL;
}

static void crash_in_thread(void *data)
{
	pthread_t thread;

	require(!pthread_create(&thread, NULL, crash_thread, data), "no thread");
	block_forever(NULL);
}

/* The process crashes; exit_initiator is the thread. */
static void in_thread(void)
{
	struct thread_crash crash;
	struct table *dead;
	pid_t pid, tid;

	gate_init(&crash.report);
	gate_init(&crash.go);
	pid = spawn(crash_in_thread, &crash);
	gate_receive(&crash.report, &tid, sizeof(tid));
	gate_open(&crash.go);
	dead = expect_death(pid, "crashed");
	expect_kernel_signal(dead, "fault", SIGSEGV);
	expect_cells(dead, "fault_address=%d exit_initiator_pid=%d", 0x123, tid);
	expect_cells(dead_get(tid), "exit_initiator_pid=- killer_pid=- signal_origin=-");
}

static const struct ktap_case cases[] = {
	{ "the si_code and address of each kind of fault are recorded", faults, trace_exceptions },
	{ "the recorded address is the one that was accessed", addresses },
	{ "whether core was dumped is recorded", cores, unlink_core },
	{ "a fault inside a signal handler is recorded", in_handler },
	{ "a fault in a thread ends the process, and the thread is recorded", in_thread },
	{ "no death has an unknown cause", none_unknown },
};

KTAP_MAIN(cases)
