/* SPDX-License-Identifier: GPL-2.0 */
/* Files that cannot be executed. */
#ifndef SELFTESTS_BAD_PROGRAM_H
#define SELFTESTS_BAD_PROGRAM_H

/* Without permission to execute it, even for root. */
#define BAD_PLAIN	"/tmp/lc-plain"
/* Executable, in no format that the kernel knows. */
#define BAD_JUNK	"/tmp/lc-junk"
/* A script whose interpreter does not exist. */
#define BAD_SCRIPT	"/tmp/lc-script"
/* A script that the shell would execute. */
#define BAD_SHELL	"/tmp/lc-shell"
/* A program whose loader is BAD_JUNK. */
#define BAD_LOADER	"/tmp/lc-loader"
/* A program whose segment is larger in the file than in memory: detected late. */
#define BAD_LATE	"/tmp/lc-late"

void bad_programs_make(void);
void bad_programs_remove(void);

#endif
