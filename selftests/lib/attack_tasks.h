/* SPDX-License-Identifier: GPL-2.0 */
/* Floods of tasks, see attack.h. */
#ifndef SELFTESTS_ATTACK_TASKS_H
#define SELFTESTS_ATTACK_TASKS_H

#include "attack.h"

int attack_births(struct attacker *self);
int attack_crowds(struct attacker *self);
int attack_orphans(struct attacker *self);
int attack_zombies(struct attacker *self);

/* As root: a folder of the user with a program, which attack_renames() renames. */
void attack_renames_prepare(const char *name, unsigned int uid);
void attack_renames_clean(const char *name);
int attack_renames(struct attacker *self);

#endif
