/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LC_ORIGIN_H
#define LC_ORIGIN_H

struct kernel_siginfo;
struct lc_generated;

void lc_origin_decide(struct lc_generated *s, const struct kernel_siginfo *info);

#endif /* LC_ORIGIN_H */
