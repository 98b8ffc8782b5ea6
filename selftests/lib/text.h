/* SPDX-License-Identifier: GPL-2.0 */
/* Names chosen by users, as the module escapes them. */
#ifndef SELFTESTS_TEXT_H
#define SELFTESTS_TEXT_H

#include <stdbool.h>
#include <stddef.h>

/* Unescapes a cell, terminated by a zero byte. Returns the number of bytes. */
size_t text_unescape(const char *cell, char *out, size_t room);
/*
 * The offset of the first byte in a file's text that must not reach a terminal: a control
 * character except newline, or invalid UTF-8. -1 if there is none.
 */
long text_dirt(const char *text, size_t length);

#endif
