// SPDX-License-Identifier: GPL-2.0
/* The sentence for every cause of death and origin of a signal, and for the living. */
#include "made.h"
#include "uapi/words.h"

#define KILLED(origin, sig)	"cause=killed signal_origin=" origin " exit_signal=" sig " core_dumped=0 "
#define CRASHED(origin, sig)	"cause=crashed signal_origin=" origin " exit_signal=" sig " "
#define BY_Y			"killer_pid=9 killer_comm=y killer_uid=3 killer_parent_comm=z "
#define ASKED(sig, at)		"handled_signal=" sig " handled_ns=" at " handled_origin=user handled_sender_pid=4 handled_sender_comm=w "

static const struct {
	const char *facts;
	const char *wanted;
} cases[] = {
	{ "cause=exited exit_code=0",
	  "x (pid 7, child of 5) exited with status 0, 2.000s after it was born; its parent reaped it at once." },
	{ "cause=failed exit_code=3 zombie_ns=500000000",
	  "x (pid 7, child of 5) failed with status 3, 1.500s after it was born; its parent reaped it 500.0ms later." },
	{ "cause=failed exit_code=3 exit_initiator_pid=8",
	  "x (pid 7, child of 5) failed with status 3, ended by its thread 8, 2.000s after it was born; its parent reaped it at once." },
	{ KILLED("user", "9") BY_Y "signal_state=sleeping",
	  "x (pid 7, child of 5) was killed by SIGKILL from y (pid 9, uid 3, started by z) 2.000s after it was born, while sleeping; its parent reaped it at once." },
	{ KILLED("user", "9") BY_Y "signal_state=zombie zombie_ns=500000000 dead_threads_last_ns=2999000000",
	  "x (pid 7, child of 5) was killed by SIGKILL from y (pid 9, uid 3, started by z) 1.999s after it was born, its first thread having ended after 1.500s; its parent reaped it 1.0ms later." },
	{ KILLED("user", "9") BY_Y "state=dead reaped_ns=- zombie_ns=- reaper_pid=- reap=-",
	  "x (pid 7, child of 5) was killed by SIGKILL from y (pid 9, uid 3, started by z); its reaping was not recorded." },
	{ "cause=failed exit_code=3 exit_initiator_pid=8 zombie_ns=500000000 dead_threads_last_ns=2999000000",
	  "x (pid 7, child of 5) failed with status 3, ended by its thread 8, 1.999s after it was born; its parent reaped it 1.0ms later." },
	{ "cause=failed exit_code=3 zombie_ns=500000000 dead_threads_last_ns=1200000000",
	  "x (pid 7, child of 5) failed with status 3, 1.500s after it was born; its parent reaped it 500.0ms later." },
	{ ALIVE "state=zombie cause=exited zombie_ns=1500000000 dead_threads_last_ns=2990000000",
	  "x (pid 7, child of 5) exited with status 0, 1.990s after it was born; it has been unreaped for 10.0ms, because its parent (pid 5) has not reaped it." },
	{ KILLED("user", "15") "killer_pid=9 killer_comm=systemd-oomd killer_uid=0 signal_state=disk",
	  "x (pid 7, child of 5) was killed by SIGTERM from the userspace OOM killer systemd-oomd (pid 9, uid 0) 2.000s after it was born, while in uninterruptible sleep; its parent reaped it at once." },
	{ KILLED("user", "6") "killer_pid=9 killer_comm=watchdogd killer_uid=0 signal_state=disk",
	  "x (pid 7, child of 5) was killed by SIGABRT from the watchdog watchdogd (pid 9, uid 0) 2.000s after it was born, while in uninterruptible sleep; its parent reaped it at once." },
	{ KILLED("user", "9") BY_Y "killer_parent_died=1 killer_loginuid=1000",
	  "x (pid 7, child of 5) was killed by SIGKILL from y (pid 9, uid 3, started by z, which had died, login uid 1000) 2.000s after it was born; its parent reaped it at once." },
	{ KILLED("user", "9") "killer_pid=9 killer_comm=y killer_uid=3 killer_parent_died=1",
	  "x (pid 7, child of 5) was killed by SIGKILL from y (pid 9, uid 3, whose parent had died) 2.000s after it was born; its parent reaped it at once." },
	{ "cause=exited exit_code=0 died_ns=2900000000 " ASKED("15", "2700000000"),
	  "x (pid 7, child of 5) exited with status 0, 2.000s after it was born, 200.0ms after it handled SIGTERM from w (pid 4); its parent reaped it at once." },
	{ "cause=exited exit_code=0 died_ns=200000000000 " ASKED("15", "2700000000"),
	  "x (pid 7, child of 5) exited with status 0, 2.000s after it was born; its parent reaped it at once." },
	{ KILLED("self", "1") "died_ns=2900000000 handled_signal=1 handled_ns=2899000000 handled_origin=terminal",
	  "x (pid 7, child of 5) killed itself with SIGHUP 2.000s after it was born, 1.0ms after it handled SIGHUP from its terminal; its parent reaped it at once." },
	{ KILLED("user", "9") BY_Y "died_ns=2900000000 ignored_signal=15 ignored_sent_ns=2400000000 ignored_sender_pid=9 ignored_sender_comm=y",
	  "x (pid 7, child of 5) was killed by SIGKILL from y (pid 9, uid 3, started by z) 2.000s after it was born, 500.0ms after it ignored SIGTERM from y (pid 9); its parent reaped it at once." },
	{ KILLED("user", "9") BY_Y "died_ns=2900000000 ignored_signal=1 ignored_sent_ns=2400000000 ignored_origin=terminal",
	  "x (pid 7, child of 5) was killed by SIGKILL from y (pid 9, uid 3, started by z) 2.000s after it was born, 500.0ms after it ignored SIGHUP from its terminal; its parent reaped it at once." },
	{ KILLED("tracer", "15") BY_Y,
	  "x (pid 7, child of 5) was killed by SIGTERM from its tracer y (pid 9, uid 3, started by z) 2.000s after it was born; its parent reaped it at once." },
	{ KILLED("tracer", "15"),
	  "x (pid 7, child of 5) was killed by SIGTERM from its tracer 2.000s after it was born; its parent reaped it at once." },
	{ KILLED("user", "9") "killer_pid=0 killer_comm=y",
	  "x (pid 7, child of 5) was killed by SIGKILL from y (outside this PID namespace) 2.000s after it was born; its parent reaped it at once." },
	{ KILLED("user", "9"),
	  "x (pid 7, child of 5) was killed by SIGKILL from another process 2.000s after it was born; its parent reaped it at once." },
	{ "cause=killed exit_signal=9 " BY_Y,
	  "x (pid 7, child of 5) was killed by SIGKILL from y (pid 9, uid 3, started by z) 2.000s after it was born; its parent reaped it at once." },
	{ KILLED("self", "15") BY_Y "signal_state=running",
	  "x (pid 7, child of 5) killed itself with SIGTERM 2.000s after it was born; its parent reaped it at once." },
	{ KILLED("terminal", "2") "signal_state=sleeping",
	  "x (pid 7, child of 5) was killed by SIGINT from its terminal (Ctrl-C) 2.000s after it was born, while sleeping; its parent reaped it at once." },
	{ "cause=killed signal_origin=terminal exit_signal=3 core_dumped=1",
	  "x (pid 7, child of 5) was killed by SIGQUIT from its terminal (Ctrl-\\), dumping core, 2.000s after it was born; its parent reaped it at once." },
	{ KILLED("terminal", "1"),
	  "x (pid 7, child of 5) was killed by SIGHUP from its terminal (hangup) 2.000s after it was born; its parent reaped it at once." },
	{ KILLED("timer", "14") "signal_state=running",
	  "x (pid 7, child of 5) was killed by SIGALRM from its own timer 2.000s after it was born, while running; its parent reaped it at once." },
	{ KILLED("terminal", "9"),
	  "x (pid 7, child of 5) was killed by SIGKILL from its terminal (secure attention key) 2.000s after it was born; its parent reaped it at once." },
	{ KILLED("rlimit", "24") "signal_rlimit=cpu",
	  "x (pid 7, child of 5) was killed by SIGXCPU for reaching its CPU time limit (RLIMIT_CPU) 2.000s after it was born; its parent reaped it at once." },
	{ KILLED("rlimit", "24") "signal_rlimit=cpu " BY_Y,
	  "x (pid 7, child of 5) was killed by SIGXCPU for reaching its CPU time limit (RLIMIT_CPU), set by y (pid 9, uid 3, started by z), 2.000s after it was born; its parent reaped it at once." },
	{ KILLED("rlimit", "9") "signal_rlimit=cpu",
	  "x (pid 7, child of 5) was killed by SIGKILL for reaching its hard CPU time limit (RLIMIT_CPU) 2.000s after it was born; its parent reaped it at once." },
	{ KILLED("rlimit", "24") "signal_rlimit=rttime",
	  "x (pid 7, child of 5) was killed by SIGXCPU for reaching its real-time run limit (RLIMIT_RTTIME) 2.000s after it was born; its parent reaped it at once." },
	{ KILLED("rlimit", "9") "signal_rlimit=rttime",
	  "x (pid 7, child of 5) was killed by SIGKILL for reaching its hard real-time run limit (RLIMIT_RTTIME) 2.000s after it was born; its parent reaped it at once." },
	{ KILLED("rlimit", "9"),
	  "x (pid 7, child of 5) was killed by SIGKILL for reaching a limit of CPU time 2.000s after it was born; its parent reaped it at once." },
	{ KILLED("rlimit", "25") "signal_rlimit=fsize",
	  "x (pid 7, child of 5) was killed by SIGXFSZ for reaching its file size limit (RLIMIT_FSIZE) 2.000s after it was born; its parent reaped it at once." },
	{ KILLED("pipe", "13") "signal_state=running",
	  "x (pid 7, child of 5) was killed by SIGPIPE for writing to a pipe or socket that has no reader 2.000s after it was born; its parent reaped it at once." },
	{ KILLED("rlimit", "25"),
	  "x (pid 7, child of 5) was killed by SIGXFSZ for reaching its file size limit (RLIMIT_FSIZE) 2.000s after it was born; its parent reaped it at once." },
	{ KILLED("tracer", "9") BY_Y,
	  "x (pid 7, child of 5) was killed by SIGKILL from its tracer y (pid 9, uid 3, started by z) 2.000s after it was born; its parent reaped it at once." },
	{ KILLED("tracer", "11") "signal_state=running",
	  "x (pid 7, child of 5) was killed by SIGSEGV from its tracer 2.000s after it was born, while running; its parent reaped it at once." },
	{ KILLED("bpf", "9") "signal_state=running",
	  "x (pid 7, child of 5) was killed by SIGKILL from a BPF program 2.000s after it was born; its parent reaped it at once." },
	{ KILLED("sigio", "29") "signal_state=sleeping",
	  "x (pid 7, child of 5) was killed by SIGIO for I/O on a file that was set to signal it 2.000s after it was born, while sleeping; its parent reaped it at once." },
	{ KILLED("mqueue", "10") BY_Y,
	  "x (pid 7, child of 5) was killed by SIGUSR1 for a message in its queue from y (pid 9, uid 3, started by z) 2.000s after it was born; its parent reaped it at once." },
	{ KILLED("mqueue", "10"),
	  "x (pid 7, child of 5) was killed by SIGUSR1 for a message in its queue 2.000s after it was born; its parent reaped it at once." },
	{ KILLED("child", "15") BY_Y,
	  "x (pid 7, child of 5) was killed by SIGTERM at the end of its child y (pid 9, uid 3, started by z) 2.000s after it was born; its parent reaped it at once." },
	{ KILLED("child", "15"),
	  "x (pid 7, child of 5) was killed by SIGTERM at the end of a child 2.000s after it was born; its parent reaped it at once." },
	{ KILLED("orphan", "1") BY_Y "signal_state=stopped",
	  "x (pid 7, child of 5) was killed by SIGHUP because its process group was orphaned by the end of y (pid 9, uid 3, started by z) 2.000s after it was born, while stopped; its parent reaped it at once." },
	{ KILLED("orphan", "1"),
	  "x (pid 7, child of 5) was killed by SIGHUP because its process group was orphaned 2.000s after it was born; its parent reaped it at once." },
	{ KILLED("reboot", "1") BY_Y,
	  "x (pid 7, child of 5) was killed by SIGKILL, because its PID namespace was rebooted by y (pid 9, uid 3, started by z) 2.000s after it was born; its parent reaped it at once." },
	{ KILLED("reboot", "2"),
	  "x (pid 7, child of 5) was killed by SIGKILL, because its PID namespace was powered off or halted 2.000s after it was born; its parent reaped it at once." },
	{ KILLED("sysrq", "9") BY_Y,
	  "x (pid 7, child of 5) was killed by SIGKILL from SysRq, triggered by y (pid 9, uid 3, started by z) 2.000s after it was born; its parent reaped it at once." },
	{ KILLED("sysrq", "15"),
	  "x (pid 7, child of 5) was killed by SIGTERM from SysRq 2.000s after it was born; its parent reaped it at once." },
	{ KILLED("deadline", "24") "signal_state=running",
	  "x (pid 7, child of 5) was killed by SIGXCPU for overrunning its SCHED_DEADLINE runtime 2.000s after it was born; its parent reaped it at once." },
	{ KILLED("perf", "5"),
	  "x (pid 7, child of 5) was killed by SIGTRAP from a performance event 2.000s after it was born; its parent reaped it at once." },
	{ KILLED("hwpoison", "7"),
	  "x (pid 7, child of 5) was killed by SIGBUS for a hardware error in its memory 2.000s after it was born; its parent reaped it at once." },
	{ KILLED("lsm", "9"),
	  "x (pid 7, child of 5) was killed by SIGKILL from a security module 2.000s after it was born; its parent reaped it at once." },
	{ KILLED("cgroup", "9"),
	  "x (pid 7, child of 5) was killed by SIGKILL because its cgroup was being killed (cgroup.kill) 2.000s after it was born; its parent reaped it at once." },
	{ KILLED("kernel", "9") "signal_state=stopped",
	  "x (pid 7, child of 5) was killed by SIGKILL from the kernel 2.000s after it was born, while stopped; its parent reaped it at once." },
	{ KILLED("seccomp", "9"),
	  "x (pid 7, child of 5) was killed by SIGKILL for a system call that seccomp forbids 2.000s after it was born; its parent reaped it at once." },
	{ CRASHED("fault", "11") "core_dumped=1 signal_code=1 fault_address=16 signal_state=running",
	  "x (pid 7, child of 5) crashed with SIGSEGV at address 0x10, where nothing is mapped (SEGV_MAPERR), dumping core, 2.000s after it was born; its parent reaped it at once." },
	{ CRASHED("fault", "8") "core_dumped=0 signal_code=1 fault_address=4096",
	  "x (pid 7, child of 5) crashed with SIGFPE at address 0x1000, dividing by zero (FPE_INTDIV), without a core dump, 2.000s after it was born; its parent reaped it at once." },
	{ CRASHED("fault", "5") "core_dumped=0 signal_code=77",
	  "x (pid 7, child of 5) crashed with SIGTRAP (77), without a core dump, 2.000s after it was born; its parent reaped it at once." },
	{ CRASHED("self", "6") "core_dumped=0 signal_code=-6 " BY_Y,
	  "x (pid 7, child of 5) aborted (SIGABRT), without a core dump, 2.000s after it was born; its parent reaped it at once." },
	{ CRASHED("self", "11") "core_dumped=0 signal_code=-6",
	  "x (pid 7, child of 5) sent itself SIGSEGV and died of it, without a core dump, 2.000s after it was born; its parent reaped it at once." },
	{ CRASHED("seccomp", "31") "core_dumped=1 signal_code=1",
	  "x (pid 7, child of 5) made a system call that seccomp forbids, and was killed by SIGSYS, dumping core, 2.000s after it was born; its parent reaped it at once." },
	{ CRASHED("fault", "11") "signal_code=128 fault_signal=8 fault_code=1 fault_address=291",
	  "x (pid 7, child of 5) crashed with SIGSEGV, because there was no stack to handle its SIGFPE at address 0x123, 2.000s after it was born; its parent reaped it at once." },
	{ "cause=crashed exit_signal=11",
	  "x (pid 7, child of 5) crashed with SIGSEGV 2.000s after it was born; its parent reaped it at once." },
	{ "cause=oom signal_origin=oom exit_signal=9 signal_state=runnable",
	  "x (pid 7, child of 5) was killed by the kernel's OOM killer, because the system was out of memory, 2.000s after it was born, while waiting for a CPU; its parent reaped it at once." },
	{ "cause=oom-cgroup signal_origin=oom exit_signal=9",
	  "x (pid 7, child of 5) was killed by the kernel's OOM killer, because its cgroup was out of memory, 2.000s after it was born; its parent reaped it at once." },
	{ "cause=pdeathsig signal_origin=pdeathsig exit_signal=15 killer_pid=9 killer_comm=y",
	  "x (pid 7, child of 5) was killed by SIGTERM, which it had requested for the death of its parent y (pid 9), 2.000s after it was born; its parent reaped it at once." },
	{ "cause=pdeathsig signal_origin=pdeathsig exit_signal=15 killer_pid=9 killer_comm=y killer_tid=10 killer_thread_comm=worker",
	  "x (pid 7, child of 5) was killed by SIGTERM, which it had requested for the death of its parent, as thread worker of y (pid 9), which had forked it, ended, 2.000s after it was born; its parent reaped it at once." },
	{ CRASHED("self", "11") "core_dumped=0 signal_code=-6 fault_signal=11 fault_address=16",
	  "x (pid 7, child of 5) crashed with SIGSEGV at address 0x10, which its handler raised again, without a core dump, 2.000s after it was born; its parent reaped it at once." },
	{ "cause=pidns signal_origin=pidns exit_signal=9 reaper_pid=0",
	  "x (pid 7, child of 5) was killed by SIGKILL, because the init of its PID namespace died, 2.000s after it was born; a process outside this PID namespace reaped it at once." },
	{ "pid=8 cause=group exit_signal=9 reap=thread reaper_pid=-",
	  "x (pid 8, thread of 7) ended with its process 2.000s after the thread was born." },
	{ "pid=8 cause=exec exit_code=0 reap=exec reaper_pid=-",
	  "x (pid 8, thread of 7) ended because another thread of its process executed a program, 2.000s after the thread was born." },
	{ "cause=unknown exit_signal=9",
	  "x (pid 7, child of 5) died of SIGKILL from an unknown sender, 2.000s after it was born; its parent reaped it at once." },
	{ "cause=unknown",
	  "x (pid 7, child of 5) died of an unknown cause, 2.000s after it was born; its parent reaped it at once." },
	{ "cause=exited reap=ignored reaper_pid=-",
	  "x (pid 7, child of 5) exited with status 0, 2.000s after it was born; it was reaped automatically, because its parent ignores SIGCHLD or has set SA_NOCLDWAIT." },
	{ "cause=pidns signal_origin=pidns exit_signal=9 reap=ignored reaper_pid=-",
	  "x (pid 7, child of 5) was killed by SIGKILL, because the init of its PID namespace died, 2.000s after it was born; it was reaped automatically." },
	{ "cause=exited reap=tracer reaper_pid=- zombie_ns=1000",
	  "x (pid 7, child of 5) exited with status 0, 1.999s after it was born; its tracer released it 1.0us later." },
	{ "cause=exited reaper_pid=12",
	  "x (pid 7, child of 5) exited with status 0, 2.000s after it was born; process 12 reaped it at once." },
	{ "ppid=1 cause=exited reaper_pid=1 orphaned_by_pid=5 orphaned_by_comm=p adopter_pid=1 adopter_comm=init",
	  "x (pid 7, orphan of 5) exited with status 0, 2.000s after it was born; init (pid 1), which had adopted it, reaped it at once." },
	{ "cause=exited exit_code=0 runnable_ns=1500000000 throttled_ns=1400000000 cgroup=/a/b",
	  "x (pid 7, child of 5) exited with status 0, 2.000s after it was born; it had waited 1.500s for a CPU, 1.400s of it because its cgroup /a/b or one above it was over its CPU quota (cpu.max); its parent reaped it at once." },
	{ "cause=exited exit_code=0 runnable_ns=1500000000 throttled_ns=19999999 cgroup=/a",
	  "x (pid 7, child of 5) exited with status 0, 2.000s after it was born; its parent reaped it at once." },
	{ ALIVE "state=running runnable_ns=30000000 throttled_ns=20000000 cgroup=/",
	  "x (pid 7, child of 5) is alive and 2.000s old; it is running; it has waited 30.0ms for a CPU, 20.0ms of it because its cgroup or one above it was over its CPU quota (cpu.max)." },
	{ ALIVE "state=running runnable_ns=30000000 throttled_ns=-",
	  "x (pid 7, child of 5) is alive and 2.000s old; it is running." },
	{ ALIVE "state=sleeping orphaned_ns=2000000000 orphaned_by_pid=0",
	  "x (pid 7, orphan) is alive and 2.000s old; it is sleeping." },
	{ ALIVE "state=sleeping ppid=1 orphaned_by_pid=5 orphaned_by_comm=p adopter_pid=1 adopter_comm=init",
	  "x (pid 7, orphan of 5) is alive and 2.000s old; it is sleeping; init (pid 1) adopted it when its parent p (pid 5) died." },
	{ ALIVE "state=sleeping ppid=1 birth_ppid=5",
	  "x (pid 7, orphan of 5) is alive and 2.000s old; it is sleeping." },
	{ ALIVE "state=sleeping ppid=5 birth_ppid=5",
	  "x (pid 7, child of 5) is alive and 2.000s old; it is sleeping." },
	{ ALIVE "state=zombie cause=exited zombie_ns=1500000000",
	  "x (pid 7, child of 5) exited with status 0, 500.0ms after it was born; it has been a zombie for 1.500s, because its parent (pid 5) has not reaped it." },
	{ ALIVE "pid=8 state=zombie cause=group zombie_ns=1500000000",
	  "x (pid 8, thread of 7) ended with its process 500.0ms after the thread was born; it has been a zombie for 1.500s, held by its tracer." },
	{ ALIVE "state=zombie cause=failed exit_code=3 unknown_ns=2000000000",
	  "x (pid 7, child of 5) failed with status 3; it has been a zombie since before the module was loaded, because its parent (pid 5) has not reaped it." },
	{ "cause=failed exit_code=3 unknown_ns=2000000000",
	  "x (pid 7, child of 5) failed with status 3; its parent reaped it." },
	{ ALIVE "state=iowait state_since_ns=1100000000",
	  "x (pid 7, child of 5) is alive and 2.000s old; it has been waiting for I/O for 1.900s." },
	{ ALIVE "state=zombie cause=exited zombie_ns=1500000000 state_since_ns=1500000000",
	  "x (pid 7, child of 5) exited with status 0, 500.0ms after it was born; it has been a zombie for 1.500s, because its parent (pid 5) has not reaped it." },
	{ ALIVE "state=stopped state_since_ns=2100000000 stop_sender_pid=9 stop_sender_comm=y",
	  "x (pid 7, child of 5) is alive and 2.000s old; it has been stopped for 900.0ms, by y (pid 9)." },
	{ ALIVE "state=disk unknown_ns=2000000000 birth=kthread",
	  "x (pid 7, kernel thread) is alive and 2.000s old; it is in uninterruptible sleep; no event has been recorded since the module was loaded." },
	{ ALIVE "state=unknown unknown_ns=2000000000",
	  "x (pid 7, child of 5) is alive and 2.000s old; no event has been recorded since the module was loaded." },
	{ ALIVE "state=baking state_since_ns=2100000000",
	  "x (pid 7, child of 5) is alive and 2.000s old." },
};

