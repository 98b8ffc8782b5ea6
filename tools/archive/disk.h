/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LCT_DISK_H
#define LCT_DISK_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

int lct_disk_folder(const char *path, mode_t mode);
int lct_disk_write(int fd, const char *data, size_t len, off_t at);
int lct_disk_replace(int folder, const char *name, const char *data, size_t len);
ssize_t lct_disk_read(int folder, const char *name, char **data);

#endif
