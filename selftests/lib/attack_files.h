/* SPDX-License-Identifier: GPL-2.0 */
/* Readers and writers of the files, see attack.h. */
#ifndef SELFTESTS_ATTACK_FILES_H
#define SELFTESTS_ATTACK_FILES_H

#include "attack.h"

int attack_rows(struct attacker *self);
int attack_bytes(struct attacker *self);
int attack_offsets(struct attacker *self);
int attack_open_files(struct attacker *self);
int attack_questions(struct attacker *self);

#endif
