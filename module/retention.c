// SPDX-License-Identifier: GPL-2.0
#include <linux/kernel.h>
#include <linux/moduleparam.h>
#include <linux/string.h>
#include <linux/sysfs.h>

#include "record/actor.h"
#include "record/history.h"
#include "record/place.h"
#include "retention.h"

#define HISTORY_MIN	1
#define HISTORY_MAX	131072

/* Both protected by the lock of the module's parameters. */
static unsigned int history[LC_KEPT_NR] = { 4096, 4096, 2048 };
static bool resizable;

/* Actors of living tasks. */
static unsigned int living_actors;

static unsigned int most_actors(const unsigned int sizes[LC_KEPT_NR])
{
	unsigned int most = living_actors;
	int kind;

	for (kind = 0; kind < LC_KEPT_NR; kind++)
		most += sizes[kind];
	return most;
}

/* One number for each kind. The last one that is given stands for those that are not. */
static int parse(const char *text, unsigned int sizes[LC_KEPT_NR])
{
	char copy[64], *rest = copy, *number;
	int kind = 0;

	if (strscpy(copy, text, sizeof(copy)) < 0)
		return -EINVAL;
	while ((number = strsep(&rest, ","))) {
		if (kind == LC_KEPT_NR || kstrtouint(strim(number), 10, &sizes[kind]))
			return -EINVAL;
		if (sizes[kind] < HISTORY_MIN || sizes[kind] > HISTORY_MAX) {
			pr_err("history=%s: each number must be between %u and %u\n", text,
			       HISTORY_MIN, HISTORY_MAX);
			return -EINVAL;
		}
		kind++;
	}
	for (; kind < LC_KEPT_NR; kind++)
		sizes[kind] = sizes[kind - 1];
	return 0;
}

/* If memory is short, the kinds that come later stay as they are. */
static int resize(const unsigned int sizes[LC_KEPT_NR])
{
	int kind, ret = 0;

	for (kind = 0; kind < LC_KEPT_NR && !ret; kind++) {
		ret = lc_places_resize(kind, sizes[kind]);
		if (!ret)
			history[kind] = sizes[kind];
	}
	lc_actor_resize(most_actors(history));
	return ret;
}

static int set(const char *text, const struct kernel_param *param)
{
	unsigned int sizes[LC_KEPT_NR];
	int ret = parse(text, sizes);

	if (ret)
		return ret;
	if (resizable)
		return resize(sizes);
	memcpy(history, sizes, sizeof(history));
	return 0;
}

static int get(char *text, const struct kernel_param *param)
{
	return sysfs_emit(text, "%u,%u,%u\n", history[LC_KEPT_NOTABLE],
			  history[LC_KEPT_ORDINARY], history[LC_KEPT_THREAD]);
}

static const struct kernel_param_ops history_ops = { .set = set, .get = get };
module_param_cb(history, &history_ops, NULL, 0644);
__MODULE_PARM_TYPE(history, "uint[,uint[,uint]]");
MODULE_PARM_DESC(history, "number of dead tasks to keep: notable processes, ordinary processes, threads, 1 to 131072 (default 4096,4096,2048)");

/**
 * lc_retention_init() - allocate the actors and the history
 * @actors: number of actors that living tasks may need; each death has one more
 *
 * From here on, the parameter can be written.
 *
 * Context: Process context.
 * Return: 0, or -ENOMEM with nothing left allocated.
 */
int lc_retention_init(unsigned int actors)
{
	int ret;

	living_actors = actors;
	kernel_param_lock(THIS_MODULE);
	ret = lc_actor_init(most_actors(history));
	if (!ret) {
		ret = lc_history_init(history);
		if (ret)
			lc_actor_exit();
	}
	resizable = !ret;
	kernel_param_unlock(THIS_MODULE);
	return ret;
}

/**
 * lc_retention_exit() - free the history and the actors
 *
 * Context: Process context. No hook is attached, no reader is left, and the RCU
 * callbacks that hooks have queued have run.
 */
void lc_retention_exit(void)
{
	kernel_param_lock(THIS_MODULE);
	resizable = false;
	kernel_param_unlock(THIS_MODULE);
	lc_history_exit();
	lc_actor_exit();
}
