// SPDX-License-Identifier: GPL-2.0
/*
 * A fault is recorded although its handler could not run, because there was no stack for it:
 * the kernel ends the process by another signal, which has no address.
 */
#include <setjmp.h>
#include <signal.h>
#include <sys/mman.h>
#include <unistd.h>

#include "child.h"
#include "death.h"
#include "ktap.h"
#include "sender.h"

#define ADDRESS 0x123
/* An access to an address that no mapping can have is a fault without an address. */
#define NON_CANONICAL (1ULL << 63)

static sigjmp_buf back;

static void go_back(int sig)
{
	siglongjmp(back, sig);
}

static void write_at(volatile uintptr_t address)
{
	*(volatile char *)address = 1;
}

static void write_nowhere(int sig)
{
	write_at(NON_CANONICAL);
}

static void handle(int sig, void (*handler)(int), int flags)
{
	struct sigaction action = { .sa_handler = handler, .sa_flags = flags };

	require(!sigaction(sig, &action, NULL), "sigaction: %s", strerror(errno));
}

/* The handlers with SA_ONSTACK that follow are to run there. */
static void unmap_stack(void)
{
	stack_t stack = { .ss_size = 1 << 16 };

	stack.ss_sp = mmap(NULL, stack.ss_size, PROT_READ | PROT_WRITE,
			   MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	require(stack.ss_sp != MAP_FAILED, "mmap: %s", strerror(errno));
	require(!sigaltstack(&stack, NULL), "sigaltstack: %s", strerror(errno));
	munmap(stack.ss_sp, stack.ss_size);
}

static void segfault(void *unused)
{
	unmap_stack();
	handle(SIGSEGV, go_back, SA_ONSTACK);
	write_at(ADDRESS);
}

static void divide(void *unused)
{
	volatile int one = 1, zero = 0;

	unmap_stack();
	handle(SIGFPE, go_back, SA_ONSTACK);
	zero = one / zero;
}

static void terminated_after_fault(void *gate)
{
	handle(SIGSEGV, go_back, 0);
	if (!sigsetjmp(back, 1))
		write_at(ADDRESS);
	handle(SIGSEGV, SIG_DFL, 0);
	unmap_stack();
	handle(SIGTERM, go_back, SA_ONSTACK);
	gate_open(gate);
	block_forever(NULL);
}

static void crash_in_handler(void *unused)
{
	handle(SIGSEGV, write_nowhere, SA_NODEFER | SA_RESETHAND);
	write_at(ADDRESS);
}

static struct table *crash(void (*run)(void *))
{
	struct table *dead = expect_death(spawn(run, NULL), "crashed");

	expect_kernel_signal(dead, "fault", SIGSEGV);
	expect_cells(dead, "signal_code=%d", SI_KERNEL);
	return dead;
}

static void no_frame(void)
{
	expect_cells(crash(segfault), "fault_signal=%d fault_code=%d fault_address=%d",
		     SIGSEGV, SEGV_MAPERR, ADDRESS);
}

/* The address of the instruction is that of the division. */
static void another_number(void)
{
	struct table *dead = crash(divide);

	expect_cells(dead, "fault_signal=%d fault_code=%d", SIGFPE, FPE_INTDIV);
	expect_between("fault_address", (uintptr_t)divide,
		       table_u64(dead, 0, "fault_address"), (uintptr_t)divide + 1024);
}

static void no_fault(void)
{
	struct table *dead;
	struct gate gate;
	pid_t pid;

	gate_init(&gate);
	pid = spawn(terminated_after_fault, &gate);
	gate_wait(&gate);
	send_signal(pid, SIGTERM);
	dead = expect_death(pid, "crashed");
	expect_cells(dead, "exit_signal=%d signal_code=%d fault_signal=%d fault_address=-",
		     SIGSEGV, SI_KERNEL, SIGSEGV);
}

static void in_handler(void)
{
	expect_cells(crash(crash_in_handler), "fault_signal=%d fault_address=-", SIGSEGV);
}

static const struct ktap_case cases[] = {
	{ "a fault whose handler has no stack keeps its address", no_frame },
	{ "so does one whose signal has another number", another_number },
	{ "another signal without a stack does not get the address of an earlier fault", no_fault },
	{ "nor does a fault in a handler that could run", in_handler },
	{ "no death has an unknown cause", none_unknown },
};

KTAP_MAIN(cases)
