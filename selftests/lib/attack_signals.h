/* SPDX-License-Identifier: GPL-2.0 */
/* Deaths, signals that deceive, and tracers, see attack.h. */
#ifndef SELFTESTS_ATTACK_SIGNALS_H
#define SELFTESTS_ATTACK_SIGNALS_H

#include "attack.h"

int attack_deaths(struct attacker *self);
int attack_forgeries(struct attacker *self);
int attack_pending(struct attacker *self);
int attack_tracing(struct attacker *self);

#endif
