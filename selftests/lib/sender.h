/* SPDX-License-Identifier: GPL-2.0 */
/* Ways to send a signal, and a receiver that reports its siginfo. */
#ifndef SELFTESTS_SENDER_H
#define SELFTESTS_SENDER_H

#include <signal.h>
#include <sys/types.h>

#include "child.h"

/**
 * struct way - a system call that sends signals
 * @name: the system call
 * @code: its si_code
 * @thread: whether it targets a thread rather than the process
 * @send: returns 0, or -1 and errno; the target is a process group leader
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
/* The same by a child with that name and UID; returns its pid. It is dead by then. */
pid_t sent_by(pid_t pid, int sig, const char *name, unsigned int uid);
/* The same with a siginfo of that code that claims another sender: pid 1, uid 4321. */
void forge_signal(pid_t pid, int sig, int code);

/*
 * A child that runs what a victim runs and catches the signal @sig (unless that is 0): it
 * reports the siginfo, and exits with status 0.
 */
struct twin {
	pid_t pid;
	int sig;
	struct gate report;
	void (*run)(void *data);
	void *data;
};

void twin_start(struct twin *twin, int sig, void (*run)(void *), void *data);
siginfo_t twin_end(struct twin *twin);

#endif
