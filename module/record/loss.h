/* SPDX-License-Identifier: GPL-2.0 */
/* Tasks without a record: counted by the reason, the first for each in the kernel log. */
#ifndef LC_LOSS_H
#define LC_LOSS_H

#include <linux/sched.h>
#include <linux/uidgid.h>

#include "uapi/words.h"

void lc_loss_exit(void);
void lc_loss_count(const struct task_struct *task, kuid_t user, enum lc_bound bound);

#endif /* LC_LOSS_H */
