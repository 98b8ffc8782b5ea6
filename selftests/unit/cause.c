// SPDX-License-Identifier: GPL-2.0
/* One cause for each way to die. */
#include <signal.h>

#include "ktap.h"
#include "base/cause.h"

static const char * const words[] = { LC_CAUSES(LC_WORD) };

static const struct {
	const char *what;
	struct lc_cause_inputs evidence;
	enum lc_cause cause;
} ends[] = {
	{ "exit 0", { .status = 0 }, LC_CAUSE_EXITED },
	{ "exit 3", { .status = 3 << 8 }, LC_CAUSE_FAILED },
	{ "exit 255", { .status = 255 << 8 }, LC_CAUSE_FAILED },
	{ "exit 3 with a signal sent that did not kill",
	  { .status = 3 << 8, .sent_sig = SIGTERM, .origin = LC_ORIGIN_USER },
	  LC_CAUSE_FAILED },
	{ "SIGTERM from another",
	  { .status = SIGTERM, .sent_sig = SIGTERM, .origin = LC_ORIGIN_USER },
	  LC_CAUSE_KILLED },
	{ "SIGKILL from another",
	  { .status = SIGKILL, .sent_sig = SIGKILL, .origin = LC_ORIGIN_USER },
	  LC_CAUSE_KILLED },
	{ "SIGALRM from a timer",
	  { .status = SIGALRM, .sent_sig = SIGALRM, .origin = LC_ORIGIN_TIMER },
	  LC_CAUSE_KILLED },
	{ "SIGKILL whose sender was not seen", { .status = SIGKILL },
	  LC_CAUSE_UNKNOWN },
	{ "SIGTERM where SIGINT was seen",
	  { .status = SIGTERM, .sent_sig = SIGINT, .origin = LC_ORIGIN_USER },
	  LC_CAUSE_UNKNOWN },
	{ "SIGSEGV of its own",
	  { .status = SIGSEGV, .sent_sig = SIGSEGV, .origin = LC_ORIGIN_FAULT },
	  LC_CAUSE_CRASHED },
	{ "SIGSEGV with a core",
	  { .status = SIGSEGV | 0x80, .sent_sig = SIGSEGV, .origin = LC_ORIGIN_FAULT },
	  LC_CAUSE_CRASHED },
	{ "SIGSEGV sent by another",
	  { .status = SIGSEGV, .sent_sig = SIGSEGV, .origin = LC_ORIGIN_USER },
	  LC_CAUSE_KILLED },
	{ "abort()",
	  { .status = SIGABRT, .sent_sig = SIGABRT, .origin = LC_ORIGIN_SELF },
	  LC_CAUSE_CRASHED },
	{ "SIGTERM from itself",
	  { .status = SIGTERM, .sent_sig = SIGTERM, .origin = LC_ORIGIN_SELF },
	  LC_CAUSE_KILLED },
	{ "a system call that a seccomp filter forbids",
	  { .status = SIGSYS, .sent_sig = SIGSYS, .origin = LC_ORIGIN_SECCOMP },
	  LC_CAUSE_CRASHED },
	{ "a system call that strict seccomp forbids, without a signal",
	  { .status = SIGKILL, .seccomp = true }, LC_CAUSE_KILLED },
	{ "OOM of the machine",
	  { .status = SIGKILL, .sent_sig = SIGKILL, .origin = LC_ORIGIN_OOM,
	    .oom = LC_OOM_GLOBAL }, LC_CAUSE_OOM },
	{ "OOM of a cgroup",
	  { .status = SIGKILL, .sent_sig = SIGKILL, .origin = LC_ORIGIN_OOM,
	    .oom = LC_OOM_CGROUP }, LC_CAUSE_OOM_CGROUP },
	{ "chosen by the OOM killer, but exited first",
	  { .status = 0, .oom = LC_OOM_GLOBAL }, LC_CAUSE_EXITED },
	{ "a thread in the exit of its group",
	  { .status = 3 << 8, .is_thread = true, .group_exit = true },
	  LC_CAUSE_GROUP },
	{ "a thread that ends alone", { .is_thread = true }, LC_CAUSE_EXITED },
	{ "the leader in the exit of its group",
	  { .status = 3 << 8, .group_exit = true }, LC_CAUSE_FAILED },
	{ "SIGSEGV that a tracer injected",
	  { .status = SIGSEGV, .sent_sig = SIGSEGV, .origin = LC_ORIGIN_TRACER },
	  LC_CAUSE_KILLED },
	{ "SIGSEGV for I/O on a file",
	  { .status = SIGSEGV, .sent_sig = SIGSEGV, .origin = LC_ORIGIN_SIGIO },
	  LC_CAUSE_KILLED },
	{ "SIGABRT from the kernel",
	  { .status = SIGABRT, .sent_sig = SIGABRT, .origin = LC_ORIGIN_KERNEL },
	  LC_CAUSE_KILLED },
	{ "SIGHUP in the status of a namespace's init, which reboot(2) killed",
	  { .status = SIGHUP, .sent_sig = SIGKILL, .origin = LC_ORIGIN_REBOOT },
	  LC_CAUSE_KILLED },
	{ "SIGINT in the status of a namespace's init, which reboot(2) killed",
	  { .status = SIGINT, .sent_sig = SIGKILL, .origin = LC_ORIGIN_REBOOT },
	  LC_CAUSE_KILLED },
	{ "SIGTERM in the status after SIGKILL of reboot(2)",
	  { .status = SIGTERM, .sent_sig = SIGKILL, .origin = LC_ORIGIN_REBOOT },
	  LC_CAUSE_UNKNOWN },
	{ "SIGHUP in the status after SIGKILL from another",
	  { .status = SIGHUP, .sent_sig = SIGKILL, .origin = LC_ORIGIN_USER },
	  LC_CAUSE_UNKNOWN },
	{ "the init of its pid namespace died",
	  { .status = SIGKILL, .sent_sig = SIGKILL, .origin = LC_ORIGIN_PIDNS },
	  LC_CAUSE_PIDNS },
	{ "its PR_SET_PDEATHSIG signal",
	  { .status = SIGTERM, .sent_sig = SIGTERM, .origin = LC_ORIGIN_PDEATHSIG },
	  LC_CAUSE_PDEATHSIG },
	{ "killed while one of its threads was about to exec",
	  { .status = SIGKILL, .sent_sig = SIGKILL, .origin = LC_ORIGIN_USER,
	    .group_exec = true }, LC_CAUSE_KILLED },
	{ "a thread in the way of an exec",
	  { .status = SIGKILL, .is_thread = true, .group_exec = true },
	  LC_CAUSE_EXEC },
};

static void every_end(void)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(ends); i++)
		expect_text(ends[i].what, words[lc_cause_of(&ends[i].evidence)],
			    words[ends[i].cause]);
}

static const struct ktap_case cases[] = {
	{ "each way to die has its cause", every_end },
};

KTAP_MAIN(cases)
