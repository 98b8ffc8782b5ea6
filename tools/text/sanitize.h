/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LCT_SANITIZE_H
#define LCT_SANITIZE_H

#include <stddef.h>
#include <stdint.h>

void lct_sanitize_terminal(const char *text, char *out, size_t room);
size_t lct_sanitize_length(const char *text, uint32_t *number);
size_t lct_sanitize_plain(const char *text);
void lct_sanitize_utf8(const char *text, char *out, size_t room);

#endif