static bool mentioned(const char *name, const char *word)
{
	char fact[64];
	size_t i;

	snprintf(fact, sizeof(fact), "%s=%s ", name, word);
	for (i = 0; i < NR(cases); i++) {
		char facts[1024];

		snprintf(facts, sizeof(facts), "%s ", cases[i].facts);
		if (strstr(facts, fact))
			return true;
	}
	printf("# no case of %s\n", fact);
	return false;
}

/* Of the signals' origins `fault` and the like come with causes of their own. */
static void nothing_is_left_out(void)
{
	static const char * const causes[] = { LC_CAUSES(LC_WORD) };
	static const char * const origins[] = { LC_ORIGINS(LC_WORD) };
	static const char * const reaps[] = { LC_REAPS(LC_WORD) };
	bool good = true;
	size_t i;

	for (i = 1; i < NR(causes); i++)
		good &= mentioned("cause", causes[i]);
	for (i = 1; i < NR(origins); i++)
		good &= mentioned("signal_origin", origins[i]);
	for (i = 2; i < NR(reaps); i++)
		good &= mentioned("reap", reaps[i]);
	result(good, "no cause, origin or way of being reaped is left out");
}

static void threads(void)
{
	struct made thread, leader;
	struct lct_case c = { .task = &thread.task, .leader = &leader.task };

	make(&thread, "pid=8 cause=group reap=thread reaper_pid=-");
	make(&leader, KILLED("user", "9") BY_Y);
	judge(&c, "x (pid 8, thread of 7) ended with its process, which was killed by SIGKILL from y (pid 9, uid 3, started by z), 2.000s after the thread was born.",
	      "a thread of a process that was killed");
	make(&leader, "cause=failed exit_code=1 exit_initiator_pid=9");
	judge(&c, "x (pid 8, thread of 7) ended with its process, which failed with status 1, ended by its thread 9, 2.000s after the thread was born.",
	      "a thread of a process that another thread ended");
	make(&leader, "cause=failed exit_code=1 exit_initiator_pid=8");
	judge(&c, "x (pid 8, thread of 7) ended its process, which failed with status 1, 2.000s after the thread was born.",
	      "the thread that ended it");
	make(&leader, CRASHED("fault", "11") "core_dumped=0 exit_initiator_pid=9");
	judge(&c, "x (pid 8, thread of 7) ended with its process, which crashed with SIGSEGV, without a core dump, in its thread 9, 2.000s after the thread was born.",
	      "a thread of a process that another one crashed");
}

