// SPDX-License-Identifier: GPL-2.0
/* What exit statuses mean by convention. */
#include "text/exitname.h"

/**
 * struct meaning - an exit status
 * @status:	the status
 * @text:	what it means; with its name, where it has one
 */
struct meaning {
	int status;
	const char *text;
};

/* From sysexits.h. */
static const struct meaning sysexits[] = {
	{ 64, "EX_USAGE" },
	{ 65, "EX_DATAERR" },
	{ 66, "EX_NOINPUT" },
	{ 67, "EX_NOUSER" },
	{ 68, "EX_NOHOST" },
	{ 69, "EX_UNAVAILABLE" },
	{ 70, "EX_SOFTWARE" },
	{ 71, "EX_OSERR" },
	{ 72, "EX_OSFILE" },
	{ 73, "EX_CANTCREAT" },
	{ 74, "EX_IOERR" },
	{ 75, "EX_TEMPFAIL" },
	{ 76, "EX_PROTOCOL" },
	{ 77, "EX_NOPERM" },
	{ 78, "EX_CONFIG" },
};

/* Of what executes other programs. POSIX.1-2017, XCU 2.8.2. */
static const struct meaning shell[] = {
	{ 126, "the command was found, but could not be executed" },
	{ 127, "the command was not found" },
};

/* systemd.exec(5), "Process Exit Codes". */
static const struct meaning systemd[] = {
	{ 200, "CHDIR: changing to the working directory failed" },
	{ 201, "NICE: setting the nice level failed" },
	{ 202, "FDS: preparing file descriptors failed" },
	{ 203, "EXEC: executing its program failed" },
	{ 204, "MEMORY: it was out of memory" },
	{ 205, "LIMITS: setting resource limits failed" },
	{ 206, "OOM_ADJUST: setting OOMScoreAdjust= failed" },
	{ 207, "SIGNAL_MASK: setting the signal mask failed" },
	{ 208, "STDIN: setting up standard input failed" },
	{ 209, "STDOUT: setting up standard output failed" },
	{ 210, "CHROOT: changing the root directory failed" },
	{ 211, "IOPRIO: setting the I/O priority failed" },
	{ 212, "TIMERSLACK: setting the timer slack failed" },
	{ 213, "SECUREBITS: setting the secure bits failed" },
	{ 214, "SETSCHEDULER: setting the scheduling policy failed" },
	{ 215, "CPUAFFINITY: setting the CPU affinity failed" },
	{ 216, "GROUP: changing to the group failed" },
	{ 217, "USER: changing to the user failed" },
	{ 218, "CAPABILITIES: setting capabilities failed" },
	{ 219, "CGROUP: setting up the cgroup failed" },
	{ 220, "SETSID: creating a session failed" },
	{ 221, "CONFIRM: its execution was not confirmed" },
	{ 222, "STDERR: setting up standard error failed" },
	{ 224, "PAM: setting up a PAM session failed" },
	{ 225, "NETWORK: setting up the network namespace failed" },
	{ 226, "NAMESPACE: setting up namespaces failed" },
	{ 227, "NO_NEW_PRIVILEGES: setting no-new-privileges failed" },
	{ 228, "SECCOMP: setting up the filter of system calls failed" },
	{ 229, "SELINUX_CONTEXT: setting the SELinux context failed" },
	{ 230, "PERSONALITY: setting the personality failed" },
	{ 231, "APPARMOR_PROFILE: setting the AppArmor profile failed" },
	{ 232, "ADDRESS_FAMILIES: restricting address families failed" },
	{ 233, "RUNTIME_DIRECTORY: setting up the runtime directory failed" },
	{ 235, "CHOWN: changing the owner of a socket failed" },
	{ 236, "SMACK_PROCESS_LABEL: setting the SMACK label failed" },
	{ 237, "KEYRING: setting up the keyring failed" },
	{ 238, "STATE_DIRECTORY: setting up the state directory failed" },
	{ 239, "CACHE_DIRECTORY: setting up the cache directory failed" },
	{ 240, "LOGS_DIRECTORY: setting up the logs directory failed" },
	{ 241, "CONFIGURATION_DIRECTORY: setting up the configuration directory failed" },
	{ 242, "NUMA_POLICY: setting the NUMA policy failed" },
	{ 243, "CREDENTIALS: setting up credentials failed" },
	{ 245, "BPF: restrictions by BPF could not be applied" },
};

#define NR(a)	(sizeof(a) / sizeof(*(a)))

static const char *find(const struct meaning *meanings, size_t nr, int64_t status)
{
	size_t i;

	for (i = 0; i < nr; i++)
		if (meanings[i].status == status)
			return meanings[i].text;
	return NULL;
}

/**
 * lct_exitname_sysexits() - get the name of an exit status in sysexits.h
 * @status:	the status
 *
 * Return: the name; NULL if it has none.
 */
const char *lct_exitname_sysexits(int64_t status)
{
	return find(sysexits, NR(sysexits), status);
}

/**
 * lct_exitname_shell() - get the meaning of an exit status of a shell, or of another program
 *			  that executes a command
 * @status:	the status
 *
 * Return: the meaning; NULL if it has none.
 */
const char *lct_exitname_shell(int64_t status)
{
	return find(shell, NR(shell), status);
}

/**
 * lct_exitname_systemd() - get the meaning of an exit status of a child of systemd that has
 *			    not executed the program of its unit yet
 * @status:	the status
 *
 * Return: the meaning; NULL if it has none.
 */
const char *lct_exitname_systemd(int64_t status)
{
	return find(systemd, NR(systemd), status);
}
