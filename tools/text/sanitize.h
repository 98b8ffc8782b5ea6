/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LC_SAFE_H
#define LC_SAFE_H

#include <stddef.h>
#include <stdint.h>

void lc_safe_terminal(const char *text, char *out, size_t room);
size_t lc_safe_length(const char *text, uint32_t *number);
size_t lc_safe_plain(const char *text);
void lc_safe_utf8(const char *text, char *out, size_t room);

#endif
