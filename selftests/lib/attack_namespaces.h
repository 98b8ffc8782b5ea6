/* SPDX-License-Identifier: GPL-2.0 */
/* Namespaces that are created and left, see attack.h. */
#ifndef SELFTESTS_ATTACK_NAMESPACES_H
#define SELFTESTS_ATTACK_NAMESPACES_H

#include "attack.h"

int attack_namespaces(struct attacker *self);

#endif
