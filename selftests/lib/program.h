/* SPDX-License-Identifier: GPL-2.0 */
/* Programs under other names: this test's own binary, which a test execs as a helper. */
#ifndef SELFTESTS_PROGRAM_H
#define SELFTESTS_PROGRAM_H

/* Writes the binary to an open file. */
void program_write(int fd);
/* A copy of it, executable. */
void program_copy(const char *path);
/* The path of the binary itself, without symbolic links. */
const char *program_self(void);

#endif
