/* SPDX-License-Identifier: GPL-2.0 */
/* The bugs that can be planted. Each function is wrong in the way it is called. */
#ifndef PLANTED_H
#define PLANTED_H

/* memory.c */
void use_after_free(void);
void double_free(void);
void slab_out_of_bounds(void);
void stack_out_of_bounds(void);
void global_out_of_bounds(void);
void vmalloc_out_of_bounds(void);
void leak(void);
void cache_not_empty(void);
void shift_out_of_bounds(void);
void list_corruption(void);
void free_active_timer(void);

/* context.c */
void sleep_in_atomic(void);
void schedule_in_atomic(void);
void sleep_in_rcu(void);
void cpu_while_preemptible(void);
void rcu_dereference_outside(void);
void rcu_walk_outside(void);
void warning(void);

/* locks.c */
void lock_inversion(void);
void lock_unsafe_in_irq(void);
void sleeping_lock_in_raw(void);

/* stalls.c */
void soft_lockup(void);
void rcu_stall(void);
void hung_task(void);
void lock_to_user(void);

/* race.c */
void data_race_plain(void);

#endif /* PLANTED_H */
