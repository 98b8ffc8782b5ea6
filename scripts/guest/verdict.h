/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Output from the guest to the host, through I/O ports that QEMU connects to files
 * of the host (isa-debugcon). This needs no driver and no interrupt, works on every
 * kernel, does not alter bytes, and is complete when the instruction retires.
 */
#ifndef GUEST_VERDICT_H
#define GUEST_VERDICT_H

#include <stddef.h>

/* Must agree with scripts/vm */
#define PORT_OUT	0x580
#define PORT_ERR	0x581
#define PORT_VERDICT	0x582
#define PORTS		3

/* Returns nonzero if process 1 may not use the ports */
int ports_open(void);
/* I/O permissions are kept across fork and exec; the command must not inherit them */
void ports_close(void);

void port_write(int port, const void *data, size_t len);

/* Sends one line of the verdict; scripts/vm defines the words */
void verdict(const char *word, const char *detail);
void verdict_number(const char *word, int number);

__attribute__((noreturn)) void power_off(void);

/* Reports what failed, with errno, and powers off */
__attribute__((noreturn)) void fail(const char *what);

#endif
