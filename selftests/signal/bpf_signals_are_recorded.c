// SPDX-License-Identifier: GPL-2.0
/*
 * A signal that a BPF program sends has the origin bpf, whatever else its number means:
 * the victim leads a session on a terminal, and has limits that it does not reach.
 */
#include <linux/bpf.h>
#include <linux/perf_event.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "death.h"
#include "ktap.h"
#include "sender.h"
#include "terminal.h"

#define EVENT "/sys/kernel/tracing/events/syscalls/sys_enter_getsid/id"

/* A program that sends @sig to the task that runs it, by a helper function. */
static int load_program(int helper, int sig)
{
	struct bpf_insn program[] = {
		{ .code = BPF_ALU64 | BPF_MOV | BPF_K, .dst_reg = BPF_REG_1, .imm = sig },
		{ .code = BPF_JMP | BPF_CALL, .imm = helper },
		{ .code = BPF_ALU64 | BPF_MOV | BPF_K, .dst_reg = BPF_REG_0, .imm = 0 },
		{ .code = BPF_JMP | BPF_EXIT },
	};
	union bpf_attr attr = {
		.prog_type = BPF_PROG_TYPE_TRACEPOINT,
		.insns = (uintptr_t)program,
		.insn_cnt = ARRAY_SIZE(program),
		.license = (uintptr_t)"GPL",
	};
	int fd = syscall(SYS_bpf, BPF_PROG_LOAD, &attr, sizeof(attr));

	if (fd < 0)
		ktap_skip("no BPF: %s", strerror(errno));
	return fd;
}

/* From now on the program runs at each getsid(2). Returns a file to close. */
static int attach(int program)
{
	char *text = path_text(EVENT);
	struct perf_event_attr attr = {
		.type = PERF_TYPE_TRACEPOINT,
		.size = sizeof(attr),
		.sample_period = 1,
	};
	int fd;

	if (!text)
		ktap_skip("no system call events");
	attr.config = strtoull(text, NULL, 10);
	free(text);
	fd = syscall(SYS_perf_event_open, &attr, -1, 0, -1, PERF_FLAG_FD_CLOEXEC);
	if (fd < 0)
		ktap_skip("perf_event_open: %s", strerror(errno));
	require(!ioctl(fd, PERF_EVENT_IOC_SET_BPF, program), "attach: %s", strerror(errno));
	require(!ioctl(fd, PERF_EVENT_IOC_ENABLE, 0), "enable: %s", strerror(errno));
	return fd;
}

static void be_victim(void *terminal)
{
	struct rlimit cpu = { 3600, 3600 }, rttime = { 3600000000UL, 3600000000UL };

	pin(0);
	/* A twin leads a process group, and so cannot begin a session. */
	if (getpgrp() != getpid())
		terminal_lead(*(int *)terminal);
	require(!setrlimit(RLIMIT_CPU, &cpu), "RLIMIT_CPU: %s", strerror(errno));
	require(!setrlimit(RLIMIT_RTTIME, &rttime), "RLIMIT_RTTIME: %s", strerror(errno));
	syscall(SYS_getsid, 0);
	block_forever(NULL);
}

static void send_by(int helper, int sig)
{
	int terminal = terminal_open(), program = load_program(helper, sig);
	struct twin twin;
	struct table *dead;
	int event;

	ktap_diag("signal %d", sig);
	event = attach(program);
	if (sig != SIGKILL) {
		twin_start(&twin, sig, be_victim, &terminal);
		expect_u64("si_code", twin_end(&twin).si_code, SI_KERNEL);
	}
	dead = expect_death(spawn(be_victim, &terminal), "killed");
	expect_kernel_signal(dead, "bpf", sig);
	expect_cells(dead, "signal_code=%d signal_rlimit=- exit_initiator_pid=-", SI_KERNEL);
	table_free(dead);
	close(event);
	close(program);
	close(terminal);
}

static const int signals[] = { SIGKILL, SIGHUP, SIGINT, SIGQUIT, SIGALRM, SIGPROF, SIGXCPU,
			       SIGXFSZ, SIGPIPE, SIGIO, SIGSEGV, SIGABRT, SIGTERM };

static void to_process(void)
{
	for (size_t i = 0; i < ARRAY_SIZE(signals); i++)
		send_by(BPF_FUNC_send_signal, signals[i]);
}

static void to_thread(void)
{
	for (size_t i = 0; i < ARRAY_SIZE(signals); i++)
		send_by(BPF_FUNC_send_signal_thread, signals[i]);
}

static const struct ktap_case cases[] = {
	{ "a BPF program's signals to a process have the origin bpf", to_process },
	{ "a BPF program's signals to a thread have the origin bpf", to_thread },
	{ "no death has an unknown cause", none_unknown },
};

KTAP_MAIN(cases)
