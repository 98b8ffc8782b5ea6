/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LCT_RECORDINGS_H
#define LCT_RECORDINGS_H

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define LCT_ARCHIVE	"/var/lib/lifecycle"
/* Where a recording has the module's files, below its folder */
#define LCT_RECORDING_FILES	"proc/lifecycle"
/* What a recording says of itself, in its folder */
#define LCT_RECORDING_ABOUT	"recording"
/* The lines of the panic that ended it, in its folder */
#define LCT_RECORDING_PANIC	"panic"
/* A boot ID, with hyphens */
#define LCT_BOOT_ID	37

/**
 * struct lct_recording - what was recorded between a load of the module and its end
 * @name:	name of its folder: the boot ID, and .2, .3 ... if the module was loaded again
 * @number:	rises with each recording in the archive
 * @boot_id:	boot ID
 * @loaded_ns:	when the module was loaded, CLOCK_MONOTONIC
 * @kernel:	release of the kernel
 * @host:	name of the host
 */
struct lct_recording {
	char name[NAME_MAX + 1];
	int64_t number;
	char boot_id[LCT_BOOT_ID];
	int64_t loaded_ns;
	char kernel[65];
	char host[65];
};

/**
 * struct lct_recordings - the recordings in an archive, oldest first
 * @nr:		how many
 * @recording:	the recordings
 * @current:	which of them `--boot 0` means: the newest of this boot; @nr if there is none
 */
struct lct_recordings {
	size_t nr;
	struct lct_recording *recording;
	size_t current;
};

int lct_recordings_list(struct lct_recordings *list, const char *archive);
void lct_recordings_free(struct lct_recordings *list);
int lct_recordings_find(const char *archive, const char *which, char **root);
int lct_recording_open(const char *archive, const char *name, const char *below);
int lct_recording_name(const char *archive, struct lct_recording *r);
int lct_recording_put(int folder, const struct lct_recording *r);
int lct_recording_this_boot(char boot_id[LCT_BOOT_ID]);

#endif
