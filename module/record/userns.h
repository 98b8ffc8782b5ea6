/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The user namespaces of the dead, which decide who may see them.
 *
 * A reference from each of the dead would keep a namespace, and its place in the limit of
 * its owner, for as long as the history does. So all dead of a namespace share an entry,
 * which has one reference. A worker looks for namespaces to which an entry has the last
 * one: nobody is in them, and nobody can enter them any more. It replaces such a namespace by
 * its parent and its owner, which is all that still matters, and drops the reference.
 * Namespaces are compared by address, and only while an entry has a reference.
 *
 * NULL stands for the initial user namespace: most tasks cost nothing here.
 */
#ifndef LC_USERNS_H
#define LC_USERNS_H

#include <linux/user_namespace.h>

#include "record/userns_entry.h"

struct lc_subject;

int lc_userns_init(void);
void lc_userns_exit(void);

struct lc_userns *lc_userns_get_slowpath(struct user_namespace *ns);
void lc_userns_locate(const struct lc_userns *userns, struct lc_subject *subject);

/**
 * lc_userns_get() - take a reference to the entry of a user namespace
 * @ns: the namespace, in which the caller has found a task
 *
 * Context: Any, no scheduler lock held.
 * Return: the entry, NULL for the initial namespace. It is NULL also if there is no memory,
 * which is counted: then fewer readers see the task, those outside of all user namespaces.
 */
static inline struct lc_userns *lc_userns_get(struct user_namespace *ns)
{
	return likely(ns == &init_user_ns) ? NULL : lc_userns_get_slowpath(ns);
}

/**
 * lc_userns_put() - drop a reference to an entry
 * @userns: the entry, or NULL
 *
 * Readers may use it until the end of their RCU read side.
 *
 * Context: Any, no scheduler lock held.
 */
static inline void lc_userns_put(struct lc_userns *userns)
{
	if (unlikely(userns))
		lc_userns_entry_put(userns);
}

#endif /* LC_USERNS_H */
