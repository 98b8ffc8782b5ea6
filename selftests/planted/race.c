// SPDX-License-Identifier: GPL-2.0
/* Two CPUs increment one variable without synchronization. */
#include <linux/completion.h>
#include <linux/err.h>
#include <linux/jiffies.h>
#include <linux/kthread.h>

#include "planted.h"

#define RACE_SECONDS 5

static unsigned long counter;

static struct completion done[2];

static int race(void *completion)
{
	unsigned long until = jiffies + RACE_SECONDS * HZ;

	while (time_before(jiffies, until)) {
		counter++;
		cond_resched();
	}
	complete(completion);
	return 0;
}

void data_race_plain(void)
{
	struct task_struct *thread;
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(done); i++) {
		init_completion(&done[i]);
		thread = kthread_create_on_cpu(race, &done[i], i, "race/%u");
		if (IS_ERR(thread))
			complete(&done[i]);
		else
			wake_up_process(thread);
	}
	for (i = 0; i < ARRAY_SIZE(done); i++)
		wait_for_completion(&done[i]);
}
