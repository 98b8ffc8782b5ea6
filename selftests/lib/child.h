/* SPDX-License-Identifier: GPL-2.0 */
/* Children and threads that wait for the test and report to it. */
#ifndef SELFTESTS_CHILD_H
#define SELFTESTS_CHILD_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

/* A gate: a pipe of bytes; each waiter takes one. */
struct gate {
	int out, in;
};

void gate_init(struct gate *gate);
void gate_wait(struct gate *gate);
void gate_open(struct gate *gate);
void gate_send(struct gate *gate, const void *data, size_t length);
void gate_receive(struct gate *gate, void *data, size_t length);

/* A child that runs @run and exits 0; dies with its parent. */
pid_t spawn(void (*run)(void *), void *data);
/* A child that execs this test's own binary as a helper, see ktap.c. */
pid_t spawn_helper(const char *what, int number);
void exec_helper(const char *what, int number) __attribute__((noreturn));

int reap(pid_t pid);
void wait_exited(pid_t pid);
void wait_gone(pid_t pid);
void wait_blocked(pid_t pid);
void wait_state(pid_t pid, const char *state);

char stat_state(pid_t pid, pid_t tid);
uint64_t stat_field(pid_t pid, pid_t tid, int number);
uint64_t status_value(pid_t pid, pid_t tid, const char *name);
int own_tid(void);

void pin(int cpu);
int cpus(void);
void burn(uint64_t ns);
bool write_file(const char *path, const char *text);
void become(unsigned int uid);

#endif
