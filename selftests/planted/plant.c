// SPDX-License-Identifier: GPL-2.0
/* /sys/kernel/debug/planted: writing the name of a bug triggers it. */
#include <linux/debugfs.h>
#include <linux/module.h>
#include <linux/string.h>
#include <linux/uaccess.h>

#include "planted.h"

#define BUG_OF(name) { #name, name }
static const struct {
	const char *name;
	void (*plant)(void);
} bugs[] = {
	BUG_OF(use_after_free),
	BUG_OF(double_free),
	BUG_OF(slab_out_of_bounds),
	BUG_OF(stack_out_of_bounds),
	BUG_OF(global_out_of_bounds),
	BUG_OF(vmalloc_out_of_bounds),
	BUG_OF(leak),
	BUG_OF(cache_not_empty),
	BUG_OF(shift_out_of_bounds),
	BUG_OF(list_corruption),
	BUG_OF(free_active_timer),
	BUG_OF(sleep_in_atomic),
	BUG_OF(schedule_in_atomic),
	BUG_OF(sleep_in_rcu),
	BUG_OF(cpu_while_preemptible),
	BUG_OF(rcu_dereference_outside),
	BUG_OF(rcu_walk_outside),
	BUG_OF(warning),
	BUG_OF(lock_inversion),
	BUG_OF(lock_unsafe_in_irq),
	BUG_OF(sleeping_lock_in_raw),
	BUG_OF(soft_lockup),
	BUG_OF(rcu_stall),
	BUG_OF(hung_task),
	BUG_OF(lock_to_user),
	BUG_OF(data_race_plain),
};

static struct dentry *file;

static ssize_t planted_write(struct file *f, const char __user *buf, size_t count, loff_t *pos)
{
	char name[32];
	unsigned int i;

	if (!count || count >= sizeof(name) || copy_from_user(name, buf, count))
		return -EINVAL;
	name[count] = '\0';
	strim(name);
	for (i = 0; i < ARRAY_SIZE(bugs); i++)
		if (!strcmp(bugs[i].name, name)) {
			pr_warn("planting %s\n", name);
			bugs[i].plant();
			return count;
		}
	return -ENOENT;
}

static const struct file_operations planted_fops = {
	.owner = THIS_MODULE,
	.write = planted_write,
};

static int __init planted_init(void)
{
	file = debugfs_create_file("planted", 0200, NULL, NULL, &planted_fops);
	return PTR_ERR_OR_ZERO(file);
}

static void __exit planted_exit(void)
{
	debugfs_remove(file);
}

module_init(planted_init);
module_exit(planted_exit);

MODULE_DESCRIPTION("Each bug that the debug kernels must report");
MODULE_LICENSE("GPL");
