/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The table of user namespaces that the dead lived in. See userns.h for what it is for.
 */
#ifndef LC_USERNS_ENTRY_H
#define LC_USERNS_ENTRY_H

#include <linux/bits.h>
#include <linux/list.h>
#include <linux/types.h>
#include <linux/uidgid.h>
#include <linux/user_namespace.h>

#define LC_USERNS_BITS 10
#define LC_USERNS_CHAINS BIT(LC_USERNS_BITS)

/**
 * struct lc_userns - a user namespace that the dead lived in
 * @link: link in the table; once @ns is gone, among the children of @parent
 * @children: entries whose @parent this is; none once @ns is gone, but for a moment
 * @ns: the namespace, with a reference; NULL once it is gone
 * @parent: entry of the namespace around it, with a reference. Valid once @ns is NULL; NULL
 *	    stands for the initial namespace
 * @owner: owner of the namespace that is gone. Valid once @ns is NULL
 * @refs: references by the dead, and by children
 * @rcu: frees it
 *
 * If @parent goes as well, the entry takes its place: @owner and @parent become those of
 * @parent. So however deep namespaces were nested, an entry that is gone has at most one
 * parent, which is not. Only entries whose namespaces are there are in the table, each at
 * another address: it is as large as the kernel's limits let it be.
 */
struct lc_userns {
	struct hlist_node link;
	struct hlist_head children;
	struct user_namespace *ns;
	struct lc_userns *parent;
	kuid_t owner;
	unsigned int refs;
	struct rcu_head rcu;
};

int lc_userns_entry_init(void);
void lc_userns_entry_exit(void);

struct lc_userns *lc_userns_entry_get(struct user_namespace *ns);
void lc_userns_entry_put(struct lc_userns *userns);
struct user_namespace *lc_userns_entry_collapse(unsigned int chain);

unsigned int lc_userns_entry_live(void);
unsigned int lc_userns_entry_kept(void);
u64 lc_userns_entry_lost(void);
size_t lc_userns_entry_memory(void);

#endif /* LC_USERNS_ENTRY_H */
