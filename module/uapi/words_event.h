/* SPDX-License-Identifier: GPL-2.0 WITH Linux-syscall-note */
/* The words in events that no table of tasks has. */
#ifndef LC_WORDS_EVENT_H
#define LC_WORDS_EVENT_H

/*
 * Kinds of events.
 *
 *   LOST        events were overwritten before they were read
 *   DELIVERY    a signal takes effect, or is discarded; SIGNAL: it is sent
 *   STOP        a thread stops because of a signal
 *   COMM        a task gets another name, other than by an exec
 *   CREDENTIALS user or group IDs change, by an exec as well
 *   ON_CPU      a task gets a CPU; it is in 'switches' and 'waits', OFF_CPU in 'switches'
 */
#define LC_EVENTS(X)			\
	X(LOST, "lost")			\
	X(BIRTH, "birth")		\
	X(EXEC, "exec")			\
	X(EXEC_FAILED, "exec-failed")	\
	X(EXIT, "exit")			\
	X(REAP, "reap")			\
	X(ORPHAN, "orphan")		\
	X(OOM, "oom")			\
	X(FORK_FAILED, "fork-failed")	\
	X(SIGNAL, "signal")		\
	X(DELIVERY, "delivery")		\
	X(STOP, "stop")			\
	X(CONTINUE, "continue")		\
	X(COMM, "comm")			\
	X(CREDENTIALS, "credentials")	\
	X(ON_CPU, "on-cpu")		\
	X(OFF_CPU, "off-cpu")

/* What becomes of a signal; MERGED: one is pending already; DROPPED: the queue is full. */
#define LC_OUTCOMES(X)			\
	X(NONE, "-")			\
	X(PENDING, "pending")		\
	X(BLOCKED, "blocked")		\
	X(IGNORED, "ignored")		\
	X(MERGED, "merged")		\
	X(DROPPED, "dropped")		\
	X(FATAL, "fatal")		\
	X(HANDLED, "handled")		\
	X(STOPS, "stops")

#define LC_ENUM_EVENT(sym, word)	LC_EVENT_##sym,
#define LC_ENUM_OUTCOME(sym, word)	LC_OUTCOME_##sym,

enum lc_event_kind { LC_EVENTS(LC_ENUM_EVENT) LC_EVENT_NR };
enum lc_outcome { LC_OUTCOMES(LC_ENUM_OUTCOME) LC_OUTCOME_NR };

#endif /* LC_WORDS_EVENT_H */