static void unreaped(void)
{
	struct made made, parent;
	struct lct_case c = { .task = &made.task };

	make(&made, ALIVE "state=zombie cause=exited zombie_ns=1500000000");
	make(&parent, "pid=5 tgid=5 comm=lazy " ALIVE "state=sleeping");
	made.task.parent = &parent.task;
	judge(&c, "x (pid 7, child of 5) exited with status 0, 500.0ms after it was born; it has been a zombie for 1.500s, because its parent lazy (pid 5) has not reaped it.",
	      "a zombie, and its parent by name");
	make(&made, ALIVE "state=zombie cause=exited zombie_ns=1500000000 dead_threads_last_ns=2990000000");
	made.task.survived = true;
	judge(&c, "x (pid 7, child of 5) exited with status 0, 500.0ms after it was born; it has been a zombie for 1.500s, while other threads of its process are still alive.",
	      "a leader whose threads are alive is not blamed on its parent");
}

static void forms(void)
{
	struct made made;
	struct lct_case c = { .task = &made.task };

	make(&made, "comm=\\033[31m\\303 cause=exited exit_code=0 reap=thread reaper_pid=-");
	judge(&c, "\\033[31m\\303 (pid 7, child of 5) exited with status 0, 2.000s after it was born.",
	      "text has no control codes");
	c.form = LCT_FORM_JSON;
	judge(&c, "\033[31m\xef\xbf\xbd (pid 7, child of 5) exited with status 0, 2.000s after it was born.",
	      "JSON has UTF-8");
}

int main(void)
{
	struct made made;
	const struct lct_case c = { .task = &made.task };
	size_t i;

	plan(NR(cases) + 9);
	for (i = 0; i < NR(cases); i++) {
		make(&made, cases[i].facts);
		judge(&c, cases[i].wanted, cases[i].facts);
	}
	nothing_is_left_out();
	threads();
	unreaped();
	forms();
	return ktap_failed;
}
