/* SPDX-License-Identifier: GPL-2.0 */
/* Texts that others have chosen, as the module writes them. */
#ifndef SELFTESTS_TEXT_H
#define SELFTESTS_TEXT_H

#include <stdbool.h>
#include <stddef.h>

/* The bytes that a cell stands for, ended by a zero byte. Returns how many they are. */
size_t text_unescape(const char *cell, char *out, size_t room);
/*
 * Where in a file's text there is something that no terminal may get: a control
 * character but the newline, or what is no UTF-8. -1 if there is nothing.
 */
long text_dirt(const char *text, size_t length);

#endif
