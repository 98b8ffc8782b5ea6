// SPDX-License-Identifier: GPL-2.0
/* Invalid memory accesses, leaks, undefined arithmetic and misused objects. */
#include <linux/list.h>
#include <linux/slab.h>
#include <linux/timer.h>
#include <linux/vmalloc.h>

#include "planted.h"

#define BYTES 100

/* Opaque to the compiler, so that it does not optimize the bug away. */
static volatile int beyond = BYTES;
static volatile char sink;

void use_after_free(void)
{
	char *p = kmalloc(BYTES, GFP_KERNEL);

	kfree(p);
	sink = ((volatile char *)p)[1];
}

void double_free(void)
{
	char *p = kmalloc(BYTES, GFP_KERNEL);
	char * volatile again = p;

	kfree(p);
	kfree(again);
}

void slab_out_of_bounds(void)
{
	char *p = kmalloc(BYTES, GFP_KERNEL);

	((volatile char *)p)[beyond] = 1;
	kfree(p);
}

void stack_out_of_bounds(void)
{
	volatile char on_stack[BYTES];

	on_stack[0] = 1;
	sink = on_stack[beyond];
}

static volatile char global[BYTES];

void global_out_of_bounds(void)
{
	sink = global[beyond];
}

void vmalloc_out_of_bounds(void)
{
	char *p = vmalloc(BYTES);

	sink = ((volatile char *)p)[beyond];
	vfree(p);
}

void leak(void)
{
	unsigned int i;

	/* Several: the stack or a register may still refer to the last one. */
	for (i = 0; i < 5; i++)
		sink = !kmalloc(BYTES * 10, GFP_KERNEL);
}

void cache_not_empty(void)
{
	struct kmem_cache *cache = kmem_cache_create("planted", 320, 0, SLAB_NO_MERGE, NULL);
	void *object = kmem_cache_alloc(cache, GFP_KERNEL);

	kmem_cache_destroy(cache);
	sink = !object;
}

void shift_out_of_bounds(void)
{
	sink = 1 << beyond;
}

void list_corruption(void)
{
	static LIST_HEAD(list);
	static struct list_head one, other;

	list_add(&one, &list);
	list_add(&other, &list);
	one.prev = &one;
	list_del(&one);
}

static void ticked(struct timer_list *timer)
{
}

void free_active_timer(void)
{
	struct timer_list *timer = kmalloc(sizeof(*timer), GFP_KERNEL);

	timer_setup(timer, ticked, 0);
	mod_timer(timer, jiffies + 1000 * HZ);
	kfree(timer);
}
