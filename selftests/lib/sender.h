/* SPDX-License-Identifier: GPL-2.0 */
/* Ways of sending a signal, and who receives one and tells what came. */
#ifndef SELFTESTS_SENDER_H
#define SELFTESTS_SENDER_H

#include <signal.h>
#include <sys/types.h>

#include "child.h"

/**
 * struct way - a system call that sends signals
 * @name: the call's
 * @code: si_code of what it sends
 * @thread: whether it is for one thread rather than the process
 * @send: 0, or -1 and errno; the target leads a process group
 */
struct way {
	const char *name;
	int code;
	bool thread;
	int (*send)(pid_t pid, int sig);
};

#define WAYS 7
extern const struct way ways[WAYS];

/* Sends, or ends the caller. */
void send_signal(pid_t pid, int sig);
/* The same, with a siginfo of that code which names another sender: 1, of the uid 4321. */
void forge_signal(pid_t pid, int sig, int code);

/*
 * A child that runs what a victim runs, and catches the signal @sig (unless that is
 * 0): it tells its siginfo, and exits with status 0.
 */
struct twin {
	pid_t pid;
	int sig;
	struct gate told;
	void (*run)(void *data);
	void *data;
};

void twin_start(struct twin *twin, int sig, void (*run)(void *), void *data);
siginfo_t twin_end(struct twin *twin);

#endif
