/* SPDX-License-Identifier: GPL-2.0 */
#ifndef FUZZ_OUTPUT_H
#define FUZZ_OUTPUT_H

#include <stdbool.h>
#include <stddef.h>

/* A wrong output aborts the fuzzer, which then saves the input. */
void output_wrong(const char *what, const char *text);

void output_check_plain(const char *text);
void output_check_json(const char *text);
void output_check_fields(const char *text);
void output_check_aligned(const char *text);
size_t output_lines(const char *text);

#endif
