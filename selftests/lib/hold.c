// SPDX-License-Identifier: GPL-2.0
#include <sched.h>
#include <stdbool.h>
#include <sys/mman.h>

#include "child.h"
#include "hold.h"
#include "ktap.h"
#include "load.h"

#define PRIORITY 90

static struct {
	/* Shared with the holders. */
	bool *on;
	struct gate orders, held;
} holders;

static void hold(void *cpu)
{
	pin(*(int *)cpu);
	set_policy(0, SCHED_FIFO, PRIORITY);
	for (;;) {
		gate_wait(&holders.orders);
		gate_open(&holders.held);
		while (__atomic_load_n(holders.on, __ATOMIC_ACQUIRE))
			;
	}
}

void hold_prepare(void)
{
	holders.on = mmap(NULL, sizeof(*holders.on), PROT_READ | PROT_WRITE,
			  MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	require(holders.on != MAP_FAILED, "mmap: %s", strerror(errno));
	gate_init(&holders.orders);
	gate_init(&holders.held);
	for (int cpu = 1; cpu < cpus(); cpu++)
		wait_blocked(spawn(hold, &cpu));
}

void hold_all_cpus(void)
{
	pin(0);
	set_policy(0, SCHED_FIFO, PRIORITY);
	__atomic_store_n(holders.on, true, __ATOMIC_RELEASE);
	for (int cpu = 1; cpu < cpus(); cpu++)
		gate_open(&holders.orders);
	for (int cpu = 1; cpu < cpus(); cpu++)
		gate_wait(&holders.held);
}

void release_all_cpus(void)
{
	__atomic_store_n(holders.on, false, __ATOMIC_RELEASE);
	set_policy(0, SCHED_OTHER, 0);
	unpin_task(0);
}
