/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The way out of the guest. What leaves it leaves through I/O ports that QEMU
 * joins to files of the host (isa-debugcon). That needs no driver and no
 * interrupt, so it is the same on every kernel, keeps bytes as they are, and has
 * arrived when the instruction is over.
 */
#ifndef GUEST_VERDICT_H
#define GUEST_VERDICT_H

#include <stddef.h>

/* Must agree with scripts/vm */
#define PORT_OUT	0x580
#define PORT_ERR	0x581
#define PORT_VERDICT	0x582
#define PORTS		3

/* Nonzero where process 1 may not use the ports */
int ports_open(void);
/* The right to use them outlives fork and exec: a command must not inherit it */
void ports_close(void);

void port_write(int port, const void *data, size_t len);

/* One line of the verdict; the host knows the words */
void verdict(const char *word, const char *detail);
void verdict_number(const char *word, int number);

__attribute__((noreturn)) void power_off(void);

/* Reports what went wrong, with errno, and powers off */
__attribute__((noreturn)) void fail(const char *what);

#endif
